// Texts of what readers arrange for themselves (own views, orders, keys, widths): a catalogue of its own, loaded with the first of them.
import { textsDrawnLater } from '../lazy_texts';
import type { Messages } from './generated/messages';

export const { t, whenTexts } = textsDrawnLater<Messages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
});
