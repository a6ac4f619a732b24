// Notifications: the number for the rail and the title, the list while its panel is open, and what happens when one arrives.
import { signal } from '@preact/signals';
import { get, request } from '@sahay/shared/client';
import { openId } from '../state/ticket';
import { say } from '../state/toasts';
import { playOnce } from './sound';

export interface Notification {
  id: number;
  kind: string;
  ticket_id: number | null;
  subject: string;
  actor: string;
  text: string;
  times: number;
  updated_at: string;
  read_at: string | null;
}

/** What the live stream says of a new fact; empty when something was read elsewhere. */
export interface News {
  position?: number;
  kind?: string;
  ticket_id?: number;
  sound?: boolean;
}

export const bellOpen = signal(false);
export const unread = signal(0);
export const phase = signal<'loading' | 'ready' | 'failed'>('loading');
export const notifications = signal<readonly Notification[]>([]);
export const olderAfter = signal<string | null>(null);
/** Said to screen readers when it arrives: being called, and what is late. Nothing else interrupts. */
export const spoken = signal('');

const urgent = new Set(['mention', 'deadline_missed', 'promise_missed']);
const perPage = 30;
let soonTimer: ReturnType<typeof setTimeout> | undefined;
let round = 0;

interface Page {
  notifications: Notification[];
  meta: { has_more: boolean; after_cursor: string | null };
}

const address = (after: string | null) => `/notifications?page[size]=${perPage}${after ? `&page[after]=${encodeURIComponent(after)}` : ''}`;

export function startBell(): void {
  // The page may have been opened on a request that has news.
  void readCount().then(() => {
    const open = openId.peek();
    if (open !== null && unread.peek() > 0) readTicketNews(open);
  });
}

export async function readCount(): Promise<void> {
  try {
    unread.value = (await get<{ unread: { value: number } }>('/notifications/unread')).unread.value;
  } catch {
    // The number is read again with the next news and with the next connection.
  }
}

/** Many in a row cause one read. */
export function bellSoon(): void {
  soonTimer ??= setTimeout(() => {
    soonTimer = undefined;
    void readCount();
    if (bellOpen.peek()) void readNotifications();
  }, 150);
}

export function hearNews(news: News): void {
  bellSoon();
  if (!news.kind || news.position === undefined) return;
  // What is in front of somebody's eyes needs neither a sound nor a dot.
  if (news.ticket_id && openId.peek() === news.ticket_id && document.visibilityState === 'visible' && document.hasFocus()) {
    readTicketNews(news.ticket_id);
    return;
  }
  if (news.sound) void playOnce(news.position);
  if (urgent.has(news.kind)) void speak();
}

async function speak(): Promise<void> {
  try {
    spoken.value = (await get<Page>('/notifications?unread=true&page[size]=1')).notifications[0]?.text ?? '';
  } catch {
    // The dot is there.
  }
}

export async function readNotifications(): Promise<void> {
  const mine = (round += 1);
  try {
    const page = await get<Page>(address(null));
    if (mine !== round) return;
    notifications.value = page.notifications;
    olderAfter.value = page.meta.has_more ? page.meta.after_cursor : null;
    phase.value = 'ready';
  } catch {
    if (mine === round && phase.value !== 'ready') phase.value = 'failed';
  }
}

export async function readOlder(): Promise<void> {
  const after = olderAfter.value;
  if (after === null) return;
  olderAfter.value = null;
  try {
    const page = await get<Page>(address(after));
    const known = new Set(notifications.value.map((each) => each.id));
    notifications.value = [...notifications.value, ...page.notifications.filter((each) => !known.has(each.id))];
    olderAfter.value = page.meta.has_more ? page.meta.after_cursor : null;
  } catch {
    olderAfter.value = after;
  }
}

function show(change: (each: Notification) => boolean): () => void {
  // Read without following it: this also runs inside of reactions to the address.
  const before = notifications.peek();
  const now = new Date().toISOString();
  notifications.value = before.map((each) => (each.read_at === null && change(each) ? { ...each, read_at: now } : each));
  return () => { notifications.value = before; };
}

async function save(path: string, body: unknown, putBack: () => void, failed: string): Promise<void> {
  try {
    unread.value = (await request<{ unread: { value: number } }>('PUT', path, body)).unread.value;
  } catch {
    putBack();
    if (failed) say(failed);
  }
}

export function markRead(id: number, failed = ''): void {
  if (notifications.peek().find((each) => each.id === id)?.read_at === null) void save(`/notifications/${id}/read`, undefined, show((each) => each.id === id), failed);
}

export function markAllRead(failed: string): void {
  void save('/notifications/read', {}, show(() => true), failed);
}

/** Whoever opens a request has read what it says. */
export function readTicketNews(ticket: number): void {
  void save('/notifications/read', { ticket_id: ticket }, show((each) => each.ticket_id === ticket), '');
}

/** Opens on what is read now: the focus goes to the newest line and not to what was the newest before. */
export function openBell(): void {
  notifications.value = [];
  phase.value = 'loading';
  bellOpen.value = true;
}
