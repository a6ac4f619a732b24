// Texts of hand-overs: a catalogue of its own, loaded when the first of them is drawn.
import { textsDrawnLater } from '../lazy_texts';
import type { Messages } from './generated/messages';

export const { t, whenTexts } = textsDrawnLater<Messages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
});
