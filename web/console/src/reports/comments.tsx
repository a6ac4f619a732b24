// What customers wrote with their ratings: a list with a filter, each line opens its request, and the whole as a file.
import { useEffect, useState } from 'preact/hooks';
import { Download } from 'lucide-preact';
import { get } from '@sahay/shared/client';
import { shortTime } from '../format';
import { basePath, go, ticketPath } from '../router';
import { Problem, RowBones } from '../shell/states';
import { agentById } from '../state/session';
import { commentsAsked, csvOf, type RatingRow } from './comments_model';
import { t } from './texts';

const mostPages = 50;
const spans = ['7', '28', '90'] as const;
const scores = ['received', 'good', 'bad'] as const;
interface Answer { satisfaction_ratings: RatingRow[]; count: number; next_page: string | null }

export function Comments({ query }: { query: string }) {
  const words = new URLSearchParams(query);
  const days = words.get('days') ?? '28', score = words.get('score') ?? 'received';
  const [rows, setRows] = useState<RatingRow[] | null>(null);
  const [failed, setFailed] = useState(false);
  const read = async () => {
    setFailed(false);
    try {
      const found: RatingRow[] = [];
      for (let page = 1; page <= mostPages; page += 1) {
        const answer = await get<Answer>(`/satisfaction_ratings?${commentsAsked(score, Number(days), Date.now())}&page=${page}`);
        found.push(...answer.satisfaction_ratings);
        if (!answer.next_page) break;
      }
      setRows(found);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => { setRows(null); void read(); }, [days, score]);
  const ask = (changed: Record<string, string>) => go(`/reports/comments?${new URLSearchParams({ days, score, ...changed })}`, 'replace');
  const word = (given: string) => (given === 'good' ? t('comments.good') : given === 'bad' ? t('comments.bad') : t('comments.received'));
  return (
    <div class="page-body reports">
      <p class="sm"><a class="link" href={`${basePath}/reports`}>{t('back')}</a></p>
      <header class="reports-head">
        <h1>{t('comments.title')}</h1>
        {rows && rows.length > 0 && <a class="button ghost" download="comments.csv" aria-label={t('csvOf', { what: t('comments.title') })} href={`data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(rows))}`}><Download class="icon" size={16} aria-hidden="true" />{t('csv')}</a>}
      </header>
      <p class="t2">{t('comments.lead')}</p>
      <div class="filter-line">
        <div class="filter-spans" role="group" aria-label={t('filter.title')}>
          {spans.map((span) => <button key={span} type="button" class="button" aria-pressed={days === span} onClick={() => ask({ days: span })}>{t(`period.${span}`)}</button>)}
        </div>
        <label class="filter-field"><span class="xs t3">{t('comments.which')}</span>
          <select class="select" value={score} onChange={(event) => ask({ score: event.currentTarget.value })}>{scores.map((each) => <option key={each} value={each}>{word(each)}</option>)}</select>
        </label>
      </div>
      <p class="t2 num" role="status">{rows ? t('comments.count', { n: rows.length }) : '\u00a0'}</p>
      {failed && <Problem title={t('failed')} action={t('ui.tryAgain')} onAction={() => void read()} />}
      {!failed && rows === null && <div aria-busy="true"><RowBones rows={6} /></div>}
      {!failed && rows?.length === 0 && <Problem title={t('comments.none')} />}
      <ul class="report-rows">
        {rows?.map((row) => (
          <li key={row.id}>
            <a class="report-row" href={basePath + ticketPath(row.ticket_id, 'all')}>
              <span class="report-comment"><span class="t3 num">#{row.ticket_id}</span> <span dir="auto">{row.comment}</span></span>
              <span class={`chip ${row.score === 'bad' ? 'bad' : 'good'}`}>{row.stars ? t('comments.stars', { n: row.stars }) : word(row.score)}</span>
              <span class="sm t2 clip" dir="auto">{agentById.value.get(row.assignee_id ?? -1)?.name ?? t('none.agent')}</span>
              <span class="sm t3 num">{shortTime(row.updated_at)}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
