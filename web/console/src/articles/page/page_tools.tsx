// The row of keys above the page, one stop for Tab: arrows move within it, Escape goes back to the text. Below it, keys of the table
// or the picture the caret is in.
import { Bold, Code, Heading2, Heading3, Heading4, ImagePlus, Italic, Link, List, ListOrdered, MessageSquareQuote, Minus, SquareCode, Table } from 'lucide-preact';
import type { ComponentType } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { NodeSelection, type Command, type EditorState } from 'prosemirror-state';
import { shownPictures } from '../pictures';
import { t } from '../texts';
import { bold, code, codeBlock, hasMark, heading, insertBlock, isHeading, isIn, isList, italic, list, quote } from './page_keys';
import { marks, nodes } from './schema';
import { addColumn, addRow, inTable, newTable, removeColumn, removeRow, removeTable } from './table_keys';

interface Key { name: string; keys?: string; icon: ComponentType<any>; pressed?: boolean; run(): void }
interface Props { state: EditorState; run(command: Command): void; onLink(): void; onPictures(files: Iterable<File>): void; onPictureWords(): void; onText(): void }

export function PageTools({ state, run, onLink, onPictures, onPictureWords, onText }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  const row = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const headings = [Heading2, Heading3, Heading4].map((icon, index) => ({ name: t('articles.headingOf', { level: String(index + 2) }), keys: `mod+alt+${index + 2}`, icon, pressed: isHeading(state, index + 2), run: () => run(heading(index + 2)) }));
  const known: Key[] = [
    ...headings,
    { name: t('articles.bold'), keys: 'mod+b', icon: Bold, pressed: hasMark(state, marks.strong!), run: () => run(bold) },
    { name: t('articles.italic'), keys: 'mod+i', icon: Italic, pressed: hasMark(state, marks.em!), run: () => run(italic) },
    { name: t('articles.code'), keys: 'mod+e', icon: Code, pressed: hasMark(state, marks.code!), run: () => run(code) },
    { name: t('articles.link'), keys: 'mod+k', icon: Link, pressed: hasMark(state, marks.link!), run: onLink },
    { name: t('articles.bullets'), keys: 'mod+shift+8', icon: List, pressed: isList(state, nodes.bullet_list!), run: () => run(list(nodes.bullet_list!)) },
    { name: t('articles.numbers'), keys: 'mod+shift+7', icon: ListOrdered, pressed: isList(state, nodes.ordered_list!), run: () => run(list(nodes.ordered_list!)) },
    { name: t('articles.shortAnswer'), keys: 'mod+shift+9', icon: MessageSquareQuote, pressed: isIn(state, nodes.blockquote!), run: () => run(quote) },
    { name: t('articles.codeBlock'), icon: SquareCode, pressed: isIn(state, nodes.code_block!), run: () => run(codeBlock) },
    { name: t('articles.table'), icon: Table, run: () => run(insertBlock(newTable(3, 2))) },
    { name: t('articles.picture'), icon: ImagePlus, run: () => chooser.current?.click() },
    { name: t('articles.rule'), icon: Minus, run: () => run(insertBlock(nodes.horizontal_rule!.create())) },
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') { event.stopPropagation(); onText(); return; }
    const buttons = [...row.current!.querySelectorAll<HTMLElement>('button')];
    const now = buttons.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || now < 0) return;
    event.preventDefault();
    const to = (next + buttons.length) % buttons.length;
    setAt(to);
    buttons[to]!.focus();
  };
  const extra = extraKeys(state, run, onPictureWords);
  const stop = Math.min(at, known.length + extra.length - 1);
  return (
    <div ref={row} class="md-keys page-keys" role="toolbar" aria-label={t('articles.formatting')} onKeyDown={onKeyDown}>
      {known.map(({ name, keys, icon: Icon, pressed, run: press }, index) => (
        <button
          key={name} type="button" class="icon-button" aria-label={name} data-tip={name} data-keys={keys ? writtenKeys(keys) : undefined} aria-pressed={pressed} tabIndex={index === stop ? 0 : -1}
          onMouseDown={(event) => event.preventDefault()} onFocus={() => setAt(index)} onClick={press}
        ><Icon class="icon" size={18} aria-hidden="true" /></button>
      ))}
      {extra.length > 0 && (
        <div class="page-keys-more">
          {extra.map(({ name, run: press }, index) => (
            <button key={name} type="button" class="button ghost" tabIndex={known.length + index === stop ? 0 : -1} onMouseDown={(event) => event.preventDefault()} onFocus={() => setAt(known.length + index)} onClick={press}>{name}</button>
          ))}
        </div>
      )}
      <input ref={chooser} type="file" accept={shownPictures.join(',')} multiple hidden onChange={(event) => { onPictures(event.currentTarget.files ?? []); event.currentTarget.value = ''; }} />
    </div>
  );
}

function extraKeys(state: EditorState, run: Props['run'], onPictureWords: () => void): { name: string; run(): void }[] {
  if (state.selection instanceof NodeSelection && state.selection.node.type === nodes.image) return [{ name: t('articles.pictureWords'), run: onPictureWords }];
  const at = inTable(state);
  if (!at) return [];
  const all: [string, Command, boolean][] = [
    [t('articles.rowAbove'), addRow(false), at.row > 0], [t('articles.rowBelow'), addRow(true), true],
    [t('articles.columnBefore'), addColumn(false), true], [t('articles.columnAfter'), addColumn(true), true],
    [t('articles.removeRow'), removeRow, at.row > 0], [t('articles.removeColumn'), removeColumn, at.columns > 1], [t('articles.removeTable'), removeTable, true],
  ];
  return all.filter((each) => each[2]).map(([name, command]) => ({ name, run: () => run(command) }));
}
