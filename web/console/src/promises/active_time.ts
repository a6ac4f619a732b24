// Active time: seconds in which an agent has a ticket before their eyes and does something, and in which they type. Told to
// the server twice a minute; kept so that the cost of a request can be known, never to compare people.
import { request } from '@sahay/shared/client';
import { afterPaint } from '../state/after_paint';
import { writing } from '../state/live';
import { openId } from '../state/ticket';

const every = 30_000;
const idleAfter = 60_000;
let lastAct = Date.now();
let ticket: number | null = null;
let focus = 0;
let typing = 0;
let tick = Date.now();

function count(): void {
  const now = Date.now();
  const passed = Math.min(5_000, now - tick);
  tick = now;
  if (ticket === null || document.visibilityState !== 'visible' || !document.hasFocus() || now - lastAct > idleAfter) return;
  if (writing.peek()) typing += passed;
  else focus += passed;
}

function tell(when = (send: () => void) => send()): void {
  const of = ticket;
  for (const [kind, spent] of [['focus', focus], ['typing', typing]] as const) {
    const seconds = Math.min(300, Math.round(spent / 1000));
    if (of !== null && seconds > 0) when(() => void request('POST', `/tickets/${of}/active_time`, { active_time: { kind, seconds } }, { keepalive: true }).catch(() => undefined));
  }
  focus = 0;
  typing = 0;
}

export function startActiveTime(): void {
  for (const name of ['pointerdown', 'pointermove', 'keydown', 'wheel']) window.addEventListener(name, () => { lastAct = Date.now(); }, { passive: true });
  setInterval(count, 1_000);
  setInterval(() => tell(), every);
  window.addEventListener('pagehide', () => tell());
  openId.subscribe((id) => {
    if (id === ticket) return;
    tell(afterPaint);
    ticket = id;
  });
}
