// The tickets chosen in the list for one action on all of them. Leaving the view forgets them; a row that leaves the list
// stays chosen, because the person chose the ticket and not its place.
import { computed, effect, signal } from '@preact/signals';
import type { Row } from '@sahay/shared/api';
import { list, listQuery, listView } from './list';
import { openId } from './ticket';

const chosen = signal<ReadonlyMap<number, Row>>(new Map());
/** Check marks are shown on every row, for fingers that cannot hover. */
export const choosing = signal(false);
let anchor: number | null = null;
const none: readonly Row[] = [];

/** The chosen rows as they are now, in the order in which they were chosen. */
export const selection = computed<readonly Row[]>(() => {
  if (chosen.value.size === 0) return none;
  const fresh = new Map(list.value.rows.map((row) => [row.id, row]));
  return [...chosen.value.values()].map((row) => fresh.get(row.id) ?? row);
});

export const isChosen = (id: number) => chosen.value.has(id);

export function toggleChosen(id: number): void {
  const row = list.value.rows.find((each) => each.id === id);
  const next = new Map(chosen.value);
  if (!next.delete(id) && row) next.set(id, row);
  anchor = id;
  chosen.value = next;
}

/** Chooses every row from the one chosen last to this one. */
export function chooseTo(id: number): void {
  const rows = list.value.rows;
  const from = rows.findIndex((row) => row.id === anchor);
  const to = rows.findIndex((row) => row.id === id);
  if (to < 0) return;
  if (from < 0) {
    toggleChosen(id);
    return;
  }
  const next = new Map(chosen.value);
  for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.set(row.id, row);
  chosen.value = next;
}

export function chooseAll(): void {
  chosen.value = new Map(list.value.rows.map((row) => [row.id, row]));
}

export function chooseNone(): void {
  chosen.value = new Map();
  choosing.value = false;
  anchor = null;
}

/** The open ticket, for the keys. */
export function toggleOpen(range: boolean): void {
  const id = openId.value;
  if (id === null) return;
  if (range) chooseTo(id);
  else toggleChosen(id);
}

let place = '';
effect(() => {
  const now = `${listView.value}\n${listQuery.value}`;
  if (now !== place) {
    place = now;
    chooseNone();
  }
});
