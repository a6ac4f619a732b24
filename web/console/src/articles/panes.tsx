// Two panes: the Markdown beside its preview, or the original beside its translation; the drawn page alone. With little room one of
// them, by tabs.
import { useEffect, useRef, useState } from 'preact/hooks';
import { languageNames } from '../i18n';
import { isNarrow } from '../state/screen';
import { ArticleFrame } from './article_frame';
import { Differences } from './differences';
import { change, isBehind, noteFile, textOf, type Editing } from './editing';
import { htmlLanguage, preview, readVersion, readVersions } from './model';
import { t } from './texts';
import { markdownOf } from './versions_dialog';
import { ModeTabs, Writing, writingMode } from './writing';

type Tab = 'write' | 'preview' | 'original';

export function ArticlePanes({ now, locale, mayEdit }: { now: Editing; locale: string; mayEdit: boolean }) {
  const translating = locale !== now.source;
  const [tab, setTab] = useState<Tab>('write');
  const narrow = isNarrow.value;
  const text = textOf(now, locale);
  const original = textOf(now, now.source);
  const tabs: Tab[] = translating ? (narrow ? ['write', 'preview', 'original'] : ['write', 'preview']) : narrow ? ['write', 'preview'] : [];
  const word = { write: t('articles.write'), preview: t('articles.preview'), original: t('articles.original') };
  const beside = !translating && !narrow && writingMode() === 'markdown';
  const write = (
    <Writing
      value={text.markdown} label={t('articles.textLabel')} lang={htmlLanguage(locale)} article={now.key === 'new' ? null : now.key} readOnly={!mayEdit}
      onChange={(markdown) => change(locale, { markdown })} onUploaded={(picture) => noteFile(picture.id)}
    />
  );
  const part = tabs.length ? tab : 'write';
  const other = tab === 'preview' ? <Preview markdown={text.markdown} title={text.title} lang={htmlLanguage(locale)} name={t('articles.preview')} />
    : <Original now={now} locale={locale} />;
  return (
    <div class={`article-panes${narrow || (!translating && !beside) ? ' one' : ''}`}>
      {translating && !narrow && <section class="article-pane" aria-label={t('articles.original')}><p class="xs t3 pane-name">{t('articles.original')}: {languageNames[htmlLanguage(now.source) as 'en']}</p><Original now={now} locale={locale} /></section>}
      <section class="article-pane" aria-label={translating ? languageNames[htmlLanguage(locale) as 'en'] : t('articles.write')}>
        {(tabs.length > 0 || mayEdit) && (
          <div class="pane-tabs">
            {tabs.length > 0 && (
              <div class="pane-views" role="group" aria-label={t('articles.view')}>
                {tabs.map((each) => <button key={each} type="button" class="pane-tab" aria-pressed={tab === each} onClick={() => setTab(each)}>{word[each]}</button>)}
              </div>
            )}
            {part === 'write' && mayEdit && <ModeTabs />}
            {translating && mayEdit && !text.markdown.trim() && tab === 'write' && <button type="button" class="button ghost" onClick={() => change(locale, { markdown: original.markdown, title: text.title || original.title })}>{t('articles.copyOriginal')}</button>}
          </div>
        )}
        <div class="writing-part" hidden={part !== 'write'}>{write}</div>
        {part !== 'write' && other}
      </section>
      {beside && <section class="article-pane" aria-label={t('articles.preview')}><Preview markdown={text.markdown} title={text.title} lang={htmlLanguage(locale)} name={t('articles.preview')} /></section>}
    </div>
  );
}

/** Drawn by the server's own rules a moment after the last key; without a line the last one stays and says so. */
function Preview({ markdown, title, lang, name }: { markdown: string; title: string; lang: string; name: string }) {
  const [html, setHtml] = useState('');
  const [late, setLate] = useState(false);
  const first = useRef(true);
  useEffect(() => {
    const abort = new AbortController();
    const draw = () => preview(markdown, abort.signal).then((made) => { setHtml(made); setLate(false); }, () => {
      if (abort.signal.aborted) return;
      setLate(true);
      timer = setTimeout(draw, 4000);
    });
    let timer = setTimeout(draw, first.current ? 0 : 250);
    first.current = false;
    return () => { clearTimeout(timer); abort.abort(); };
  }, [markdown]);
  return (
    <>
      {late && <p class="banner" role="status">{t('articles.previewWaits')}</p>}
      {!markdown.trim() && !title.trim() ? <p class="state sm t3">{t('articles.previewEmpty')}</p> : <ArticleFrame html={html} title={title} name={name} lang={lang} />}
    </>
  );
}

function Original({ now, locale }: { now: Editing; locale: string }) {
  const original = textOf(now, now.source);
  const since = textOf(now, locale).read?.outdated_at ?? null;
  const [before, setBefore] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const behind = isBehind(now, locale) && since !== null;
  const show = async () => {
    setOpen(!open);
    if (before !== null || now.key === 'new') return;
    const old = (await readVersions(now.key, now.source)).find((each) => each.created_at < since!);
    setBefore(old ? markdownOf(await readVersion(now.key, now.source, old.number)) : '');
  };
  return (
    <>
      {behind && <p class="pane-bar"><button type="button" class="button" aria-expanded={open} onClick={() => void show().catch(() => setBefore(''))}>{open ? t('articles.showOriginal') : t('articles.whatChanged')}</button></p>}
      {open && before !== null ? <Differences before={before} after={original.readMarkdown} lang={htmlLanguage(now.source)} label={t('articles.whatChanged')} />
        : <ArticleFrame html={original.read?.body ?? ''} title={original.read?.title ?? ''} name={t('articles.original')} lang={htmlLanguage(now.source)} />}
    </>
  );
}
