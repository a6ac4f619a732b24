// An order of the list as a view keeps it. Pure.
import type { Order } from '../inbox/order';

export function executionOf(order: Order): { sort_by: string; sort_order: string } {
  const [by, way] = order.split('_') as [string, string];
  return { sort_by: by === 'due' ? 'deadline' : by, sort_order: way };
}
