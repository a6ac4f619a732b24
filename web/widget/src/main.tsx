// Entry of the frame: language, theme, accent, then one of two views.
import { effect } from '@preact/signals';
import { render } from 'preact';
import { Chat } from './Chat';
import { Home } from './Home';
import { hear_host, tell_host, wanted_locale, wanted_theme } from './host';
import { begin, config, mark_seen, shown, view } from './state';
import { language_of, load_language, t } from './text';
import './widget.css';

const root = document.documentElement;
if (wanted_theme !== 'auto') root.dataset.theme = wanted_theme;

effect(() => {
  if (!config.value) return;
  const dark = getComputedStyle(root).getPropertyValue('--dark').trim() === '1';
  if (dark || !config.value.accent) return; // the accent is checked against white only
  root.style.setProperty('--ac', config.value.accent);
  root.style.setProperty('--on', config.value.on_accent);
});

addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing) tell_host({ type: 'close' });
});
document.addEventListener('visibilitychange', mark_seen);

function App() {
  return view.value === 'home' ? <Home /> : <Chat />;
}

// The first view is drawn focused only when somebody opened the panel; on its own page it is simply there.
await load_language(language_of(wanted_locale));
document.title = t('widget.title');
if (parent === window) shown.value = true;
hear_host((message) => {
  if (message.type !== 'open') return;
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(view.value === 'chat' ? 'textarea' : 'h1')?.focus(),
  );
});
void begin();
render(<App />, document.getElementById('app')!);
tell_host({ type: 'ready' });
