// Opening hours as customers read them, now or at a time that is typed, in the zone of who reads.
import { useState } from 'preact/hooks';
import { minutesOf, hasUnreadable, timeText } from '../widgets/week';
import { ZoneField } from '../widgets/week_hours';
import type { Row, Values } from '../machine/types';
import { SeenNow, useSeen } from './seen_now';
import { t, useTexts } from './texts';

interface Words { language: string; open: boolean; words: string; week: string; closed_days: string; zone: string; ways: { title: string; open: boolean; words: string }[] }
interface Preview { on_card: boolean; languages: Words[] }

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** `changed` counts what was stored beside the form, such as closed days. */
export default function SeenHours({ row, values, changed }: { row: Row | null; values: Values; changed: number }) {
  const texts = useTexts();
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const [zone, setZone] = useState('');
  const minutes = minutesOf(time);
  const typed = day.trim() !== '' || time.trim() !== '';
  const whole = isDate(day.trim()) && minutes !== null && minutes < 1440;
  const intervals = hasUnreadable(values.intervals) ? [] : values.intervals;
  const { shown, fault } = useSeen<Preview>('/business_hours/preview', {
    preview: { schedule_id: row?.id ?? null, time_zone: values.time_zone, intervals, reader_zone: zone.trim() || null, at: whole ? `${day.trim()} ${timeText(minutes)}` : null }, changed,
  }, !whole);
  if (!texts) return null;
  const wrong = hasUnreadable(values.intervals) ? t('admin.hours.wrong') : typed && !whole ? t('seen.hours.when') : fault;
  return (
    <SeenNow lead={t('seen.hours.lead')} fault={wrong} above={(
      <>
        {shown && !shown.on_card && <p class="banner">{t('seen.hours.other')}</p>}
        <div class="seen-chosen">
          <div class="field"><label for="seen-day">{t('seen.hours.day')}</label><input class="input" id="seen-day" dir="ltr" autocomplete="off" placeholder="2026-12-16" value={day} onInput={(event) => setDay(event.currentTarget.value)} /></div>
          <div class="field"><label for="seen-time">{t('seen.hours.time')}</label><input class="input num" id="seen-time" dir="ltr" autocomplete="off" inputMode="numeric" placeholder="09:00" value={time} onInput={(event) => setTime(event.currentTarget.value)} onBlur={() => { if (minutes !== null) setTime(timeText(minutes)); }} /></div>
          <div class="field"><label for="seen-zone-input">{t('seen.hours.zone')}</label><ZoneField id="seen-zone" value={zone} set={setZone} /></div>
        </div>
        <p class="sm t3">{t('seen.hours.empty')}</p>
      </>
    )}>
      {(language) => {
        const words = shown?.languages.find((each) => each.language === language);
        if (!words) return null;
        return (
          <div lang={language}>
            <p class={`strong ${words.open ? 'seen-open' : 'seen-shut'}`} dir="auto">{words.words}</p>
            {words.week && <p class="sm t2" dir="auto">{words.week}</p>}
            {words.ways.length > 0 && <ul class="admin-rows">{words.ways.map((way) => <li key={way.title} class="admin-row"><span class="grow" dir="auto">{way.title}</span><span class="sm" dir="auto">{way.words}</span></li>)}</ul>}
            {words.closed_days && <p class="sm" dir="auto">{words.closed_days}</p>}
            <p class="sm t3" dir="auto">{words.zone}</p>
          </div>
        );
      }}
    </SeenNow>
  );
}
