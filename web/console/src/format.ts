// Times, sizes and numbers in the reader's language by Intl. Request numbers and sizes of files keep ASCII digits.
import { language } from './i18n';

type Shape = 'clock' | 'day' | 'dayOfYear' | 'longDay' | 'full';
const shapes: Record<Shape, Intl.DateTimeFormatOptions> = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  longDay: { dateStyle: 'long' },
  full: { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' },
};
const formatters = new Map<string, Intl.DateTimeFormat>();
// Intl takes as long for one time as the rest of a list's row; rows are drawn again and again with the same times.
const written = new Map<string, string>();

function write(shape: Shape, at: string | number | Date, timeZone?: string): string {
  const date = at instanceof Date ? at : new Date(at);
  const kind = `${language.value} ${shape} ${timeZone ?? ''}`;
  const key = `${kind} ${date.getTime()}`;
  let words = written.get(key);
  if (words !== undefined) return words;
  let made = formatters.get(kind);
  if (!made) formatters.set(kind, (made = new Intl.DateTimeFormat(language.value, { ...shapes[shape], timeZone })));
  words = made.format(date);
  if (written.size >= 4000) written.clear();
  written.set(key, words);
  return words;
}

const numbers = new Map<string, Intl.NumberFormat>();

export function number(value: number): string {
  let made = numbers.get(language.value);
  if (!made) numbers.set(language.value, (made = new Intl.NumberFormat(language.value)));
  return made.format(value);
}

export function clock(at: string | number, timeZone?: string): string {
  return write('clock', at, timeZone);
}

function sameDay(a: Date, b: Date): boolean {
  return a.getDate() === b.getDate() && a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear();
}

/** 14:05 today, 14 Oct this year, 14 Oct 2025 before. For list rows. */
export function shortTime(at: string, now = new Date()): string {
  const date = new Date(at);
  if (sameDay(date, now)) return clock(at);
  return write(date.getFullYear() === now.getFullYear() ? 'day' : 'dayOfYear', date);
}

/** As shortTime, with the time of day always. For the timeline. */
export function longTime(at: string, now = new Date()): string {
  return sameDay(new Date(at), now) ? clock(at) : `${shortTime(at, now)}, ${clock(at)}`;
}

export function fullTime(at: string): string {
  return write('full', at);
}

/** "2030-12-31" as a day in the reader's words. */
export function dayWords(day: string): string {
  const date = new Date(`${day}T12:00:00`);
  return Number.isNaN(date.getTime()) ? day : write('longDay', date);
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
