// The open ticket: reading it (with a small cache, so that j and k show at once and reading works offline), changing its
// fields with an undo, and where its unread part begins.
import { computed, effect, signal } from '@preact/signals';
import type { Row, Status, Ticket, TicketScreen } from '@sahay/shared/api';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { route } from '../router';
import { afterPaint, painted, whenIdle } from './after_paint';
import { markRead, neighbour } from './list';
import { isPhone } from './screen';
import { me } from './session';
import { say } from './toasts';

export type TicketPhase = 'loading' | 'ready' | 'failed' | 'missing' | 'forbidden';

export const ticketPhase = signal<TicketPhase>('loading');
const latest = signal<TicketScreen | null>(null);
/** Id of the first entry that was not seen before the ticket was opened. */
export const firstUnseen = signal<number | null>(null);
export const openId = computed(() => (route.value.name === 'inbox' ? route.value.ticket : null));
export const hasOpen = computed(() => openId.value !== null);
/** The open ticket as the list marks it: a frame after the thread, which is what one waits for. */
export const marked = signal<number | null>(openId.peek());
effect(() => {
  void openId.value;
  afterPaint(() => { marked.value = openId.peek(); });
});
/** The message that the address names. */
export const pointedAt = computed(() => (route.value.name === 'inbox' ? route.value.comment ?? null : null));
/** The open ticket; null while it is on its way. */
export const screen = computed(() => (latest.value?.ticket.id === openId.value ? latest.value : null));
/** The ticket that was open before: it stays drawn for a moment while the next is on its way, and nothing acts on it. */
export const leaving = computed(() => (openId.value === null || screen.value ? null : latest.value));

/** The ticket that j opens next, once it was read: its thread is drawn unseen before it is asked for. */
export const ahead = signal<TicketScreen | null>(null);

const cache = new Map<number, TicketScreen>();
const cacheSize = 30;
/** How long the former ticket stays drawn, in milliseconds; what takes longer is told as loading. */
const leavingTime = 120;
let leavingTimer: ReturnType<typeof setTimeout> | undefined;
let aheadTimer: ReturnType<typeof setTimeout> | undefined;
let reloadTimer: ReturnType<typeof setTimeout> | undefined;

export async function readTicket(id: number): Promise<void> {
  const kept = cache.get(id);
  clearTimeout(leavingTimer);
  if (kept) latest.value = kept;
  else leavingTimer = setTimeout(forgetFormer, leavingTime);
  ticketPhase.value = kept ? 'ready' : 'loading';
  firstUnseen.value = kept ? unseenIn(kept) : null;
  if (kept) await painted();
  if (openId.value !== id) return;
  await reload(id, true);
  clearTimeout(aheadTimer);
  aheadTimer = setTimeout(() => void readAhead(), 150);
}

/** Reads the next ticket of the list before it is asked for, so that j shows it at once. */
async function readAhead(): Promise<void> {
  const id = neighbour(1);
  if (id === null) return;
  try {
    if (!cache.has(id)) keep(await get<TicketScreen>(`/console/tickets/${id}`));
    if (neighbour(1) === id && !isPhone.peek()) whenIdle(() => { ahead.value = cache.get(id) ?? null; });
  } catch {
    // It is read again, with its error shown, when it is opened.
  }
}

function forgetFormer(): void {
  if (!screen.value) latest.value = null;
}

async function reload(id: number, opening = false): Promise<void> {
  try {
    const read = sameOr(cache.get(id), await get<TicketScreen>(`/console/tickets/${id}`));
    keep(read);
    if (openId.value !== id) return;
    if (opening) firstUnseen.value = unseenIn(read);
    latest.value = read;
    ticketPhase.value = 'ready';
    noteRead(read);
  } catch (error) {
    if (openId.value !== id) return;
    const status = error instanceof ApiError ? error.status : 0;
    if (status === 404) ticketPhase.value = 'missing';
    else if (status === 403) ticketPhase.value = 'forbidden';
    else if (!screen.value) ticketPhase.value = 'failed';
    forgetFormer();
  }
}

/** What was read ahead, when nothing has changed since: the screen is not drawn a second time. */
const sameOr = (kept: TicketScreen | undefined, read: TicketScreen) => (kept && JSON.stringify(kept) === JSON.stringify(read) ? kept : read);

const readUpTo = new Map<number, number>();

/** Tells the server that this agent has the ticket before their eyes; once per new event. */
function noteRead(read: TicketScreen): void {
  if (document.visibilityState !== 'visible') return;
  const { id, event_seq: sequence } = read.ticket;
  markRead(id);
  rememberSeen(read);
  if (readUpTo.get(id) === sequence) return;
  readUpTo.set(id, sequence);
  request('PUT', `/tickets/${id}/read`).catch(() => readUpTo.delete(id));
}

document.addEventListener('visibilitychange', () => {
  if (screen.value) noteRead(screen.value);
});

/** Reads the open ticket again soon; several events in a row cause one read. */
export function reloadSoon(id: number): void {
  if (openId.value !== id) {
    cache.delete(id);
    if (ahead.value?.ticket.id === id) ahead.value = null;
    return;
  }
  clearTimeout(reloadTimer);
  reloadTimer = setTimeout(() => void reload(id), 80);
}

export const reloadNow = (id: number) => reload(id);

function keep(read: TicketScreen): void {
  cache.delete(read.ticket.id);
  cache.set(read.ticket.id, read);
  if (cache.size > cacheSize) cache.delete(cache.keys().next().value!);
}

export type TicketChange = Partial<Pick<Ticket, 'status' | 'priority' | 'assignee_id' | 'owner_id' | 'group_id' | 'subject' | 'tags' | 'email_cc_ids' | 'follower_ids'>>;

/** Changes fields at once on screen and then on the server; a refusal puts the old values back and says so. */
export async function changeTicket(id: number, change: TicketChange, said?: string, guard?: { safe_update: true; updated_stamp: string }): Promise<boolean> {
  const before = cache.get(id)?.ticket ?? (screen.value?.ticket.id === id ? screen.value.ticket : null);
  const old: TicketChange = {};
  if (before) for (const key of Object.keys(change) as (keyof TicketChange)[]) Object.assign(old, { [key]: before[key] ?? null });
  showChange(id, change);
  try {
    await request('PUT', `/tickets/${id}`, { ticket: { ...change, ...guard } }, { idempotencyKey: newKey() });
    if (said) say(said, before ? { label: t('ui.undo'), run: () => void changeTicket(id, old) } : undefined);
    reloadSoon(id);
    return true;
  } catch (error) {
    showChange(id, old);
    say(error instanceof ApiError && error.status !== 0 ? t('ticket.refused', { why: error.reason }) : t('ticket.notSaved'));
    return false;
  }
}

function showChange(id: number, change: TicketChange): void {
  const kept = cache.get(id);
  if (kept) cache.set(id, { ...kept, ticket: { ...kept.ticket, ...change } });
  if (screen.value?.ticket.id === id) latest.value = { ...screen.value, ticket: { ...screen.value.ticket, ...change } };
}

/** The open ticket as a row of a list, also when no list shows it. */
export function rowOfOpen(): Row | null {
  const read = screen.value;
  if (!read) return null;
  const { ticket, users, organization } = read;
  const requester = users[ticket.requester_id];
  return {
    ...ticket, requester: { id: ticket.requester_id, name: requester?.name ?? '', email: requester?.email ?? null },
    organization: organization ? { id: organization.id, name: organization.name } : null, snippet: '', last_comment_public: true,
    last_author_role: 'end-user', unread: false,
  };
}

export const isDone = (status: Status) => status === 'solved' || status === 'closed';

const seenKey = 'sahay.seen';

function readSeen(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(seenKey) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

function rememberSeen(read: TicketScreen): void {
  const last = read.timeline.filter((entry) => entry.kind === 'comment').at(-1);
  if (!last) return;
  const seen = readSeen();
  delete seen[read.ticket.id];
  seen[read.ticket.id] = last.id;
  const ids = Object.keys(seen);
  for (const id of ids.slice(0, Math.max(0, ids.length - 500))) delete seen[id];
  try {
    localStorage.setItem(seenKey, JSON.stringify(seen));
  } catch {
    // Without storage every ticket simply opens at its end.
  }
}

export function unseenIn(read: TicketScreen): number | null {
  const seen = readSeen()[read.ticket.id];
  if (seen === undefined) return null;
  return read.timeline.find((entry) => entry.kind === 'comment' && entry.id > seen && entry.author_id !== me.peek().id)?.id ?? null;
}
