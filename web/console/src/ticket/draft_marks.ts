// Places in the draft: the plain text of the editor's document as the server checks it (one line a block), and underlines that
// move with the text until the next check. An editor plugin; it knows nothing of rules.
import type { Node as ModelNode } from 'prosemirror-model';
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { draftEdited, draftKeys, markClicked, type MarksHandle } from './draft_places';

const key = new PluginKey<DecorationSet>('draft-marks');

/** The text and, for each of its units, where in the document it stands. */
export function plainOf(doc: ModelNode): { text: string; places: number[] } {
  let text = '';
  const places: number[] = [];
  const add = (part: string, at: number) => {
    for (let i = 0; i < part.length; i += 1) places.push(at + i);
    text += part;
  };
  doc.descendants((node, pos) => {
    if (node.isTextblock && text !== '') add('\n', pos);
    else if (node.isText) add(node.text ?? '', pos);
    else if (node.type.name === 'hard_break') add('\n', pos);
    return true;
  });
  return { text, places };
}

export function draftMarks(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, set) => (transaction.getMeta(key) as DecorationSet | undefined) ?? set.map(transaction.mapping, transaction.doc),
    },
    view: () => {
      // A text that is there from the start (a kept draft) is checked too.
      draftEdited.value += 1;
      return { update: (view, before) => { if (!view.state.doc.eq(before.doc)) draftEdited.value += 1; } };
    },
    props: {
      decorations: (state) => key.getState(state),
      handleClick(view, pos) {
        const found = key.getState(view.state)?.find(pos, pos)[0];
        if (found) markClicked.value = { id: found.spec.id as string };
        return false;
      },
      handleKeyDown(_view, event) {
        const keys = draftKeys.value;
        if (!keys || event.isComposing) return false;
        if (event.code === 'Period' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) return keys.fix();
        if (event.key === 'F8' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) return keys.next();
        return false;
      },
    },
  });
}

export function marksOf(view: EditorView): MarksHandle {
  const all = () => key.getState(view.state)?.find() ?? [];
  const find = (id: string) => all().find((each) => each.spec.id === id && each.from < each.to);
  return {
    text: () => plainOf(view.state.doc).text,
    show(marks) {
      const { places } = plainOf(view.state.doc);
      const decorations = marks.flatMap(({ id, start, end, level }) => {
        const from = places[start], last = places[end - 1];
        return from === undefined || last === undefined ? [] : [Decoration.inline(from, last + 1, { class: `draft-mark level-${level}` }, { id })];
      });
      const set = DecorationSet.create(view.state.doc, decorations);
      view.dispatch(view.state.tr.setMeta(key, set).setMeta('addToHistory', false));
    },
    reveal(id) {
      const place = find(id);
      if (!place) return false;
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)).scrollIntoView());
      view.focus();
      return true;
    },
    replace(id, words) {
      const place = find(id);
      if (!place) return null;
      const before = view.state.doc.textBetween(place.from, place.to, '\n');
      let { from, to } = place;
      let put = words;
      const around = (at: number) => (at >= 0 && at <= view.state.doc.content.size ? view.state.doc.textBetween(Math.max(at - 1, 0), at, '\n') : '');
      if (put === '') {
        // Left out: the blank and the comma behind go too, and the next word takes the capital.
        while (/[\s,]/.test(around(to + 1)) && view.state.doc.resolve(to).parent.isTextblock && view.state.doc.resolve(to).parentOffset < view.state.doc.resolve(to).parent.content.size) to += 1;
        if (isUpper(before)) {
          const next = around(to + 1);
          put = next.toLocaleUpperCase();
          if (next !== '') to += 1;
        }
      } else if (isUpper(before)) {
        put = put.charAt(0).toLocaleUpperCase() + put.slice(1);
      }
      const transaction = view.state.tr.insertText(put, from, to);
      // "(name of the team)" is for the writer to fill in: selected, so that typing replaces it.
      const start = put.startsWith('(') ? from : from + put.length;
      view.dispatch(transaction.setSelection(TextSelection.create(transaction.doc, start, from + put.length)));
      view.focus();
      return before;
    },
    nearest() {
      const at = view.state.selection.from;
      const places = all().filter((each) => each.from < each.to).sort((a, b) => a.from - b.from);
      const found = places.find((each) => each.from <= at && at <= each.to) ?? places.find((each) => each.from > at) ?? places[0];
      return (found?.spec.id as string | undefined) ?? null;
    },
  };
}

function isUpper(words: string): boolean {
  const first = words.charAt(0);
  return first !== first.toLocaleLowerCase() && (words.length < 2 || words.charAt(1) === words.charAt(1).toLocaleLowerCase());
}
