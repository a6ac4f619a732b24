// Asked while one writes on the page: where a link goes (an address, or an article found by its words), and what a picture shows.
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import type { Mark, Node } from 'prosemirror-model';
import { NodeSelection, type Command, type EditorState } from 'prosemirror-state';
import { findMatches, overview, titleOf, type ArticleState } from '../model';
import { PictureWords } from '../pictures';
import { t } from '../texts';
import { marks, safeHref, schema } from './schema';

const mostFound = 6;

/** The link the caret is in, with all the words it lies on. */
function linkAt(state: EditorState): { mark: Mark; from: number; to: number } | null {
  const { $from, from, to } = state.selection;
  const mark = marks.link!.isInSet($from.marks()) ?? marks.link!.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return null;
  let start = $from.start();
  let found: { from: number; to: number } | null = null;
  $from.parent.forEach((node) => {
    const end = start + node.nodeSize;
    if (mark.isInSet(node.marks)) found = found && found.to === start ? { from: found.from, to: end } : start <= from && end >= from || !found ? { from: start, to: end } : found;
    start = end;
  });
  const range = found as { from: number; to: number } | null;
  return range && range.from <= from && range.to >= from ? { mark, from: Math.min(range.from, from), to: Math.max(range.to, to) } : null;
}

function addressOf(words: string): string | null {
  const text = words.trim();
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(text)) return `mailto:${text}`;
  if (/^[^\s/]+\.[^\s.]{2,}(\/\S*)?$/.test(text) && !text.includes(':')) return `https://${text}`;
  return /^\S+$/.test(text) ? safeHref(text) : null;
}

const setLink = (href: string | null, words: string): Command => (state, dispatch) => {
  const now = linkAt(state);
  const { from, to } = now ?? state.selection;
  const { tr } = state;
  if (from === to && href) tr.insert(from, schema.text(words, [marks.link!.create({ href })]));
  else {
    tr.removeMark(from, to, marks.link!);
    if (href) tr.addMark(from, to, marks.link!.create({ href }));
  }
  dispatch?.(tr.removeStoredMark(marks.link!));
  return true;
};

function useFound(words: string): ArticleState[] {
  const [ids, setIds] = useState<Set<number>>(new Set());
  const text = words.trim().toLowerCase();
  useEffect(() => {
    if (text.length < 2 || /^https?:/.test(text)) { setIds(new Set()); return undefined; }
    const abort = new AbortController();
    const timer = setTimeout(() => void findMatches(text, abort.signal).then(setIds, () => undefined), 200);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [text]);
  if (text.length < 2) return [];
  const all = overview.value?.articles ?? [];
  const titled = all.filter((each) => each.texts.some((one) => one.title.toLowerCase().includes(text)));
  return [...titled, ...all.filter((each) => ids.has(each.id) && !titled.includes(each))].slice(0, mostFound);
}

export function LinkDialog({ state, onDone }: { state: EditorState; onDone(command: Command | null): void }) {
  const now = linkAt(state);
  const [words, setWords] = useState((now?.mark.attrs.href as string | undefined) ?? '');
  const [wrong, setWrong] = useState(false);
  const found = useFound(words);
  const toArticle = (article: ArticleState) => onDone(setLink(`/articles/${article.id}`, titleOf(article)));
  const submit = (event: Event) => {
    event.preventDefault();
    const href = addressOf(words);
    if (href) onDone(setLink(href, words.trim()));
    else if (found[0]) toArticle(found[0]);
    else setWrong(true);
  };
  return (
    <Dialog title={t('articles.link')} closeLabel={t('ui.close')} class="narrow" onClose={() => onDone(null)}>
      <form class="dialog-body form" onSubmit={submit}>
        <div class="field">
          <label for="page-link">{t('articles.linkTo')}</label>
          <input id="page-link" class="input" value={words} dir="auto" autocomplete="off" aria-invalid={wrong} aria-describedby="page-link-hint" onInput={(event) => { setWords(event.currentTarget.value); setWrong(false); }} />
          <span id="page-link-hint" class="hint" role={wrong ? 'alert' : undefined}>{wrong ? t('articles.linkNothing') : t('articles.linkHint')}</span>
        </div>
        {found.length > 0 && (
          <ul class="page-links" aria-label={t('articles.all')}>
            {found.map((article) => <li key={article.id}><button type="button" class="button ghost" onClick={() => toArticle(article)}>{titleOf(article)}</button></li>)}
          </ul>
        )}
        <div class="dialog-buttons">
          <button type="submit" class="button primary">{t('articles.linkSet')}</button>
          {now && <button type="button" class="button" onClick={() => onDone(setLink(null, ''))}>{t('articles.linkRemove')}</button>}
        </div>
      </form>
    </Dialog>
  );
}

export function PictureWordsDialog({ picture, place, onDone }: { picture: Node; place: number; onDone(command: Command | null): void }) {
  const [words, setWords] = useState(picture.attrs.alt as string);
  const submit = (event: Event) => {
    event.preventDefault();
    onDone((state, dispatch) => {
      const tr = state.tr.setNodeMarkup(place, undefined, { ...picture.attrs, alt: words.trim() });
      dispatch?.(tr.setSelection(NodeSelection.create(tr.doc, place)));
      return true;
    });
  };
  return (
    <Dialog title={t('articles.picture')} closeLabel={t('ui.close')} class="narrow" onClose={() => onDone(null)}>
      <form class="dialog-body form" onSubmit={submit}>
        <PictureWords words={words} onChange={setWords} />
        <button type="submit" class="button primary">{t('articles.pictureWordsSet')}</button>
      </form>
    </Dialog>
  );
}
