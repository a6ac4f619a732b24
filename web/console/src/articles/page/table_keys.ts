// Tables of the page: from cell to cell, rows and columns added and taken away. A table is a rectangle whose first row is its head;
// whatever else comes in by the clipboard is made one.
import type { Node, ResolvedPos } from 'prosemirror-model';
import { Plugin, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { nodes } from './schema';

export interface InTable { table: Node; start: number; row: number; column: number; rows: number; columns: number }

export function tableAt($from: ResolvedPos): InTable | null {
  for (let depth = $from.depth; depth > 1; depth--) {
    if ($from.node(depth).type !== nodes.table_cell) continue;
    const table = $from.node(depth - 2);
    return { table, start: $from.before(depth - 2), row: $from.index(depth - 2), column: $from.index(depth - 1), rows: table.childCount, columns: table.firstChild!.childCount };
  }
  return null;
}

export const inTable = (state: EditorState) => tableAt(state.selection.$from);
const emptyCell = (head: boolean, align = '') => nodes.table_cell!.create({ head, align });

export function newTable(rows: number, columns: number): Node {
  return nodes.table!.create(null, Array.from({ length: rows }, (_, row) => nodes.table_row!.create(null, Array.from({ length: columns }, () => emptyCell(row === 0)))));
}

/** The place where the words of a cell begin. */
function placeOf(table: Node, start: number, row: number, column: number): number {
  let place = start + 1;
  for (let each = 0; each < row; each++) place += table.child(each).nodeSize;
  place += 1;
  for (let each = 0; each < column; each++) place += table.child(row).child(each).nodeSize;
  return place + 1;
}

const cells = (table: Node): Node[][] => table.children.map((row) => [...row.children]);
const built = (rows: Node[][]) => nodes.table!.create(null, rows.map((row) => nodes.table_row!.create(null, row)));

/** Puts another table in the place of this one, with the caret in one of its cells. */
function changed(make: (at: InTable, rows: Node[][]) => { rows: Node[][]; row: number; column: number } | null): Command {
  return (state, dispatch) => {
    const at = inTable(state);
    const made = at ? make(at, cells(at.table)) : null;
    if (!at || !made) return false;
    if (!dispatch) return true;
    const table = built(made.rows);
    const transaction = state.tr.replaceWith(at.start, at.start + at.table.nodeSize, table);
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, placeOf(table, at.start, made.row, made.column))).scrollIntoView());
    return true;
  };
}

export const addRow = (after: boolean) => changed((at, rows) => {
  const row = at.row + (after || at.row === 0 ? 1 : 0);
  rows = [...rows.slice(0, row), rows[0]!.map((cell) => emptyCell(false, cell.attrs.align as string)), ...rows.slice(row)];
  return { rows, row, column: at.column };
});
export const addColumn = (after: boolean) => changed((at, rows) => {
  const column = at.column + (after ? 1 : 0);
  return { rows: rows.map((row, index) => [...row.slice(0, column), emptyCell(index === 0), ...row.slice(column)]), row: at.row, column };
});
export const removeRow = changed((at, rows) => (at.row === 0 ? null : { rows: rows.filter((_, index) => index !== at.row), row: Math.min(at.row, at.rows - 2), column: at.column }));
export const removeColumn = changed((at, rows) => (at.columns < 2 ? null : { rows: rows.map((row) => row.filter((_, index) => index !== at.column)), row: at.row, column: Math.min(at.column, at.columns - 2) }));

export const removeTable: Command = (state, dispatch) => {
  const at = inTable(state);
  if (!at) return false;
  const transaction = state.tr.replaceWith(at.start, at.start + at.table.nodeSize, nodes.paragraph!.create());
  dispatch?.(transaction.setSelection(TextSelection.create(transaction.doc, at.start + 1)).scrollIntoView());
  return true;
};

function goTo(state: EditorState, at: InTable, row: number, column: number): Transaction {
  const cell = at.table.child(row).child(column);
  const from = placeOf(at.table, at.start, row, column);
  return state.tr.setSelection(TextSelection.create(state.doc, from, from + cell.content.size)).scrollIntoView();
}

/** Tab and Shift Tab; past the last cell comes a new row. */
export const nextCell = (by: 1 | -1): Command => (state, dispatch, view) => {
  const at = inTable(state);
  if (!at) return false;
  const next = at.row * at.columns + at.column + by;
  if (next < 0) return true;
  if (next >= at.rows * at.columns) {
    if (!addRow(true)(state, dispatch)) return false;
    if (dispatch && view) {
      const now = inTable(view.state)!;
      view.dispatch(goTo(view.state, now, now.row, 0));
    }
    return true;
  }
  dispatch?.(goTo(state, at, Math.floor(next / at.columns), next % at.columns));
  return true;
};

/** Enter goes to the cell below, from the last row out of the table. */
export const cellBelow: Command = (state, dispatch) => {
  const at = inTable(state);
  if (!at) return false;
  if (at.row + 1 < at.rows) { dispatch?.(goTo(state, at, at.row + 1, at.column)); return true; }
  const after = at.start + at.table.nodeSize;
  const next = state.doc.resolve(after).nodeAfter;
  const transaction = next?.type === nodes.paragraph ? state.tr : state.tr.insert(after, nodes.paragraph!.create());
  dispatch?.(transaction.setSelection(TextSelection.create(transaction.doc, after + 1)).scrollIntoView());
  return true;
};

function fixed(table: Node): Node | null {
  const columns = Math.max(...table.children.map((row) => row.childCount));
  const rows = cells(table).map((row, index) => Array.from({ length: columns }, (_, column) => {
    const align = (table.firstChild!.maybeChild(column)?.attrs.align as string | undefined) ?? '';
    const cell = row[column] ?? emptyCell(index === 0, align);
    return cell.attrs.head === (index === 0) && cell.attrs.align === align ? cell : nodes.table_cell!.create({ head: index === 0, align }, cell.content);
  }));
  return rows.every((row, index) => row.length === table.child(index).childCount && row.every((cell, column) => cell === table.child(index).child(column))) ? null : built(rows);
}

/** Keeps tables rectangles, and a line to write on below the last block. */
export function orderly(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      if (!transactions.some((each) => each.docChanged)) return null;
      const { tr } = state;
      const wrong: { from: number; table: Node; made: Node }[] = [];
      state.doc.descendants((node, from) => {
        if (node.type === nodes.table) { const made = fixed(node); if (made) wrong.push({ from, table: node, made }); }
        return !node.isTextblock && node.type !== nodes.table;
      });
      for (const { from, table, made } of wrong.reverse()) tr.replaceWith(from, from + table.nodeSize, made);
      if (!tr.doc.lastChild?.isTextblock || tr.doc.lastChild.type === nodes.code_block) tr.insert(tr.doc.content.size, nodes.paragraph!.create());
      return tr.docChanged ? tr : null;
    },
  });
}
