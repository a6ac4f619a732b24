// How customers were treated in these days: hand-overs with their reasons and durations, the first decision and whether it was
// right, moods, and what was withheld from who was not calm. Over all requests; filters do not count here.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get } from '@sahay/shared/client';
import { number } from '../format';
import { groupById } from '../state/session';
import type { Asked } from './model';
import { t, textOr } from './texts';
import { duration } from './words';

const headings = ['why', 'level', 'group'] as const;
type Heading = (typeof headings)[number];
interface Handovers { asked: number; rows: { name: string; made: number; returned: number; rejected: number; late: number; median_seconds: number | null }[] }
interface Decided { rows: { decision: string; verdict: string; number: number }[] }
interface Moods { now: { mood: string; number: number }[]; changes: { source: string; mood: string; number: number }[]; withheld: { kind: string; number: number }[] }

/** The first second of a day by the clock of a zone. */
export function secondsAt(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const there = new Date(utc).toLocaleString('sv-SE', { timeZone: zone });
  return Math.round((2 * utc - Date.parse(`${there.replace(' ', 'T')}Z`)) / 1000);
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

export function Conduct({ answer }: { answer: Asked }) {
  const { start, end, time_zone } = answer.period;
  const span = `start_time=${secondsAt(start, time_zone)}&end_time=${secondsAt(nextDay(end), time_zone)}`;
  const [by, setBy] = useState<Heading>('why');
  const [handed, setHanded] = useState<Handovers | null>(null);
  const [rest, setRest] = useState<{ decided: Decided; moods: Moods } | null>(null);
  // Who may not see all requests is told none of this.
  useEffect(() => {
    get<{ handover_report: Handovers }>(`/handovers/report?by=${by}&${span}`).then((read) => setHanded(read.handover_report), () => setHanded(null));
  }, [by, span]);
  useEffect(() => {
    Promise.all([get<{ triage_report: Decided }>(`/promises/triage_report?${span}`), get<{ mood_report: Moods }>(`/moods/report?${span}`)])
      .then(([a, b]) => setRest({ decided: a.triage_report, moods: b.mood_report }), () => setRest(null));
  }, [span]);
  if (!handed && !rest) return null;
  const heading = (row: string) => (by === 'group' ? (groupById.value.get(Number(row))?.name ?? '–') : textOr(`${by}.${row}`, row));
  return (
    <section class="report-part" aria-label={t('conduct.title')}>
      <div class="part-head"><h2>{t('conduct.title')}</h2></div>
      <p class="sm t2">{t('conduct.lead')}</p>
      {handed && (
        <>
          <div class="part-head">
            <h3>{t('conduct.handovers')}</h3>
            <select class="select" aria-label={t('conduct.by')} value={by} onChange={(event) => setBy(event.currentTarget.value as Heading)}>
              {headings.map((each) => <option key={each} value={each}>{t(`conduct.by.${each}`)}</option>)}
            </select>
          </div>
          <Table label={t('conduct.handovers')} columns={[t(`conduct.by.${by}`), t('conduct.made'), t('conduct.returned'), t('conduct.rejected'), t('conduct.late'), t('conduct.median')]}
            rows={handed.rows.map((row) => [heading(row.name), number(row.made), number(row.returned), number(row.rejected), number(row.late), row.median_seconds === null ? '–' : duration(row.median_seconds / 60)])} />
          <p class="sm t2">{t('conduct.asked', { n: handed.asked })}</p>
        </>
      )}
      {rest && (
        <>
          <h3>{t('conduct.decisions')}</h3>
          <Table label={t('conduct.decisions')} columns={[t('conduct.decision'), t('conduct.right'), t('conduct.wrong'), t('conduct.open')]}
            rows={(['instant', 'analysis'] as const).map((decision) => [t(`decision.${decision}`), ...['right', 'wrong', 'open'].map((verdict) => number(rest.decided.rows.filter((row) => row.decision === decision && row.verdict === verdict).reduce((sum, row) => sum + row.number, 0)))])} />
          <h3>{t('conduct.moods')}</h3>
          <Table label={t('conduct.moods')} columns={[t('conduct.mood'), t('conduct.became'), t('conduct.now')]}
            rows={(['unhappy', 'complaint_open', 'at_risk'] as const).map((mood) => [t(`mood.${mood}`), number(rest.moods.changes.filter((row) => row.mood === mood).reduce((sum, row) => sum + row.number, 0)), number(rest.moods.now.find((row) => row.mood === mood)?.number ?? 0)])} />
          <p class="sm t2">{rest.moods.withheld.length === 0 ? t('conduct.withheldNone') : `${t('conduct.withheld')} ${rest.moods.withheld.map((row) => `${textOr(`withheld.${row.kind}`, row.kind)}: ${number(row.number)}`).join(', ')}`}</p>
        </>
      )}
    </section>
  );
}

function Table({ label, columns, rows }: { label: string; columns: string[]; rows: ComponentChildren[][] }) {
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={label}>
      <table class="report-table">
        <thead><tr>{columns.map((column, index) => <th key={index} scope="col" class={index ? 'num' : undefined}>{column}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, at) => <tr key={at}>{row.map((cell, index) => (index ? <td key={index} class="num">{cell}</td> : <th key={index} scope="row" dir="auto">{cell}</th>))}</tr>)}
          {rows.length === 0 && <tr><td colSpan={columns.length} class="t3">{t('conduct.none')}</td></tr>}
        </tbody>
      </table>
    </div>
  );
}
