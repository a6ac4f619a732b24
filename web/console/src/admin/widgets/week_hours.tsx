// The week of a schedule: a row a day with a switch and 24-hour texts, because the platform's own time field follows the language
// of the operating system. What is typed is put right ("9" becomes 09:00) when the field is left.
import { Plus, X } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { language } from '../../i18n';
import { t } from '../texts';
import { alwaysOpen, intervalsOf, minutesOf, officeHours, stretchWrong, timeText, unreadable, weekOf, weekWrong, type Interval, type Stretch, type Week } from './week';

// 1 January 2024 was a Monday.
export const dayName = (index: number) => new Intl.DateTimeFormat(language.value, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + index));

const isWhole = (week: Week) => JSON.stringify(week) === JSON.stringify(alwaysOpen);

export function WeekHours({ value, set }: { value: unknown; set(value: unknown): void }) {
  const [week, setWeek] = useState<Week>(() => weekOf((Array.isArray(value) ? value : []) as Interval[]));
  const given = JSON.stringify(value ?? []);
  // Taking the changes back gives other intervals than the rows say.
  const own = JSON.stringify(weekWrong(week) ? [...intervalsOf(week), unreadable] : intervalsOf(week));
  const [told, setTold] = useState(own);
  const shown = given !== told && given !== own ? weekOf(JSON.parse(given) as Interval[]) : week;
  const change = (next: Week) => {
    // What is wrong must not be stored as if it were not there: the mark is refused before it is sent.
    const intervals = weekWrong(next) ? [...intervalsOf(next), unreadable] : intervalsOf(next);
    setWeek(next);
    setTold(JSON.stringify(intervals));
    set(intervals);
  };
  const day = (index: number, stretches: Stretch[]) => change(shown.map((each, position) => (position === index ? stretches : each)));
  return (
    <div class="week">
      <div class="admin-buttons">
        <button type="button" class="button" onClick={() => change(officeHours)}>{t('admin.hours.office')}</button>
        <button type="button" class="button" aria-pressed={isWhole(shown)} onClick={() => change(alwaysOpen)}>{t('admin.hours.always')}</button>
      </div>
      {shown.map((stretches, index) => <DayRow key={index} name={dayName(index)} stretches={stretches} set={(next) => day(index, next)} />)}
    </div>
  );
}

function DayRow({ name, stretches, set }: { name: string; stretches: Stretch[]; set(stretches: Stretch[]): void }) {
  const open = stretches.length > 0;
  const change = (index: number, next: Stretch) => set(stretches.map((each, position) => (position === index ? next : each)));
  const last = stretches.at(-1);
  const more = open && stretches.length < 3 && (minutesOf(last!.to) ?? 1440) < 1380;
  return (
    <div class="week-day" role="group" aria-label={name}>
      <label class="switch"><input type="checkbox" checked={open} onChange={(event) => set(event.currentTarget.checked ? [{ from: '09:00', to: '18:00' }] : [])} /><span>{name}</span></label>
      <div class="week-times">
        {!open && <span class="sm t3">{t('admin.hours.closed')}</span>}
        {stretches.map((stretch, index) => (
          <span key={index} class="week-stretch">
            <TimeField label={t('admin.hours.from', { day: name })} value={stretch.from} wrong={stretchWrong(stretch)} set={(from) => change(index, { ...stretch, from })} />
            <span aria-hidden="true">–</span>
            <TimeField label={t('admin.hours.to', { day: name })} value={stretch.to} wrong={stretchWrong(stretch)} set={(to) => change(index, { ...stretch, to })} />
            {index > 0 && <button type="button" class="icon-button tiny" aria-label={t('admin.hours.removeStretch', { day: name })} onClick={() => set(stretches.filter((_, position) => position !== index))}><X class="icon" size={16} aria-hidden="true" /></button>}
          </span>
        ))}
        {more && (
          <button type="button" class="icon-button tiny" aria-label={t('admin.hours.addStretch', { day: name })} data-tip={t('admin.hours.addStretch', { day: name })} onClick={() => {
            const from = (minutesOf(last!.to) ?? 0) + 60;
            set([...stretches, { from: timeText(from), to: timeText(Math.min(1440, from + 240)) }]);
          }}><Plus class="icon" size={16} aria-hidden="true" /></button>
        )}
      </div>
    </div>
  );
}

export function TimeField({ label, value, wrong, set }: { label: string; value: string; wrong: boolean; set(value: string): void }) {
  return (
    <input
      class="input time num" inputMode="numeric" autocomplete="off" dir="ltr" maxLength={5} aria-label={label} aria-invalid={wrong ? 'true' : undefined} value={value}
      onInput={(event) => set(event.currentTarget.value)}
      onBlur={() => { const minutes = minutesOf(value); if (minutes !== null) set(timeText(minutes)); }}
    />
  );
}

const zones = (): string[] => {
  const known = (Intl as unknown as { supportedValuesOf?(what: string): string[] }).supportedValuesOf?.('timeZone') ?? [];
  return ['UTC', ...known.filter((zone) => zone !== 'UTC')];
};

/** A text field with the names of all zones below it. */
export function ZoneField({ id, value, set, invalid }: { id: string; value: string; set(value: string): void; invalid?: boolean }) {
  return (
    <>
      <input class="input" id={`${id}-input`} list={`${id}-zones`} autocomplete="off" spellcheck={false} dir="ltr" aria-label={t('admin.hours.zone')} aria-invalid={invalid ? 'true' : undefined} value={value} onInput={(event) => set(event.currentTarget.value)} />
      <datalist id={`${id}-zones`}>{zones().map((zone) => <option key={zone} value={zone} />)}</datalist>
    </>
  );
}
