// What begins when somebody is signed in, and the reactions of the screens to the address.
import { effect, untracked } from '@preact/signals';
import { readTicketNews, startBell, unread } from './bell/model';
import { go, route, viewPath } from './router';
import { startActiveTime } from './promises/active_time';
import { readToday } from './promises/model';
import { afterPaint } from './state/after_paint';
import { startDrafts } from './state/drafts';
import { startHeld } from './state/held';
import { listQuery, listView, openView, orderOf } from './state/list';
import { startLive } from './state/live';
import { startOutbox } from './state/outbox';
import { counts, viewKeys } from './state/session';
import { openId, readTicket } from './state/ticket';
import { t } from './i18n';

let running = false;

export function startWork(): void {
  // A screen on the wall is nobody at work: it makes no agent present.
  if (running || route.peek().name === 'wallboard') return;
  running = true;
  startDrafts();
  startOutbox();
  startLive();
  startHeld();
  startBell();
  openFromDevice();
  startActiveTime();
  void readToday();
  setInterval(() => void readToday(), 300_000);
  effect(() => {
    const now = route.value;
    if (now.name === 'signin') return go('/', 'replace');
    if (now.name !== 'inbox') return;
    const view = now.view || listView.peek() || defaultView();
    if (!now.view && now.ticket === null) return go(viewPath(view), 'replace');
    void orderOf(view);
    untracked(() => void openView(view, view === listView.peek() ? listQuery.peek() : ''));
  });
  effect(() => {
    const id = openId.value;
    if (id === null) return;
    void readTicket(id);
    if (unread.peek() > 0) afterPaint(() => readTicketNews(id));
  });
  effect(() => {
    const news = unread.value;
    document.title = news > 0 ? `(${news > 99 ? '99+' : news}) ${t('shell.title')}` : t('shell.title');
  });
}

/** A message on this device was pressed: its worker asks the open console to show the request. */
function openFromDevice(): void {
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ open?: unknown }>) => {
    const path = event.data?.open;
    if (typeof path === 'string' && path.startsWith('/')) go(path);
  });
}

function defaultView(): string {
  const keys = viewKeys.peek();
  if (keys.includes('mine') && (counts.peek().mine ?? 0) > 0) return 'mine';
  return keys.includes('open') ? 'open' : keys[0] ?? 'open';
}
