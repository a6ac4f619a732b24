// Stretches of time as people write them: "4 h", "1 d 2 h", "30 мин", "২ ঘণ্টা". A day is 24 hours.
import { language } from '../../i18n';

const units: [RegExp, number][] = [
  [/^(d|day|days|д|дн|день|дня|дней|দিন)\.?$/, 86_400],
  [/^(h|hr|hour|hours|ч|час|часа|часов|ঘ|ঘণ্টা)\.?$/, 3_600],
  [/^(m|min|minute|minutes|м|мин|минут|минута|минуты|মি|মিনিট)\.?$/, 60],
];

const ascii = (text: string) => text.replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6));

/** Seconds, or null when it is not a stretch of time. A bare number is hours. */
export function durationOf(text: string): number | null {
  const parts = ascii(text.trim().toLowerCase()).match(/\d+(?:[.,]\d+)?|[^\d\s.,]+\.?/g) ?? [];
  if (parts.length === 0) return null;
  let seconds = 0;
  for (let index = 0; index < parts.length; index += 2) {
    const amount = Number(parts[index]!.replace(',', '.'));
    const unit = parts[index + 1];
    const factor = unit === undefined ? (parts.length === 1 ? 3_600 : null) : units.find(([words]) => words.test(unit))?.[1] ?? null;
    if (!Number.isFinite(amount) || factor === null) return null;
    seconds += amount * factor;
  }
  return Math.round(seconds);
}

export function writtenDuration(seconds: number): string {
  const write = (amount: number, unit: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
  const days = seconds >= 86_400 && seconds % 86_400 === 0 ? seconds / 86_400 : 0;
  if (days > 0) return write(days, 'day');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.round((seconds % 3_600) / 60)];
  return [hours > 0 ? write(hours, 'hour') : '', minutes > 0 || hours === 0 ? write(minutes, 'minute') : ''].filter(Boolean).join(' ');
}
