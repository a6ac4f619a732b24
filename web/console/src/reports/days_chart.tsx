// New and solved requests by day or week: a chart with a cursor for keys, or the same as a table.
import { lazy, Suspense } from 'preact/compat';
import { useState } from 'preact/hooks';
import { number } from '../format';
import { go, basePath } from '../router';
import { Problem } from '../shell/states';
import { ticketsHref, useReport, type Day, type Days } from './model';
import { Csv } from './overview';
import { figureName, t } from './texts';
import { day } from './words';

const Plot = lazy(() => import('./days_plot'));

const daysOf = (one: Day): string => (one.start === one.end ? day(one.start) : `${day(one.start, 'short')} – ${day(one.end, 'short')}`);

export function DaysChart({ question }: { question: URLSearchParams }) {
  const { phase, data, again } = useReport<Days>(`/reports/days?${question}`);
  const [table, setTable] = useState(false);
  return (
    <section class="report-part" aria-busy={phase === 'loading'}>
      <div class="part-head">
        <h2 class="grow">{t('chart.title')}</h2>
        <button type="button" class="button ghost" onClick={() => setTable(!table)}>{table ? t('chart.showChart') : t('chart.showTable')}</button>
        <Csv table="days" what={t('chart.title')} question={question} />
      </div>
      {phase === 'failed' && <Problem title={t('failed')} action={t('ui.tryAgain')} onAction={again} />}
      {data && (table ? <DayTable data={data} question={question} /> : <Chart data={data} question={question} />)}
    </section>
  );
}

function Chart({ data, question }: { data: Days; question: URLSearchParams }) {
  const [at, setAt] = useState<number | null>(null);
  const sum = (key: 'created' | 'solved') => data.days.reduce((all, one) => all + one[key], 0);
  const one = at === null ? null : data.days[at];
  const move = (to: number) => setAt(Math.max(0, Math.min(data.days.length - 1, to)));
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) move(at === null ? (step > 0 ? 0 : data.days.length - 1) : at + step);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(data.days.length - 1);
    else if (event.key === 'Enter' && one) go(ticketsHref(question, data, 'created', { start: one.start, end: one.end }).slice(basePath.length));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <p class="legend xs t2"><span><i class="created" aria-hidden="true" />{figureName('created')}</span><span><i class="solved" aria-hidden="true" />{figureName('solved')}</span></p>
      <div class="chart-frame" role="group" tabIndex={0} aria-label={`${t('chart.title')}. ${t('chart.keys')}`} onKeyDown={keys}>
        <div role="img" aria-label={t('chart.summary', { created: sum('created'), solved: sum('solved') })}>
          <Suspense fallback={<div class="chart-space" />}><Plot days={data.days} at={at} onAt={setAt} /></Suspense>
        </div>
      </div>
      <p class="sm t2 num chart-words" role="status">
        {one ? t('chart.cursor', { day: daysOf(one), created: one.created, solved: one.solved }) : t('chart.summary', { created: sum('created'), solved: sum('solved') })}
      </p>
    </>
  );
}

function DayTable({ data, question }: { data: Days; question: URLSearchParams }) {
  const cell = (one: Day, figure: 'created' | 'solved') => (
    <td class="num">{one[figure] === 0 ? number(0) : <a class="link" href={ticketsHref(question, data, figure, { start: one.start, end: one.end })} aria-label={`${figureName(figure)}, ${daysOf(one)}: ${number(one[figure])}`}>{number(one[figure])}</a>}</td>
  );
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={t('chart.title')}>
      <table class="report-table">
        <thead><tr><th scope="col">{data.interval === 'week' ? t('week') : t('day')}</th><th scope="col" class="num">{figureName('created')}</th><th scope="col" class="num">{figureName('solved')}</th></tr></thead>
        <tbody>{data.days.map((one) => <tr key={one.start}><th scope="row">{daysOf(one)}</th>{cell(one, 'created')}{cell(one, 'solved')}</tr>)}</tbody>
      </table>
    </div>
  );
}
