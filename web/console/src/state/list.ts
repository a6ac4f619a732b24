// The list of the open view: reading pages, searching, applying live rows, and moving from one ticket to the next.
import { computed, signal } from '@preact/signals';
import type { Row, RowPage } from '@sahay/shared/api';
import { ApiError, get } from '@sahay/shared/client';
import {
  appendRows, applyRow, belongsTo, emptyList, freeze, release, replaceRows, type ListState,
} from '../inbox/list_model';
import { baseOf, isFilter } from '../inbox/filter_key';
import { asOrder, orderOfExecution, usualOrder, type Order } from '../inbox/order';
import { go, route, ticketPath } from '../router';
import { prefs } from './prefs';
import { hearCount, savedById, savedId, type ViewRowsFrame } from './saved_views';
import { counts, me } from './session';

export type ListPhase = 'loading' | 'ready' | 'failed';

export const list = signal<ListState>(emptyList);
export const listPhase = signal<ListPhase>('loading');
export const listView = signal('');
export const listQuery = signal('');
export const listCount = signal(0);
export const listOrder = computed(() => list.value.order);
/** The row of conditions above the list is open. */
export const filtersOpen = signal(false);
const nextCursor = signal<string | null>(null);
export const hasMore = computed(() => nextCursor.value !== null);

let reading: AbortController | null = null;
let refreshTimer: ReturnType<typeof setTimeout> | undefined;

function address(cursor: string | null): string {
  const query = new URLSearchParams({ view: listView.value, limit: '50' });
  if (list.value.order !== usualOrder) {
    const [by, way] = list.value.order.split('_') as [string, string];
    query.set('sort', by);
    query.set('order', way);
  }
  if (listQuery.value) query.set('q', listQuery.value);
  if (cursor) query.set('cursor', cursor);
  return `/console/tickets?${query}`;
}

export const orderKey = (view: string) => `${me.value.id} ${baseOf(view)}`;

/** As the reader chose it for this view, else as the view has it. */
export function orderOf(view: string): Order {
  const saved = savedId(baseOf(view));
  return asOrder(prefs.value.orders[orderKey(view)]) ?? orderOfExecution(saved === null ? null : savedById.value.get(saved)?.execution) ?? usualOrder;
}

export async function openView(view: string, query = ''): Promise<void> {
  const order = orderOf(view);
  if (listView.value === view && listQuery.value === query && list.value.order === order && listPhase.value === 'ready') return;
  listView.value = view;
  listQuery.value = query;
  list.value = { ...emptyList, order };
  listPhase.value = 'loading';
  await readFirstPage();
}

export async function readFirstPage(): Promise<void> {
  clearTimeout(refreshTimer);
  reading?.abort();
  const controller = new AbortController();
  reading = controller;
  const before = list.value.rows.length;
  try {
    const page = await get<RowPage>(address(null), { signal: controller.signal });
    if (reading !== controller) return;
    // A refresh while later pages are loaded only renews the first page, so that the scroll position holds.
    const tail = before > page.rows.length ? list.value.rows.slice(page.rows.length) : [];
    list.value = tail.length > 0 ? appendRows(replaceRows(list.value, page.rows), tail) : replaceRows(list.value, page.rows);
    if (tail.length === 0) nextCursor.value = page.next_cursor;
    listCount.value = page.count ?? page.rows.length;
    if (page.counts) counts.value = { ...counts.value, ...page.counts };
    listPhase.value = 'ready';
  } catch (error) {
    if (reading !== controller) return;
    if (error instanceof ApiError && list.value.rows.length === 0) listPhase.value = 'failed';
  }
}

export async function readMore(): Promise<void> {
  const cursor = nextCursor.value;
  if (!cursor) return;
  nextCursor.value = null;
  const view = listView.value;
  try {
    const page = await get<RowPage>(address(cursor));
    if (view !== listView.value) return;
    list.value = appendRows(list.value, page.rows);
    nextCursor.value = page.next_cursor;
    listCount.value = page.count ?? listCount.value;
  } catch {
    if (view === listView.value) nextCursor.value = cursor;
  }
}

/** A live row. The page is read again a little later, because only the server knows for sure what belongs to a view. */
export function hearRow(row: Row): void {
  if (listPhase.value !== 'ready' || listQuery.value) return;
  const open = route.value.name === 'inbox' && route.value.ticket === row.id;
  const seen = open && document.visibilityState === 'visible' ? { ...row, unread: false } : row;
  // Whether it belongs to a saved view or a filter only the server can tell; of a saved one its own frames do (hearViewRows).
  if (savedId(listView.value) !== null || isFilter(listView.value)) {
    refreshSoon();
    return;
  }
  list.value = applyRow(list.value, seen, belongsTo(listView.value, row, me.value.id));
  refreshSoon();
}

/** What changed in the open saved view. */
export function hearViewRows(frame: ViewRowsFrame): void {
  hearCount(frame.view_id, frame.count, frame.exact);
  if (savedId(listView.value) !== frame.view_id || listPhase.value !== 'ready' || listQuery.value) return;
  for (const row of [...frame.entered, ...frame.changed]) list.value = applyRow(list.value, row, true);
  for (const id of frame.left) {
    const row = list.value.rows.find((each) => each.id === id);
    if (row) list.value = applyRow(list.value, row, false);
  }
  listCount.value = frame.count;
}

export function refreshSoon(): void {
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(() => void readFirstPage(), 1500);
}

export const freezeList = () => { list.value = freeze(list.value); };
export const releaseList = (keepFrozen = false) => { list.value = release(list.value, keepFrozen); };

export function markRead(id: number): void {
  if (!list.value.rows.some((row) => row.id === id && row.unread)) return;
  list.value = { ...list.value, rows: list.value.rows.map((row) => (row.id === id ? { ...row, unread: false } : row)) };
}

export function openTicket(id: number): void {
  go(ticketPath(id, listView.value));
}

/** The ticket `step` rows away from the open one; the first row when none is open or it is not in the list. */
export function neighbour(step: number): number | null {
  const { rows } = list.value;
  if (rows.length === 0 || route.value.name !== 'inbox') return null;
  const current = route.value.ticket;
  const at = rows.findIndex((row) => row.id === current);
  if (at < 0) return rows[0]!.id;
  const target = rows[Math.max(0, Math.min(rows.length - 1, at + step))]!;
  if (at + step >= rows.length - 5) void readMore();
  return target.id === current ? null : target.id;
}

export function moveBy(step: number): void {
  const id = neighbour(step);
  if (id !== null) openTicket(id);
}
