// The help centre in the console: places as a tree with the list of articles beside it, or one article in its editor.
import '../styles/articles.css';
import { useEffect } from 'preact/hooks';
import { bindHotkeys } from '@sahay/ui/hotkeys';
import { go } from '../router';
import { Awaited, Problem, RowBones } from '../shell/states';
import { ArticleList } from './article_list';
import { EditorScreen } from './editor_screen';
import { overview, phase, readOverview } from './model';
import { t, useTexts } from './texts';

export default function KnowledgeArea({ item, query }: { item: string | null; query: string }) {
  const ready = useTexts();
  useEffect(() => void readOverview(), []);
  useEffect(() => bindHotkeys(window, () => (item !== null || document.querySelector('dialog[open]') ? [] : [
    { keys: '/', run: () => document.querySelector<HTMLElement>('.article-search')?.focus() },
    { keys: 'n', when: () => Boolean(overview.value?.may_edit), run: () => go('/knowledge/new') },
    { keys: 'j', run: () => step(1) },
    { keys: 'k', run: () => step(-1) },
  ])), [item]);
  if (!ready) return null;
  const words = new URLSearchParams(query);
  if (phase.value === 'forbidden') return <Problem title={t('articles.forbidden')} hint={t('articles.forbiddenHint')} />;
  if (item !== null) return <EditorScreen item={item === 'new' ? 'new' : Number(item) || 0} query={words} />;
  if (phase.value === 'failed') return <Problem title={t('articles.failed')} action={t('ui.tryAgain')} onAction={() => { phase.value = 'loading'; void readOverview(); }} />;
  if (!overview.value) return <div class="page-body" aria-busy="true"><Awaited words={t('articles.loading')} /><RowBones rows={8} /></div>;
  return <ArticleList show={words.get('show') ?? ''} all={overview.value} />;
}

/** The next or previous row gets the focus. */
function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.article-row')];
  const index = rows.indexOf(document.activeElement as HTMLElement);
  rows[index < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, index + by))]?.focus();
}
