// The worker of the console: shows what a push service brings and opens its request when pressed. It keeps nothing and answers
// for no page, so a new version of the console is never held back by it.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const home = '/console';

self.addEventListener('push', (event) => {
  let message = {};
  try {
    message = event.data ? event.data.json() : {};
  } catch {
    message = {};
  }
  const path = typeof message.path === 'string' && message.path.startsWith('/') ? message.path : '/';
  event.waitUntil(self.registration.showNotification(String(message.title || 'Sahay'), {
    body: String(message.body || ''), tag: String(message.tag || 'sahay'), icon: `${home}/icon.svg`, data: { path },
  }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const target = home + (event.notification.data?.path ?? '/');
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const console_ = open.find((each) => new URL(each.url).pathname.startsWith(home));
    if (!console_) return self.clients.openWindow(target);
    await console_.focus();
    // The console itself changes its screen, so that nothing unsent is lost by a new page.
    console_.postMessage({ open: event.notification.data?.path ?? '/' });
  })());
});
