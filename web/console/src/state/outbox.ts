// What was sent but is not on the server yet. An e-mail waits some seconds for an undo; without a connection everything waits
// for its return. Each entry keeps one idempotency key for all tries and survives a reload, so nothing is lost or doubled.
import { signal } from '@preact/signals';
import type { Attachment, DraftMode, Status } from '@sahay/shared/api';
import { ApiError, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { go, ticketPath } from '../router';
import { drafts, noteSnippet } from './drafts';
import { listView } from './list';
import { me } from './session';
import { openId, reloadNow } from './ticket';
import { dismiss, say } from './toasts';

export interface SentFile {
  token: string;
  attachment: Attachment;
}

export interface OutboxEntry {
  key: string;
  ticket: number;
  mode: DraftMode;
  html: string;
  files: SentFile[];
  status: Status | null;
  /** Set when the send also takes a ticket nobody has. */
  assignee: number | null;
  lastSeen: number | null;
  at: number;
  state: 'holding' | 'sending' | 'waiting' | 'failed';
  error?: string;
}

export interface Stale {
  ticket: number;
  mode: DraftMode;
  /** The comments that came in between, oldest first. */
  newer: { id: number; author_id: number | null }[];
}

export const outbox = signal<readonly OutboxEntry[]>([]);
/** Set when the server refused a send because something newer was not read yet. */
export const stale = signal<Stale | null>(null);
/** A draft that came back from the outbox; the composer takes it over. */
export const returned = signal<{ ticket: number; mode: DraftMode; html: string; files: SentFile[]; at: number } | null>(null);

const inFlight = new Set<string>();
const lanes = new Map<number, Promise<void>>();
const holds = new Map<string, ReturnType<typeof setTimeout>>();
const holdToasts = new Map<string, number>();
const storageKey = () => `sahay.outbox.${me.value.id ?? 0}`;

export function startOutbox(): void {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey()) ?? '[]') as OutboxEntry[];
    outbox.value = kept.map((entry) => (entry.state === 'failed' ? entry : { ...entry, state: 'waiting' as const }));
  } catch {
    outbox.value = [];
  }
  sendWaiting();
  window.addEventListener('pagehide', () => {
    for (const entry of outbox.value) if (entry.state === 'holding') void deliver(entry.key, true);
  });
}

export interface Letter {
  ticket: number;
  mode: DraftMode;
  html: string;
  files: SentFile[];
  status: Status | null;
  assignee: number | null;
  lastSeen: number | null;
}

export function send(letter: Letter, holdSeconds: number, said: string): void {
  const entry: OutboxEntry = { ...letter, key: newKey(), at: Date.now(), state: holdSeconds > 0 ? 'holding' : 'sending' };
  store([...outbox.value, entry]);
  void drafts().clear(letter.ticket, letter.mode);
  noteSnippet(letter.ticket);
  if (stale.value?.ticket === letter.ticket) stale.value = null;
  if (holdSeconds <= 0) {
    void deliver(entry.key);
    return;
  }
  holds.set(entry.key, setTimeout(() => void deliver(entry.key), holdSeconds * 1000));
  holdToasts.set(entry.key, say(said, { label: t('ui.undo'), run: () => takeBack(entry.key, true) }, holdSeconds));
}

/** Removes an entry and gives its text back to the composer. */
export function takeBack(key: string, andOpen = false): void {
  const entry = outbox.value.find((each) => each.key === key);
  if (!entry || entry.state === 'sending') return;
  release(key);
  store(outbox.value.filter((each) => each.key !== key));
  giveBack(entry);
  if (andOpen && openId.value !== entry.ticket) go(ticketPath(entry.ticket, listView.value));
}

export function throwAway(key: string): void {
  release(key);
  store(outbox.value.filter((each) => each.key !== key));
}

export function tryAgain(key: string): void {
  void deliver(key);
}

/** The connection is back: sends what waited for it. */
export function sendWaiting(): void {
  for (const entry of outbox.value) if (entry.state === 'waiting') void deliver(entry.key);
}

function giveBack(entry: OutboxEntry): void {
  const existing = drafts().read(entry.ticket, entry.mode);
  const html = existing ? entry.html + existing : entry.html;
  drafts().write(entry.ticket, entry.mode, html);
  noteSnippet(entry.ticket);
  returned.value = { ticket: entry.ticket, mode: entry.mode, html, files: entry.files, at: Date.now() };
}

/** One ticket's messages leave one after another: the order in which they were written is the order in which they arrive. */
async function deliver(key: string, leaving = false): Promise<void> {
  const entry = outbox.value.find((each) => each.key === key);
  if (!entry || inFlight.has(key)) return;
  inFlight.add(key);
  release(key);
  patch(key, { state: 'sending', error: undefined });
  const before = lanes.get(entry.ticket);
  const turn = leaving || !before ? transmit(key, leaving) : before.then(() => transmit(key, false));
  lanes.set(entry.ticket, turn);
  await turn;
  if (lanes.get(entry.ticket) === turn) lanes.delete(entry.ticket);
}

async function transmit(key: string, leaving: boolean): Promise<void> {
  const entry = outbox.value.find((each) => each.key === key);
  if (!entry) {
    inFlight.delete(key);
    return;
  }
  const ticket = {
    comment: { html_body: entry.html, public: entry.mode === 'reply', uploads: entry.files.map((file) => file.token) },
    ...(entry.status ? { status: entry.status } : {}),
    ...(entry.assignee !== null ? { assignee_id: entry.assignee } : {}),
    ...(entry.lastSeen !== null ? { last_seen_event: entry.lastSeen } : {}),
  };
  try {
    await request('PUT', `/tickets/${entry.ticket}`, { ticket }, { idempotencyKey: key, keepalive: leaving });
    if (openId.value === entry.ticket) await reloadNow(entry.ticket);
    store(outbox.value.filter((each) => each.key !== key));
  } catch (error) {
    refuse(entry, error instanceof ApiError ? error : new ApiError(0, 'Unreachable', ''));
  } finally {
    inFlight.delete(key);
  }
}

function refuse(entry: OutboxEntry, error: ApiError): void {
  if (error.status === 409) {
    // What was written after it goes back too, the last one first, so that the draft reads in order.
    const back = outbox.value.filter((each) => each.ticket === entry.ticket && each.mode === entry.mode && each.state === 'sending');
    store(outbox.value.filter((each) => !back.includes(each)));
    for (const each of [...back].reverse()) giveBack(each);
    stale.value = { ticket: entry.ticket, mode: entry.mode, newer: (error.body.newer ?? []) as Stale['newer'] };
    if (openId.value === entry.ticket) void reloadNow(entry.ticket);
    else say(t('outbox.stale', { id: String(entry.ticket) }), openAction(entry.ticket), 60);
    return;
  }
  const lost = error.status === 0 || error.status === 503;
  patch(entry.key, { state: lost ? 'waiting' : 'failed', error: error.reason });
  if (!lost && openId.value !== entry.ticket) {
    say(t('outbox.failed', { id: String(entry.ticket) }), openAction(entry.ticket), 60);
  }
}

function openAction(ticket: number) {
  return { label: t('ui.open'), run: () => go(ticketPath(ticket, listView.value)) };
}

function release(key: string): void {
  clearTimeout(holds.get(key));
  holds.delete(key);
  const toast = holdToasts.get(key);
  if (toast !== undefined) dismiss(toast);
  holdToasts.delete(key);
}

function patch(key: string, change: Partial<OutboxEntry>): void {
  store(outbox.value.map((each) => (each.key === key ? { ...each, ...change } : each)));
}

function store(entries: readonly OutboxEntry[]): void {
  outbox.value = entries;
  try {
    localStorage.setItem(storageKey(), JSON.stringify(entries));
  } catch {
    // Storage is full or forbidden: the entries still live as long as this page.
  }
}
