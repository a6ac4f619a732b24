// The rows of a list and how live events change them. While the list is frozen (pointer or keyboard focus inside) rows keep
// their place and number; what arrives waits and is counted. Pure: every function answers a new state.
import type { Row } from '@sahay/shared/api';
import { comparing, usualOrder, type Order } from './order';

export interface ListState {
  rows: readonly Row[];
  order: Order;
  frozen: boolean;
  /** Rows as they will be after the freeze, by id; null = the row leaves the list. */
  waiting: ReadonlyMap<number, Row | null>;
  /** Ids among `waiting` that are not in `rows` yet. */
  arrivals: ReadonlySet<number>;
}

export const emptyList: ListState = { rows: [], order: usualOrder, frozen: false, waiting: new Map(), arrivals: new Set() };

/** A fresh first page read from the server. A row that is what it was stays the same object, and so is not drawn anew. */
export function replaceRows(state: ListState, read: readonly Row[]): ListState {
  const known = new Map(state.rows.map((row) => [row.id, row]));
  const rows = read.map((row) => {
    const before = known.get(row.id);
    return before && JSON.stringify(before) === JSON.stringify(row) ? before : row;
  });
  // Where nothing stands nothing can move, though the pointer or the focus is there already.
  if (!state.frozen || state.rows.length === 0) return { ...emptyList, order: state.order, frozen: state.frozen, rows };
  const fresh = new Map(rows.map((row) => [row.id, row]));
  let next = state;
  for (const row of rows) next = known.has(row.id) ? withRow(next, row) : waitFor(next, row.id, row);
  for (const row of state.rows.slice(0, rows.length)) if (!fresh.has(row.id)) next = waitFor(next, row.id, null);
  return next;
}

export function appendRows(state: ListState, rows: readonly Row[]): ListState {
  const known = new Set(state.rows.map((row) => row.id));
  return { ...state, rows: [...state.rows, ...rows.filter((row) => !known.has(row.id))] };
}

/** A live event: the row changed, and belongs to this list or not. */
export function applyRow(state: ListState, row: Row, belongs: boolean): ListState {
  const known = state.rows.some((each) => each.id === row.id);
  if (!state.frozen) {
    const others = state.rows.filter((each) => each.id !== row.id);
    return { ...state, rows: belongs ? [...others, row].sort(comparing(state.order)) : others };
  }
  if (!known && !belongs) return state.waiting.has(row.id) ? forget(state, row.id) : state;
  const shown = known ? withRow(state, row) : state;
  return waitFor(shown, row.id, belongs ? row : null);
}

export function freeze(state: ListState): ListState {
  return state.frozen ? state : { ...state, frozen: true };
}

/** Applies what waited. `keepFrozen` is for the "3 new" bar, pressed while the pointer is inside. */
export function release(state: ListState, keepFrozen = false): ListState {
  if (!state.frozen && state.waiting.size === 0) return state;
  const byId = new Map(state.rows.map((row) => [row.id, row]));
  for (const [id, row] of state.waiting) {
    if (row) byId.set(id, row);
    else byId.delete(id);
  }
  const rows = state.waiting.size > 0 ? [...byId.values()].sort(comparing(state.order)) : state.rows;
  return { rows, order: state.order, frozen: keepFrozen, waiting: new Map(), arrivals: new Set() };
}

function withRow(state: ListState, row: Row): ListState {
  return { ...state, rows: state.rows.map((each) => (each.id === row.id ? row : each)) };
}

function waitFor(state: ListState, id: number, row: Row | null): ListState {
  const known = state.rows.some((each) => each.id === id);
  const waiting = new Map(state.waiting).set(id, row);
  const arrivals = new Set(state.arrivals);
  if (!known && row) arrivals.add(id);
  return { ...state, waiting, arrivals };
}

function forget(state: ListState, id: number): ListState {
  const waiting = new Map(state.waiting);
  waiting.delete(id);
  const arrivals = new Set(state.arrivals);
  arrivals.delete(id);
  return { ...state, waiting, arrivals };
}

/** Whether a row belongs to a view, as far as the row alone can tell. */
export function belongsTo(view: string, row: Row, me: number | null): boolean {
  const done = row.status === 'solved' || row.status === 'closed';
  switch (view) {
    case 'mine': return row.assignee_id === me && !done;
    case 'unassigned': return row.assignee_id === null && !done;
    case 'open': return row.status === 'new' || row.status === 'open';
    case 'pending': return row.status === 'pending' || row.status === 'hold';
    case 'solved': return done;
    case 'all': return true;
    default: return view.startsWith('group:') && row.group_id === Number(view.slice(6)) && !done;
  }
}
