// One article in the editor: its words in every language as they were read and as they are now, and what saving does to them.
import { signal } from '@preact/signals';
import { ApiError, newKey } from '@sahay/shared/client';
import { go } from '../router';
import { say } from '../state/toasts';
import {
  archiveArticle, attachFiles, createArticle, fromTicket, localeOf, overview, readOverview, readWords, saveSettings, saveWords, textIn,
  type ArticleState, type Settings, type Words,
} from './model';
import { t } from './texts';
import { forget, keep, restore, type ArticleKey, type Unsaved } from './unsaved';
import { markdownOf } from './versions_dialog';

/** The words of one language: as read, and as they stand in the fields. `version` 0: not there yet. */
export interface Text { title: string; markdown: string; version: number; read: Words | null; readMarkdown: string; minor: boolean; stillBehind: boolean; restored: boolean }

export interface Editing {
  key: ArticleKey;
  state: ArticleState | null;
  settings: Settings;
  source: string;
  texts: Record<string, Text>;
  /** What a new article comes from: the ticket, a mark of the words that began it (below 0), nothing (0). */
  origin: number;
}

export const editing = signal<Editing | null>(null);
export const loadState = signal<'loading' | 'ready' | 'missing' | 'failed'>('loading');
export const saving = signal(false);
export const problem = signal('');
export const conflict = signal<Words | null>(null);
/** Of pictures put into an article that does not exist yet. */
let waitingFiles: number[] = [];
let creationKey = newKey();

const emptyText = (): Text => ({ title: '', markdown: '', version: 0, read: null, readMarkdown: '', minor: false, stillBehind: false, restored: false });

export const textOf = (now: Editing, locale: string): Text => now.texts[locale] ?? emptyText();
export const isDirty = (text: Text) => text.title !== (text.read?.title ?? '') || text.markdown !== text.readMarkdown;

function textFrom(words: Words): Text {
  const markdown = markdownOf(words);
  return { ...emptyText(), title: words.title, markdown, version: words.version, read: words, readMarkdown: markdown };
}

export interface Wanted { ticket: number | null; title: string; section: number | null; language: string | null }

export async function openEditor(key: ArticleKey, wanted: Wanted): Promise<void> {
  loadState.value = 'loading';
  editing.value = null;
  problem.value = '';
  conflict.value = null;
  try {
    if (!overview.value) await readOverview();
    const made = key === 'new' ? await openNew(wanted) : await openOld(key);
    if (!made) { loadState.value = 'missing'; return; }
    editing.value = made;
    loadState.value = 'ready';
  } catch (error) {
    loadState.value = error instanceof ApiError && error.status === 404 ? 'missing' : 'failed';
  }
}

async function openOld(key: number): Promise<Editing | null> {
  const [words, kept] = await Promise.all([readWords(key), restore(key, ['en-us', 'bn', 'ru'])]);
  if (!overview.value?.articles.some((each) => each.id === key)) await readOverview();
  const state = overview.value?.articles.find((each) => each.id === key) ?? null;
  if (!state) return null;
  const texts = Object.fromEntries(words.map((each) => [each.locale, textFrom(each)]));
  for (const [locale, unsaved] of kept) {
    const read = texts[locale] ?? emptyText();
    if (unsaved.title === read.title && unsaved.markdown === read.markdown) { forget(key, locale); continue; }
    texts[locale] = { ...read, title: unsaved.title, markdown: unsaved.markdown, version: unsaved.base_version, restored: true };
  }
  return { key, state, settings: settingsOf(state), source: state.source_locale, texts, origin: 0 };
}

const settingsOf = (state: ArticleState): Settings => ({ section_id: state.section_id, user_segment_id: state.user_segment_id || null, promoted: state.promoted, label_names: state.label_names });

/** The ticket, or a number below 0 that stands for the title; both tell unsaved words of one beginning from another's. */
function originOf({ ticket, title }: Wanted): number {
  if (ticket !== null) return ticket;
  let mark = 0;
  for (const letter of title) mark = (mark * 31 + letter.codePointAt(0)!) % 1_000_000_007;
  return -mark;
}

/** Another new article was begun and not saved: it becomes a draft before this one takes its place. */
async function keepAsDraft(locale: string, words: Unsaved): Promise<void> {
  const section_id = overview.value?.sections.find((each) => each.id === words.section_id)?.id ?? overview.value?.sections[0]?.id;
  const title = (words.title.trim() || words.markdown.trim().split('\n')[0] || '').slice(0, 120);
  if (!section_id || !title) return;
  await createArticle({ section_id, user_segment_id: null, promoted: false, label_names: [] }, { title, markdown: words.markdown, draft: true, locale }, newKey());
  forget('new', locale);
  say(t('articles.becameDraft', { title }));
}

async function openNew(wanted: Wanted): Promise<Editing> {
  creationKey = newKey();
  waitingFiles = [];
  const origin = originOf(wanted);
  const kept = [...await restore('new', ['en-us', 'bn', 'ru'])];
  const own = kept.find(([, each]) => each.base_version === origin || origin === 0);
  const from = wanted.ticket === null || own ? null : await fromTicket(wanted.ticket);
  if (!own) for (const [locale, each] of kept) await keepAsDraft(locale, each);
  const [keptLocale, unsaved] = own ?? [null, null];
  const source = localeOf(keptLocale ?? from?.locale ?? wanted.language);
  const sections = overview.value?.sections ?? [];
  const known = (id: number | null | undefined) => sections.find((each) => each.id === id)?.id;
  const section_id = known(wanted.section) ?? known(unsaved?.section_id) ?? sections[0]?.id ?? 0;
  const text = { ...emptyText(), title: unsaved?.title ?? from?.title ?? wanted.title, markdown: unsaved?.markdown ?? from?.markdown ?? '', restored: Boolean(unsaved) };
  return { key: 'new', state: null, settings: { section_id, user_segment_id: null, promoted: false, label_names: [] }, source, texts: { [source]: text }, origin: unsaved?.base_version ?? origin };
}

export function change(locale: string, what: Partial<Text>): void {
  const now = editing.value;
  if (!now) return;
  const text = { ...textOf(now, locale), ...what };
  editing.value = { ...now, texts: { ...now.texts, [locale]: text } };
  if (!('title' in what) && !('markdown' in what)) return;
  if (isDirty(text)) keep(now.key, locale, { title: text.title, markdown: text.markdown, section_id: now.settings.section_id, base_version: now.key === 'new' ? now.origin : text.version });
  else forget(now.key, locale);
}

/** A new article's own language; of one that exists it stays. */
export function changeSource(locale: string): void {
  const now = editing.value;
  if (!now || now.key !== 'new' || locale === now.source) return;
  const text = textOf(now, now.source);
  forget('new', now.source);
  editing.value = { ...now, source: locale, texts: { [locale]: text } };
  keep('new', locale, { title: text.title, markdown: text.markdown, section_id: now.settings.section_id, base_version: now.origin });
}

/** Back to what is saved. */
export function discard(locale: string): void {
  const now = editing.value;
  if (!now) return;
  forget(now.key, locale);
  const read = textOf(now, locale).read;
  editing.value = { ...now, texts: { ...now.texts, [locale]: read ? textFrom(read) : emptyText() } };
}

export function noteFile(id: number): void {
  if (editing.value?.key === 'new') waitingFiles.push(id);
}

const reasonOf = (error: unknown) => (error instanceof ApiError ? (error.status === 0 ? t('articles.offline') : error.reason) : '') || t('articles.notSaved');

/** True when it is on the server. A newer save by somebody else opens the comparison instead. */
export async function save(locale: string, draft: boolean): Promise<boolean> {
  const now = editing.value;
  if (!now || saving.value) return false;
  const text = textOf(now, locale);
  if (!text.title.trim()) { problem.value = t('articles.titleMissing'); return false; }
  if (now.key === 'new' && !now.settings.section_id) { problem.value = t('articles.sectionMissing'); return false; }
  saving.value = true;
  problem.value = '';
  try {
    if (now.key === 'new') await create(now, locale, text, draft);
    else await saveText(now.key, locale, text, draft);
    say(draft ? t('articles.savedDraft') : text.read && !text.read.draft ? t('articles.saved') : t('articles.published'));
    void readOverview().then(refreshState);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 409 && now.key !== 'new') conflict.value = (await readWords(now.key).catch(() => [])).find((each) => each.locale === locale) ?? null;
    if (!conflict.value) problem.value = reasonOf(error);
    return false;
  } finally {
    saving.value = false;
  }
}

async function create(now: Editing, locale: string, text: Text, draft: boolean): Promise<void> {
  const id = await createArticle(now.settings, { title: text.title, markdown: text.markdown, draft, locale }, creationKey);
  if (waitingFiles.length) await attachFiles(id, waitingFiles).catch(() => undefined);
  waitingFiles = [];
  forget('new', locale);
  await readOverview();
  editing.value = await openOld(id);
  go(`/knowledge/${id}?lang=${locale}`, 'replace');
}

async function saveText(key: number, locale: string, text: Text, draft: boolean): Promise<void> {
  const words = await saveWords(key, locale, { title: text.title, markdown: text.markdown, draft, version: text.version, minor: text.minor || undefined, outdated: text.stillBehind || undefined });
  forget(key, locale);
  const now = editing.value;
  if (!now || now.key !== key) return;
  const latest = textOf(now, locale);
  const saved: Text = { ...textFrom(words), ...(latest.markdown !== text.markdown || latest.title !== text.title ? { title: latest.title, markdown: latest.markdown } : {}) };
  // A saved original leaves its translations behind: what they were read with is old.
  const fresh = locale === now.source ? await readWords(key).catch(() => []) : [];
  const others = Object.fromEntries(fresh.filter((each) => each.locale !== locale && textOf(now, each.locale).read).map((each) => [each.locale, { ...textOf(now, each.locale), read: each }]));
  editing.value = { ...now, texts: { ...now.texts, ...others, [locale]: saved } };
}

function refreshState(): void {
  const now = editing.value;
  const state = overview.value?.articles.find((each) => each.id === now?.key);
  if (now && state) editing.value = { ...now, state, settings: settingsOf(state) };
}

/** Published or a draft again, with the words as they were read: what is unsaved stays unsaved. */
export async function setDraft(locale: string, draft: boolean): Promise<void> {
  const now = editing.value;
  const read = now ? textOf(now, locale).read : null;
  if (!now || now.key === 'new' || !read) return;
  await save(locale, draft);
}

export async function changeSettings(what: Partial<Settings>): Promise<void> {
  const now = editing.value;
  if (!now) return;
  editing.value = { ...now, settings: { ...now.settings, ...what } };
  if (now.key === 'new') return;
  try {
    await saveSettings(now.key, what);
    say(t('articles.saved'));
    await readOverview();
    refreshState();
  } catch (error) {
    editing.value = { ...editing.value!, settings: now.settings };
    problem.value = reasonOf(error);
  }
}

export function keepMine(locale: string): void {
  const theirs = conflict.value;
  const now = editing.value;
  if (!theirs || !now) return;
  conflict.value = null;
  const markdown = markdownOf(theirs);
  editing.value = { ...now, texts: { ...now.texts, [locale]: { ...textOf(now, locale), version: theirs.version, read: theirs, readMarkdown: markdown } } };
  void save(locale, theirs.draft);
}

export function takeTheirs(locale: string): void {
  const theirs = conflict.value;
  const now = editing.value;
  if (!theirs || !now) return;
  conflict.value = null;
  forget(now.key, locale);
  editing.value = { ...now, texts: { ...now.texts, [locale]: textFrom(theirs) } };
}

export async function archive(): Promise<void> {
  const now = editing.value;
  if (!now || now.key === 'new') return;
  try {
    await archiveArticle(now.key);
    say(t('articles.archived'));
    await readOverview();
    go('/knowledge');
  } catch (error) {
    problem.value = reasonOf(error);
  }
}

export const isBehind = (now: Editing, locale: string) => (now.state ? textIn(now.state, locale)?.outdated : false) ?? false;
