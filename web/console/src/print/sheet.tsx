// A request on paper: head, people, then all that was said and done with names and times. Rich mails are printed as their words:
// nothing of another site is loaded.
import type { CommentEntry, TicketScreen } from '@sahay/shared/api';
import { t as assistText } from '../assist/texts';
import { fileSize, fullTime } from '../format';
import { t as consoleText } from '../i18n';
import { t } from '../message/texts';
import { me, started } from '../state/session';
import { authorOf } from '../ticket/comment_card';
import { EventLine } from '../ticket/event_line';
import { linkedText, plainElements } from '../ticket/plain_html';
import { nameOfAgent } from '../ticket/ticket_header';
import { worthReading } from '../ticket/timeline_model';
import { channelWord, priorityWord, statusWord } from '../words';

export function Sheet({ read, notes }: { read: TicketScreen; notes: boolean }) {
  const { ticket } = read;
  const person = (id: number) => { const user = read.users[id]; return user ? [user.name, user.email].filter(Boolean).join(', ') : ''; };
  const pairs: [string, string | null | undefined][] = [
    [t('message.printCustomer'), person(ticket.requester_id)],
    [t('message.printCompany'), read.organization?.name],
    [consoleText('context.copies'), ticket.email_cc_ids?.map(person).filter(Boolean).join('; ')],
    [consoleText('ticket.assignee'), nameOfAgent(ticket.assignee_id, read) ?? consoleText('ticket.nobody')],
    [consoleText('ticket.owner'), nameOfAgent(ticket.owner_id, read)],
    [consoleText('ticket.status'), statusWord(ticket.status)],
    [consoleText('ticket.priority'), priorityWord(ticket.priority)],
    [consoleText('context.tags'), ticket.tags.join(', ')],
    [t('message.printOpened'), fullTime(ticket.created_at)],
  ];
  return (
    <article class="print-sheet">
      <header>
        <p class="sm">{started.value?.settings.desk_name} · #{ticket.id}</p>
        <h1 dir="auto">{ticket.subject || consoleText('ticket.noSubject')}</h1>
        {notes && <p class="strong">{t('message.printWith')}</p>}
        <dl>{pairs.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd dir="auto">{value}</dd></div>)}</dl>
      </header>
      {read.timeline.map((entry) => (entry.kind === 'comment'
        ? (entry.public || notes) && <Said key={`c${entry.id}`} comment={entry} read={read} />
        : entry.changes.some(worthReading) && <EventLine key={`e${entry.id}`} event={entry} read={read} dated />))}
      <footer class="xs">{t('message.printed', { when: fullTime(new Date().toISOString()), name: me.value.name })}</footer>
    </article>
  );
}

function Said({ comment, read }: { comment: CommentEntry; read: TicketScreen }) {
  const name = comment.author_role === 'bot' ? `${assistText('assist.name')} (${assistText('assist.notPerson')})` : authorOf(comment.author_id, read).name;
  return (
    <section class={comment.public ? 'said' : 'said note'}>
      <h2><b dir="auto">{name}</b> · {comment.public ? channelWord(comment.channel) : consoleText('composer.note')} · <time dateTime={comment.at}>{fullTime(comment.at)}</time></h2>
      <div class="comment-text" dir="auto">{(comment.html && plainElements(comment.html)) || <p class="lines">{linkedText(comment.text)}</p>}</div>
      {comment.attachments.length > 0 && <p class="sm">{consoleText('composer.files')}: {comment.attachments.map((file) => `${file.file_name} (${fileSize(file.size)})`).join(', ')}</p>}
    </section>
  );
}
