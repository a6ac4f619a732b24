// Texts of the console in the chosen language. Only that language's catalogue is loaded; `t` is typed by its messages.
import { signal } from '@preact/signals';
import { formatMessage, type MessageArguments } from '@sahay/shared/i18n/runtime';
import type { Language } from '@sahay/shared/api';
import type { Messages } from './generated/messages';

export const languages: Language[] = ['en', 'bn', 'ru'];
export const languageNames: Record<Language, string> = { en: 'English', bn: 'বাংলা', ru: 'Русский' };

const loaders: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
};

export const language = signal<Language>('en');
const catalogue = signal<Messages | null>(null);

export async function useLanguage(wanted: Language): Promise<void> {
  const loaded = await loaders[wanted]();
  catalogue.value = loaded.messages;
  language.value = wanted;
  document.documentElement.lang = wanted;
}

export function t<K extends keyof Messages>(key: K, ...a: MessageArguments<Messages[K]>): string {
  return formatMessage(catalogue.value?.[key] as string, a[0]);
}

/** The language among ours that fits a locale such as "ru-RU", or null. */
export function languageOf(locale: string | null | undefined): Language | null {
  const short = (locale ?? '').slice(0, 2).toLowerCase() as Language;
  return languages.includes(short) ? short : null;
}
