// What an action on the chosen tickets would do, in numbers, before it is done. Pure.
import type { Row } from '@sahay/shared/api';

export interface Effect {
  /** Tickets that would change. */
  changes: number;
  /** Tickets that are so already. */
  same: number;
  /** Closed ones change no more. */
  closed: number;
  /** People whose requests these are. */
  customers: number;
}

export type BulkChange = Partial<Pick<Row, 'status' | 'priority' | 'assignee_id' | 'group_id'>>;

export function effectOf(rows: readonly Row[], change: BulkChange): Effect {
  const alive = rows.filter((row) => row.status !== 'closed');
  const keys = Object.keys(change) as (keyof BulkChange)[];
  const changing = alive.filter((row) => keys.some((key) => row[key] !== change[key]));
  return {
    changes: changing.length,
    same: alive.length - changing.length,
    closed: rows.length - alive.length,
    customers: new Set(changing.map((row) => row.requester.id)).size,
  };
}

/** Which of several tickets the others are merged into, unless a person says otherwise: the oldest that is alive. */
export function mergeTarget(rows: readonly Row[]): Row | undefined {
  return rows.filter((row) => row.status !== 'closed').sort((a, b) => (a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : a.id - b.id))[0];
}
