// The page of a case: all requests that one message became, who has each, what happens next; words that wait for a request;
// putting them together again.
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '@sahay/shared/client';
import { PriorityBars } from '@sahay/ui/priority';
import { fullTime } from '../format';
import { t } from '../i18n';
import { basePath, ticketPath } from '../router';
import { Awaited, Problem, RowBones } from '../shell/states';
import { priorityWord, statusWord } from '../words';
import { Word } from './case_panel';
import { readCase, rejoinAll, rejoinOne, type CaseMember, type CasePage } from './model';

export default function CaseScreen({ id }: { id: number }) {
  const [page, setPage] = useState<CasePage | 'missing' | 'failed' | null>(null);
  const [round, setRound] = useState(0);
  const again = () => setRound(round + 1);
  useEffect(() => {
    readCase(id).then(setPage, (error) => setPage(error instanceof ApiError && error.status === 404 ? 'missing' : 'failed'));
    const timer = setInterval(() => void readCase(id).then(setPage, () => undefined), 15_000);
    return () => clearInterval(timer);
  }, [id, round]);
  if (page === 'missing') return <Problem title={t('case.missing')} />;
  if (page === 'failed') return <Problem title={t('case.failed')} action={t('ui.tryAgain')} onAction={again} />;
  if (!page) return <div class="page-body" aria-busy="true"><Awaited words={`${t('case.title')} ${id}`} /><RowBones rows={4} /></div>;
  const found = { id, ticket_id: page.case.ticket_id, tickets: page.tickets };
  const open = page.tickets.filter((each) => each.id !== page.case.ticket_id && each.status !== 'closed');
  return (
    <div class="page-body case-page" onClick={(event) => { if ((event.target as Element).closest('.word-buttons button')) setTimeout(again, 600); }}>
      <p class="sm t3">{t('case.title')} {id} · {fullTime(page.case.created_at)}</p>
      <h1 dir="auto">{page.case.title}</h1>
      <p><span class={`chip ${page.case.closed_at ? 'closed' : 'open'}`}>{page.case.closed_at ? t('case.closed') : t('case.open', { n: open.length })}</span></p>
      {page.waiting.map((word) => <Word key={word.comment_id} word={word} found={found} />)}
      <ul class="case-members">{page.tickets.map((each) => <Member key={each.id} member={each} lead={each.id === page.case.ticket_id} onDone={again} />)}</ul>
      {open.length > 0 && page.case.ticket_id !== null && (
        <p><button type="button" class="button" onClick={() => void rejoinAll(id, page.case.ticket_id!).then(again)}>{t('case.rejoinAll')}</button></p>
      )}
    </div>
  );
}

function Member({ member, lead, onDone }: { member: CaseMember; lead: boolean; onDone(): void }) {
  return (
    <li class={`case-member${lead ? ' lead' : ''}`}>
      <div class="case-head">
        <a class="grow strong" dir="auto" href={basePath + ticketPath(member.id, 'all')}>#{member.id} {member.subject}</a>
        <span class={`chip ${member.status}`}>{statusWord(member.status)}</span>
      </div>
      <p class="sm t2 clip" dir="auto">{member.description}</p>
      <p class="sm t3 case-facts">
        <span>{lead ? t('case.lead') : member.who ?? member.group ?? t('ticket.nobody')}</span>
        <PriorityBars priority={member.priority} word={priorityWord(member.priority)} showWord />
        {member.expected && <span dir="auto">{member.expected}</span>}
        {!lead && member.status !== 'closed' && <button type="button" class="link" onClick={() => void rejoinOne(member.id).then(onDone)}>{t('case.rejoin')}</button>}
      </p>
    </li>
  );
}
