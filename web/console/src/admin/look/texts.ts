// Texts of the widget's look and of taking back what stands in the log: a catalogue of its own, for these two screens.
import { lazyTexts } from '../../lazy_texts';
import type { Messages as ConsoleMessages } from '../../generated/messages';
import { t as adminText, type AdminMessages } from '../texts';
import type { Messages } from './generated/messages';

export const { t, useTexts } = lazyTexts<Messages, AdminMessages & ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, adminText as never);
