// Texts of the administration, loaded with the first of its screens: two catalogues, each below its budget of bytes.
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import { lazyTexts } from '../lazy_texts';
import type { Messages as FirstMessages } from './generated/messages';
import type { Messages as MoreMessages } from './more/generated/messages';

export type AdminMessages = FirstMessages & MoreMessages;
export type TextKey = keyof (AdminMessages & ConsoleMessages);
/** Keys of texts that take no argument. */
export type PlainKey = { [K in keyof AdminMessages]: AdminMessages[K] extends string ? K : never }[keyof AdminMessages];

const more = lazyTexts<MoreMessages, ConsoleMessages>({
  en: () => import('./more/generated/messages.en'),
  bn: () => import('./more/generated/messages.bn'),
  ru: () => import('./more/generated/messages.ru'),
}, consoleText as never);
const first = lazyTexts<FirstMessages, MoreMessages & ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, more.t as never);

export const { t } = first;
export const textOr = (key: string, fallback: string): string => first.textOr(key, more.textOr(key, fallback));
export function useTexts(): boolean {
  const ready = [first.useTexts(), more.useTexts()];
  return ready.every(Boolean);
}
