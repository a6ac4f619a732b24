// The tickets that a number counts.
import { useEffect, useState } from 'preact/hooks';
import type { Ticket } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { shortTime } from '../format';
import { basePath, ticketPath } from '../router';
import { Problem, RowBones } from '../shell/states';
import { agentById, groupById } from '../state/session';
import { statusWord } from '../words';
import { filtersOf, questionOf, type Filter } from './model';
import { figureName, t, textOr } from './texts';
import { day, hour, weekday } from './words';

const size = 50;
interface Answer { tickets: Ticket[]; count: number; next_page: string | null }

function filterWord(key: Filter, value: string): string {
  switch (key) {
    case 'group_id': return value === 'none' ? t('none.group') : groupById.value.get(Number(value))?.name ?? `${t('by.group')} ${value}`;
    case 'assignee_id': return value === 'none' ? t('none.agent') : agentById.value.get(Number(value))?.name ?? `${t('by.agent')} ${value}`;
    case 'organization_id': return value === 'none' ? t('none.organization') : `${t('by.organization')} ${value}`;
    case 'priority_class': return textOr(value === 'none' ? 'none.class' : `class.${value}`, value);
    case 'request_kind': return textOr(value === 'none' ? 'none.kind' : `kind.${value}`, value);
    case 'channel': return textOr(`channel.${value}`, value);
    default: return value === 'none' ? t('none.tag') : value;
  }
}

export function Tickets({ query }: { query: string }) {
  const [rows, setRows] = useState<Ticket[]>([]);
  const [state, setState] = useState<{ phase: 'loading' | 'ready' | 'failed'; count: number; page: number; more: boolean }>({ phase: 'loading', count: 0, page: 0, more: false });
  const words = new URLSearchParams(query);
  const read = (page: number) => {
    setState((now) => ({ ...now, phase: 'loading' }));
    get<Answer>(`/reports/tickets?${words}&per_page=${size}&page=${page}`).then(
      (answer) => {
        setRows((now) => (page === 1 ? answer.tickets : [...now, ...answer.tickets]));
        setState({ phase: 'ready', count: answer.count, page, more: answer.next_page !== null });
      },
      () => setState((now) => ({ ...now, phase: 'failed' })),
    );
  };
  useEffect(() => read(1), []);
  const start = words.get('start'), end = words.get('end'), at = Number(words.get('hour_of_week') ?? NaN);
  const question = questionOf(query);
  const back = new URLSearchParams([...question]);
  return (
    <div class="page-body reports">
      <p class="sm"><a class="link" href={`${basePath}/reports?${back}`}>{t('back')}</a></p>
      <h1>{figureName(words.get('figure') ?? '')}</h1>
      <p class="t2 num" role="status">
        {state.phase === 'ready' ? t('tickets.count', { n: state.count }) : '\u00a0'}
        {start && end && <> · {start === end ? day(start) : `${day(start)} – ${day(end)}`}</>}
        {Number.isInteger(at) && <> · {weekday(Math.floor(at / 24))} {hour(at % 24)}</>}
        {filtersOf(question).length > 0 && <> · {filtersOf(question).map((key) => filterWord(key, question.get(key)!)).join(', ')}</>}
      </p>
      {state.phase === 'failed' && <Problem title={t('failed')} action={t('ui.tryAgain')} onAction={() => read(state.page + 1)} />}
      {state.phase === 'loading' && rows.length === 0 && <div aria-busy="true"><RowBones rows={6} /></div>}
      {state.phase === 'ready' && rows.length === 0 && <Problem title={t('empty')} hint={t('emptyHint')} />}
      <ul class="report-rows">
        {rows.map((ticket) => (
          <li key={ticket.id}>
            <a class="report-row" href={basePath + ticketPath(ticket.id, 'all')}>
              <span class="clip" dir="auto"><span class="t3 num">#{ticket.id}</span> {ticket.subject}</span>
              <span class={`chip ${ticket.status}`}>{statusWord(ticket.status)}</span>
              <span class="sm t2 clip" dir="auto">{agentById.value.get(ticket.assignee_id ?? -1)?.name ?? t('none.agent')}</span>
              <span class="sm t3 num">{shortTime(ticket.created_at)}</span>
            </a>
          </li>
        ))}
      </ul>
      {state.more && <button type="button" class="button" aria-disabled={state.phase === 'loading'} onClick={() => { if (state.phase !== 'loading') read(state.page + 1); }}>{t('tickets.more')}</button>}
    </div>
  );
}
