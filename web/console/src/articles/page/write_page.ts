// The drawn page as Markdown. A block that nobody changed is written with the source it was read from, and so is the room between
// blocks; what was changed is written anew. What is written is read once more: if it says something else, another way is tried.
import { Fragment, type Node } from 'prosemirror-model';
import { definitionsOf, readParts, type Part } from './read_page';
import type { Definitions } from './read_words';
import { nodes, schema } from './schema';
import { guardLines, leavesOf, meaning, writeWords } from './write_words';

export interface Written { markdown: string; /** Where each block of the page begins in it. */ starts: number[] }

const isEmpty = (node: Node) => node.type === nodes.paragraph && leavesOf(node).length === 0;

/** What a block says, for comparing: without empty paragraphs, the source's habits, and spaces that Markdown has no word for. */
export function essence(node: Node): string {
  if (node.type === nodes.kept) return `kept ${node.attrs.source as string}`;
  if (node.type === nodes.code_block) return `code ${node.attrs.info as string}\n${node.textContent}`;
  if (node.isTextblock) {
    const attrs = node.type === nodes.heading ? node.attrs.level as number : node.type === nodes.table_cell ? `${node.attrs.head as boolean} ${node.attrs.align as string}` : '';
    return `${node.type.name} ${attrs} ${meaning(leavesOf(node, node.type === nodes.table_cell))}`;
  }
  const inside: string[] = [];
  node.forEach((child) => { if (!isEmpty(child)) inside.push(essence(child)); });
  const order = node.type === nodes.ordered_list ? node.attrs.order as number : '';
  return `${node.type.name} ${order}(${inside.join(', ')})`;
}

class Writer {
  constructor(private readonly definitions: Definitions, private readonly loose: boolean) {}

  /** Lines of a block. `sign`: of a list, when its own would join it to its neighbour. */
  block(node: Node, sign?: string): string[] {
    switch (node.type) {
      case nodes.paragraph: return this.words(node).split('\n');
      case nodes.heading: return [`${'#'.repeat(node.attrs.level as number)} ${this.inline(node).replace(/\\\n/g, ' ').replace(/(\s|^)(#+)$/, '$1\\$2')}`.trimEnd()];
      case nodes.blockquote: return this.blocks(node).map((line) => (line ? `> ${line}` : '>'));
      case nodes.code_block: return fenced(node);
      case nodes.horizontal_rule: return ['---'];
      case nodes.table: return this.table(node);
      case nodes.bullet_list: case nodes.ordered_list: return this.list(node, sign ?? node.attrs.sign as string);
      default: return (node.attrs.source as string).split('\n');
    }
  }

  private inline(node: Node, cell = false): string {
    return writeWords(leavesOf(node, cell), cell, this.definitions);
  }

  private words(node: Node): string {
    return guardLines(this.inline(node));
  }

  private blocks(parent: Node, tight = false): string[] {
    const out: string[] = [];
    let before: Node | null = null;
    parent.forEach((node) => {
      if (isEmpty(node)) return;
      if (out.length && !tight) out.push('');
      out.push(...this.block(node, before ? otherSign(before, node) : undefined));
      before = node;
    });
    return out;
  }

  private list(node: Node, sign: string): string[] {
    const ordered = node.type === nodes.ordered_list;
    const tight = !this.loose && node.attrs.tight as boolean && node.children.every(isTightItem);
    return node.children.flatMap((item, index) => {
      const lead = ordered ? `${(node.attrs.order as number) + index}${sign} ` : `${sign} `;
      const lines = this.blocks(item, tight);
      const made = lines.length ? lines.map((line, at) => (at === 0 ? lead + line : line && ' '.repeat(lead.length) + line)) : [lead.trimEnd()];
      return index && !tight ? ['', ...made] : made;
    });
  }

  private table(node: Node): string[] {
    const width = Math.max(...node.children.map((row) => row.childCount));
    const line = (cells: string[]) => `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
    const [head, ...rows] = node.children.map((row) => line(row.children.map((cell) => this.inline(cell, true))));
    const rule = node.firstChild!.children.map((cell) => ({ left: ':--', right: '--:', center: ':-:' })[cell.attrs.align as string] ?? '---');
    return [head!, line(Array.from({ length: width }, (_, index) => rule[index] ?? '---')), ...rows];
  }
}

const isList = (node: Node | null | undefined) => node?.type === nodes.bullet_list || node?.type === nodes.ordered_list;

/** Words, and below them nothing but lists. */
const isTightItem = (item: Node) => item.children.filter((node) => !isEmpty(node)).every((node, index) =>
  (index === 0 ? node.type === nodes.paragraph || item.childCount === 1 : isList(node) && (node.type === nodes.bullet_list || node.attrs.order === 1) && !(isList(item.child(index - 1)))));

function otherSign(before: Node, node: Node): string | undefined {
  if (before.type !== node.type || !isList(node) || before.attrs.sign !== node.attrs.sign) return undefined;
  return { '-': '*', '*': '-', '+': '-', '.': ')', ')': '.' }[node.attrs.sign as string];
}

function fenced(node: Node): string[] {
  const longest = Math.max(2, ...[...node.textContent.matchAll(/`+/g)].map((found) => found[0].length));
  const info = (node.attrs.info as string).replace(/[`\n]/g, '').replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\').replace(/&(?=#?\w+;)/g, '&amp;');
  const ticks = '`'.repeat(longest + 1);
  return [ticks + info, ...(node.textContent ? node.textContent.split('\n') : []), ticks];
}

const none: Definitions = { known: new Map(), unread: false };
const read = (markdown: string, definitions: Definitions = none) => readParts(markdown, () => true, definitions);

/** One block as Markdown, and whether it says what the block says. */
function tried(node: Node, definitions: Definitions, sign?: string): { markdown: string; exact: boolean } {
  const wanted = essence(node);
  let first = '';
  for (const loose of [false, true]) {
    const markdown = new Writer(definitions, loose).block(node, sign).join('\n');
    first ||= markdown;
    const parts = read(markdown, definitions);
    if (parts.length === 1 && essence(parts[0]!.node) === wanted) return { markdown, exact: true };
  }
  return { markdown: first, exact: false };
}

export class PageText {
  readonly parts: Part[];
  private readonly definitions: Definitions;
  private readonly places = new Map<Node, number>();
  private readonly written = new WeakMap<Node, string>();

  constructor(readonly markdown: string) {
    this.definitions = definitionsOf(markdown);
    this.parts = readParts(markdown, (node) => tried(node, this.definitions).exact, this.definitions);
    this.parts.forEach((part, index) => this.places.set(part.node, index));
  }

  doc(): Node {
    return nodes.doc!.create(null, this.parts.length ? Fragment.from(this.parts.map((part) => part.node)) : [nodes.paragraph!.create()]);
  }

  /** Which block of the source a block still is; those that stand after `after` are asked first. */
  private placeOf(node: Node, after: number): number {
    const own = this.places.get(node) ?? -1;
    if (own > after) return own;
    for (let place = after + 1; place < this.parts.length; place++) if (this.parts[place]!.node.eq(node)) return place;
    return own >= 0 ? own : this.parts.findIndex((part) => part.node.eq(node));
  }

  private source(place: number): string {
    return this.markdown.slice(this.parts[place]!.from, this.parts[place]!.to);
  }

  private fresh(node: Node, before: string): string {
    const known = this.written.get(node);
    const made = known ?? tried(node, this.definitions).markdown;
    this.written.set(node, made);
    const sign = isList(node) ? signOf(before) : null;
    return sign && sign === signOf(made) ? tried(node, this.definitions, { '-': '*', '*': '-', '+': '-', '.': ')', ')': '.' }[sign]).markdown : made;
  }

  write(doc: Node): Written {
    const blocks: { node: Node; place: number; index: number }[] = [];
    let after = -1;
    doc.forEach((node, _offset, index) => {
      if (isEmpty(node)) return;
      const place = this.placeOf(node, after);
      if (place > after) after = place;
      blocks.push({ node, place, index });
    });
    const starts = new Array<number>(doc.childCount).fill(0);
    if (blocks.length === 0) return { markdown: this.parts.length ? '' : this.markdown, starts };
    const slots = slotsOf(blocks.map(({ place }) => place), this.parts.length);
    let out = this.parts.length ? this.markdown.slice(0, this.parts[0]!.from) : '';
    let last = '';
    blocks.forEach(({ node, place, index }, at) => {
      let text = place >= 0 ? this.source(place) : this.fresh(node, last);
      if (place >= 0 && at && slots[at] !== slots[at - 1]! + 1 && isList(node) && signOf(text) === signOf(last)) text = this.fresh(node, last);
      if (at) out += this.room(blocks[at - 1]!, blocks[at]!, slots[at - 1]!, slots[at]!, last, text);
      starts[index] = out.length;
      out += text;
      last = text;
    });
    if (this.parts.length) out += this.markdown.slice(this.parts.at(-1)!.to);
    for (let index = starts.length - 1; index > 0; index--) if (!blocks.some((block) => block.index === index)) starts[index] = starts[index + 1] ?? out.length;
    return { markdown: out, starts };
  }

  /** The room between two blocks: the source's own where both stand where they stood. */
  private room(a: { node: Node; place: number }, b: { node: Node; place: number }, slotA: number, slotB: number, textA: string, textB: string): string {
    if (slotA < 0 || slotB !== slotA + 1) return '\n\n';
    const own = this.markdown.slice(this.parts[slotA]!.to, this.parts[slotB]!.from);
    if ((a.place >= 0 && b.place >= 0) || /\n\s*\n/.test(own)) return own;
    const both = read(textA + own + textB, this.definitions);
    return both.length === 2 && essence(both[0]!.node) === essence(a.node) && essence(both[1]!.node) === essence(b.node) ? own : '\n\n';
  }
}

/** Blocks that were changed take the place of those between their unchanged neighbours, when there are as many. */
function slotsOf(places: number[], count: number): number[] {
  const slots = [...places];
  for (let at = 0; at < slots.length;) {
    if (slots[at]! >= 0) { at++; continue; }
    let end = at;
    while (end < slots.length && places[end]! < 0) end++;
    const from = at ? slots[at - 1]! : -1;
    const to = end < slots.length ? places[end]! : count;
    if (to - from - 1 === end - at) for (let each = at; each < end; each++) slots[each] = from + 1 + each - at;
    at = end;
  }
  return slots;
}

function signOf(markdown: string): string | null {
  const found = /(?:^|\n) {0,3}(?:([-+*])|\d{1,9}([.)]))(?: |$)/.exec(markdown.startsWith('\n') ? markdown.trim() : markdown);
  return found && found.index === 0 ? found[1] ?? found[2]! : null;
}

/** For text that came by the clipboard or a test: the page of a Markdown. */
export const pageOf = (markdown: string): Node => new PageText(markdown).doc();
export { schema };
