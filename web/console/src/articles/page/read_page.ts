// An article's Markdown as the drawn page, block by block, each with the source it came of. A block that the page has no form for,
// or that would come back with another meaning, becomes `kept`. Wrong guesses about where a block ends only make it larger.
import type { Node } from 'prosemirror-model';
import { nodes, schema } from './schema';
import { NoForm, normalLabel, readWords, unescaped, type Definitions } from './read_words';

/** `from` and `to` are places in the Markdown. */
export interface Part { node: Node; from: number; to: number }
interface Line { text: string; from: number; to: number }
interface Span { kind: 'blocks' | 'kept'; node: () => Node[]; end: number }

const deepest = 12;
const hr = /^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$/;
const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const fence = /^( {0,3})(`{3,}|~{3,})([^\n]*)$/;
const marker = /^( {0,3})([-+*]|(\d{1,9})([.)]))( +|$)(.*)$/;
const delimiterRow = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const definition = /^ {0,3}\[((?:[^\\[\]]|\\.){1,999})\]:[ \t]*(<[^<>\n]*>|[^\s<]\S*)(?:[ \t]+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ \t]*$/;
const htmlStart = /^ {0,3}<(?:[A-Za-z/!?])/;
const autolink = /^ {0,3}<(?:[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>/;
const htmlOpen = /^ {0,3}<(?:(?:script|pre|style|textarea)(?:[\s>]|$)|!--|\?|![A-Za-z]|!\[CDATA\[)/i;
const htmlBlocks = /^ {0,3}<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/i;

const blank = (text: string | undefined) => text !== undefined && /^[ \t]*$/.test(text);
const indentOf = (text: string) => {
  let width = 0;
  for (const sign of text) {
    if (sign === ' ') width++;
    else if (sign === '\t') width += 4 - (width % 4);
    else break;
  }
  return width;
};
const isHtml = (text: string) => htmlStart.test(text) && !autolink.test(text);
const opensFence = (text: string) => { const found = fence.exec(text); return found && !(found[2]![0] === '`' && found[3]!.includes('`')) ? found : null; };

/** Ends a paragraph without an empty line before it. */
function interrupts(text: string): boolean {
  if (indentOf(text) >= 4) return false;
  const item = marker.exec(text);
  return heading.test(text) || hr.test(text) || opensFence(text) !== null || /^ {0,3}>/.test(text) || htmlOpen.test(text) || htmlBlocks.test(text)
    || (item !== null && item[6]!.trim() !== '' && (!item[3] || Number(item[3]) === 1));
}

class Blocks {
  constructor(private readonly definitions: Definitions) {}

  /** The blocks inside a quotation or an item. */
  inside(lines: string[], depth: number): Node[] {
    if (depth > deepest) throw new NoForm();
    const out: Node[] = [];
    for (let at = 0; at < lines.length;) {
      if (blank(lines[at])) { at++; continue; }
      const span = this.next(lines, at, depth);
      if (span.kind === 'kept') throw new NoForm();
      out.push(...span.node());
      at = span.end;
    }
    return out;
  }

  next(lines: string[], at: number, depth: number): Span {
    const text = lines[at]!;
    const span = (end: number, node: () => Node | Node[]): Span => ({ kind: 'blocks', end, node: () => [node()].flat() });
    const kept = (end: number): Span => ({ kind: 'kept', end, node: () => [] });
    if (indentOf(text) >= 4) return this.indented(lines, at, span, kept);
    const head = heading.exec(text);
    if (head) return span(at + 1, () => nodes.heading!.create({ level: head[1]!.length }, this.words(/^#+$/.test(head[2] ?? '') ? '' : head[2] ?? '')));
    const opened = opensFence(text);
    if (opened) return this.fenced(lines, at, opened, span);
    if (hr.test(text)) return span(at + 1, () => nodes.horizontal_rule!.create());
    if (isHtml(text)) return kept(this.htmlEnd(lines, at));
    if (/^ {0,3}>/.test(text)) return this.quote(lines, at, depth, span, kept);
    if (marker.test(text) || /^ {0,3}(?:[-+*]|\d{1,9}[.)])\t/.test(text)) return this.list(lines, at, depth, span, kept);
    if (this.isTable(lines, at)) return this.table(lines, at, span);
    if (definition.test(text) && !blank(text)) {
      let end = at + 1;
      while (end < lines.length && definition.test(lines[end]!)) end++;
      return blank(lines[end] ?? '') ? kept(end) : kept(this.paragraphEnd(lines, end).end);
    }
    return this.paragraph(lines, at, span, kept);
  }

  private words(text: string): Node[] {
    return readWords(text, this.definitions);
  }

  private indented(lines: string[], at: number, span: (end: number, node: () => Node) => Span, kept: (end: number) => Span): Span {
    let end = at + 1;
    for (let look = at + 1; look < lines.length && (blank(lines[look]) || indentOf(lines[look]!) >= 4); look++) if (!blank(lines[look])) end = look + 1;
    const code = lines.slice(at, end);
    if (code.some((line) => /^ *\t/.test(line))) return kept(end);
    return span(end, () => codeBlock(code.map((line) => line.slice(4)).join('\n'), ''));
  }

  private fenced(lines: string[], at: number, [, indent, sign, info]: RegExpExecArray, span: (end: number, node: () => Node) => Span): Span {
    const close = new RegExp(`^ {0,3}${sign![0]}{${sign!.length},}[ \\t]*$`);
    let end = at + 1;
    while (end < lines.length && !close.test(lines[end]!)) end++;
    const code = lines.slice(at + 1, end).map((line) => line.replace(new RegExp(`^ {0,${indent!.length}}`), ''));
    return span(Math.min(end + 1, lines.length), () => {
      if (end >= lines.length) throw new NoForm();
      return codeBlock(code.join('\n'), unescaped(info!.trim()));
    });
  }

  private htmlEnd(lines: string[], at: number): number {
    const text = lines[at]!;
    const until = /^ {0,3}<!--/.test(text) ? /-->/ : /^ {0,3}<\?/.test(text) ? /\?>/ : /^ {0,3}<!\[CDATA\[/.test(text) ? /\]\]>/ : /^ {0,3}<![A-Za-z]/.test(text) ? />/
      : htmlOpen.test(text) ? /<\/(?:script|pre|style|textarea)>/i : null;
    let end = at;
    if (until) {
      while (end < lines.length && !until.test(lines[end]!)) end++;
      end++;
    }
    while (end < lines.length && !blank(lines[end])) end++;
    return Math.min(end, lines.length);
  }

  private quote(lines: string[], at: number, depth: number, span: (end: number, node: () => Node) => Span, kept: (end: number) => Span): Span {
    const inner: string[] = [];
    let end = at;
    let lazy = false;
    for (; end < lines.length && !blank(lines[end]); end++) {
      const found = /^ {0,3}> ?(.*)$/.exec(lines[end]!);
      if (found) inner.push(found[1]!);
      else if (interrupts(lines[end]!)) break;
      else lazy = true;
    }
    if (lazy || lines.slice(at, end).some((line) => /^ {0,3}>\t/.test(line))) return kept(end);
    return span(end, () => {
      const blocks = this.inside(inner, depth + 1);
      if (blocks.length === 0) throw new NoForm();
      return nodes.blockquote!.create(null, blocks);
    });
  }

  private list(lines: string[], at: number, depth: number, span: (end: number, node: () => Node) => Span, kept: (end: number) => Span): Span {
    const first = marker.exec(lines[at]!);
    const sign = (found: RegExpExecArray) => found[4] ?? found[2]!;
    const items: { lines: string[]; width: number }[] = [];
    let odd = first === null || lines[at]!.includes('\t');
    let loose = false;
    let end = at;
    let item: { lines: string[]; width: number } | null = null;
    for (let look = at; look < lines.length; look++) {
      const text = lines[look]!;
      if (blank(text)) { item?.lines.push(text.slice(item.width)); continue; }
      const found = marker.exec(text);
      const indent = indentOf(text);
      const gap = look > at && blank(lines[look - 1]);
      if (item && indent >= item.width) {
        if (/^ *\t/.test(text)) odd = true;
        if (item.lines.every(blank)) odd ||= gap || item.lines.length > 1;
        item.lines.push(text.replace(/^[ \t]*/, ' '.repeat(indent - item.width)));
      } else if (found && !hr.test(text) && first && sign(found) === sign(first)) {
        if (gap) loose = true;
        const spaces = found[5]!.length;
        const lead = found[1]!.length + found[2]!.length;
        item = { lines: [spaces > 4 ? ' '.repeat(spaces - 1) + found[6]! : found[6]!], width: lead + (spaces > 4 || spaces === 0 || found[6] === '' ? 1 : spaces) };
        items.push(item);
      } else if (look > at && (gap || interrupts(text) || hr.test(text))) {
        // After an empty line something of its own; an ordered item never gets here without one.
        if (!gap && !interrupts(text)) odd = true;
        break;
      } else {
        // A line that only goes on with the words of the item, or a tab that we do not follow.
        odd = true;
        item?.lines.push(text);
      }
      end = look + 1;
    }
    if (odd) return kept(end);
    return span(end, () => {
      const made = items.map((each, index) => {
        const own = each.lines.slice(0, each.lines.findLastIndex((line) => !blank(line)) + 1 || 1);
        const blocks = this.inside(own, depth + 1);
        if (blocks.length > 1 && this.gapsBetween(own, depth + 1)) loose = true;
        if (index < items.length - 1 && each.lines.length > own.length) loose = true;
        return nodes.list_item!.create(null, blocks.length ? blocks : [nodes.paragraph!.create()]);
      });
      return first![3]
        ? nodes.ordered_list!.create({ order: Number(first![3]), tight: !loose, sign: first![4] }, made)
        : nodes.bullet_list!.create({ tight: !loose, sign: first![2] }, made);
    });
  }

  /** An empty line between two blocks of an item makes its list loose. */
  private gapsBetween(lines: string[], depth: number): boolean {
    let before = -1;
    for (let at = 0; at < lines.length;) {
      if (blank(lines[at])) { at++; continue; }
      if (before >= 0 && at > before) return true;
      before = this.next(lines, at, depth).end;
      at = before;
    }
    return false;
  }

  private isTable(lines: string[], at: number): boolean {
    const rule = lines[at + 1];
    return rule !== undefined && rule.includes('|') && delimiterRow.test(rule) && lines[at]!.trim() !== '|' && cellsOf(rule).length === cellsOf(lines[at]!).length;
  }

  private table(lines: string[], at: number, span: (end: number, node: () => Node) => Span): Span {
    let end = at + 2;
    while (end < lines.length && !blank(lines[end]) && !interrupts(lines[end]!) && !marker.test(lines[end]!) && !isHtml(lines[end]!) && indentOf(lines[end]!) < 4) end++;
    const align = cellsOf(lines[at + 1]!).map((cell) => (/^:-*:$/.test(cell) ? 'center' : cell.startsWith(':') ? 'left' : cell.endsWith(':') ? 'right' : ''));
    const row = (line: string, head: boolean) => {
      const cells = cellsOf(line);
      return nodes.table_row!.create(null, align.map((side, index) => nodes.table_cell!.create({ head, align: side }, this.words(cells[index] ?? '').map((node) => {
        if (node.type === nodes.hard_break) throw new NoForm();
        return node;
      }))));
    };
    return span(end, () => nodes.table!.create(null, [row(lines[at]!, true), ...lines.slice(at + 2, end).map((line) => row(line, false))]));
  }

  private paragraphEnd(lines: string[], at: number): { end: number; setext: number } {
    let end = at;
    for (; end < lines.length && !blank(lines[end]); end++) {
      const text = lines[end]!;
      if (end > at && /^ {0,3}(?:=+|-+)[ \t]*$/.test(text)) return { end: end + 1, setext: text.includes('=') ? 1 : 2 };
      if (end > at && interrupts(text)) break;
    }
    return { end, setext: 0 };
  }

  private paragraph(lines: string[], at: number, span: (end: number, node: () => Node) => Span, kept: (end: number) => Span): Span {
    const { end, setext } = this.paragraphEnd(lines, at);
    const own = lines.slice(at, end);
    // A table may begin with the last line of a paragraph.
    if (own.some((line, index) => index > 0 && delimiterRow.test(line) && cellsOf(line).length === cellsOf(own[index - 1]!).length && /[|:]/.test(line + own[index - 1]!))) return kept(end);
    const text = (setext ? own.slice(0, -1) : own).map((line) => line.replace(/^[ \t]+/, '')).join('\n');
    return span(end, () => (setext ? nodes.heading!.create({ level: setext }, this.words(text)) : nodes.paragraph!.create(null, this.words(text))));
  }
}

const codeBlock = (text: string, info: string) => nodes.code_block!.create({ info }, text ? schema.text(text) : null);

/** The cells of a line of a table, with their pipes unescaped. */
export function cellsOf(line: string): string[] {
  const cells = line.trim().replace(/^\|/, '').split(/(?<!\\)\|/);
  if (cells.length > 1 && cells.at(-1)!.trim() === '') cells.pop();
  return cells.map((cell) => cell.trim().replace(/\\\|/g, '|'));
}

function linesOf(text: string): Line[] {
  const out: Line[] = [];
  for (let from = 0; from <= text.length;) {
    const found = text.indexOf('\n', from);
    const next = found < 0 ? text.length : found;
    const to = text[next - 1] === '\r' && next > from ? next - 1 : next;
    out.push({ text: text.slice(from, to), from, to });
    from = next + 1;
  }
  return out;
}

/** The definitions of links. One that stands where we do not follow it makes us careful with every bracket. */
export function definitionsOf(text: string): Definitions {
  const found: Definitions = { known: new Map(), unread: false };
  if (!text.includes(']:')) return found;
  const lines = linesOf(text).map((line) => line.text);
  const blocks = new Blocks(found);
  for (let at = 0; at < lines.length;) {
    if (blank(lines[at])) { at++; continue; }
    const { end } = blocks.next(lines, at, 0);
    for (let begins = true; at < end; at++) {
      begins &&= define(lines[at]!, found);
      if (!begins && lines[at]!.includes(']:')) found.unread = true;
    }
  }
  return found;
}

function define(line: string, found: Definitions): boolean {
  const parts = definition.exec(line);
  const label = parts ? normalLabel(parts[1]!) : '';
  if (!parts || !label) return false;
  try {
    const made = { href: unescaped(parts[2]!.replace(/^<(.*)>$/, '$1')), title: unescaped((parts[3] ?? '').slice(1, -1)) };
    if (!found.known.has(label)) found.known.set(label, made);
    return true;
  } catch {
    return false;
  }
}

/** The blocks in order. `stays` says whether a block comes back as it was read. */
export function readParts(markdown: string, stays: (node: Node) => boolean, definitions = definitionsOf(markdown)): Part[] {
  const lines = linesOf(markdown);
  const texts = lines.map((line) => line.text);
  const blocks = new Blocks(definitions);
  const out: Part[] = [];
  for (let at = 0; at < texts.length;) {
    if (blank(texts[at])) { at++; continue; }
    const span = blocks.next(texts, at, 0);
    const from = lines[at]!.from;
    const to = lines[span.end - 1]!.to;
    out.push({ node: nodeOf(span, markdown.slice(from, to), stays), from, to });
    at = span.end;
  }
  return out;
}

function nodeOf(span: Span, source: string, stays: (node: Node) => boolean): Node {
  const kept = nodes.kept!.create({ source });
  if (span.kind === 'kept') return kept;
  try {
    const [node] = span.node();
    node!.check();
    return stays(node!) ? node! : kept;
  } catch (error) {
    if (error instanceof NoForm || error instanceof RangeError) return kept;
    throw error;
  }
}
