// Hours of the week at which requests arrive: a table whose cells are shaded by their number and open their requests.
import { number } from '../format';
import { Problem } from '../shell/states';
import { ticketsHref, useReport, type Arrivals as Answer } from './model';
import { Csv } from './overview';
import { t } from './texts';
import { hour, weekday } from './words';

// The week begins on Monday; the API counts from Sunday.
const week = [1, 2, 3, 4, 5, 6, 0];
const hours = Array.from({ length: 24 }, (_, index) => index);

export function Arrivals({ question }: { question: URLSearchParams }) {
  const { phase, data, again } = useReport<Answer>(`/reports/arrivals?${question}`);
  const most = Math.max(1, ...(data?.hours_of_week ?? []));
  return (
    <section class="report-part" aria-busy={phase === 'loading'}>
      <div class="part-head"><h2 class="grow">{t('heat.title')}</h2><Csv table="arrivals" what={t('heat.title')} question={question} /></div>
      {phase === 'failed' && <Problem title={t('failed')} action={t('ui.tryAgain')} onAction={again} />}
      {data && (
        <>
          <p class="xs t3">{t('heat.zone', { zone: data.period.time_zone })}</p>
          <div class="table-frame" tabIndex={0} role="region" aria-label={t('heat.title')}>
            <table class="heat">
              <thead><tr><td />{hours.map((index) => <th key={index} scope="col" class="xs t3 num">{number(index)}</th>)}</tr></thead>
              <tbody>{week.map((of) => <tr key={of}><th scope="row" class="xs t2">{weekday(of)}</th>{hours.map((at) => <Cell key={at} of={of} at={at} data={data} most={most} question={question} />)}</tr>)}</tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

function Cell({ of, at, data, most, question }: { of: number; at: number; data: Answer; most: number; question: URLSearchParams }) {
  const index = of * 24 + at, n = data.hours_of_week[index] ?? 0;
  if (n === 0) return <td class="heat-cell" aria-label={t('heat.cell', { day: weekday(of), hour: hour(at), n })} />;
  return (
    <td class="heat-cell" style={{ '--heat': `${Math.round(8 + (n / most) * 37)}%` }}>
      <a class="num" href={ticketsHref(question, data, 'created', { hour_of_week: String(index) })} data-tip={t('heat.cell', { day: weekday(of), hour: hour(at), n })} aria-label={t('heat.cell', { day: weekday(of), hour: hour(at), n })}>{number(n)}</a>
    </td>
  );
}
