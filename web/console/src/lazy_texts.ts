// A catalogue of texts that is loaded with the first screen that needs it, so that nobody else pays for it.
// Rule of use: call use() at the top of an entry component and draw nothing until it says true.
import { computed, effect, signal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatMessage, type MessageArguments } from '@sahay/shared/i18n/runtime';
import type { Language } from '@sahay/shared/api';
import { language } from './i18n';

type Loaders<M> = Record<Language, () => Promise<{ messages: M }>>;

/** Keeps the texts of the chosen language in `catalogue`, from now on. Without a line they are asked for again until they come. */
function follow<M>(loaders: Loaders<M>, catalogue: Signal<M | null>): void {
  effect(() => {
    const wanted = language.value;
    const load = (): void => void loaders[wanted]().then(({ messages }) => {
      if (wanted === language.value) catalogue.value = messages;
    }, () => { if (wanted === language.value) setTimeout(load, 3000); });
    load();
  });
}

/** For texts in the middle of other screens: one that is not there yet is empty and draws itself later. */
export function textsDrawnLater<M extends object>(loaders: Loaders<M>) {
  const catalogue = signal<M | null>(null);
  let first: Promise<void> | null = null;

  /** Resolves when the texts are there; from then on they follow the chosen language. */
  function whenTexts(): Promise<void> {
    first ??= new Promise((resolve) => {
      const stop = catalogue.subscribe((messages) => { if (messages) { resolve(); queueMicrotask(() => stop()); } });
      follow(loaders, catalogue);
    });
    return first;
  }

  function t<K extends keyof M>(key: K, ...a: MessageArguments<M[K]>): string {
    const now = catalogue.value;
    if (now === null) void whenTexts();
    return now === null ? '' : formatMessage(now[key] as string, a[0]);
  }

  return { t, whenTexts };
}

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
      follow(loaders, catalogue);
    }, []);
    return ready.value;
  }

  return { t, textOr, useTexts };
}
