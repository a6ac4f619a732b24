// What is open over the screen: palette, shortcut list, the context sheet of narrow windows, a picker of the open ticket.
import { signal } from '@preact/signals';

export const paletteOpen = signal(false);
export const shortcutsOpen = signal(false);
export const contextSheet = signal(false);
export const viewsOpen = signal(false);

/** The mail whose original text is shown: where its bytes are, and what it is called. */
export const originalOpen = signal<{ url: string; title: string } | null>(null);

export type TicketPickerName = 'assignee' | 'status' | 'priority' | 'group' | 'owner' | 'more';
export const ticketPicker = signal<{ name: TicketPickerName; anchor: HTMLElement } | null>(null);

/** Opens a picker of the ticket under the control that carries data-picker, wherever it is on screen. */
export function openTicketPicker(name: TicketPickerName): void {
  const anchors = [...document.querySelectorAll<HTMLElement>(`[data-picker="${name}"]`)];
  const anchor = anchors.find((each) => each.offsetParent !== null) ?? document.querySelector<HTMLElement>('.ticket-head');
  if (anchor) ticketPicker.value = { name, anchor };
}
