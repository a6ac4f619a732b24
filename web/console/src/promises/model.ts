// Promises as the console reads and makes them: what a ticket owes, dates found in a draft, what waits to be stored with the
// next reply, and who must hear from us today.
import { signal } from '@preact/signals';
import type { TicketScreen } from '@sahay/shared/api';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { reloadSoon } from '../state/ticket';
import { say } from '../state/toasts';

export type PromiseKind = 'answer' | 'call' | 'fix' | 'visit' | 'document' | 'update';

export interface Promised {
  id: number;
  ticket_id: number;
  text: string;
  kind: PromiseKind;
  source: 'person' | 'cadence' | 'analysis' | 'desk';
  state: 'open' | 'kept' | 'renegotiated' | 'missed' | 'cancelled';
  due_at: string;
  readback: string;
  visible: boolean;
  owed: boolean;
  owner_id: number | null;
  reason: string | null;
}

interface Expected {
  median_words: string;
  p80_words: string;
  readback: string;
  sample: number;
}

export interface Contact {
  decision: '' | 'instant' | 'analysis';
  target_minutes: number;
  attempts: number;
  closing_stage: number;
  closing_at: string | null;
}

/** What the read of a ticket carries beside the shapes of shared/api.ts. */
export interface WithPromises {
  promises?: Promised[];
  contact?: Contact | null;
  eta?: { first_answer: Expected | null; solution: Expected | null; analysis: boolean };
}
export const withPromises = (read: TicketScreen) => read as TicketScreen & WithPromises;
export const owedOf = (read: TicketScreen) => (withPromises(read).promises ?? []).filter((each) => each.owed).sort((a, b) => (a.due_at < b.due_at ? -1 : 1));

export interface FoundDate {
  text: string;
  due_at: string;
  readback: string;
  other: { due_at: string; readback: string } | null;
}

export async function findDates(ticket: number, text: string): Promise<FoundDate[]> {
  const found = await request<{ dates: FoundDate[] }>('POST', '/promises/detect', { text, ticket_id: ticket });
  return found.dates;
}

/** What the next reply of a ticket promises; stored once the reply is there. */
export interface PromiseWish {
  due_at: string;
  readback: string;
  kind: PromiseKind;
}
export const wishes = signal<ReadonlyMap<number, readonly PromiseWish[]>>(new Map());
export const wishesOf = (ticket: number) => wishes.value.get(ticket) ?? [];

export function addWish(ticket: number, wish: PromiseWish): void {
  const others = wishesOf(ticket).filter((each) => each.due_at !== wish.due_at);
  wishes.value = new Map(wishes.value).set(ticket, [...others, wish]);
}

export function removeWish(ticket: number, due: string): void {
  wishes.value = new Map(wishes.value).set(ticket, wishesOf(ticket).filter((each) => each.due_at !== due));
}

export function takeWishes(ticket: number): PromiseWish[] {
  const taken = [...wishesOf(ticket)];
  const left = new Map(wishes.value);
  left.delete(ticket);
  wishes.value = left;
  return taken;
}

/** Stores what a reply promised. The keys make a second try harmless. */
export async function storeWishes(ticket: number, comment: number | undefined, key: string, wanted: readonly PromiseWish[]): Promise<number[]> {
  const ids: number[] = [];
  for (const [index, wish] of wanted.entries()) {
    try {
      const made = await request<{ promise: Promised }>('POST', `/tickets/${ticket}/promises`, { promise: { due_at: wish.due_at, kind: wish.kind, comment_id: comment } }, { idempotencyKey: `${key}-${index}` });
      ids.push(made.promise.id);
    } catch (error) {
      say(t('duty.notStored', { why: reason(error) }), undefined, 30);
    }
  }
  return ids;
}

export const reason = (error: unknown) => (error instanceof ApiError ? error.reason || t('duty.unreachable') : String(error));

/** Runs a change of promises of one ticket, says what became of it and reads the ticket again. */
export async function change(ticket: number, path: string, body: unknown, said: string, method = 'POST'): Promise<boolean> {
  try {
    await request(method, path, body, { idempotencyKey: newKey() });
    say(said);
    reloadSoon(ticket);
    void readToday();
    return true;
  } catch (error) {
    say(t('duty.refused', { why: reason(error) }), undefined, 12);
    return false;
  }
}

export interface Duty {
  promise: Promised;
  words: string;
  late: boolean;
  ticket: { id: number; subject: string; status: string };
  customer: { id: number; name: string; phone: string; email: string };
  channel: string;
  keeper: { id: number | null; name: string; away: boolean };
  attempts: number;
}

export const today = signal<Duty[] | null>(null);
export const todayFailed = signal(false);
export const todayMine = signal(false);
export const todayLate = signal(0);
let timer: ReturnType<typeof setTimeout> | undefined;

export async function readToday(): Promise<void> {
  try {
    const read = await get<{ duties: Duty[]; late: number }>(`/promises/today${todayMine.value ? '?owner=me' : ''}`);
    today.value = read.duties;
    todayLate.value = read.late;
    todayFailed.value = false;
  } catch {
    todayFailed.value = true;
  }
}

/** Several pieces of news in a row cause one read. */
export function todaySoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void readToday(), 1_000);
}

/** The ticket whose reply is asked for the time of the next update. */
export const askNextUpdate = signal<number | null>(null);

/** The ticket whose call is being logged. */
export const callOpen = signal<{ ticket: number; name: string; phone: string } | null>(null);
