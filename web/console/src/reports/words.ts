// Numbers of reports in the reader's words.
import { language } from '../i18n';
import { number } from '../format';
import type { Counted } from './model';
import { t } from './texts';

export function duration(minutes: number): string {
  const h = Math.floor(minutes / 60), m = Math.round(minutes % 60);
  if (h === 0) return t('duration.minutes', { m });
  return m === 0 || h >= 100 ? t('duration.hours', { h }) : t('duration.hoursMinutes', { h, m });
}

export function percent(value: number): string {
  return new Intl.NumberFormat(language.value, { style: 'percent' }).format(value / 100);
}

/** "–" where there is nothing to tell. */
export function shown(one: Counted): string {
  if (one.share_percent !== undefined) return one.share_percent === null ? '–' : percent(one.share_percent);
  if (one.median_minutes !== undefined) return one.median_minutes === null ? '–' : duration(one.median_minutes);
  return number(one.tickets);
}

/** A difference with its sign. */
export function change(by: number, one: Counted): string {
  const sign = by > 0 ? '+' : '−', size = Math.abs(by);
  if (one.median_minutes !== undefined) return sign + duration(size);
  if (one.share_percent !== undefined) return sign + percent(size);
  return sign + number(size);
}

export function day(date: string, style: 'short' | 'long' = 'long'): string {
  return new Intl.DateTimeFormat(language.value, style === 'long' ? { dateStyle: 'long', timeZone: 'UTC' } : { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** 0 = Sunday. The first of January 2023 was one. */
export function weekday(index: number): string {
  return new Intl.DateTimeFormat(language.value, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2023, 0, 1 + index)));
}

export const hour = (index: number): string => `${String(index).padStart(2, '0')}:00`;
