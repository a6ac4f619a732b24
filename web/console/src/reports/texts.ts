// Texts of reports and wallboard, loaded with the first of their screens.
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import { lazyTexts } from '../lazy_texts';
import type { Messages as ReportMessages } from './generated/messages';

export const { t, textOr, useTexts } = lazyTexts<ReportMessages, ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, consoleText as never);

export const figureName = (name: string): string => textOr(`figure.${name}`, name);
