// An article written on its drawn page (ProseMirror, loaded with the first article that is written so). The Markdown stays the text:
// every change hands on the whole of it, in which only what was changed is written anew.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { history } from 'prosemirror-history';
import type { Node } from 'prosemirror-model';
import { EditorState, NodeSelection, Plugin, Selection, TextSelection, type Command } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { MarkdownFieldProps } from '../markdown_field';
import { usePictures } from '../pictures';
import { t } from '../texts';
import { cleaned } from './clipboard';
import { LinkDialog, PictureWordsDialog } from './page_dialogs';
import { insertPicture, keys, typedSigns } from './page_keys';
import { PageTools } from './page_tools';
import { marks, nodes, safeHref } from './schema';
import { keptView, pictureView } from './views';
import { orderly } from './table_keys';
import { PageText } from './write_page';

export type PageFieldProps = MarkdownFieldProps;

/** With a line to write on below the last block. */
function docOf(text: PageText): Node {
  const doc = text.doc();
  const last = doc.lastChild!;
  return last.isTextblock && last.type !== nodes.code_block ? doc : doc.copy(doc.content.addToEnd(nodes.paragraph!.create()));
}

const isEmptyDoc = (doc: Node) => doc.childCount === 1 && doc.firstChild!.type === nodes.paragraph && doc.firstChild!.content.size === 0;

/** The text came from elsewhere: what differs is changed in one step, which undo can take back. */
function take(view: EditorView, made: Node): void {
  const from = view.state.doc.content.findDiffStart(made.content);
  const ends = view.state.doc.content.findDiffEnd(made.content);
  if (from === null || !ends) return;
  const first = view.state.doc.resolve(from).index(0);
  const most = Math.min(view.state.doc.childCount, made.childCount) - first;
  let same = 0;
  while (same < most && view.state.doc.child(view.state.doc.childCount - 1 - same).eq(made.child(made.childCount - 1 - same))) same++;
  const place = (doc: Node, index: number) => { let at = 0; for (let each = 0; each < index; each++) at += doc.child(each).nodeSize; return at; };
  const old = view.state.doc;
  const blocks = made.children.slice(first, made.childCount - same);
  view.dispatch(view.state.tr.replaceWith(place(old, first), place(old, old.childCount - same), blocks).setMeta('taken', true));
}

export default function PageField(props: PageFieldProps) {
  const { value, shown = true, caret, article, readOnly } = props;
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const open = useRef<{ view: EditorView; text: PageText; said: string; starts: number[] } | null>(null);
  const [state, setState] = useState<EditorState | null>(null);
  const [dialog, setDialog] = useState<'link' | 'words' | null>(null);
  const pictures = usePictures(article, (picture, words) => {
    latest.current.onUploaded(picture);
    setTimeout(() => run(insertPicture(nodes.image!.create({ src: picture.content_url, alt: words }))), 0);
  });
  const files = useRef(pictures.take);
  files.current = pictures.take;
  const run = (command: Command) => {
    const view = open.current!.view;
    command(view.state, view.dispatch, view);
    view.focus();
  };

  useLayoutEffect(() => {
    const text = new PageText(latest.current.value);
    const wishes = { link: () => setDialog('link'), tools: () => place.current?.parentElement?.querySelector<HTMLElement>('.page-keys [tabindex="0"]')?.focus() };
    const view = new EditorView(place.current!, {
      state: EditorState.create({ doc: docOf(text), plugins: [...keys(wishes), typedSigns(), history(), orderly(), attributes(latest)] }),
      editable: () => !latest.current.readOnly,
      nodeViews: { image: pictureView, kept: keptView },
      transformPastedHTML: cleaned,
      handlePaste: (target, event) => pastedPictures(event.clipboardData, (found) => files.current(found)) || linkSelection(target, event),
      handleDrop: (target, event) => {
        const dropped = event.dataTransfer?.files;
        if (!dropped?.length) return false;
        event.preventDefault();
        const at = target.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at) target.dispatch(target.state.tr.setSelection(TextSelection.near(target.state.doc.resolve(at.pos))));
        files.current(dropped);
        return true;
      },
      dispatchTransaction(transaction) {
        const { state: before } = view;
        const now = before.apply(transaction);
        view.updateState(now);
        setState(now);
        if (now.doc === before.doc || !open.current || transaction.getMeta('taken')) return;
        const written = open.current.text.write(now.doc);
        open.current.starts = written.starts;
        if (written.markdown === open.current.said) return;
        open.current.said = written.markdown;
        latest.current.onChange(written.markdown);
      },
    });
    open.current = { view, text, said: latest.current.value, starts: text.write(view.state.doc).starts };
    setState(view.state);
    return () => { open.current = null; view.destroy(); };
  }, []);

  // A text that is not what was said last came from elsewhere: the other tab, a colleague, an earlier version.
  useLayoutEffect(() => {
    const now = open.current!;
    if (!shown || value === now.said) return;
    now.text = new PageText(value);
    now.said = value;
    take(now.view, docOf(now.text));
    now.starts = now.text.write(now.view.state.doc).starts;
  }, [value, shown]);

  useEffect(() => {
    if (!shown || !caret || caret.current === null) return;
    const { view, starts } = open.current!;
    const index = Math.max(0, starts.findLastIndex((from) => from <= caret.current!));
    caret.current = null;
    let at = 0;
    for (let each = 0; each < Math.min(index, view.state.doc.childCount - 1); each++) at += view.state.doc.child(each).nodeSize;
    view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at))).scrollIntoView());
  }, [shown]);
  // Before the Markdown is shown it learns where the caret stood.
  const wasShown = useRef(shown);
  if (wasShown.current !== shown) {
    wasShown.current = shown;
    if (!shown && caret && open.current) caret.current = open.current.starts[open.current.view.state.selection.$from.index(0)] ?? 0;
  }

  return (
    <div class="page-field">
      {!readOnly && state && <PageTools state={state} run={run} onLink={() => setDialog('link')} onPictures={(found) => pictures.take(found)} onPictureWords={() => setDialog('words')} onText={() => open.current?.view.focus()} />}
      <div ref={place} class="page-place" onMouseDown={(event) => { if (event.target === event.currentTarget && !readOnly) { event.preventDefault(); open.current?.view.focus(); } }} />
      {pictures.dialog}
      {dialog === 'link' && state && <LinkDialog state={state} onDone={(command) => { setDialog(null); setTimeout(() => (command ? run(command) : open.current?.view.focus()), 0); }} />}
      {dialog === 'words' && state?.selection instanceof NodeSelection && <PictureWordsDialog picture={state.selection.node} place={state.selection.from} onDone={(command) => { setDialog(null); setTimeout(() => (command ? run(command) : open.current?.view.focus()), 0); }} />}
    </div>
  );
}

function attributes(latest: { current: PageFieldProps }): Plugin {
  return new Plugin({
    props: {
      attributes: (state): Record<string, string> => ({
        class: 'page-text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': latest.current.label, lang: latest.current.lang, spellcheck: 'true',
        ...(latest.current.readOnly ? { 'aria-readonly': 'true', tabindex: '0' } : {}),
        ...(isEmptyDoc(state.doc) && !latest.current.readOnly ? { 'data-empty': t('articles.pageHint') } : {}),
      }),
    },
  });
}

/** Pictures that come without words. What a word processor sends as a picture of its text is left to the text. */
function pastedPictures(data: DataTransfer | null, take: (files: File[]) => void): boolean {
  const found = [...(data?.files ?? [])];
  if (found.length === 0 || data!.types.includes('text/plain')) return false;
  take(found);
  return true;
}

/** Pasting an address over marked words links them. */
function linkSelection(view: EditorView, event: ClipboardEvent): boolean {
  const text = event.clipboardData?.getData('text/plain').trim() ?? '';
  const href = /^\S+$/.test(text) ? safeHref(text) : null;
  const { empty, from, to } = view.state.selection;
  if (!href || empty) return false;
  view.dispatch(view.state.tr.addMark(from, to, marks.link!.create({ href })));
  return true;
}
