// What a saved answer changes besides its text. It stands as chips in the composer and happens only with the send.
import { signal } from '@preact/signals';
import type { DraftMode, Ticket } from '@sahay/shared/api';

export interface Extra {
  field: 'status' | 'priority' | 'type' | 'assignee_id' | 'group_id' | 'tags' | 'subject';
  value: unknown;
}

const fields: Extra['field'][] = ['status', 'priority', 'type', 'assignee_id', 'group_id', 'tags', 'subject'];

/** What would be different, in the order in which it is shown. */
export function extrasOf(before: Partial<Ticket>, after: Partial<Ticket>): Extra[] {
  return fields.filter((field) => field in after && JSON.stringify(after[field] ?? null) !== JSON.stringify(before[field] ?? null))
    .map((field) => ({ field, value: after[field] ?? null }));
}

const waiting = signal<ReadonlyMap<string, readonly Extra[]>>(new Map());
const keyOf = (ticket: number, mode: DraftMode) => `${ticket}.${mode}`;

export const extrasFor = (ticket: number, mode: DraftMode): readonly Extra[] => waiting.value.get(keyOf(ticket, mode)) ?? [];

/** A later answer wins over what an earlier one set. */
export function addExtras(ticket: number, mode: DraftMode, more: readonly Extra[]): void {
  const kept = extrasFor(ticket, mode).filter((each) => !more.some((one) => one.field === each.field));
  waiting.value = new Map(waiting.value).set(keyOf(ticket, mode), [...kept, ...more]);
}

export function removeExtra(ticket: number, mode: DraftMode, field: Extra['field']): void {
  waiting.value = new Map(waiting.value).set(keyOf(ticket, mode), extrasFor(ticket, mode).filter((each) => each.field !== field));
}

export function takeExtras(ticket: number, mode: DraftMode): readonly Extra[] {
  const taken = extrasFor(ticket, mode);
  const rest = new Map(waiting.value);
  rest.delete(keyOf(ticket, mode));
  waiting.value = rest;
  return taken;
}

export const changesOf = (extras: readonly Extra[] = []): Record<string, unknown> => Object.fromEntries(extras.map((each) => [each.field, each.value]));

/** The agents whose names stand behind an @ in a text. */
export function mentionedIn<A extends { name: string }>(text: string, agents: readonly A[]): A[] {
  const plain = text.replace(/\u00a0/g, ' ');
  const byLength = [...agents].sort((a, b) => b.name.length - a.name.length);
  let rest = plain;
  const found: A[] = [];
  for (const agent of byLength) {
    if (agent.name === '' || !rest.includes(`@${agent.name}`)) continue;
    found.push(agent);
    // "@Sara Ahmed" must not also mention somebody who is only called Sara.
    rest = rest.split(`@${agent.name}`).join(' ');
  }
  return found;
}
