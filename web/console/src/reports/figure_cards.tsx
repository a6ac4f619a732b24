// The figures, each with what it was in the days before. A share has a second number for its other part.
import { number } from '../format';
import { ticketsHref, verdict, type Figure, type Figures } from './model';
import { Csv } from './overview';
import { figureName, t } from './texts';
import { change, duration, shown } from './words';

/** Shown as the other part of the figure before it. */
const others: Record<string, string> = { reply_on_time: 'reply_late', solved_on_time: 'solved_late', satisfied: 'unsatisfied', promises_kept: 'promises_missed' };

export function FigureCards({ question, answer }: { question: URLSearchParams; answer: Figures }) {
  const byName = new Map(answer.figures.map((figure) => [figure.name, figure]));
  const hidden = new Set(Object.values(others));
  return (
    <section class="report-part" aria-label={t('title')}>
      <div class="part-head"><span class="grow" /><Csv table="figures" what={t('title')} question={question} /></div>
      <ul class="figure-cards">
        {answer.figures.filter((figure) => !hidden.has(figure.name)).map((figure) => (
          <Card key={figure.name} figure={figure} other={byName.get(others[figure.name] ?? '')} href={(name) => ticketsHref(question, answer, name)} />
        ))}
      </ul>
    </section>
  );
}

function Card({ figure, other, href }: { figure: Figure; other: Figure | undefined; href(name: string): string }) {
  const label = figureName(figure.name), value = shown(figure);
  const timed = figure.median_minutes !== undefined;
  return (
    <li class="figure-card">
      <span class="sm t2">{label}</span>
      <a class="figure-number num" href={href(figure.name)} aria-label={`${label}: ${value}`}>{value}</a>
      <Before figure={figure} />
      {timed && figure.p90_minutes !== null && <span class="xs t3">{t('p90', { time: duration(figure.p90_minutes!) })}</span>}
      {(timed || figure.share_percent !== undefined) && (
        <span class="xs t3">
          {t('tickets.count', { n: figure.tickets })}
          {other && other.tickets > 0 && <> · <a class="link" href={href(other.name)}>{`${figureName(other.name)}: ${number(other.tickets)}`}</a></>}
        </span>
      )}
    </li>
  );
}

function Before({ figure }: { figure: Figure }) {
  const found = verdict(figure);
  if (!found) return <span class="xs t3">{'\u00a0'}</span>;
  const value = shown(figure.before);
  if (found.word === 'none') return <span class="xs t3">{t('change.none', { value })}</span>;
  return <span class={`xs num went-${found.word}`}>{t(`change.${found.word}`, { change: change(found.by, figure), value })}</span>;
}
