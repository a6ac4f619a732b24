// Saved views of the desk: their names and counts beside the fixed ones. The stream tells the rows of the open one; the counts
// of the others are asked for now and then.
import { computed, signal } from '@preact/signals';
import type { Row } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import type { Conditions } from '../inbox/filter_key';
import { repeatsFixedView, shippedTitle } from '../shipped';

export interface SavedView {
  id: number;
  title: string;
  description: string | null;
  restriction: { type: string; id?: number } | null;
  conditions?: Partial<Conditions> | null;
  execution?: { sort_by?: string | null; sort_order?: string | null; columns?: { id: string }[] } | null;
}

export interface ViewTotal {
  value: number;
  exact: boolean;
}

export interface ViewRowsFrame {
  type: 'view_rows';
  view_id: number;
  entered: Row[];
  changed: Row[];
  left: number[];
  count: number;
  exact: boolean;
}

export const savedViews = signal<readonly SavedView[]>([]);
export const savedCounts = signal<ReadonlyMap<number, ViewTotal>>(new Map());
/** Those that stand beside the fixed ones: without what a fixed one says already. */
export const shownViews = computed(() => savedViews.value.filter((view) => !repeatsFixedView(view)));
export const savedById = computed(() => new Map(savedViews.value.map((view) => [view.id, view])));
export const savedTitle = (view: SavedView) => shippedTitle(view.title);

/** Ids of one count_many. */
const countLimit = 20;

export const savedKey = (id: number) => `view:${id}`;
export const savedId = (key: string): number | null => (/^view:\d+$/.test(key) ? Number(key.slice(5)) : null);

export async function readSavedViews(): Promise<void> {
  try {
    const answer = await get<{ views: SavedView[] }>('/views/active?per_page=100');
    savedViews.value = answer.views;
  } catch {
    // The fixed views are there without it; the next start of the stream asks again.
  }
}

/** Counts of all of them, asked for together; the open one is told by the stream besides. */
export async function readSavedCounts(): Promise<void> {
  const ids = shownViews.value.map((view) => view.id).slice(0, countLimit);
  if (ids.length === 0) return;
  try {
    const answer = await get<{ view_counts: { view_id: number; value: number; pretty: string }[] }>(`/views/count_many?ids=${ids.join(',')}`);
    savedCounts.value = new Map(answer.view_counts.map((each) => [each.view_id, { value: each.value, exact: !each.pretty.endsWith('+') }]));
  } catch {
    // Old numbers stay until the next round.
  }
}

export function hearCount(view: number, value: number, exact: boolean): void {
  savedCounts.value = new Map(savedCounts.value).set(view, { value, exact });
}

export function forgetView(view: number): void {
  savedViews.value = savedViews.value.filter((each) => each.id !== view);
}
