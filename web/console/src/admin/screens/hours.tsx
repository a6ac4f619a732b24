// Work, Opening hours: weeks with their time zone, and the days on which nobody works.
import { Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { X } from 'lucide-preact';
import { request } from '@sahay/shared/client';
import type { Language } from '@sahay/shared/api';
import { language, languageNames } from '../../i18n';
import { lazyHere } from '../../shell/here';
import { say } from '../../state/toasts';
import { t } from '../texts';
import { faultsOf, readRows } from '../machine/store';
import type { Resource, Row } from '../machine/types';
import { dayName, WeekHours, ZoneField } from '../widgets/week_hours';
import { hasUnreadable, officeHours, intervalsOf, weekOf, type Interval } from '../widgets/week';

const SeenHours = lazyHere(() => import('../look/seen_hours'), true);
/** Closed days are stored as they are typed; what customers see now follows. */
const daysChanged = signal(0);

/** "Monday to Friday 09:00–18:00" in short: the days that are alike, together. */
export function inShort(intervals: unknown): string {
  const week = weekOf((Array.isArray(intervals) ? intervals : []) as Interval[]);
  const said = week.map((day) => day.map(({ from, to }) => `${from}–${to}`).join(', '));
  if (said.every((each) => each === '00:00–24:00')) return t('admin.hours.always');
  const parts: string[] = [];
  for (let index = 0; index < 7; index += 1) {
    if (!said[index]) continue;
    let last = index;
    while (last < 6 && said[last + 1] === said[index]) last += 1;
    parts.push(`${last > index ? `${dayName(index)} – ${dayName(last)}` : dayName(index)} ${said[index]}`);
    index = last;
  }
  return parts.join('; ') || t('admin.hours.never');
}

export const hours: Resource = {
  path: '/business_hours/schedules', one: 'schedule', many: 'schedules',
  name: (row) => String(row.name),
  detail: (row) => `${inShort(row.intervals)} · ${String(row.time_zone)}`,
  badges: (row) => (row.default ? [{ text: t('admin.hours.default') }] : []),
  fresh: { name: '', time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, intervals: intervalsOf(officeHours) },
  sections: () => [{
    title: '',
    fields: [
      { kind: 'text', key: 'name', label: t('admin.name'), required: true },
      { kind: 'own', key: 'time_zone', label: t('admin.hours.zone'), view: ({ id, value, set, error }) => <ZoneField id={id} value={String(value ?? '')} set={set} invalid={error !== undefined} /> },
      { kind: 'own', key: 'intervals', label: t('admin.hours.week'), view: ({ value, set }) => <WeekHours value={value} set={set} /> },
    ],
  }],
  check: (values): Record<string, string> => (hasUnreadable(values.intervals) ? { intervals: t('admin.hours.wrong') } : {}),
  beside: ({ row, body }) => <Suspense fallback={null}><SeenHours row={row} values={body()} changed={daysChanged.value} /></Suspense>,
  below: ({ row }) => <Holidays schedule={row.id} />,
  canRemove: (row) => row.default !== true,
  get words() {
    return { add: t('admin.hours.add'), none: t('admin.hours.none'), noneHint: t('admin.hours.noneHint') };
  },
};

const dateOf = (text: string) => new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${text}T00:00:00Z`));
const readable = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

type Names = Partial<Record<Language, string>>;
const nothing = { name: '', start_date: '', end_date: '' };
/** The languages that customers read beside the one in which the administrator writes. */
const others = () => (Object.keys(languageNames) as Language[]).filter((each) => each !== language.value);
const nameOf = (day: Row) => ((day.names as Names | undefined)?.[language.value] || String(day.name));

function Holidays({ schedule }: { schedule: Row['id'] }) {
  const path = `/business_hours/schedules/${schedule}/holidays`;
  const [days, setDays] = useState<Row[]>([]);
  const [fresh, setFresh] = useState(nothing);
  const [names, setNames] = useState<Names>({});
  const [fault, setFault] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const load = () => { readRows(path, 'holidays').then(setDays, () => undefined); };
  useEffect(load, [schedule]);
  const act = async (work: () => Promise<unknown>) => {
    setFault('');
    try {
      await work();
      load();
      daysChanged.value += 1;
    } catch (error) {
      const found = faultsOf(error, ['name', 'start_date', 'end_date', 'calendar']);
      setFault(found.whole || Object.values(found.fields).join(' '));
    }
  };
  const add = () => {
    const last = fresh.end_date || fresh.start_date;
    if (!fresh.name.trim() || !readable(fresh.start_date) || !readable(last)) return setFault(t('admin.holidays.wrong'));
    return void act(async () => {
      await request('POST', path, { holiday: { ...fresh, names: { ...names, [language.value]: fresh.name }, end_date: last } });
      setFresh(nothing);
      setNames({});
    });
  };
  const remove = (day: Row) => act(async () => {
    await request('DELETE', `${path}/${day.id}`);
    const again = { name: day.name, names: day.names ?? {}, start_date: day.start_date, end_date: day.end_date };
    say(t('admin.removed', { name: String(day.name) }), { label: t('ui.undo'), run: () => void act(() => request('POST', path, { holiday: again })) });
  });
  const read = async (chosen: File) => act(async () => {
    const answer = await request<{ added: number; skipped: number }>('POST', `${path}/import`, { calendar: await chosen.text() });
    say(t('admin.holidays.imported', { n: answer.added, skipped: Number(answer.skipped) || 0 }));
  });
  const input = (key: keyof typeof fresh, label: string) => (
    <div class="field">
      <label for={`holiday-${key}`}>{label}</label>
      <input class="input" id={`holiday-${key}`} autocomplete="off" dir={key === 'name' ? 'auto' : 'ltr'} placeholder={key === 'name' ? undefined : '2026-12-16'} value={fresh[key]} onInput={(event) => setFresh({ ...fresh, [key]: event.currentTarget.value })} />
    </div>
  );
  return (
    <section class="admin-section" aria-labelledby="holidays">
      <h2 id="holidays">{t('admin.holidays.title')}</h2>
      <p class="sm t2">{t('admin.holidays.lead')}</p>
      {days.length > 0 && (
        <ul class="admin-rows">
          {days.map((day) => (
            <li key={day.id} class="admin-row">
              <span class="grow admin-name"><span class="strong" dir="auto">{nameOf(day)}</span><span class="sm t3">{day.start_date === day.end_date ? dateOf(String(day.start_date)) : `${dateOf(String(day.start_date))} – ${dateOf(String(day.end_date))}`}</span></span>
              <button type="button" class="icon-button tiny" aria-label={t('admin.removeOne', { name: String(day.name) })} onClick={() => void remove(day)}><X class="icon" size={16} aria-hidden="true" /></button>
            </li>
          ))}
        </ul>
      )}
      {fault && <p class="banner bad" role="alert">{fault}</p>}
      <form class="admin-line" noValidate onSubmit={(event) => { event.preventDefault(); add(); }}>
        {input('name', t('admin.name'))}
        {others().map((each) => (
          <div class="field" key={each}>
            <label for={`holiday-name-${each}`}>{t('admin.holidays.nameIn', { language: languageNames[each] })}</label>
            <input class="input" id={`holiday-name-${each}`} autocomplete="off" dir="auto" lang={each} value={names[each] ?? ''} onInput={(event) => setNames({ ...names, [each]: event.currentTarget.value })} />
          </div>
        ))}
        {input('start_date', t('admin.holidays.first'))}{input('end_date', t('admin.holidays.last'))}
        <button type="submit" class="button">{t('admin.holidays.add')}</button>
      </form>
      <div>
        <button type="button" class="button ghost" onClick={() => file.current?.click()}>{t('admin.holidays.import')}</button>
        <input ref={file} type="file" accept=".ics,text/calendar" hidden aria-label={t('admin.holidays.import')} onChange={(event) => { const chosen = event.currentTarget.files?.[0]; if (chosen) void read(chosen); event.currentTarget.value = ''; }} />
      </div>
    </section>
  );
}
