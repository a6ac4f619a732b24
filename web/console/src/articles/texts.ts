// Texts of the help centre's editor, loaded with the first of its screens.
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import { lazyTexts } from '../lazy_texts';
import type { Messages as ArticleMessages } from './generated/messages';

export const { t, useTexts } = lazyTexts<ArticleMessages, ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, consoleText as never);
