// What was sent but is not on the server yet; without a connection it waits for its return. Each entry keeps one idempotency
// key for all tries and survives a reload, so nothing is lost or doubled. Once there, an e-mail waits on the server for some
// seconds before it leaves, so that its writer can take it back.
import { signal } from '@preact/signals';
import type { Attachment, DraftMode, Status } from '@sahay/shared/api';
import { ApiError, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { addWish, storeWishes, type PromiseWish } from '../promises/model';
import { go, ticketPath } from '../router';
import { addExtras, changesOf, type Extra } from '../ticket/extras';
import { afterPaint } from './after_paint';
import { drafts, noteSnippet } from './drafts';
import { listView } from './list';
import { me } from './session';
import { openId, reloadNow } from './ticket';
import { say } from './toasts';

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
  /** Why it goes out although a rule of the group stops it. */
  overrideReason?: string;
  /** What the reply promises; stored once it is there. Absent in entries of earlier versions. */
  promises?: readonly PromiseWish[];
  /** What a saved answer changes with it, and whom a note calls. Absent in entries of earlier versions. */
  extras?: readonly Extra[];
  mentions?: readonly number[];
  at: number;
  /** For how long it can be taken back once it is on the server; 0: not at all. */
  undoSeconds: number;
  /** What is said when it is there and can be taken back. */
  said: string;
  state: 'sending' | 'waiting' | 'failed';
  error?: string;
}

export interface Stale {
  ticket: number;
  mode: DraftMode;
  /** The comments that came in between, oldest first. */
  newer: { id: number; author_id: number | null }[];
}

/** Set when a rule of the group stopped a reply; the draft is back in the composer. */
export const refusedByRule = signal<{ ticket: number; reasons: string[]; solve: boolean; again?(): void } | null>(null);
/** The reason that the next reply of this ticket carries. */
export const overrideReason = signal<{ ticket: number; reason: string } | null>(null);

export const outbox = signal<readonly OutboxEntry[]>([]);
/** Set when the server refused a send because something newer was not read yet. */
export const stale = signal<Stale | null>(null);
/** A draft that came back from the outbox; the composer takes it over. */
export const returned = signal<{ ticket: number; mode: DraftMode; html: string; files: SentFile[]; at: number } | null>(null);

const inFlight = new Set<string>();
const lanes = new Map<number, Promise<void>>();
const storageKey = () => `sahay.outbox.${me.value.id ?? 0}`;

export function startOutbox(): void {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey()) ?? '[]') as OutboxEntry[];
    outbox.value = kept.map((entry) => (entry.state === 'failed' ? entry : { ...entry, state: 'waiting' as const }));
  } catch {
    outbox.value = [];
  }
  sendWaiting();
}

export interface Letter {
  ticket: number;
  mode: DraftMode;
  html: string;
  files: SentFile[];
  status: Status | null;
  assignee: number | null;
  lastSeen: number | null;
  promises?: readonly PromiseWish[];
  extras?: readonly Extra[];
  mentions?: readonly number[];
}

export function send(letter: Letter, undoSeconds: number, said: string): void {
  const override = overrideReason.value?.ticket === letter.ticket && letter.mode === 'reply' ? overrideReason.value.reason : undefined;
  overrideReason.value = null;
  if (refusedByRule.value?.ticket === letter.ticket) refusedByRule.value = null;
  const entry: OutboxEntry = { ...letter, overrideReason: override, key: newKey(), at: Date.now(), undoSeconds, said, state: 'sending' };
  store([...outbox.value, entry]);
  void drafts().clear(letter.ticket, letter.mode);
  if (stale.value?.ticket === letter.ticket) stale.value = null;
  // It is kept on this device already: its writer sees it first.
  afterPaint(() => {
    noteSnippet(letter.ticket);
    void deliver(entry.key);
  });
}

/** Removes an entry and gives its text back to the composer. */
export function takeBack(key: string): void {
  const entry = outbox.value.find((each) => each.key === key);
  if (!entry || entry.state === 'sending') return;
  store(outbox.value.filter((each) => each.key !== key));
  giveBack(entry);
}

/** Takes back what is on the server already; the draft becomes what it was. */
async function unsend(entry: OutboxEntry, comment: number, promised: readonly number[]): Promise<void> {
  try {
    await request('POST', `/tickets/${entry.ticket}/comments/${comment}/undo`, {});
  } catch (error) {
    say(error instanceof ApiError && error.status === 409 ? t('outbox.tooLate') : t('outbox.notTakenBack'));
    return;
  }
  for (const id of promised) await request('POST', `/promises/${id}/cancel`, { reason: t('duty.takenBack') }).catch(() => undefined);
  giveBack(entry);
  if (openId.value === entry.ticket) await reloadNow(entry.ticket);
  else go(ticketPath(entry.ticket, listView.value));
}

export function throwAway(key: string): void {
  store(outbox.value.filter((each) => each.key !== key));
}

export function tryAgain(key: string): void {
  void deliver(key);
}

/** The connection is back: sends what waited for it. */
export function sendWaiting(): void {
  for (const entry of outbox.value) if (entry.state === 'waiting') void deliver(entry.key);
}

export function giveBack(entry: OutboxEntry): void {
  const existing = drafts().read(entry.ticket, entry.mode);
  const html = existing ? entry.html + existing : entry.html;
  drafts().write(entry.ticket, entry.mode, html);
  noteSnippet(entry.ticket);
  for (const wish of entry.promises ?? []) addWish(entry.ticket, wish);
  if (entry.extras?.length) addExtras(entry.ticket, entry.mode, entry.extras);
  returned.value = { ticket: entry.ticket, mode: entry.mode, html, files: entry.files, at: Date.now() };
}

/** One ticket's messages leave one after another: the order in which they were written is the order in which they arrive. */
async function deliver(key: string): Promise<void> {
  const entry = outbox.value.find((each) => each.key === key);
  if (!entry || inFlight.has(key)) return;
  inFlight.add(key);
  patch(key, { state: 'sending', error: undefined });
  const before = lanes.get(entry.ticket);
  const turn = before ? before.then(() => transmit(key)) : transmit(key);
  lanes.set(entry.ticket, turn);
  await turn;
  if (lanes.get(entry.ticket) === turn) lanes.delete(entry.ticket);
}

interface Written {
  audit: { events: { id: number; type: string }[] } | null;
}

/** The ticket object that says what a letter says and changes. */
export const ticketOf = (entry: OutboxEntry) => ({
  comment: {
    html_body: entry.html, public: entry.mode === 'reply', uploads: entry.files.map((file) => file.token),
    ...(entry.mode === 'reply' ? { undo_send_seconds: entry.undoSeconds } : {}),
    ...(entry.overrideReason ? { override_reason: entry.overrideReason } : {}),
  },
  ...changesOf(entry.extras),
  ...(entry.mentions?.length ? { followers: entry.mentions.map((id) => ({ user_id: id, action: 'put' })) } : {}),
  ...(entry.status ? { status: entry.status } : {}),
  ...(entry.assignee !== null ? { assignee_id: entry.assignee } : {}),
  ...(entry.lastSeen !== null ? { last_seen_event: entry.lastSeen } : {}),
});

async function transmit(key: string): Promise<void> {
  const entry = outbox.value.find((each) => each.key === key);
  if (!entry) {
    inFlight.delete(key);
    return;
  }
  try {
    const written = await request<Written>('PUT', `/tickets/${entry.ticket}`, { ticket: ticketOf(entry) }, { idempotencyKey: key });
    const comment = written.audit?.events.find((event) => event.type === 'Comment')?.id;
    const promised = entry.promises?.length ? await storeWishes(entry.ticket, comment, key, entry.promises) : [];
    if (entry.undoSeconds > 0 && comment !== undefined) {
      say(entry.said, { label: t('ui.undo'), run: () => void unsend(entry, comment, promised) }, entry.undoSeconds);
    }
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
  const reasons = reasonsOfRules(error);
  if (reasons.length > 0 && openId.value === entry.ticket) {
    store(outbox.value.filter((each) => each.key !== entry.key));
    giveBack(entry);
    refusedByRule.value = { ticket: entry.ticket, reasons, solve: entry.status === 'solved' };
    return;
  }
  const lost = error.status === 0 || error.status === 503;
  patch(entry.key, { state: lost ? 'waiting' : 'failed', error: error.reason });
  if (!lost && openId.value !== entry.ticket) {
    say(t('outbox.failed', { id: String(entry.ticket) }), openAction(entry.ticket), 60);
  }
}

export function reasonsOfRules(error: ApiError): string[] {
  const details = error.body.details as { comment?: { error?: string; description?: string }[] } | undefined;
  return (error.status === 422 ? details?.comment ?? [] : []).flatMap((each) => (each.error === 'BlockedByRule' && each.description ? [each.description] : []));
}

function openAction(ticket: number) {
  return { label: t('ui.open'), run: () => go(ticketPath(ticket, listView.value)) };
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
