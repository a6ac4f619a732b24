// Texts of what is done with one message, loaded with the first of them; and which message has the focus.
import { formatMessage } from '@sahay/shared/i18n/runtime';
import type { Language } from '@sahay/shared/api';
import { textsDrawnLater } from '../lazy_texts';
import type { Messages } from './generated/messages';

const loaders: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
};
export const { t, whenTexts } = textsDrawnLater<Messages>(loaders);

/** The line above a quotation, in the language of its reader. */
export const wroteIn = async (language: Language, date: string, name: string) => formatMessage((await loaders[language]()).messages['message.wrote'], { date, name });

/** The message that has the focus, or holds what has it. */
export function focusedComment(): number | null {
  const card = document.activeElement?.closest<HTMLElement>('.log article[id^="comment-"]');
  return card ? Number(card.id.slice('comment-'.length)) : null;
}
