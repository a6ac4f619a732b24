// Texts of photos: a catalogue of its own for own settings and for the people of the administration.
import { lazyTexts } from '../lazy_texts';
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import type { Messages } from './generated/messages';

export const { t, useTexts } = lazyTexts<Messages, ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, consoleText as never);
