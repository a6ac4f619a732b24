// The help centre as its writers see it: places, articles with the state of each language, and the verbs of the API.
import { computed, signal } from '@preact/signals';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { language } from '../i18n';

export const locales = ['en-us', 'bn', 'ru'] as const;
export type Locale = (typeof locales)[number];
export const shortLocale = (locale: string) => locale.slice(0, 2).toUpperCase();
export const htmlLanguage = (locale: string) => locale.slice(0, 2);
export const localeOf = (code: string | null | undefined): Locale => locales.find((each) => each.slice(0, 2) === (code ?? '').slice(0, 2)) ?? 'en-us';

export interface TextState { locale: string; title: string; draft: boolean; outdated: boolean; outdated_at: string | null; version: number; updated_at: string }
export interface Place { id: number; position: number; source_locale: string; texts: TextState[] }
export interface Section extends Place { category_id: number }
export interface ArticleState {
  id: number; section_id: number; author_id: number | null; position: number; source_locale: string; promoted: boolean; label_names: string[];
  user_segment_id: number | null; permission_group_id: number; may_edit: boolean; up: number; down: number; checked_at: string | null;
  updated_at: string; edited_at: string; texts: TextState[];
}
export interface Segment { id: number; name: string; user_type: string; built_in: boolean; organization_ids: number[] }
export interface Missed { language: string; query: string; count: number; last_at: string }
export interface Overview {
  may_edit: boolean; may_publish: boolean; may_arrange: boolean; site_url: string;
  categories: Place[]; sections: Section[]; articles: ArticleState[]; segments: Segment[]; missed_searches: Missed[];
}
export interface Words {
  id: number; locale: string; title: string; body: string; markdown: string; draft: boolean; outdated: boolean; outdated_at: string | null;
  version: number; updated_at: string; updated_by_id: number | null;
}
export interface Version { number: number; locale: string; title: string; draft: boolean; author_name: string; created_at: string; body?: string; markdown?: string }

export const overview = signal<Overview | null>(null);
export const phase = signal<'loading' | 'ready' | 'failed' | 'forbidden'>('loading');

export async function readOverview(): Promise<void> {
  try {
    overview.value = await get<Overview>('/help_center/overview');
    phase.value = 'ready';
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) phase.value = 'forbidden';
    else if (!overview.value) phase.value = 'failed';
  }
}

/** The name in the reader's language, else the original's. */
export function titleOf(what: { source_locale: string; texts: TextState[] }): string {
  const own = localeOf(language.value);
  return (what.texts.find((each) => each.locale === own) ?? what.texts.find((each) => each.locale === what.source_locale) ?? what.texts[0])?.title ?? '';
}

export const textIn = (article: ArticleState, locale: string) => article.texts.find((each) => each.locale === locale);
export const isDraft = (article: ArticleState) => textIn(article, article.source_locale)?.draft ?? true;
export const segmentById = computed(() => new Map((overview.value?.segments ?? []).map((each) => [each.id, each])));
export const isStaffOnly = (article: ArticleState) => segmentById.value.get(article.user_segment_id ?? 0)?.user_type === 'staff';
export const needsWork = (article: ArticleState) => article.texts.some((each) => each.outdated);
export const lacksLanguage = (article: ArticleState) => locales.some((locale) => !textIn(article, locale));
export const byPosition = <T extends Place>(places: T[]) => [...places].sort((a, b) => a.position - b.position || a.id - b.id);
export const sectionsOf = (category: number): Section[] => byPosition((overview.value?.sections ?? []).filter((each) => each.category_id === category));

// --- verbs ---

const base = '/help_center';
export const readWords = (article: number) => get<{ translations: Words[] }>(`${base}/articles/${article}/translations`).then((answer) => answer.translations);
export const readVersions = (article: number, locale: string) => get<{ versions: Version[] }>(`${base}/articles/${article}/translations/${locale}/versions`).then((answer) => answer.versions);
export const readVersion = (article: number, locale: string, number: number) => get<{ version: Version }>(`${base}/articles/${article}/translations/${locale}/versions/${number}`).then((answer) => answer.version);
export const preview = (markdown: string, abort?: AbortSignal) => request<{ preview: { html: string } }>('POST', `${base}/preview`, { preview: { markdown } }, { signal: abort }).then((answer) => answer.preview.html);
export const findMatches = (query: string, abort: AbortSignal) => get<{ ids: number[] }>(`${base}/overview/matches?query=${encodeURIComponent(query)}`, { signal: abort }).then((answer) => new Set(answer.ids));
export const fromTicket = (ticket: number) => get<{ article_draft: { title: string; markdown: string; locale: string } }>(`/tickets/${ticket}/article_draft`).then((answer) => answer.article_draft);

export interface SavedWords { title: string; markdown: string; draft: boolean; version: number; minor?: boolean; outdated?: boolean }
export const saveWords = (article: number, locale: string, words: SavedWords) =>
  request<{ translation: Words }>('PUT', `${base}/articles/${article}/translations/${locale}`, { translation: words }).then((answer) => answer.translation);

export interface Settings { section_id: number; user_segment_id: number | null; organization_id?: number; promoted: boolean; label_names: string[] }
export const createArticle = (settings: Settings, words: { title: string; markdown: string; draft: boolean; locale: string }, key: string) =>
  request<{ article: { id: number } }>('POST', `${base}/sections/${settings.section_id}/articles`, { article: { ...settings, ...words } }, { idempotencyKey: key }).then((answer) => answer.article.id);
export const saveSettings = (article: number, change: Partial<Settings>) => request('PUT', `${base}/articles/${article}`, { article: change });
export const moveArticle = (article: number, position: number) => request('PUT', `${base}/articles/${article}`, { article: { position } });
export const archiveArticle = (article: number) => request('DELETE', `${base}/articles/${article}`);
export const confirmArticle = (article: number) => request('PUT', `${base}/articles/${article}/checked`, {});
export const forgetSearch = (missed: Missed) => request('DELETE', `${base}/missed_searches?${new URLSearchParams({ language: missed.language, query: missed.query })}`);

export interface UploadedPicture { id: number; content_url: string; file_name: string }
/** Of a new article the file waits without one until attachFiles(). */
export async function uploadPicture(article: number | null, file: File): Promise<UploadedPicture> {
  const query = new URLSearchParams({ filename: file.name || 'picture.png', inline: 'true' });
  const path = article === null ? `${base}/articles/attachments` : `${base}/articles/${article}/attachments`;
  const answer = await fetch(`/api/v2${path}?${query}`, {
    method: 'POST', credentials: 'same-origin', body: file,
    headers: { 'x-sahay': '1', 'content-type': file.type || 'application/octet-stream', accept: 'application/json' },
  }).catch(() => { throw new ApiError(0, 'Unreachable', ''); });
  const read = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new ApiError(answer.status, String(read.error ?? ''), String(read.description ?? ''), read);
  return read.article_attachment as UploadedPicture;
}
export const attachFiles = (article: number, ids: number[]) => request('POST', `${base}/articles/${article}/bulk_attachments`, { attachment_ids: ids });

export type PlaceKind = 'category' | 'section';
const plural = (kind: PlaceKind) => (kind === 'category' ? 'categories' : 'sections');
const escaped = (text: string) => text.trim().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What stands under the name of a place, by language, as plain words. */
export const readDescriptions = (kind: PlaceKind, id: number): Promise<Record<string, string>> =>
  get<{ translations: Words[] }>(`${base}/${plural(kind)}/${id}/translations`).then((answer) =>
    Object.fromEntries(answer.translations.map((each) => [each.locale, new DOMParser().parseFromString(each.body ?? '', 'text/html').body.textContent?.trim() ?? ''])));

/** Makes the place when it has no id; its first name sets the source language. `descriptions`: those that changed. */
export async function savePlace(kind: PlaceKind, id: number | null, names: Record<string, string>, descriptions: Record<string, string>, known: TextState[], more: { category_id?: number; position?: number }): Promise<number> {
  const given = locales.filter((locale) => names[locale]?.trim());
  let place = id;
  if (place === null) {
    const path = kind === 'category' ? `${base}/categories` : `${base}/categories/${more.category_id}/sections`;
    const made = await request<Record<string, { id: number }>>('POST', path, {
      [kind]: { position: more.position ?? 0, translations: given.map((locale) => ({ locale, title: names[locale], body: escaped(descriptions[locale] ?? '') })) },
    }, { idempotencyKey: newKey() });
    return made[kind]!.id;
  }
  for (const locale of given) {
    const before = known.find((each) => each.locale === locale);
    if (before?.title === names[locale]!.trim() && descriptions[locale] === undefined) continue;
    const path = `${base}/${plural(kind)}/${place}/translations`;
    const translation = { locale, title: names[locale]!.trim(), ...(descriptions[locale] === undefined ? {} : { body: escaped(descriptions[locale]) }) };
    await (before ? request('PUT', `${path}/${locale}`, { translation }) : request('POST', path, { translation }));
  }
  return place;
}
export const movePlace = (kind: PlaceKind, id: number, position: number) => request('PUT', `${base}/${plural(kind)}/${id}`, { [kind]: { position } });
export const removePlace = (kind: PlaceKind, id: number) => request('DELETE', `${base}/${plural(kind)}/${id}`);
