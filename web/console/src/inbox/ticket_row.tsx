// One row of the list: who, what, how urgent, who is in it. The whole row is one link, so it can be opened in a new tab too.
// Rule of use: plain values and the row itself as properties. A row is drawn anew only when one of them is another one, or when its
// own draft or colleague changes; a function made on the way would draw every row at every key.
import { useComputed } from '@preact/signals';
import { CalendarClock, Code, Eye, Globe, Mail, MessageCircle, PencilLine, Phone } from 'lucide-preact';
import type { Row } from '@sahay/shared/api';
import { Avatar } from '@sahay/ui/avatar';
import { PriorityBars } from '@sahay/ui/priority';
import { MoodMark } from '../care/mood_chip';
import { moodOfRow } from '../care/model';
import { DueChip } from '../due_chip';
import { fullTime, shortTime } from '../format';
import { t } from '../i18n';
import { basePath, ticketPath } from '../router';
import { draftSnippets } from '../state/drafts';
import { presence } from '../state/live';
import { chooseTo, toggleChosen } from '../state/selection';
import { channelWord, priorityWord, statusWord } from '../words';

const channelIcons = { email: Mail, chat: MessageCircle, web: Globe, api: Code, phone: Phone };

export interface TicketRowProps {
  row: Row;
  view: string;
  selected: boolean;
  /** Chosen for an action on several. */
  chosen: boolean;
  top: number;
  position: number;
  total: number;
}

export function TicketRow({ row, view, selected, chosen, top, position, total }: TicketRowProps) {
  const Icon = channelIcons[row.channel] ?? Code;
  const colleague = useComputed(() => presence.value.get(row.id)?.[0]).value;
  const draft = useComputed(() => draftSnippets.value.get(row.id)).value;
  const ours = row.last_author_role !== 'end-user';
  return (
    <li class="row-slot" aria-posinset={position} aria-setsize={total} style={{ top: `${top}px` }}>
    <input
      type="checkbox"
      class="row-check"
      checked={chosen}
      aria-label={t('bulk.chooseOne', { id: String(row.id), subject: row.subject })}
      data-tip={t('bulk.choose')} data-keys="X"
      onClick={(event) => { event.stopPropagation(); if (event.shiftKey) chooseTo(row.id); else toggleChosen(row.id); }}
    />
    <a
      class={`row${chosen ? ' chosen' : ''}${row.unread ? ' unread' : ''}`}
      href={basePath + ticketPath(row.id, view)}
      data-id={row.id}
      aria-current={selected ? 'true' : undefined}
      draggable={false}
    >
      <Avatar name={row.requester.name} />
      <span class="row-body">
        <span class="line">
          {row.unread && <span class="dot" role="img" aria-label={t('list.unread')} />}
          <span class="clip grow who" dir="auto">
            {row.requester.name}
            {row.organization && <span class="t3 org"> · {row.organization.name}</span>}
          </span>
          {row.scheduled && <CalendarClock class={`icon scheduled ${row.scheduled}`} size={14} role="img" aria-label={row.scheduled === 'held' ? t('list.answerHeld') : t('list.answerWaits')} />}
          <MoodMark mood={moodOfRow(row)} />
          <DueChip at={row.next_due_at} quiet />
          {row.priority && row.priority !== 'normal' && <PriorityBars priority={row.priority} word={priorityWord(row.priority)} />}
          <time class="xs t3 num" dateTime={row.updated_at} data-tip={fullTime(row.updated_at)}>{shortTime(row.updated_at)}</time>
        </span>
        <span class="line">
          <span class="clip grow subject" dir="auto">{row.subject || t('ticket.noSubject')}</span>
          {colleague && (
            <span class="xs t3 presence" data-tip={colleague.mode === 'writing' ? t('presence.writing', { name: colleague.name }) : t('presence.viewing', { name: colleague.name })}>
              {colleague.mode === 'writing' ? <PencilLine class="icon" size={14} aria-hidden="true" /> : <Eye class="icon" size={14} aria-hidden="true" />}
              <Avatar name={colleague.name} size="small" />
              <span class="unseen">{colleague.name}</span>
            </span>
          )}
          {row.status !== 'open' && <span class={`chip ${row.status}`}>{statusWord(row.status)}</span>}
        </span>
        <span class="line last sm t3">
          {draft
            ? <span class="clip grow" dir="auto"><span class="draft">{t('list.draft')}</span> {draft}</span>
            : <span class="clip grow" dir="auto">{ours && <span class="t2">{row.last_comment_public ? t('list.us') : t('list.note')} </span>}{row.snippet}</span>}
          <Icon class="icon" size={14} role="img" aria-label={channelWord(row.channel)} />
        </span>
      </span>
    </a>
    </li>
  );
}
