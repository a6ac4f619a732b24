// The figures divided by one heading. Rows stand in the order of names: nobody is put above anybody.
import { number } from '../format';
import { Problem } from '../shell/states';
import { ask, dimensions, ticketsHref, useReport, type Counted, type Divided } from './model';
import { Csv } from './overview';
import { figureName, t } from './texts';
import { duration, shown } from './words';

const columns = ['created', 'solved', 'open', 'first_reply', 'reply_on_time', 'resolution', 'solved_on_time', 'one_touch', 'reopened', 'satisfied', 'promises_kept', 'promises_missed', 'handed_over'];

export function DividedTable({ query, question }: { query: string; question: URLSearchParams }) {
  const wanted = new URLSearchParams(query).get('by') ?? '';
  const by = dimensions.find((each) => each === wanted) ?? 'group';
  const { phase, data, again } = useReport<Divided>(`/reports/table?${new URLSearchParams([...question, ['by', by]])}`);
  return (
    <section class="report-part" aria-busy={phase === 'loading'}>
      <div class="part-head">
        <h2>{t('table.title')}</h2>
        <select class="select" aria-label={t('table.title')} value={by} onChange={(event) => ask(query, { by: event.currentTarget.value === 'group' ? null : event.currentTarget.value })}>
          {dimensions.map((each) => <option key={each} value={each}>{t(`by.${each}`)}</option>)}
        </select>
        <span class="grow" />
        <Csv table="table" what={t(`by.${by}`)} question={question} more={{ by }} />
      </div>
      {phase === 'failed' && <Problem title={t('failed')} action={t('ui.tryAgain')} onAction={again} />}
      {data && data.rows.length === 0 && <Problem title={t('empty')} />}
      {data && data.rows.length > 0 && <Rows data={data} question={question} />}
    </section>
  );
}

function Rows({ data, question }: { data: Divided; question: URLSearchParams }) {
  const name = t(`by.${data.by as (typeof dimensions)[number]}`);
  const most = Math.max(1, ...data.rows.map((row) => row.figures.created?.tickets ?? 0));
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={`${t('table.title')}: ${name}`}>
      <table class="report-table">
        <thead><tr><th scope="col">{name}</th>{columns.map((column) => <th key={column} scope="col" class="num">{figureName(column)}</th>)}</tr></thead>
        <tbody>{data.rows.map((row) => (
          <tr key={row.value}>
            <th scope="row" dir="auto">
              {row.title}
              {data.by !== 'agent' && <i class="bar" aria-hidden="true" style={{ '--part': `${((row.figures.created?.tickets ?? 0) / most) * 100}%` }} />}
            </th>
            {columns.map((column) => {
              const one = row.figures[column]!;
              return <td key={column} class="num"><Linked one={one} label={`${figureName(column)}, ${row.title}`} href={ticketsHref(question, data, column, { [data.parameter]: row.value })} /></td>;
            })}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function Linked({ one, label, href }: { one: Counted; label: string; href: string }) {
  if (one.tickets === 0) return <span class="t3">{one.median_minutes === undefined && one.share_percent == null ? number(0) : shown(one)}</span>;
  const hint = one.p90_minutes == null ? undefined : t('p90', { time: duration(one.p90_minutes) });
  return <a class="link" href={href} data-tip={hint} aria-label={`${label}: ${shown(one)}`}>{shown(one)}</a>;
}
