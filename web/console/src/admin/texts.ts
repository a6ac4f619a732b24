// Texts of the administration: a catalogue of its own, loaded with the first of its screens, so that nobody else pays for it.
// Rule of use: call useTexts() at the top of an entry component and draw nothing until it says true.
import { computed, effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatMessage, type MessageArguments } from '@sahay/shared/i18n/runtime';
import type { Language } from '@sahay/shared/api';
import { language, t as consoleText } from '../i18n';
import type { Messages as ConsoleMessages } from '../generated/messages';
import type { Messages as AdminMessages } from './generated/messages';

type All = AdminMessages & ConsoleMessages;
export type TextKey = keyof All;
/** Keys of texts that take no argument. */
export type PlainKey = { [K in keyof AdminMessages]: AdminMessages[K] extends string ? K : never }[keyof AdminMessages];

const loaders: Record<Language, () => Promise<{ messages: AdminMessages }>> = {
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
};

const catalogue = signal<{ language: Language; messages: AdminMessages } | null>(null);
const ready = computed(() => catalogue.value !== null);

export function t<K extends keyof All>(key: K, ...a: MessageArguments<All[K]>): string {
  const own = catalogue.value?.messages[key as keyof AdminMessages];
  return own === undefined ? consoleText(key as never, ...(a as never)) : formatMessage(own as string, a[0]);
}

/** The text of a key that is put together at run time, or the fallback when there is no such text. */
export function textOr(key: string, fallback: string): string {
  const own = catalogue.value?.messages[key as keyof AdminMessages];
  return typeof own === 'string' ? own : fallback;
}

let following = false;

/** True when the texts of the chosen language are there; follows a change of the language. */
export function useTexts(): boolean {
  useEffect(() => {
    if (following) return;
    following = true;
    effect(() => {
      const wanted = language.value;
      void loaders[wanted]().then(({ messages }) => {
        if (wanted === language.value) catalogue.value = { language: wanted, messages };
      });
    });
  }, []);
  return ready.value;
}
