// Answers of the thread that go out later: what they say, when they go, and what can be done with them. One that was held says why and
// what is new since it was written.
import '../styles/later.css';
import { CalendarClock, TriangleAlert } from 'lucide-preact';
import type { CommentEntry, ScheduledReply, TicketScreen } from '@sahay/shared/api';
import { Avatar } from '@sahay/ui/avatar';
import { fullTime } from '../format';
import { authorOf, CommentText, Files } from '../ticket/comment_card';
import { laterOpen } from '../ticket/composer_state';
import { extraWord } from '../ticket/extras_row';
import type { Extra } from '../ticket/extras';
import { cancel, edit, sendNow, whenWords } from './model';
import { t } from './texts';

export default function LaterCards({ read }: { read: TicketScreen }) {
  return <>{(read.scheduled_replies ?? []).map((reply) => <Card key={reply.id} reply={reply} read={read} />)}</>;
}

const shown: Extra['field'][] = ['status', 'priority', 'type', 'assignee_id', 'group_id', 'tags', 'subject'];

function Card({ reply, read }: { reply: ScheduledReply; read: TicketScreen }) {
  const { name, photo } = authorOf(reply.author_id, read);
  const held = reply.state === 'held';
  const customer = read.users[read.ticket.requester_id];
  const zone = customer?.iana_time_zone || customer?.time_zone || undefined;
  const ours = whenWords(reply.send_at), theirs = zone ? whenWords(reply.send_at, zone) : ours;
  const newer = read.timeline.filter((entry): entry is CommentEntry => entry.kind === 'comment' && entry.public && (entry.event_id ?? 0) > reply.seen_event_id && entry.author_id !== reply.author_id);
  const closed = read.ticket.status === 'closed';
  const readFirst = () => {
    document.getElementById(`comment-${newer[0]!.id}`)?.scrollIntoView({ block: 'center' });
    document.querySelector<HTMLElement>('.log')?.focus();
  };
  return (
    <article class={`comment ours sending later${held ? ' held' : ''}`} aria-label={t('later.of', { name })}>
      <Avatar name={name} photo={photo} />
      <div class={`card${held ? ' failed' : ''}`}>
        <header class="card-head">
          <b>{name}</b>
          <span class={`xs delivery-state ${held ? 'bad' : 't3'}`} data-tip={fullTime(reply.send_at)}>
            {held ? <TriangleAlert class="icon" size={14} aria-hidden="true" /> : <CalendarClock class="icon" size={14} aria-hidden="true" />}
            {held ? t('later.heldWord') : t('later.goesOut', { when: ours })}
            {!held && theirs !== ours && customer && <span class="t3"> · {t('later.theirs', { name: customer.name, when: theirs })}</span>}
          </span>
        </header>
        {held && (
          <div class="later-why" role="alert">
            <b>{t('later.held')}</b> <span>{reply.reason_words}</span>
            {newer.length > 0 && <button type="button" class="link sm" onClick={readFirst}>{t('later.newer', { n: newer.length })}</button>}
          </div>
        )}
        <CommentText html={reply.html_body} text={reply.plain_body} title={t('later.of', { name })} />
        <Files files={reply.attachments} />
        {shown.some((field) => field in reply.changes) && (
          <p class="extras xs">{shown.filter((field) => field in reply.changes).map((field) => <span key={field} class="chip" dir="auto">{extraWord({ field, value: reply.changes[field] })}</span>)}</p>
        )}
        <p class="card-actions">
          {!closed && <button type="button" class="button" onClick={() => { laterOpen.value = { ticket: reply.ticket_id, reply }; }}>{t('later.move')}</button>}
          {!closed && <button type="button" class="button ghost" onClick={() => void edit(reply)}>{t('later.edit')}</button>}
          {!closed && <button type="button" class="button ghost" onClick={() => void sendNow(reply, read)}>{t('later.now')}</button>}
          <button type="button" class="button ghost danger" onClick={() => void cancel(reply)}>{t('later.cancel')}</button>
        </p>
      </div>
    </article>
  );
}
