// The live stream of the console: rows, counts, presence of colleagues, and what the connection looks like to the agent.
import { computed, effect, signal } from '@preact/signals';
import type { ServerFrame } from '@sahay/shared/api';
import { get, onAnswer } from '@sahay/shared/client';
import { Stream, type StreamSocket } from '@sahay/shared/stream';
import { bellSoon, hearNews } from '../bell/model';
import { uneasySoon } from '../care/model';
import { todaySoon } from '../promises/model';
import { t, whenTexts } from '../assist/texts';
import { isFilter } from '../inbox/filter_key';
import { go, ticketPath } from '../router';
import { readAvailability } from './availability';
import { heldSoon } from './held';
import { hearRow, hearViewRows, listView, readFirstPage, refreshSoon } from './list';
import { sendWaiting } from './outbox';
import { forgetView, hearCount, readSavedCounts, readSavedViews, savedId } from './saved_views';
import { counts, me, readStart, started } from './session';
import { openId, reloadSoon } from './ticket';
import { say } from './toasts';

export type Connection = 'live' | 'reconnecting' | 'offline';

export const connection = signal<Connection>('live');

export interface Colleague {
  id: number;
  name: string;
  mode: 'viewing' | 'writing';
}

export const presence = signal<ReadonlyMap<number, readonly Colleague[]>>(new Map());
export const here = computed(() => presence.value.get(openId.value ?? -1) ?? []);
/** Whether this agent types right now; the composer sets it. */
export const writing = signal(false);

let stream: Stream | null = null;
let heard = false;
let slowTimer: ReturnType<typeof setTimeout> | undefined;

export function startLive(): void {
  stream = new Stream({
    since: started.value?.event_seq ?? 0,
    open: () => {
      const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v2/stream`;
      return new WebSocket(address) as unknown as StreamSocket;
    },
    onFrame: hear,
    onState: (state) => {
      heard = state === 'live';
      if (state === 'live') {
        clearTimeout(slowTimer);
        slowTimer = undefined;
        connection.value = 'live';
        sendWaiting();
        tellPresence();
        // The open stream may have brought the agent online.
        setTimeout(() => void readAvailability(), 1000);
        watch();
        void readSavedViews().then(readSavedCounts);
        uneasySoon();
        bellSoon();
      } else if (state === 'lost') {
        // Short losses stay silent; only one that lasts is worth a banner.
        slowTimer ??= setTimeout(() => { connection.value = navigator.onLine ? 'reconnecting' : 'offline'; }, 5000);
      }
    },
  });
  stream.start();
  window.addEventListener('online', tryAtOnce);
  window.addEventListener('offline', () => { connection.value = 'offline'; });
  onAnswer((status) => {
    if (status === 0 && !navigator.onLine) connection.value = 'offline';
  });
  effect(() => {
    void openId.value;
    void writing.value;
    tellPresence();
  });
  effect(() => {
    void listView.value;
    watch();
  });
  setInterval(tellPresence, 30_000);
  // Conditions on time move without events.
  setInterval(() => {
    if (document.visibilityState === 'visible') void readSavedCounts();
    if (savedId(listView.value) !== null || isFilter(listView.value)) refreshSoon();
  }, 60_000);
}

/** Does not wait for the pause to end. A stream that outlived the loss is live again as soon as the server answers. */
export function tryAtOnce(): void {
  stream?.wake();
  sendWaiting();
  void get('/users/me').then(() => { if (heard) connection.value = 'live'; }, () => undefined);
}

function watch(): void {
  const open = savedId(listView.peek());
  stream?.send({ type: 'watch', views: open === null ? [] : [open] });
}

function tellPresence(): void {
  stream?.send({ type: 'presence', ticket_id: openId.peek(), mode: writing.peek() ? 'writing' : 'viewing' });
}

function hear(frame: ServerFrame): void {
  switch (frame.type) {
    case 'event':
      if (frame.counts) counts.value = { ...counts.value, ...frame.counts };
      heldSoon();
      if (frame.kind.startsWith('promise.')) todaySoon();
      if ((frame.kind === 'handoff.opened' || frame.kind === 'handoff.escalated') && frame.ticket_id !== null) tellOfHandoff(frame.ticket_id, frame.row?.subject ?? '');
      if (frame.kind.startsWith('mood.')) uneasySoon();
      if (frame.ticket_id !== null) reloadSoon(frame.ticket_id);
      if (frame.kind === 'mail.held') break;
      if (frame.row) hearRow(frame.row);
      else refreshSoon();
      break;
    case 'notification':
      hearNews(frame.data);
      break;
    case 'presence': {
      const next = new Map(presence.value);
      const others = frame.users.filter((user) => user.id !== me.value.id);
      if (others.length > 0) next.set(frame.ticket_id, others);
      else next.delete(frame.ticket_id);
      presence.value = next;
      break;
    }
    case 'view':
      if (frame.error) forgetView(frame.view_id);
      else hearCount(frame.view_id, frame.count ?? 0, frame.exact ?? true);
      break;
    case 'view_rows':
      if (frame.error) forgetView(frame.view_id);
      else hearViewRows(frame);
      break;
    case 'reset':
      void readStart().then((start) => {
        if (start) stream?.resumeFrom(start.event_seq);
        void readFirstPage();
        heldSoon();
        if (openId.value !== null) reloadSoon(openId.value);
      });
      break;
    default:
  }
}

/** A customer waits for a person: said at once, with the way there. */
function tellOfHandoff(ticket: number, subject: string): void {
  void whenTexts().then(() => say(t('assist.customerWaits', { id: String(ticket), subject }), { label: t('assist.openRequest'), run: () => go(ticketPath(ticket, '')), undoes: false }, 20));
}

/** Colleagues shown by the ticket's own reading, for the time before the first presence frame. */
export function seedPresence(ticket: number, colleagues: readonly Colleague[]): void {
  if (presence.value.has(ticket) || colleagues.length === 0) return;
  presence.value = new Map(presence.value).set(ticket, colleagues);
}

export const isOnline = computed(() => connection.value === 'live');
