// Texts of signing in beyond passwords: the second step at the door and the ways in of one's own settings.
import { lazyTexts } from '../lazy_texts';
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import type { Messages } from './generated/messages';

export const { t, useTexts } = lazyTexts<Messages, ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, consoleText as never);
