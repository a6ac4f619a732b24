// Texts of notifications, loaded with the panel or the settings, whichever opens first.
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import { lazyTexts } from '../lazy_texts';
import type { Messages } from './generated/messages';

export const { t, textOr, useTexts } = lazyTexts<Messages, ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, consoleText as never);
