// System events of the timeline: one quiet line each; several in a row are folded into "5 changes".
import { useState } from 'preact/hooks';
import { Zap } from 'lucide-preact';
import type { Change, EventEntry, Priority, Status, TicketScreen } from '@sahay/shared/api';
import { fullTime, longTime } from '../format';
import { t as assistText } from '../assist/texts';
import { t } from '../i18n';
import { groupById } from '../state/session';
import { priorityWord, statusWord } from '../words';
import { authorOf } from './comment_card';
import { inOwnTime } from './own_time';
import { nameOfAgent } from './ticket_header';
import { worthReading, type TimelineItem } from './timeline_model';

export function EventGroup({ item, read }: { item: Extract<TimelineItem, { kind: 'events' }>; read: TicketScreen }) {
  const [open, setOpen] = useState(false);
  const first = item.events[0]!;
  if (item.changes <= 2 || open) return <>{item.events.map((event) => <EventLine key={event.id} event={event} read={read} />)}</>;
  return (
    <div class="event xs t3">
      <Zap class="icon" size={14} aria-hidden="true" />
      <button type="button" class="fold" aria-expanded="false" onClick={() => setOpen(true)}>{t('timeline.changes', { n: item.changes })}</button>
      <time class="num" dateTime={first.at} data-tip={fullTime(first.at)}>{longTime(first.at)}</time>
    </div>
  );
}

export function EventLine({ event, read, dated = false }: { event: EventEntry; read: TicketScreen; dated?: boolean }) {
  const text = (event.why === undefined ? undefined : inOwnTime(event.why, fullTime)) ?? event.changes.filter(worthReading).map((change) => words(change, read)).join(' · ');
  return (
    <div class="event xs t3">
      <Zap class="icon" size={14} aria-hidden="true" />
      <span dir="auto">{event.why !== undefined || event.actor_id === null ? '' : `${authorOf(event.actor_id, read).name}: `}{text}</span>
      <time class="num" dateTime={event.at} data-tip={fullTime(event.at)}>{dated ? fullTime(event.at) : longTime(event.at)}</time>
    </div>
  );
}

function words({ field, from, to }: Change, read: TicketScreen): string {
  const person = (value: unknown) => nameOfAgent(value === null || value === '' ? null : Number(value), read) ?? t('ticket.nobody');
  switch (field) {
    case 'status': return t('event.status', { status: statusWord(String(to) as Status) });
    case 'priority': return t('event.priority', { priority: priorityWord(to as Priority) });
    case 'assignee_id': return t('event.assignee', { name: person(to) });
    case 'owner_id': return t('event.owner', { name: person(to) });
    case 'group_id': return t('event.group', { name: groupById.value.get(Number(to))?.name ?? '—' });
    case 'subject': return t('event.subject', { subject: String(to ?? '') });
    case 'speaker': return to === 'bot' ? assistText('assist.wordToBot') : assistText('assist.wordToPerson');
    case 'tags': return t('event.tags', { tags: Array.isArray(to) ? to.join(', ') : String(to ?? '') });
    default: return t('event.other', { field: field.replace(/_/g, ' '), from: short(from), to: short(to) });
  }
}

function short(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(value)) return fullTime(value);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
