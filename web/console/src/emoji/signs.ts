// The part of the editor that sees ":" and a name being typed. The list itself is drawn elsewhere; the focus stays in the text.
import { Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { emojiKeys, emojiWish, wishIn } from './wish';

const longest = 40;

function wordBefore(view: EditorView): { word: string; start: number; end: number } | null {
  const { $from, empty } = view.state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code || $from.marks().some((mark) => mark.type.name === 'code' || mark.type.name === 'link')) return null;
  const word = wishIn($from.parent.textBetween(Math.max(0, $from.parentOffset - longest), $from.parentOffset, ' ', ' '));
  return word === null ? null : { word, start: $from.pos - word.length - 1, end: $from.pos };
}

export function emojiSigns(): Plugin {
  let dismissed = -1;
  return new Plugin({
    props: { handleKeyDown: (_view, event) => emojiWish.peek() !== null && !event.isComposing && (emojiKeys.now?.(event) ?? false) },
    view: () => ({
      update(view, before) {
        const typed = !before.doc.eq(view.state.doc);
        if (!typed && before.selection.eq(view.state.selection)) return;
        const found = view.hasFocus() ? wordBefore(view) : null;
        if (found?.start !== dismissed) dismissed = -1;
        // Going back into a word that stands there is no wish.
        if (!found || dismissed >= 0 || (!typed && !emojiWish.peek())) {
          if (emojiWish.peek()) emojiWish.value = null;
          return;
        }
        emojiWish.value = {
          word: found.word,
          place: () => view.coordsAtPos(Math.min(found.start, view.state.doc.content.size)),
          take(emoji) {
            view.dispatch(view.state.tr.insertText(emoji, found.start, found.end).scrollIntoView());
            view.focus();
          },
          dismiss() {
            dismissed = found.start;
            emojiWish.value = null;
          },
        };
      },
      destroy() { emojiWish.value = null; },
    }),
  });
}
