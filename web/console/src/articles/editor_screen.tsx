// The editor: an original beside its preview, or a translation beside its original; languages, state, settings, versions.
import '../styles/articles.css';
import { ChevronLeft, Ellipsis } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Picker } from '@sahay/ui/picker';
import { fullTime, shortTime } from '../format';
import { languageNames } from '../i18n';
import { basePath, go } from '../router';
import { Awaited, Problem } from '../shell/states';
import { connection } from '../state/live';
import { isPhone } from '../state/screen';
import { say } from '../state/toasts';
import { copyText } from '../ticket/ticket_header';
import { ConflictDialog } from './conflict_dialog';
import { archive, change, changeSource, conflict, discard, editing, isBehind, isDirty, keepMine, loadState, openEditor, problem, save, saving, takeTheirs, textOf, type Editing } from './editing';
import { LanguageTabs } from './language_tabs';
import { confirmArticle, htmlLanguage, locales, overview, readOverview, segmentById, titleOf } from './model';
import { ArticlePanes } from './panes';
import { ArticleSettings, audienceWord } from './settings_row';
import { t } from './texts';
import { keptWhere, type ArticleKey } from './unsaved';
import VersionsDialog, { markdownOf } from './versions_dialog';

export function EditorScreen({ item, query }: { item: ArticleKey; query: URLSearchParams }) {
  const ticket = Number(query.get('ticket')) || null;
  // The address changes without reading anew when an article has just been made or its language changes.
  useEffect(() => {
    if (editing.value?.key === item && item !== 'new') return;
    void openEditor(item, { ticket, title: query.get('title') ?? '', section: Number(query.get('section')) || null, language: query.get('lang') });
  }, [item, ticket]);
  useEffect(() => () => { editing.value = null; }, []);
  const now = editing.value;
  if (loadState.value === 'missing') return <Problem title={t('articles.missing')} hint={t('articles.missingHint')} action={t('articles.back')} onAction={() => go('/knowledge')} />;
  if (loadState.value === 'failed') return <Problem title={t('articles.failed')} action={t('ui.tryAgain')} onAction={() => void openEditor(item, { ticket, title: '', section: null, language: null })} />;
  if (!now || now.key !== item) return <div class="article-editor" aria-busy="true"><Awaited words={t('articles.loading')} /><div class="bone line a" /></div>;
  if (now.key === 'new' && overview.value && !overview.value.sections.length) return <Problem title={t('articles.noSection')} hint={t('articles.noSectionHint')} action={t('articles.back')} onAction={() => go('/knowledge')} />;
  const wanted = query.get('lang') ?? '';
  const locale = now.key !== 'new' && locales.some((each) => each === wanted) ? wanted : now.source;
  return <Editor now={now} locale={locale} ticket={ticket} />;
}

function Editor({ now, locale, ticket }: { now: Editing; locale: string; ticket: number | null }) {
  const text = textOf(now, locale);
  const title = useRef<HTMLInputElement>(null);
  const [versions, setVersions] = useState(false);
  const mayEdit = now.state ? now.state.may_edit && overview.value!.may_edit : overview.value!.may_edit;
  const live = Boolean(text.read && !text.read.draft);
  const publish = () => void save(locale, overview.value!.may_publish ? false : true);
  const saveAsIs = () => void save(locale, !live);
  useEffect(() => { if (now.key === 'new' && !text.title) title.current?.focus(); }, [locale]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || conflict.value || versions) return;
    if (event.code === 'KeyS') saveAsIs();
    else if (event.key === 'Enter') publish();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="article-editor" onKeyDown={onKeyDown}>
      <h1 class="unseen">{text.title || t('articles.new')}</h1>
      <header class="article-head">
        <a class="icon-button" href={`${basePath}/knowledge`} aria-label={t('articles.back')} data-tip={t('articles.back')}><ChevronLeft class="icon" size={20} aria-hidden="true" /></a>
        <LanguageTabs now={now} locale={locale} onChange={(wanted) => (now.key === 'new' ? changeSource(wanted) : go(`/knowledge/${now.key}?lang=${wanted}`, 'replace'))} />
        <StateChip now={now} locale={locale} />
        <span class="grow" />
        <Kept dirty={isDirty(text)} />
        {mayEdit && (
          <>
            <button type="button" class="button" disabled={saving.value} aria-keyshortcuts="Control+S" data-tip={live ? t('articles.saveLive') : t('articles.saveDraft')} data-keys="Ctrl S" onClick={saveAsIs}>{live ? t('articles.save') : t('articles.saveDraft')}</button>
            {!live && overview.value!.may_publish && <button type="button" class="button primary" disabled={saving.value} aria-keyshortcuts="Control+Enter" data-tip={t('articles.publish')} data-keys="Ctrl Enter" onClick={publish}>{t('articles.publish')}</button>}
          </>
        )}
        {now.key !== 'new' && <More now={now} locale={locale} mayEdit={mayEdit} onVersions={() => setVersions(true)} />}
      </header>
      <Notices now={now} locale={locale} ticket={ticket} mayEdit={mayEdit} />
      <input
        ref={title} class="article-title" aria-label={t('articles.titleLabel')} placeholder={t('articles.titleLabel')} dir="auto" lang={htmlLanguage(locale)} maxLength={255}
        value={text.title} readOnly={!mayEdit} onInput={(event) => change(locale, { title: event.currentTarget.value })}
      />
      {isPhone.value && locale === now.source ? (
        <details class="settings-fold" open={now.key === 'new'}>
          <summary><span class="clip">{placeWords(now)}</span></summary>
          <ArticleSettings now={now} locale={locale} mayEdit={mayEdit} />
        </details>
      ) : <ArticleSettings now={now} locale={locale} mayEdit={mayEdit} />}
      <ArticlePanes key={locale} now={now} locale={locale} mayEdit={mayEdit} />
      {versions && (
        <VersionsDialog
          article={now.key as number} locale={locale} now={text.markdown} mayEdit={mayEdit} onClose={() => setVersions(false)}
          onTake={(version) => { setVersions(false); change(locale, { title: version.title, markdown: markdownOf(version) }); say(t('articles.versionTaken')); }}
        />
      )}
      {conflict.value && <ConflictDialog theirs={conflict.value} title={text.title} markdown={text.markdown} onMine={() => keepMine(locale)} onTheirs={() => takeTheirs(locale)} onClose={() => { conflict.value = null; }} />}
    </div>
  );
}

/** Section and audience in one line. */
function placeWords({ settings }: Editing): string {
  const section = overview.value!.sections.find((each) => each.id === settings.section_id);
  return [section ? titleOf(section) : '', audienceWord(segmentById.value.get(settings.user_segment_id ?? 0))].filter(Boolean).join(' · ');
}

function StateChip({ now, locale }: { now: Editing; locale: string }) {
  const { read } = textOf(now, locale);
  if (!read) return <span class="chip">{t('articles.notYet')}</span>;
  if (read.draft) return <span class="chip pending">{t('articles.draft')}</span>;
  return <span class="chip open">{t('articles.live')}</span>;
}

/** Where the unsaved words are. */
function Kept({ dirty }: { dirty: boolean }) {
  const words = saving.value ? t('articles.saving') : !dirty ? '' : keptWhere.value === 'server' ? t('articles.keptServer') : keptWhere.value === 'local' ? t('articles.keptLocal') : t('articles.unsaved');
  return <span class="xs t3 article-kept" role="status">{words}</span>;
}

function More({ now, locale, mayEdit, onVersions }: { now: Editing; locale: string; mayEdit: boolean; onVersions(): void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [sure, setSure] = useState(false);
  const { read } = textOf(now, locale);
  const page = `/articles/${now.key}?lang=${htmlLanguage(locale)}`;
  const run: Record<string, () => unknown> = {
    customer: () => window.open(`${page}&preview=1`, '_blank', 'noopener'),
    link: () => copyText(`${overview.value!.site_url}/articles/${now.key}`, t('articles.linkCopied')),
    versions: onVersions,
    checked: () => confirmArticle(now.key as number).then(() => { say(t('articles.checkedNow')); return readOverview(); }, () => say(t('articles.notSaved'))),
    withdraw: () => save(locale, true),
    archive: () => (sure ? archive() : setSure(true)),
  };
  const options: [string, string, boolean][] = [
    ['customer', t('articles.asCustomer'), true],
    ['link', t('articles.copyLink'), true],
    ['versions', t('articles.versions'), read !== null],
    ['checked', t('articles.confirm'), mayEdit],
    ['withdraw', t('articles.withdraw'), mayEdit && Boolean(read && !read.draft)],
    ['archive', sure ? t('articles.archiveSure') : t('articles.archive'), mayEdit],
  ];
  return (
    <>
      <button type="button" class="icon-button" aria-haspopup="listbox" aria-expanded={anchor !== null} aria-label={t('articles.more')} data-tip={t('articles.more')} onClick={(event) => { setSure(false); setAnchor(event.currentTarget); }}><Ellipsis class="icon" size={20} aria-hidden="true" /></button>
      {anchor && <Picker<string> anchor={anchor} label={t('articles.more')} emptyLabel="" value="" options={options.filter((each) => each[2]).map(([value, label]) => ({ value, label }))} onClose={() => setAnchor(null)} onPick={(value) => { void run[value]?.(); if (value === 'archive' && !sure) setTimeout(() => setAnchor(anchor), 0); }} />}
    </>
  );
}

/** What the writer should know, above the text. */
function Notices({ now, locale, ticket, mayEdit }: { now: Editing; locale: string; ticket: number | null; mayEdit: boolean }) {
  const text = textOf(now, locale);
  const behind = isBehind(now, locale);
  return (
    <div class="article-notices">
      {connection.value === 'offline' && <p class="banner" role="status">{t('articles.offline')}</p>}
      {problem.value && <p class="banner bad" role="alert">{problem.value}</p>}
      {!mayEdit && <p class="banner calm">{t('articles.readOnly')}</p>}
      {now.key === 'new' && ticket !== null && <p class="banner calm">{t('articles.fromTicket', { id: String(ticket) })}</p>}
      {text.restored && (
        <p class="banner calm" role="status">{t('articles.restored')} <button type="button" class="button" onClick={() => discard(locale)}>{t('articles.discard')}</button></p>
      )}
      {text.read && text.version !== text.read.version && <p class="banner">{t('articles.newerThere')} <button type="button" class="button" onClick={() => { conflict.value = text.read; }}>{t('articles.compare')}</button></p>}
      {text.read && !text.read.markdown && text.read.body && <p class="banner calm">{t('articles.wasHtml')}</p>}
      {behind && text.read?.outdated_at && <p class="banner" data-tip={fullTime(text.read.outdated_at)}>{t('articles.behindSince', { date: shortTime(text.read.outdated_at) })}</p>}
      {!text.read && now.key !== 'new' && <p class="banner calm">{t('articles.firstTranslation', { language: languageNames[htmlLanguage(locale) as 'en'] })}</p>}
    </div>
  );
}
