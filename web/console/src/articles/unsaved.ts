// What is written and not saved, per article and language: in this browser after a moment, on the server two seconds later, so
// that neither a reload nor another computer loses it. This browser's copy wins unless it is the server's older one.
import { signal } from '@preact/signals';
import { get, request } from '@sahay/shared/client';
import { me } from '../state/session';

export interface Unsaved { title: string; markdown: string; section_id: number; base_version: number }
interface Kept extends Unsaved { at: number; put?: boolean }
interface FromServer extends Unsaved { locale: string; updated_at: string }

export type ArticleKey = number | 'new';
export const keptWhere = signal<'local' | 'server' | null>(null);
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const storageKey = (article: ArticleKey, locale: string) => `sahay.article.${me.value.id ?? 0}.${article}.${locale}`;
const path = (article: ArticleKey, locale: string) => `/help_center/articles/${article}/unsaved/${locale}`;

function readLocal(article: ArticleKey, locale: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(storageKey(article, locale)) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

function writeLocal(article: ArticleKey, locale: string, kept: Kept): void {
  try {
    localStorage.setItem(storageKey(article, locale), JSON.stringify(kept));
    keptWhere.value = 'local';
  } catch {
    // Storage is full or forbidden: the server's copy follows.
  }
}

export function keep(article: ArticleKey, locale: string, words: Unsaved): void {
  const kept: Kept = { ...words, at: Date.now() };
  writeLocal(article, locale, kept);
  const key = storageKey(article, locale);
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => void put(article, locale, kept), 2000));
}

async function put(article: ArticleKey, locale: string, kept: Kept): Promise<void> {
  try {
    const { at, put: _, ...words } = kept;
    await request('PUT', path(article, locale), { unsaved: words });
    if (readLocal(article, locale)?.at !== at) return;
    writeLocal(article, locale, { ...kept, put: true });
    keptWhere.value = 'server';
  } catch {
    if (readLocal(article, locale)?.at === kept.at) timers.set(storageKey(article, locale), setTimeout(() => void put(article, locale, kept), 5000));
  }
}

export function forget(article: ArticleKey, locale: string): void {
  const key = storageKey(article, locale);
  clearTimeout(timers.get(key));
  localStorage.removeItem(key);
  keptWhere.value = null;
  void request('DELETE', path(article, locale)).catch(() => undefined);
}

/** The unsaved words of all languages, from here and from the server. */
export async function restore(article: ArticleKey, wanted: readonly string[]): Promise<Map<string, Unsaved>> {
  const found = new Map<string, Unsaved>();
  const server = await get<{ unsaved: FromServer[] }>(`/help_center/articles/${article}/unsaved`).then((answer) => answer.unsaved, () => []);
  for (const locale of wanted) {
    const local = readLocal(article, locale);
    const there = server.find((each) => each.locale === locale);
    if (local && !local.put) {
      found.set(locale, local);
      timers.set(storageKey(article, locale), setTimeout(() => void put(article, locale, local), 2000));
    } else if (there && (there.title || there.markdown)) found.set(locale, there);
    else if (local && !there) localStorage.removeItem(storageKey(article, locale)); // saved or thrown away elsewhere
  }
  return found;
}
