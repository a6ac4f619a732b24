// The text editor of replies and notes (ProseMirror, loaded after the first paint): paragraphs, lists, quotes, bold, italic,
// links. Pasted markup is read through this small schema, so nothing else survives it. Empty text answers ''.
// One editor serves every letter (ticket and mode): another `of` puts its text in, with a history of its own.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { ellipsis, inputRules, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { DOMParser as ModelParser, DOMSerializer, Schema, type Node as ModelNode } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { EditorState, Plugin, TextSelection, type Command } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { afterPaint } from '../state/after_paint';
import { editorWanted, type EditorHandle, type Letter } from './composer_state';
import { pastedFiles } from './attachments';
import { emojiSigns } from '../emoji/signs';
import { draftMarks, marksOf } from './draft_marks';
import { setStylesAside } from './mail_styles';
import { safeAddress } from './plain_html';

const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    blockquote: { content: 'block+', group: 'block', defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: () => ['blockquote', 0] },
    code_block: {
      content: 'text*', marks: '', group: 'block', code: true, defining: true,
      parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }], toDOM: () => ['pre', ['code', 0]],
    },
    bullet_list: { content: 'list_item+', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
    ordered_list: { content: 'list_item+', group: 'block', parseDOM: [{ tag: 'ol' }], toDOM: () => ['ol', 0] },
    list_item: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    text: { group: 'inline' },
    hard_break: { inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  },
  marks: {
    link: {
      attrs: { href: {} }, inclusive: false,
      parseDOM: [{
        tag: 'a[href]',
        getAttrs: (element) => {
          const href = safeAddress(element.getAttribute('href'));
          return href ? { href } : false;
        },
      }],
      toDOM: (mark) => ['a', { href: mark.attrs.href as string }, 0],
    },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    code: { parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
  },
});

const { nodes, marks } = schema;
const serializer = DOMSerializer.fromSchema(schema);
const modelParser = ModelParser.fromSchema(schema);

const emptyDoc = schema.topNodeType.createAndFill()!;

function docOf(html: string): ModelNode {
  if (html === '') return emptyDoc;
  return modelParser.parse(new DOMParser().parseFromString(setStylesAside(html), 'text/html').body);
}

function isEmptyDoc(doc: ModelNode): boolean {
  return doc.childCount === 1 && doc.firstChild!.type === nodes.paragraph && doc.textContent.trim() === '';
}

function htmlOf(doc: ModelNode): string {
  if (isEmptyDoc(doc)) return '';
  const box = document.createElement('div');
  box.append(serializer.serializeFragment(doc.content));
  return box.innerHTML;
}

export interface EditorProps {
  /** What is written; `html` is its text when it is put in. */
  of: Letter;
  html: string;
  label: string;
  placeholder: string;
  /** `of` is the letter whose text changed, also when the screen is at the next one already. */
  onChange(html: string, of: Letter): void;
  onSend(): void;
  onSendAndSolve(): void;
  onLeave(): void;
  onReady(handle: EditorHandle | null): void;
  /** A sign that opens a list was typed where a word begins; true when it was taken. */
  onSign(sign: '/' | '@' | '??'): boolean;
}

export default function Editor(props: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const open = useRef<{ view: EditorView; of: Letter } | null>(null);
  const ready = useQuietMoment();
  useLayoutEffect(() => {
    if (!ready) return undefined;
    const view = new EditorView(place.current!, {
      state: EditorState.create({ doc: docOf(props.html), plugins: plugins(latest) }),
      transformPastedHTML: setStylesAside,
      handleTextInput: (target, from, to, text) => signTyped(target, from, to, text, (sign) => latest.current.onSign(sign)),
      handlePaste: (target, event) => pastedFiles(event.clipboardData).length > 0 || linkSelection(target, event),
      dispatchTransaction(transaction) {
        view.updateState(view.state.apply(transaction));
        if (transaction.docChanged && !transaction.getMeta('restored')) latest.current.onChange(htmlOf(view.state.doc), open.current?.of ?? props.of);
      },
    });
    open.current = { view, of: props.of };
    props.onReady(handleOf(view));
    return () => {
      latest.current.onReady(null);
      open.current = null;
      afterPaint(() => view.destroy());
    };
  }, [ready]);
  useLayoutEffect(() => {
    const now = open.current;
    if (!now || now.of === props.of) return;
    // Who goes on to another ticket reads first. What was still being typed belongs to the letter before, so this comes first.
    if (now.of.ticket !== props.of.ticket) now.view.dom.blur();
    now.of = props.of;
    now.view.updateState(EditorState.create({ doc: docOf(props.html), plugins: now.view.state.plugins }));
  }, [props.of]);
  if (!ready) return <div key="waiting" class="editor placeholder t3">{props.placeholder}</div>;
  return <div key="ready" ref={place} class="editor" />;
}

/** True from the frame after the first on, or as soon as somebody wants to write: a conversation is read before it is answered. */
function useQuietMoment(): boolean {
  const [quiet, setQuiet] = useState(false);
  const ready = useRef(false);
  if (quiet || editorWanted.value) ready.current = true;
  useEffect(() => {
    let gone = false;
    afterPaint(() => { if (!gone) setQuiet(true); });
    return () => { gone = true; };
  }, []);
  return ready.current;
}

function plugins(latest: { current: EditorProps }): Plugin[] {
  const run = (action: () => void): Command => () => { action(); return true; };
  const breakLine: Command = chainCommands(exitCode, (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break!.create()).scrollIntoView());
    return true;
  });
  return [
    emojiSigns(),
    keymap({
      'Mod-Enter': run(() => latest.current.onSend()),
      'Mod-Shift-Enter': run(() => latest.current.onSendAndSolve()),
      'Mod-Alt-Enter': run(() => document.querySelector<HTMLElement>('[data-later]')?.click()),
      Escape: run(() => latest.current.onLeave()),
      'Mod-b': toggleMark(marks.strong!),
      'Mod-i': toggleMark(marks.em!),
      'Mod-z': undo,
      'Mod-y': redo,
      'Mod-Shift-z': redo,
      'Mod-Shift-8': wrapInList(nodes.bullet_list!),
      'Mod-Shift-7': wrapInList(nodes.ordered_list!),
      Enter: splitListItem(nodes.list_item!),
      'Mod-]': sinkListItem(nodes.list_item!),
      'Mod-[': liftListItem(nodes.list_item!),
      'Shift-Enter': breakLine,
    }),
    keymap(baseKeymap),
    history(),
    draftMarks(),
    inputRules({
      rules: [
        ellipsis,
        wrappingInputRule(/^\s*([-*•])\s$/, nodes.bullet_list!),
        wrappingInputRule(/^1\.\s$/, nodes.ordered_list!),
        wrappingInputRule(/^\s*>\s$/, nodes.blockquote!),
      ],
    }),
    new Plugin({
      props: {
        attributes: (state): Record<string, string> => ({
          role: 'textbox', 'aria-multiline': 'true', 'aria-label': latest.current.label, 'data-placeholder': latest.current.placeholder,
          dir: 'auto', ...(isEmptyDoc(state.doc) ? { 'data-empty': '' } : {}),
        }),
      },
    }),
  ];
}

/** "/" and "@" at the beginning of a word, and "??" anywhere: the second sign takes the first away. */
function signTyped(view: EditorView, from: number, to: number, text: string, opened: (sign: '/' | '@' | '??') => boolean): boolean {
  if (from !== to || !['/', '@', '?'].includes(text)) return false;
  const { $from } = view.state.selection;
  if (!$from.parent.isTextblock || $from.parent.type === nodes.code_block) return false;
  const before = $from.parent.textBetween(0, $from.parentOffset, ' ', ' ');
  if (text === '?') {
    if (!before.endsWith('?') || before.endsWith('??')) return false;
    view.dispatch(view.state.tr.delete(from - 1, from));
    if (opened('??')) return true;
    view.dispatch(view.state.tr.insertText('?'));
    return false;
  }
  return (before === '' || /\s$/.test(before)) && opened(text as '/' | '@');
}

/** Pasting an address over selected words links them. */
function linkSelection(view: EditorView, event: ClipboardEvent): boolean {
  const text = event.clipboardData?.getData('text/plain').trim() ?? '';
  const href = /^\S+$/.test(text) ? safeAddress(text) : undefined;
  const { empty, from, to } = view.state.selection;
  if (!href || empty) return false;
  view.dispatch(view.state.tr.addMark(from, to, marks.link!.create({ href })));
  return true;
}

function handleOf(view: EditorView): EditorHandle {
  const apply = (command: Command) => { command(view.state, view.dispatch, view); view.focus(); };
  return {
    focus: () => view.focus(),
    html: () => htmlOf(view.state.doc),
    isEmpty: () => isEmptyDoc(view.state.doc),
    undo: () => apply(undo),
    marks: marksOf(view),
    caret() {
      const { left, top, bottom } = view.coordsAtPos(view.state.selection.from);
      return { left, top, bottom };
    },
    insert(html) {
      const part = modelParser.parseSlice(new DOMParser().parseFromString(setStylesAside(html), 'text/html').body, { preserveWhitespace: true });
      view.dispatch(view.state.tr.replaceSelection(part).scrollIntoView());
      view.focus();
    },
    insertBelow(html) {
      const { state } = view;
      const { content } = docOf(html);
      const empty = isEmptyDoc(state.doc);
      const { $to } = state.selection;
      const at = empty ? 0 : $to.depth > 0 ? $to.after(1) : state.doc.content.size;
      const transaction = empty ? state.tr.replaceWith(0, state.doc.content.size, content) : state.tr.insert(at, content);
      view.dispatch(transaction.setSelection(TextSelection.create(transaction.doc, at + content.size - 1)).scrollIntoView());
      view.focus();
    },
    setHtml(html) {
      const { state } = view;
      const transaction = state.tr.replaceWith(0, state.doc.content.size, docOf(html).content).setMeta('restored', true);
      view.dispatch(transaction.setMeta('addToHistory', false));
    },
    toggle(what) {
      if (what === 'strong' || what === 'em') return apply(toggleMark(marks[what]!));
      const inList = view.state.selection.$from.depth > 1 && view.state.selection.$from.node(-1).type === nodes.list_item;
      return apply(inList ? liftListItem(nodes.list_item!) : wrapInList(nodes[what]!));
    },
    link(address) {
      const href = safeAddress(/^[\w-]+\./.test(address) ? `https://${address}` : address);
      const { from, to, empty } = view.state.selection;
      if (!href) return;
      const mark = marks.link!.create({ href });
      view.dispatch(empty
        ? view.state.tr.replaceSelectionWith(schema.text(address, [mark]), false)
        : view.state.tr.addMark(from, to, mark));
      view.focus();
    },
  };
}
