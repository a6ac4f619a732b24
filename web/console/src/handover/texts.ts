// Texts of hand-overs: a catalogue of its own, loaded when the first of them is drawn. A text that is not there yet is empty and
// draws itself later.
import { effect, signal } from '@preact/signals';
import { formatMessage, type MessageArguments } from '@sahay/shared/i18n/runtime';
import type { Language } from '@sahay/shared/api';
import { language } from '../i18n';
import type { Messages } from './generated/messages';

const loaders: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
};

const catalogue = signal<Messages | null>(null);
let first: Promise<void> | null = null;

/** Resolves when the texts are there; from then on they follow the chosen language. */
export function whenTexts(): Promise<void> {
  first ??= new Promise((resolve) => {
    effect(() => {
      const wanted = language.value;
      // Without a line it is asked again until it comes.
      const load = (): void => void loaders[wanted]().then(({ messages }) => {
        if (wanted === language.value) catalogue.value = messages;
        resolve();
      }, () => { if (wanted === language.value) setTimeout(load, 3000); });
      load();
    });
  });
  return first;
}

export function t<K extends keyof Messages>(key: K, ...a: MessageArguments<Messages[K]>): string {
  const now = catalogue.value;
  if (now === null) void whenTexts();
  return now === null ? '' : formatMessage(now[key] as string, a[0]);
}
