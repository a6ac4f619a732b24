// Texts of what lies around a request: its history, its readers, its subject. A catalogue of its own, for dialogs only.
import { lazyTexts } from '../lazy_texts';
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import type { Messages } from './generated/messages';

export const { t, useTexts } = lazyTexts<Messages, ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, consoleText as never);
