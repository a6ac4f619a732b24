// The overview: figures against the days before, requests by day, hours of arrival, and one table by a heading of choice.
import { Download, MessageSquareQuote, MonitorPlay } from 'lucide-preact';
import { clock } from '../format';
import { basePath } from '../router';
import { Problem, useLate } from '../shell/states';
import { Arrivals } from './arrivals';
import { Conduct } from './conduct';
import { DaysChart } from './days_chart';
import { DividedTable } from './divided_table';
import { FigureCards } from './figure_cards';
import { FilterBar } from './filter_bar';
import { csvHref, questionOf, useReport, type Figures } from './model';
import { t } from './texts';
import { day } from './words';

export function Overview({ query }: { query: string }) {
  const question = questionOf(query);
  const { phase, data, reason, again } = useReport<Figures>(`/reports/figures?${question}`);
  if (phase === 'forbidden') return <div class="page-body"><Problem title={t('forbidden')} hint={t('forbiddenHint')} /></div>;
  const any = data?.figures.some((figure) => figure.tickets > 0) ?? false;
  return (
    <div class="page-body reports">
      <header class="reports-head">
        <h1>{t('title')}</h1>
        <a class="button ghost" href={`${basePath}/reports/comments`}><MessageSquareQuote class="icon" size={16} aria-hidden="true" />{t('comments.title')}</a>
        <a class="button ghost" href={`${basePath}/wallboard`} target="_self"><MonitorPlay class="icon" size={16} aria-hidden="true" />{t('wall.title')}</a>
      </header>
      <p class="t2">{t('lead')}</p>
      <FilterBar query={query} question={question} answer={data} />
      <p class="sm t3 num" role="status">{data ? `${t('period.words', { start: day(data.period.start), end: day(data.period.end), zone: data.period.time_zone })} · ${t('asOf', { time: clock(data.as_of) })}` : '\u00a0'}</p>
      {phase === 'failed' && <Problem title={t('failed')} hint={reason} action={t('ui.tryAgain')} onAction={again} />}
      {phase === 'loading' && !data && <Bones />}
      {data && !any && <Problem title={t('empty')} hint={t('emptyHint')} />}
      {data && any && (
        <div class="reports-parts" aria-busy={phase === 'loading'}>
          <FigureCards question={question} answer={data} />
          <DaysChart question={question} />
          <Arrivals question={question} />
          <DividedTable query={query} question={question} />
          <Conduct answer={data} />
        </div>
      )}
    </div>
  );
}

export function Csv({ table, what, question, more }: { table: string; what: string; question: URLSearchParams; more?: Record<string, string> }) {
  return <a class="button ghost" download href={csvHref(table, question, more)} aria-label={t('csvOf', { what })}><Download class="icon" size={16} aria-hidden="true" />{t('csv')}</a>;
}

function Bones() {
  if (!useLate(200)) return <div aria-busy="true" />;
  return <div class="figure-cards" aria-busy="true">{Array.from({ length: 8 }, (_, index) => <div key={index} class="bone figure-bone" />)}</div>;
}
