// What keys and typed signs do on the page. Keys are told by their place on the keyboard, so that they are the same on a Russian
// or Bengali layout.
import { baseKeymap, chainCommands, createParagraphNear, exitCode, lift, liftEmptyBlock, newlineInCode, selectParentNode, setBlockType, splitBlock, toggleMark, wrapIn } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import type { Attrs, MarkType, Node, NodeType } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { NodeSelection, Plugin, Selection, TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { bareAddress } from './read_words';
import { marks, nodes } from './schema';
import { cellBelow, inTable, nextCell } from './table_keys';

export interface Wishes { link(): void; tools(): void }

const within = (state: EditorState, type: NodeType, attrs: Attrs = {}) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (node.type === type && Object.entries(attrs).every(([name, value]) => node.attrs[name] === value)) return depth;
  }
  return 0;
};

export const isHeading = (state: EditorState, level: number) => within(state, nodes.heading!, { level }) > 0;
export const isIn = (state: EditorState, type: NodeType) => within(state, type) > 0;
export const hasMark = ({ selection, storedMarks, doc }: EditorState, mark: MarkType) =>
  (selection.empty ? Boolean(mark.isInSet(storedMarks ?? selection.$from.marks())) : doc.rangeHasMark(selection.from, selection.to, mark));

/** In the nearest list: which, and how deep. */
function listOf(state: EditorState): { node: Node; place: number } | null {
  const depth = within(state, nodes.list_item!);
  return depth ? { node: state.selection.$from.node(depth - 1), place: state.selection.$from.before(depth - 1) } : null;
}
export const isList = (state: EditorState, type: NodeType) => listOf(state)?.node.type === type;

export const heading = (level: number): Command => (state, dispatch) =>
  (isHeading(state, level) ? setBlockType(nodes.paragraph!) : setBlockType(nodes.heading!, { level }))(state, dispatch);

export const list = (type: NodeType): Command => (state, dispatch) => {
  const now = listOf(state);
  if (!now) return wrapInList(type)(state, dispatch);
  if (now.node.type === type) return liftListItem(nodes.list_item!)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(now.place, type, { tight: now.node.attrs.tight as boolean }));
  return true;
};

export const quote: Command = (state, dispatch) => (isIn(state, nodes.blockquote!) ? lift(state, dispatch) : wrapIn(nodes.blockquote!)(state, dispatch));
export const codeBlock: Command = (state, dispatch) => setBlockType(isIn(state, nodes.code_block!) ? nodes.paragraph! : nodes.code_block!)(state, dispatch);
export const bold = toggleMark(marks.strong!);
export const italic = toggleMark(marks.em!);
export const code = toggleMark(marks.code!);

/** A block of its own below the one with the caret, or in the place of an empty line. */
export const insertBlock = (node: Node): Command => (state, dispatch) => {
  const { $from } = state.selection;
  const top = $from.node(1);
  const empty = top?.type === nodes.paragraph && top.content.size === 0;
  const place = $from.depth === 0 ? state.selection.to : empty ? $from.before(1) : $from.after(1);
  const { tr } = state;
  if (empty) tr.delete(place, place + top.nodeSize);
  tr.insert(place, node);
  const after = place + node.nodeSize;
  if (!node.content.size && tr.doc.resolve(after).nodeAfter?.type !== nodes.paragraph) tr.insert(after, nodes.paragraph!.create());
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(node.content.size ? place + 1 : after + 1))).scrollIntoView());
  return true;
};

/** A picture on its own line, in a cell of a table among the words. */
export const insertPicture = (picture: Node): Command => (state, dispatch) => {
  const { $from } = state.selection;
  if (inTable(state) || $from.parent.content.size === 0 && $from.parent.type === nodes.paragraph || !$from.parent.isTextblock) {
    const { tr } = state;
    tr.replaceSelectionWith(picture, false);
    if (!inTable(state) && $from.parent.isTextblock) {
      const after = tr.selection.$from.after();
      tr.insert(after, nodes.paragraph!.create()).setSelection(TextSelection.create(tr.doc, after + 1));
    }
    dispatch?.(tr.scrollIntoView());
    return true;
  }
  const after = $from.after();
  const tr = state.tr.insert(after, [nodes.paragraph!.create(null, picture), nodes.paragraph!.create()]);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + picture.nodeSize + 3)).scrollIntoView());
  return true;
};

const lineBreak: Command = (state, dispatch) => {
  if (inTable(state)) return true;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break!.create()).scrollIntoView());
  return true;
};

/** Two empty lines at the end of a code block leave it. */
const leaveCode: Command = (state, dispatch, view) => {
  const { $head, empty } = state.selection;
  if (!empty || $head.parent.type !== nodes.code_block || $head.parentOffset !== $head.parent.content.size || !/\n\n$/.test($head.parent.textContent)) return false;
  if (dispatch) {
    dispatch(state.tr.delete($head.pos - 2, $head.pos));
    if (view) exitCode(view.state, view.dispatch);
  }
  return true;
};

/** Backspace at the start of a heading or a code block makes it words again. */
const plainAgain: Command = (state, dispatch) => {
  const { $head, empty } = state.selection;
  if (!empty || $head.parentOffset > 0 || ($head.parent.type !== nodes.heading && $head.parent.type !== nodes.code_block)) return false;
  return setBlockType(nodes.paragraph!)(state, dispatch);
};

const liftFromList: Command = (state, dispatch) => {
  const { $head, empty } = state.selection;
  const depth = within(state, nodes.list_item!);
  if (!empty || !depth || $head.parentOffset > 0 || $head.index(depth) > 0) return false;
  return liftListItem(nodes.list_item!)(state, dispatch);
};

/** A line above a table or a kept block that begins the page. */
const lineAbove: Command = (state, dispatch) => {
  const { selection } = state;
  const at = inTable(state);
  const first = state.doc.firstChild!;
  const there = at ? at.start === 0 && at.row === 0 : selection instanceof NodeSelection && selection.from === 0;
  if (!there || first.type === nodes.paragraph) return false;
  const tr = state.tr.insert(0, nodes.paragraph!.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, 1)).scrollIntoView());
  return true;
};

function pressedOf(event: KeyboardEvent): string {
  const base = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? /^Digit(\d)$/.exec(event.code)?.[1] ?? event.key;
  // On a Latin layout the letter counts, wherever it stands.
  const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : base;
  return `${event.altKey ? 'alt+' : ''}${event.shiftKey ? 'shift+' : ''}${key}`;
}

export function shortcuts(wishes: Wishes): Record<string, Command> {
  const wish = (run: () => void): Command => () => { run(); return true; };
  return {
    b: bold, i: italic, e: code, k: wish(wishes.link), z: undo, y: redo, 'shift+z': redo,
    'alt+0': setBlockType(nodes.paragraph!), 'alt+2': heading(2), 'alt+3': heading(3), 'alt+4': heading(4),
    'shift+7': list(nodes.ordered_list!), 'shift+8': list(nodes.bullet_list!), 'shift+9': quote,
  };
}

/** Keys of the page. In lists and tables Tab moves within; Esc before it lets it go on to what comes next. */
export function keys(wishes: Wishes): Plugin[] {
  const known = shortcuts(wishes);
  let free = false;
  const inner: Command = (state) => Boolean(within(state, nodes.list_item!) || inTable(state));
  const tab = (...commands: Command[]): Command => (state, dispatch, view) => {
    if (free) return false;
    return chainCommands(...commands)(state, dispatch, view) || inner(state);
  };
  const { 'Mod-Enter': _, ...base } = baseKeymap;
  return [
    new Plugin({ props: {
      handleKeyDown(view, event) {
        if (event.isComposing) return false;
        if (event.altKey && event.key === 'F10') { wishes.tools(); return true; }
        if (event.key === 'Escape') { free = true; return false; }
        if (event.key !== 'Tab' && event.key !== 'Shift') free = false;
        if (!(event.ctrlKey || event.metaKey)) return false;
        const command = known[pressedOf(event)];
        if (!command) return false;
        event.stopPropagation();
        command(view.state, view.dispatch, view);
        return true;
      },
      handleDOMEvents: { blur: () => { free = false; return false; } },
    } }),
    keymap({
      Enter: chainCommands(cellBelow, leaveCode, splitListItem(nodes.list_item!), newlineInCode, createParagraphNear, liftEmptyBlock, splitBlock),
      'Shift-Enter': chainCommands(newlineInCode, lineBreak),
      Tab: tab(nextCell(1), sinkListItem(nodes.list_item!)),
      'Shift-Tab': tab(nextCell(-1), (state, dispatch) => (listOf(state) && state.selection.$from.depth > 3 ? liftListItem(nodes.list_item!)(state, dispatch) : false)),
      Backspace: chainCommands(undoInputRule, plainAgain, liftFromList, base.Backspace!),
      ArrowUp: lineAbove,
      'Mod-ArrowUp': selectParentNode,
    }),
    keymap(base),
  ];
}

const bengali = (digits: string) => Number(digits.replace(/[০-৯]/g, (sign) => String('০১২৩৪৫৬৭৮৯'.indexOf(sign))));

function markRule(pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const [all, before = '', words] = match;
    const from = start + before.length;
    if (!words || all === undefined || state.doc.rangeHasMark(from, end, marks.code!)) return null;
    const lead = all.length - before.length - words.length;
    const size = Math.ceil(lead / 2);
    const { tr } = state;
    // The last sign is being typed and is not there yet.
    const till = from + size + words.length;
    if (till < end) tr.delete(till, end);
    tr.delete(from, from + size).addMark(from, from + words.length, type.create());
    return tr.removeStoredMark(type);
  });
}

export function typedSigns(): Plugin {
  return inputRules({ rules: [
    textblockTypeInputRule(/^(#{1,4})\s$/, nodes.heading!, (match) => ({ level: Math.max(2, match[1]!.length) })),
    wrappingInputRule(/^\s*([-*+•])\s$/, nodes.bullet_list!),
    wrappingInputRule(/^\s*(\d{1,3}|[০-৯]{1,3})[.)]\s$/, nodes.ordered_list!, (match) => ({ order: bengali(match[1]!) }), (match, node) => node.childCount + (node.attrs.order as number) === bengali(match[1]!)),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote!),
    textblockTypeInputRule(/^```$/, nodes.code_block!),
    new InputRule(/^(?:---|—-)$/, (state, _match, start) => {
      const $start = state.doc.resolve(start);
      if ($start.depth !== 1) return null;
      const from = $start.before();
      const tr = state.tr.replaceWith(from, $start.after(), [nodes.horizontal_rule!.create(), nodes.paragraph!.create()]);
      return tr.setSelection(TextSelection.create(tr.doc, from + 2));
    }),
    markRule(/(^|[\s([{«„“"'])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/u, marks.strong!),
    markRule(/(^|[\s([{«„“"'])\*([^*\s](?:[^*]*[^*\s])?)\*$/u, marks.em!),
    markRule(/(^|[\s([{«„“"'])_([^_\s](?:[^_]*[^_\s])?)_$/u, marks.em!),
    markRule(/(^|[\s([{«„“"'])~~([^~\s](?:[^~]*[^~\s])?)~~$/u, marks.strike!),
    markRule(/(^|[\s([{«„“"'])`([^`]+)`$/u, marks.code!),
    new InputRule(/(^|\s)((?:https?:\/\/|www\.)\S+)\s$/, (state, match, start) => {
      const words = match[2]!;
      const from = start + match[1]!.length;
      const size = bareAddress(words, 0);
      if (!size || state.doc.rangeHasMark(from, from + size, marks.link!)) return null;
      const address = words.slice(0, size);
      const { tr } = state;
      tr.addMark(from, from + size, marks.link!.create({ href: address.startsWith('www') ? `http://${address}` : address }));
      return tr.insertText(' ', from + words.length).removeStoredMark(marks.link!);
    }),
  ] });
}
