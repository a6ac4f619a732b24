// Mails that are held back: their number for the rail, the list while its screen is open, and what can be decided. A deleted
// mail leaves the screen at once and the server only when its undo has gone.
import { computed, effect, signal } from '@preact/signals';
import type { HeldMail } from '@sahay/shared/api';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { go, heldPath, route, ticketPath } from '../router';
import { listView, readFirstPage } from './list';
import { say, toasts } from './toasts';

export type HeldPhase = 'loading' | 'ready' | 'failed';

export const heldPhase = signal<HeldPhase>('loading');
const all = signal<readonly HeldMail[]>([]);
const total = signal(0);
/** Decided here and not yet gone on the server, or waiting for the end of an undo. */
const hidden = signal<ReadonlySet<number>>(new Set());
const nextPage = signal<number | null>(null);

export const held = computed(() => all.value.filter((mail) => !hidden.value.has(mail.id)));
export const heldCount = computed(() => Math.max(0, total.value - hidden.value.size));
export const heldHasMore = computed(() => nextPage.value !== null);

interface HeldPage {
  suspended_tickets: HeldMail[];
  next_page: string | null;
  count: number;
}

const perPage = 50;
const everyMinute = 60_000;
const quiet = 2_000;
let soonTimer: ReturnType<typeof setTimeout> | undefined;
let round = 0;

const onScreen = () => route.peek().name === 'held';
const pageAddress = (page: number) => `/suspended_tickets?sort_by=created_at&sort_order=desc&per_page=${perPage}&page=${page}`;

export function startHeld(): void {
  refresh();
  setInterval(() => { if (document.visibilityState === 'visible') refresh(); }, everyMinute);
  window.addEventListener('pagehide', finishDeletes);
}

/** After something happened on the desk; many events in a row cause one read. */
export function heldSoon(): void {
  soonTimer ??= setTimeout(() => { soonTimer = undefined; refresh(); }, quiet);
}

function refresh(): void {
  if (onScreen()) void readHeld();
  else void readCount();
}

async function readCount(): Promise<void> {
  try {
    total.value = (await get<{ count: { value: number } }>('/suspended_tickets/count')).count.value;
  } catch {
    // The number is read again within a minute.
  }
}

export async function readHeld(): Promise<void> {
  const mine = (round += 1);
  try {
    const read = await get<HeldPage>(pageAddress(1));
    if (mine !== round) return;
    // A refresh renews the first page; pages shown below it stay.
    const tail = all.value.length > perPage && read.next_page ? all.value.slice(perPage).filter((mail) => !read.suspended_tickets.some((each) => each.id === mail.id)) : [];
    all.value = [...read.suspended_tickets, ...tail];
    if (tail.length === 0) nextPage.value = read.next_page ? 2 : null;
    total.value = read.count;
    heldPhase.value = 'ready';
  } catch (error) {
    if (mine === round && error instanceof ApiError && heldPhase.value !== 'ready') heldPhase.value = 'failed';
  }
}

export async function readMoreHeld(): Promise<void> {
  const page = nextPage.value;
  if (page === null) return;
  nextPage.value = null;
  try {
    const read = await get<HeldPage>(pageAddress(page));
    const known = new Set(all.value.map((mail) => mail.id));
    all.value = [...all.value, ...read.suspended_tickets.filter((mail) => !known.has(mail.id))];
    nextPage.value = read.next_page ? page + 1 : null;
  } catch {
    nextPage.value = page;
    say(t('held.failed'));
  }
}

const openMail = () => (route.value.name === 'held' ? route.value.mail : null);

export function moveHeld(step: number): void {
  const mails = held.value;
  const at = mails.findIndex((mail) => mail.id === openMail());
  const next = at < 0 ? mails[0] : mails[Math.max(0, Math.min(mails.length - 1, at + step))];
  if (next) go(heldPath(next.id));
}

/** Enter: opens the first mail, or gives the focus to the open one. */
export function openHeld(): void {
  if (openMail() === null) moveHeld(0);
  else document.getElementById('content')?.focus();
}

/** Takes a decided mail from the screen and opens the one after it. */
function leave(id: number): void {
  if (openMail() === id) {
    const mails = held.value;
    const at = mails.findIndex((mail) => mail.id === id);
    go(heldPath((mails[at + 1] ?? mails[at - 1])?.id ?? null), 'replace');
  }
  hidden.value = new Set(hidden.value).add(id);
}

function putBack(id: number): void {
  hidden.value = new Set([...hidden.value].filter((each) => each !== id));
}

/** Drops a mail the server no longer holds. */
function drop(id: number): void {
  if (all.value.some((mail) => mail.id === id)) all.value = all.value.filter((mail) => mail.id !== id);
  total.value = Math.max(0, total.value - 1);
  putBack(id);
  heldSoon();
}

export interface Recovery {
  ticket?: number | null;
  always?: boolean;
}

/** Makes a ticket of a mail or adds it to one. Answers the ticket, null when it was not done; then it has said why. */
export async function recoverHeld(mail: Pick<HeldMail, 'id' | 'author'>, { ticket, always }: Recovery): Promise<number | null> {
  leave(mail.id);
  try {
    const body = { suspended_ticket: { ...(ticket ? { ticket_id: ticket } : {}), ...(always ? { always_allow: true } : {}) } };
    const done = await request<{ ticket: { id: number }[] }>('PUT', `/suspended_tickets/${mail.id}/recover`, body, { idempotencyKey: newKey() });
    const id = done.ticket[0]!.id;
    drop(mail.id);
    sayRecovered(id, mail.author.email, Boolean(ticket), Boolean(always));
    if (listView.value) void readFirstPage();
    return id;
  } catch (error) {
    fail(mail.id, error);
    return null;
  }
}

function sayRecovered(id: number, email: string, added: boolean, always: boolean): void {
  const a = { id: String(id), email };
  const text = always ? t(added ? 'held.addedAllowed' : 'held.madeAllowed', a) : t(added ? 'held.added' : 'held.made', a);
  const here = route.value.name === 'inbox' && route.value.ticket === id;
  say(text, here ? undefined : { label: t('held.openTicket'), run: () => go(ticketPath(id, '')), undoes: false });
}

function fail(id: number, error: unknown): void {
  if (error instanceof ApiError && error.status === 404) {
    drop(id);
    say(t('held.gone'));
    return;
  }
  putBack(id);
  say(error instanceof ApiError && error.status !== 0 ? t('held.refused', { why: error.reason }) : t('held.notDone'));
}

const deleting = new Set<number>();

/** Deletes a mail for good once its undo is no longer shown. */
export function deleteHeld(mail: HeldMail): void {
  leave(mail.id);
  deleting.add(mail.id);
  const toast = say(t('held.deleted', { name: senderOf(mail) }), {
    label: t('ui.undo'),
    run: () => { deleting.delete(mail.id); putBack(mail.id); go(heldPath(mail.id)); },
  });
  const stop = effect(() => {
    if (toasts.value.some((each) => each.id === toast)) return;
    // The undo button takes its toast away before it runs; look again after it.
    setTimeout(() => { stop(); if (deleting.delete(mail.id)) void erase(mail.id); });
  });
}

async function erase(id: number): Promise<void> {
  try {
    await request('DELETE', `/suspended_tickets/${id}`);
    drop(id);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) drop(id);
    else fail(id, error);
  }
}

/** The page goes away: deletes whose undo is still shown are done now. */
function finishDeletes(): void {
  for (const id of deleting) request('DELETE', `/suspended_tickets/${id}`, undefined, { keepalive: true }).catch(() => undefined);
  deleting.clear();
}

export function senderOf(mail: Pick<HeldMail, 'author'>): string {
  return mail.author.name || mail.author.email || t('held.noSender');
}

const elsewhereKey = 'sahay.notHere';
/** Mails this person said do not belong to the ticket they were suggested for. */
export const elsewhere = signal<ReadonlySet<number>>(storedElsewhere());

function storedElsewhere(): ReadonlySet<number> {
  try {
    return new Set(JSON.parse(localStorage.getItem(elsewhereKey) ?? '[]') as number[]);
  } catch {
    return new Set();
  }
}

function keepElsewhere(ids: ReadonlySet<number>): void {
  elsewhere.value = ids;
  try {
    localStorage.setItem(elsewhereKey, JSON.stringify([...ids].slice(-200)));
  } catch {
    // Without storage the banner comes back with the next page load.
  }
}

export function notHere(id: number): void {
  keepElsewhere(new Set(elsewhere.value).add(id));
  say(t('held.notThisSaid'), { label: t('ui.undo'), run: () => keepElsewhere(new Set([...elsewhere.value].filter((each) => each !== id))) });
}

