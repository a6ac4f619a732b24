// In which order a list stands: chosen by the reader for each view, else that of the saved view, else by last activity. Pure.
import type { Row } from '@sahay/shared/api';

export const orderNames = ['due_asc', 'due_desc', 'updated_desc', 'updated_asc', 'created_desc', 'created_asc', 'priority_desc', 'priority_asc'] as const;
export type Order = (typeof orderNames)[number];
export const usualOrder: Order = 'updated_desc';
export const asOrder = (text: unknown): Order | null => orderNames.find((each) => each === text) ?? null;

const ranks = { low: 1, normal: 2, high: 3, urgent: 4 };
/** After every time there is: what has no deadline is the latest, as the server has it. */
const never = '~';

function keyOf(row: Row, by: string): string | number {
  if (by === 'priority') return row.priority ? ranks[row.priority] : 0;
  return by === 'created' ? row.created_at : by === 'due' ? row.next_due_at ?? never : row.updated_at;
}

/** Compares two rows as the server does; equal ones stand by their number. */
export function comparing(order: Order): (a: Row, b: Row) => number {
  const [by, way] = order.split('_') as [string, string];
  const sign = way === 'asc' ? 1 : -1;
  return (a, b) => {
    const left = keyOf(a, by), right = keyOf(b, by);
    return sign * (left < right ? -1 : left > right ? 1 : a.id - b.id);
  };
}

/** The order that a saved view has of its own, as far as a list of the console can stand in it. */
export function orderOfExecution(execution: { sort_by?: string | null; sort_order?: string | null } | null | undefined): Order | null {
  const by = execution?.sort_by === 'deadline' ? 'due' : execution?.sort_by;
  return asOrder(`${by}_${execution?.sort_order}`);
}
