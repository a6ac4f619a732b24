// All articles with what each language lacks, beside the tree of places; searches that found nothing wait to be written about.
import { BookOpen, ChevronDown, ChevronUp, Pencil, Plus, Search, ThumbsDown, ThumbsUp } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { matches } from '@sahay/ui/picker';
import { number, shortTime } from '../format';
import { languageNames } from '../i18n';
import { basePath, go } from '../router';
import { isPhone } from '../state/screen';
import { say } from '../state/toasts';
import {
  byPosition, findMatches, forgetSearch, htmlLanguage, isDraft, isStaffOnly, lacksLanguage, locales, moveArticle, needsWork, overview, readOverview, sectionsOf,
  segmentById, shortLocale, textIn, titleOf, type ArticleState, type Missed, type Overview,
} from './model';
import { PlaceDialog, type PlaceWanted } from './place_dialog';
import { audienceWord } from './settings_row';
import { t } from './texts';

const kinds = {
  drafts: isDraft,
  behind: needsWork,
  lacking: lacksLanguage,
  staff: isStaffOnly,
} as const;
type Kind = keyof typeof kinds;
const kindWord = (kind: Kind) => ({ drafts: t('articles.drafts'), behind: t('articles.allBehind'), lacking: t('articles.allLacking'), staff: t('articles.staff') })[kind];

function chosen(all: Overview, show: string): ArticleState[] {
  if (show in kinds) return all.articles.filter(kinds[show as Kind]);
  const [kind, id] = show.split('-');
  if (kind === 'section') return all.articles.filter((each) => each.section_id === Number(id));
  if (kind === 'category') return all.articles.filter((each) => all.sections.some((section) => section.id === each.section_id && section.category_id === Number(id)));
  return all.articles;
}

function headline(all: Overview, show: string): string {
  if (show === 'missed') return t('articles.missed');
  if (show in kinds) return kindWord(show as Kind);
  const [kind, id] = show.split('-');
  const place = (kind === 'section' ? all.sections : kind === 'category' ? all.categories : []).find((each) => each.id === Number(id));
  return place ? titleOf(place) : t('articles.all');
}

export function ArticleList({ show, all }: { show: string; all: Overview }) {
  const [query, setQuery] = useState('');
  const [inText, setInText] = useState<Set<number> | null>(null);
  const [place, setPlace] = useState<PlaceWanted | null>(null);
  useEffect(() => {
    setInText(null);
    if (query.trim().length < 2) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => void findMatches(query.trim(), abort.signal).then(setInText, () => undefined), 250);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [query]);
  const fits = (each: ArticleState) => !query.trim() || inText?.has(each.id) || matches([...each.texts.map((text) => text.title), ...each.label_names].join(' '), query);
  const pool = query.trim() ? all.articles : chosen(all, show);
  const order = new Map(byPosition(all.categories).flatMap((category) => sectionsOf(category.id)).map((section, index) => [section.id, index]));
  const rows = pool.filter(fits).sort((a, b) => (order.get(a.section_id) ?? 0) - (order.get(b.section_id) ?? 0) || a.position - b.position || a.id - b.id);
  const section = show.startsWith('section-') ? `?section=${show.slice(8)}` : '';
  const missed = show === 'missed' && !query.trim();
  return (
    <div class="knowledge">
      <Tree show={query.trim() ? '' : show} all={all} onPlace={setPlace} />
      <div class="knowledge-page">
        <header class="knowledge-head">
          <h1>{query.trim() ? t('articles.found', { n: rows.length }) : headline(all, show)}</h1>
          <label class="knowledge-search"><Search class="icon" size={16} aria-hidden="true" />
            <input class="input article-search" type="search" aria-label={t('articles.search')} placeholder={t('articles.search')} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
          </label>
          {all.may_edit && <a class="button primary" href={`${basePath}/knowledge/new${section}`} aria-keyshortcuts="n" data-tip={t('articles.new')} data-keys="N"><Plus class="icon" size={16} aria-hidden="true" />{t('articles.new')}</a>}
        </header>
        {missed ? <MissedList all={all} /> : rows.length > 0 ? <Rows rows={rows} all={all} arrange={all.may_edit && show.startsWith('section-') && !query.trim()} /> : <Empty all={all} show={show} query={query} section={section} onPlace={setPlace} />}
      </div>
      {place && <PlaceDialog key={`${place.kind}${place.place?.id ?? 'new'}`} wanted={place} onClose={() => setPlace(null)} />}
    </div>
  );
}

function Tree({ show, all, onPlace }: { show: string; all: Overview; onPlace(wanted: PlaceWanted): void }) {
  const item = (key: string, label: string, count: number, className = '') => (
    <a key={key} class={`view ${className}`} href={`${basePath}/knowledge${key ? `?show=${key}` : ''}`} aria-current={show === key ? 'page' : undefined}>
      <span class="clip grow" dir="auto">{label}</span><span class="num sm t3">{number(count)}</span>
    </a>
  );
  const inSection = (id: number) => all.articles.filter((each) => each.section_id === id).length;
  const tree = (
    <>
      {item('', t('articles.all'), all.articles.length)}
      {(Object.keys(kinds) as Kind[]).map((kind) => item(kind, kindWord(kind), all.articles.filter(kinds[kind]).length))}
      {item('missed', t('articles.missed'), all.missed_searches.length)}
      <div class="views-head xs t3 tree-head"><span class="grow">{t('articles.places')}</span>
        {all.may_arrange && <button type="button" class="icon-button tiny" aria-label={t('articles.newCategory')} data-tip={t('articles.newCategory')} onClick={() => onPlace({ kind: 'category', place: null, category: null })}><Plus class="icon" size={16} aria-hidden="true" /></button>}
      </div>
      {byPosition(all.categories).map((category) => (
        <div key={category.id} class="tree-category">
          <div class="tree-line">
            {item(`category-${category.id}`, titleOf(category), sectionsOf(category.id).reduce((sum, each) => sum + inSection(each.id), 0), 'strong')}
            {all.may_arrange && <PlaceButtons name={titleOf(category)} onEdit={() => onPlace({ kind: 'category', place: category, category: null })} onAdd={() => onPlace({ kind: 'section', place: null, category: category.id })} />}
          </div>
          {sectionsOf(category.id).map((section) => (
            <div key={section.id} class="tree-line inner">
              {item(`section-${section.id}`, titleOf(section), inSection(section.id))}
              {all.may_arrange && <PlaceButtons name={titleOf(section)} onEdit={() => onPlace({ kind: 'section', place: section, category: category.id })} />}
            </div>
          ))}
        </div>
      ))}
    </>
  );
  if (!isPhone.value) return <nav class="knowledge-tree" aria-label={t('articles.places')}>{tree}</nav>;
  return (
    <nav class="knowledge-tree" aria-label={t('articles.places')}>
      <details key={show}><summary>{t('articles.filter')}: {headline(all, show)}</summary>{tree}</details>
    </nav>
  );
}

function PlaceButtons({ name, onEdit, onAdd }: { name: string; onEdit(): void; onAdd?(): void }) {
  return (
    <span class="tree-buttons">
      {onAdd && <button type="button" class="icon-button tiny" aria-label={t('articles.newSectionIn', { name })} data-tip={t('articles.newSection')} onClick={onAdd}><Plus class="icon" size={16} aria-hidden="true" /></button>}
      <button type="button" class="icon-button tiny" aria-label={t('articles.changePlace', { name })} data-tip={t('articles.changePlace', { name })} onClick={onEdit}><Pencil class="icon" size={14} aria-hidden="true" /></button>
    </span>
  );
}

function Rows({ rows, all, arrange }: { rows: ArticleState[]; all: Overview; arrange: boolean }) {
  // Every article gets a number of its own: older ones may share one.
  const move = async (index: number, by: number) => {
    const order = [...rows];
    const [own] = order.splice(index, 1);
    order.splice(index + by, 0, own!);
    const moved = order.map((each, position) => ({ ...each, position }));
    overview.value = { ...all, articles: all.articles.map((each) => moved.find((one) => one.id === each.id) ?? each) };
    try {
      for (const each of moved) if (rows.find((one) => one.id === each.id)!.position !== each.position) await moveArticle(each.id, each.position);
    } catch {
      say(t('articles.notSaved'));
      void readOverview();
    }
  };
  const sections = new Map(all.sections.map((each) => [each.id, each]));
  return (
    <ul class="article-rows" aria-label={t('articles.all')}>
      {rows.map((each, index) => {
        const section = sections.get(each.section_id);
        return (
          <li key={each.id} class={arrange ? 'article-line' : undefined}>
            <a class="article-row" href={`${basePath}/knowledge/${each.id}`}>
              <span class="article-name">
                <span class="strong" dir="auto">{titleOf(each)}</span>
                <span class="xs t3" dir="auto">{section ? titleOf(section) : ''}</span>
              </span>
              <span class="article-chips">
                {isDraft(each) && <span class="chip pending">{t('articles.draft')}</span>}
                {each.user_segment_id ? <span class="chip">{audienceWord(segmentById.value.get(each.user_segment_id))}</span> : null}
                {each.promoted && <span class="chip open">{t('articles.promotedChip')}</span>}
              </span>
              <span class="article-languages">{locales.map((locale) => <LanguageMark key={locale} article={each} locale={locale} />)}</span>
              <span class="article-votes num sm t3" data-tip={t('articles.votes', { up: each.up, down: each.down })}>
                <ThumbsUp class="icon" size={14} aria-hidden="true" /> {number(each.up)} <ThumbsDown class="icon" size={14} aria-hidden="true" /> {number(each.down)}
                <span class="unseen">{t('articles.votes', { up: each.up, down: each.down })}</span>
              </span>
              <time class="sm t3 num article-time" dateTime={each.edited_at}>{shortTime(each.edited_at)}</time>
            </a>
            {arrange && (
              <span class="article-order">
                <button type="button" class="icon-button tiny" disabled={index === 0} aria-label={`${t('articles.up')}: ${titleOf(each)}`} data-tip={t('articles.up')} onClick={() => void move(index, -1)}><ChevronUp class="icon" size={16} aria-hidden="true" /></button>
                <button type="button" class="icon-button tiny" disabled={index === rows.length - 1} aria-label={`${t('articles.down')}: ${titleOf(each)}`} data-tip={t('articles.down')} onClick={() => void move(index, 1)}><ChevronDown class="icon" size={16} aria-hidden="true" /></button>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function LanguageMark({ article, locale }: { article: ArticleState; locale: string }) {
  const text = textIn(article, locale);
  const [state, word] = !text ? ['lacking', t('articles.lacking')] : text.outdated ? ['behind', t('articles.behind')] : text.draft ? ['draft', t('articles.draft')] : ['live', t('articles.live')];
  const name = `${languageNames[htmlLanguage(locale) as 'en']}: ${word}`;
  return <span class={`language-mark ${state}`} data-tip={name}><span aria-hidden="true">{shortLocale(locale)}</span><span class="unseen">{name}</span></span>;
}

function Empty({ all, show, query, section, onPlace }: { all: Overview; show: string; query: string; section: string; onPlace(wanted: PlaceWanted): void }) {
  if (query.trim()) {
    return (
      <div class="state"><p class="strong">{t('articles.nothingFound', { query: query.trim() })}</p>
        {all.may_edit && <a class="button" href={`${basePath}/knowledge/new?title=${encodeURIComponent(query.trim())}`}>{t('articles.writeThis')}</a>}
      </div>
    );
  }
  if (all.sections.length === 0) {
    const category = byPosition(all.categories)[0];
    return (
      <div class="state"><BookOpen class="icon t3" size={28} aria-hidden="true" /><p class="strong">{t('articles.noSection')}</p><p class="sm t3">{all.may_arrange ? t('articles.noSectionHint') : t('articles.askAdmin')}</p>
        {all.may_arrange && <button type="button" class="button primary" onClick={() => onPlace(category ? { kind: 'section', place: null, category: category.id } : { kind: 'category', place: null, category: null })}>{category ? t('articles.newSection') : t('articles.newCategory')}</button>}
      </div>
    );
  }
  if (show in kinds) return <div class="state"><p class="strong">{t('articles.nothingHere')}</p></div>;
  return (
    <div class="state"><p class="strong">{t('articles.noArticle')}</p><p class="sm t3">{t('articles.noArticleHint')}</p>
      {all.may_edit && <a class="button primary" href={`${basePath}/knowledge/new${section}`}>{t('articles.new')}</a>}
    </div>
  );
}

function MissedList({ all }: { all: Overview }) {
  if (all.missed_searches.length === 0) return <div class="state"><p class="strong">{t('articles.noMissed')}</p><p class="sm t3">{t('articles.noMissedHint')}</p></div>;
  const drop = (missed: Missed) => {
    overview.value = { ...all, missed_searches: all.missed_searches.filter((each) => each !== missed) };
    void forgetSearch(missed).catch(() => readOverview());
  };
  return (
    <>
      <p class="sm t2">{t('articles.missedHint')}</p>
      <ul class="missed-rows">
        {all.missed_searches.map((missed) => (
          <li key={`${missed.language}${missed.query}`} class="missed-row">
            <span class="grow strong" dir="auto" lang={missed.language}>{missed.query}</span>
            <span class="chip">{languageNames[missed.language as 'en'] ?? missed.language}</span>
            <span class="sm t3 num">{t('articles.times', { n: missed.count })} · {shortTime(missed.last_at)}</span>
            {all.may_edit && <button type="button" class="button" onClick={() => go(`/knowledge/new?${new URLSearchParams({ title: missed.query, lang: missed.language })}`)}>{t('articles.writeThis')}</button>}
            {all.may_edit && <button type="button" class="button ghost" onClick={() => drop(missed)}>{t('articles.dismiss')}</button>}
          </li>
        ))}
      </ul>
    </>
  );
}
