// Arranges a timeline for reading: comments stay, changes that follow each other are folded into one line. Pure.
import type { Change, CommentEntry, EventEntry, TimelineEntry } from '@sahay/shared/api';

export type TimelineItem =
  | { kind: 'comment'; comment: CommentEntry }
  | { kind: 'events'; id: number; events: EventEntry[]; changes: number };

/** Changes an agent never needs to read. */
const silentFields = new Set(['updated_at', 'subject_normalized', 'event_seq']);

export const worthReading = (change: Change) => !silentFields.has(change.field);

export function arrange(timeline: readonly TimelineEntry[]): TimelineItem[] {
  const items: TimelineItem[] = [];
  for (const entry of timeline) {
    if (entry.kind === 'comment') {
      items.push({ kind: 'comment', comment: entry });
      continue;
    }
    const changes = entry.changes.filter(worthReading).length;
    if (changes === 0) continue;
    const last = items.at(-1);
    if (last?.kind === 'events') {
      last.events.push(entry);
      last.changes += changes;
    } else {
      items.push({ kind: 'events', id: entry.id, events: [entry], changes });
    }
  }
  return items;
}
