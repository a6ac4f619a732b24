// A catalogue of texts that is loaded with the first screen that needs it, so that nobody else pays for it.
// Rule of use: call use() at the top of an entry component and draw nothing until it says true.
import { computed, effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatMessage, type MessageArguments } from '@sahay/shared/i18n/runtime';
import type { Language } from '@sahay/shared/api';
import { language } from './i18n';

type Loaders<M> = Record<Language, () => Promise<{ messages: M }>>;

/** `elsewhere` answers the keys that are not of this catalogue. */
export function lazyTexts<Own extends object, Rest extends object>(loaders: Loaders<Own>, elsewhere: (key: never, ...a: never[]) => string) {
  const catalogue = signal<Own | null>(null);
  const ready = computed(() => catalogue.value !== null);
  let following = false;

  function t<K extends keyof (Own & Rest)>(key: K, ...a: MessageArguments<(Own & Rest)[K]>): string {
    const own = catalogue.value?.[key as unknown as keyof Own];
    return own === undefined ? elsewhere(key as never, ...(a as never[])) : formatMessage(own as string, a[0]);
  }

  /** The text of a key that is put together at run time, or the fallback when there is no such text. */
  function textOr(key: string, fallback: string): string {
    const own = catalogue.value?.[key as keyof Own];
    return typeof own === 'string' ? own : fallback;
  }

  /** True when the texts of the chosen language are there; follows a change of the language. */
  function useTexts(): boolean {
    useEffect(() => {
      if (following) return;
      following = true;
      effect(() => {
        const wanted = language.value;
        // Without a line it is asked again until it comes.
        const load = (): void => void loaders[wanted]().then(({ messages }) => {
          if (wanted === language.value) catalogue.value = messages;
        }, () => { if (wanted === language.value) setTimeout(load, 3000); });
        load();
      });
    }, []);
    return ready.value;
  }

  return { t, textOr, useTexts };
}
