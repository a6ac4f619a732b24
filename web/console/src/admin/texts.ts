// Texts of the administration, loaded with the first of its screens.
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import { lazyTexts } from '../lazy_texts';
import type { Messages as AdminMessages } from './generated/messages';

export type TextKey = keyof (AdminMessages & ConsoleMessages);
/** Keys of texts that take no argument. */
export type PlainKey = { [K in keyof AdminMessages]: AdminMessages[K] extends string ? K : never }[keyof AdminMessages];

export const { t, textOr, useTexts } = lazyTexts<AdminMessages, ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, consoleText as never);
