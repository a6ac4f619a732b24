// What is open over the screen: palette, shortcut list, the context sheet of narrow windows, a picker of the open ticket.
import { signal } from '@preact/signals';
import type { Row } from '@sahay/shared/api';

export const paletteOpen = signal(false);
export const shortcutsOpen = signal(false);
export const contextSheet = signal(false);
export const viewsOpen = signal(false);
export const ownViewsOpen = signal(false);

/** What lies around the open ticket and is asked for: its whole history, who reads along, its subject, a sheet of paper. */
export const aroundOpen = signal<'history' | 'readers' | 'rename' | 'print' | null>(null);

/** The mail whose original text is shown: where its bytes are, and what it is called. */
export const originalOpen = signal<{ url: string; title: string } | null>(null);

export type TicketPickerName = 'assignee' | 'status' | 'priority' | 'group' | 'owner' | 'snooze' | 'more';
export const ticketPicker = signal<{ name: TicketPickerName; anchor: HTMLElement } | null>(null);

/** Merging is asked about: `rows` are what is chosen; with `search` the one they join is still to be found. */
export const mergeOpen = signal<{ rows: readonly Row[]; search?: boolean } | null>(null);

export type BulkPickerName = 'assignee' | 'tag' | 'status' | 'priority' | 'group' | 'snooze' | 'more';
export const bulkPicker = signal<{ name: BulkPickerName; anchor: HTMLElement } | null>(null);

/** Opens a picker for all chosen tickets under its button in the bar, or under "more" when it has none. */
export function openBulkPicker(name: BulkPickerName): void {
  const anchor = document.querySelector<HTMLElement>(`[data-bulk="${name}"]`) ?? document.querySelector<HTMLElement>('[data-bulk="more"]');
  if (anchor) bulkPicker.value = { name, anchor };
}

/** Opens a picker of the ticket under the control that carries data-picker, wherever it is on screen. */
export function openTicketPicker(name: TicketPickerName): void {
  const anchors = [...document.querySelectorAll<HTMLElement>(`[data-picker="${name}"]`)];
  const anchor = anchors.find((each) => each.offsetParent !== null) ?? document.querySelector<HTMLElement>('.ticket-head');
  if (anchor) ticketPicker.value = { name, anchor };
}
