// Times, sizes and numbers in the reader's language by Intl. Request numbers and sizes of files keep ASCII digits.
import { language } from './i18n';

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language.value + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) cache.set(key, (made = new Intl.DateTimeFormat(language.value, options)));
  return made;
}

export function number(value: number): string {
  return new Intl.NumberFormat(language.value).format(value);
}

export function clock(at: string | number, timeZone?: string): string {
  return formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(at));
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

/** 14:05 today, 14 Oct this year, 14 Oct 2025 before. For list rows. */
export function shortTime(at: string, now = new Date()): string {
  const date = new Date(at);
  if (sameDay(date, now)) return clock(at);
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return formatter({ day: 'numeric', month: 'short', year }).format(date);
}

/** As shortTime, with the time of day always. For the timeline. */
export function longTime(at: string, now = new Date()): string {
  return sameDay(new Date(at), now) ? clock(at) : `${shortTime(at, now)}, ${clock(at)}`;
}

export function fullTime(at: string): string {
  return formatter({ dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' }).format(new Date(at));
}

/** "2030-12-31" as a day in the reader's words. */
export function dayWords(day: string): string {
  const date = new Date(`${day}T12:00:00`);
  return Number.isNaN(date.getTime()) ? day : formatter({ dateStyle: 'long' }).format(date);
}

export function localClock(timeZone: string): string | null {
  try {
    return clock(Date.now(), timeZone);
  } catch {
    return null;
  }
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
