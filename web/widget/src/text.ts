// Texts of the widget in the visitor's language. A language is loaded alone, before the first paint.
import { formatMessage, type MessageArguments } from '@sahay/shared/i18n/runtime';
import type { Messages } from './generated/messages';

export const languages = ['en', 'bn', 'ru'] as const;
export type Language = (typeof languages)[number];

let messages: Messages;
export let language: Language = 'en';

export function language_of(locale: string): Language {
  const wanted = locale.toLowerCase().split(/[-_]/)[0];
  return languages.find((l) => l === wanted) ?? 'en';
}

export async function load_language(wanted: Language): Promise<void> {
  const loaders = {
    en: () => import('./generated/messages.en'),
    bn: () => import('./generated/messages.bn'),
    ru: () => import('./generated/messages.ru'),
  };
  messages = (await loaders[wanted]()).messages;
  language = wanted;
  document.documentElement.lang = wanted;
}

export function t<K extends keyof Messages>(key: K, ...args: MessageArguments<Messages[K]>): string {
  return formatMessage(messages[key], args[0]);
}

export const clock_time = (at: Date) =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(at);

const day_of = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

export function day_name(at: Date, now = new Date()): string {
  const days = Math.round((day_of(now) - day_of(at)) / 86_400_000);
  if (days === 0) return t('widget.today');
  if (days === 1) return t('widget.yesterday');
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(at);
}

// "09:00" today, "Sunday 09:00" within the week, with the date after that: in the visitor's own time zone.
export function moment(at: Date, now = new Date()): string {
  const days = Math.round((day_of(at) - day_of(now)) / 86_400_000);
  if (days === 0) return clock_time(at);
  const day: Intl.DateTimeFormatOptions = days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' };
  return `${new Intl.DateTimeFormat(language, day).format(at)} ${clock_time(at)}`;
}

export function duration(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? t('widget.minutes', { n: minutes }) : t('widget.hours', { n: Math.round(minutes / 60) });
}

export function size(bytes: number): string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return bytes >= 1e6 ? `${format.format(bytes / 1e6)} MB` : `${format.format(Math.max(1, Math.round(bytes / 1e3)))} kB`;
}
