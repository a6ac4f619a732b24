// Texts of the lost line: they are fetched with the first screen, since none can be fetched when they are needed.
import { textsDrawnLater } from '../lazy_texts';
import type { Messages } from '../line/generated/messages';

export const { t, whenTexts } = textsDrawnLater<Messages>({
  en: () => import('../line/generated/messages.en'),
  bn: () => import('../line/generated/messages.bn'),
  ru: () => import('../line/generated/messages.ru'),
});
