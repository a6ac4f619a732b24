// Texts of the time that was spent, of leave, of how groups write and of pairs in rules: a catalogue of its own, loaded with the
// first of them.
import { lazyTexts } from '../lazy_texts';
import { t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import type { Messages } from './generated/messages';

const own = lazyTexts<Messages, ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, consoleText as never);

export const t = own.t;
export const useTexts = own.useTexts;

/** What the second part of an action means that is a pair; nothing for one that is not known here. */
export const pairHint = (action: string): string => own.textOr(`pair.${action}`, '');
