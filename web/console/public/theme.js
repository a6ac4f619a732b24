// Runs before the first paint, so that a forced dark theme does not flash white. The settings are written by state/prefs.ts.
(function () {
  var prefs = {};
  try { prefs = JSON.parse(localStorage.getItem('sahay.prefs') || '{}'); } catch (error) { prefs = {}; }
  var dark = prefs.theme === 'dark' || (prefs.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.contrast = prefs.theme === 'contrast' ? 'high' : '';
  root.dataset.density = prefs.density || 'comfortable';
  if (prefs.language) root.lang = prefs.language;
})();
