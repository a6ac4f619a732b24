// The case beside one of its tickets: its other requests, and words of the customer that somebody must put to one of them.
import { MessageCircleQuestion } from 'lucide-preact';
import type { CommentEntry, TicketScreen } from '@sahay/shared/api';
import { t } from '../i18n';
import { basePath, ticketPath } from '../router';
import { listView } from '../state/list';
import { statusWord } from '../words';
import { assignWord, caseOf, viaOf, type CaseOfTicket, type WaitingWord } from './model';

export function CasePanel({ read }: { read: TicketScreen }) {
  const found = caseOf(read);
  if (!found) return null;
  return (
    <section class="case-panel">
      <h2>{t('case.title')}</h2>
      <p class="sm"><a class="link" href={`${basePath}/cases/${found.id}`}>{found.title}</a></p>
      <ul class="others">
        {found.tickets.filter((each) => each.id !== read.ticket.id).map((each) => (
          <li key={each.id}><a class="other" href={basePath + ticketPath(each.id, listView.value)}>
            <span class="sm" dir="auto">#{each.id} {each.subject}</span>
            <span class="xs t3">{statusWord(each.status)}{each.id === found.ticket_id ? ` · ${t('case.lead')}` : ''}</span>
          </a></li>
        ))}
      </ul>
    </section>
  );
}

/** Above the composer of the ticket of the message: an answer of the customer that names none of the requests. */
export function WaitingWords({ read }: { read: TicketScreen }) {
  const found = caseOf(read);
  if (!found || found.ticket_id !== read.ticket.id || found.waiting.length === 0) return null;
  return <>{found.waiting.map((word) => <Word key={word.comment_id} word={word} found={found} />)}</>;
}

export function Word({ word, found }: { word: WaitingWord; found: Pick<CaseOfTicket, 'id' | 'ticket_id' | 'tickets'> }) {
  return (
    <div class="banner waiting-word" role="status">
      <MessageCircleQuestion class="icon" size={16} aria-hidden="true" />
      <span class="grow">{t('case.whichOne')} <span class="t2" dir="auto">“{word.text}”</span></span>
      <span class="word-buttons">
        {found.tickets.filter((each) => each.id !== found.ticket_id && each.status !== 'closed').map((each) => (
          <button key={each.id} type="button" class="button" data-tip={each.subject} onClick={() => void assignWord(found.id, word, each.id)}><span class="clip" dir="auto">#{each.id} {each.subject}</span></button>
        ))}
        <button type="button" class="button ghost" onClick={() => void assignWord(found.id, word, word.ticket_id)}>{t('case.noOne')}</button>
      </span>
    </div>
  );
}

/** Where a comment came from, or where its words went. */
export function WhereFrom({ comment }: { comment: CommentEntry }) {
  const { split, copied_from: copied, moved_to: moved } = viaOf(comment);
  const from = split ?? copied;
  if (from) {
    return (
      <p class="xs t3 where-from">
        {split ? t('case.partOf', { id: String(from.ticket_id) }) : t('case.saidIn', { id: String(from.ticket_id) })}{' '}
        <a class="link" href={`${basePath}${ticketPath(from.ticket_id, listView.value)}#comment-${from.comment_id}`}>{t('case.wholeMessage')}</a>
      </p>
    );
  }
  if (!moved || moved.length === 0) return null;
  return (
    <p class="xs t3 where-from">
      {t('case.wentTo')}{' '}
      {moved.map((id) => <a key={id} class="link" href={basePath + ticketPath(id, listView.value)}>#{id} </a>)}
    </p>
  );
}
