// The words of a block, page to Markdown. Signs that would mean something are escaped, emphasis never begins or ends at a space,
// and where CommonMark would not see a mark's edge (between a bold full stop and a letter) the neighbour is written as its number.
import type { Mark, Node } from 'prosemirror-model';
import { bareAddress, readWords, type Definitions } from './read_words';
import { marks, nodes } from './schema';

/** `em`: the sign of emphasis; `numbered`: letters beside marks are written as numbers; `cell`: in a table. */
export interface Way { em: '*' | '_'; numbered: boolean; cell: boolean }
export interface Leaf { text: string; node: Node | null; marks: readonly Mark[] }

const emphasis = new Set([marks.strong, marks.em, marks.strike]);
const same = (a: readonly Mark[], b: readonly Mark[]) => a.length === b.length && a.every((mark) => mark.isInSet(b));

/** As Markdown can say it: no emphasis on spaces at its edges, none at the edges of the block. */
export function leavesOf(parent: Node, cell = false): Leaf[] {
  let leaves: Leaf[] = [];
  parent.forEach((node) => {
    if (node.isText) leaves.push({ text: node.text!.replace(/\s*\n\s*/g, ' '), node: null, marks: node.marks });
    else if (node.type === nodes.hard_break && cell) leaves.push({ text: ' ', node: null, marks: node.marks });
    else leaves.push({ text: '', node, marks: node.type === nodes.hard_break ? [] : node.marks });
  });
  leaves = leaves.flatMap((leaf) => (leaf.node || leaf.marks.some((mark) => mark.type === marks.code) ? [leaf] : leaf.text.split(/([ \t\n]+|\s)/).filter(Boolean).map((text) => ({ ...leaf, text }))));
  // A break inside emphasis goes on with it.
  leaves = leaves.map((leaf, index) => (leaf.node?.type === nodes.hard_break ? { ...leaf, marks: (leaves[index - 1]?.marks ?? []).filter((mark) => mark.isInSet(leaves[index + 1]?.marks ?? [])) } : leaf));
  for (const mark of [...emphasis, marks.link]) leaves = bareEdges(leaves, mark!);
  const spaces = (leaf: Leaf | undefined) => leaf !== undefined && (leaf.node?.type === nodes.hard_break || (!leaf.node && /^[ \t\n]*$/.test(leaf.text) && !leaf.marks.some((mark) => mark.type === marks.code)));
  while (spaces(leaves[0])) leaves.shift();
  while (spaces(leaves.at(-1))) leaves.pop();
  leaves = leaves.filter((leaf, index) => !(spaces(leaf) && !leaf.node && (leaves[index - 1]?.node?.type === nodes.hard_break || leaves[index + 1]?.node?.type === nodes.hard_break)));
  const out: Leaf[] = [];
  for (const leaf of leaves) {
    const last = out.at(-1);
    const apart = leaf.marks.some((mark) => emphasis.has(mark.type)) && last !== undefined && isSpace(leaf) !== isSpace(last);
    if (last && !last.node && !leaf.node && !apart && same(last.marks, leaf.marks)) out[out.length - 1] = { ...last, text: last.text + leaf.text };
    else out.push(leaf);
  }
  return out;
}

const isSpace = (leaf: Leaf) => leaf.node?.type === nodes.hard_break || (!leaf.node && leaf.text.trim() === '' && !leaf.marks.some((mark) => mark.type === marks.code));

/** What the words say, for comparing: a mark on a space says nothing. */
export function meaning(leaves: Leaf[]): string {
  const out: [string, object | 0, readonly Mark[]][] = [];
  for (const leaf of leaves) {
    const plain = !leaf.marks.some((mark) => mark.type === marks.code);
    for (const text of leaf.node ? [''] : plain ? leaf.text.split(/(\s+)/).filter(Boolean) : [leaf.text]) {
      const own = isSpace({ ...leaf, text }) ? leaf.marks.filter((mark) => !emphasis.has(mark.type)) : leaf.marks;
      const last = out.at(-1);
      if (last && !leaf.node && !last[1] && same(last[2], own)) last[0] += text;
      else out.push([leaf.node ? leaf.node.type.name : text, leaf.node ? { ...leaf.node.attrs, alt: String(leaf.node.attrs.alt ?? '').trim().replace(/\s+/g, ' ') } : 0, own]);
    }
  }
  return JSON.stringify(out.map(([text, attrs, own]) => [text, attrs, own.map((mark) => [mark.type.name, mark.attrs])]));
}

function bareEdges(leaves: Leaf[], type: typeof marks.strong): Leaf[] {
  const has = (leaf: Leaf | undefined) => leaf?.marks.some((mark) => mark.type === type) ?? false;
  const bare = (leaf: Leaf) => ({ ...leaf, marks: leaf.marks.filter((mark) => mark.type !== type) });
  const out = [...leaves];
  for (let at = 0; at < out.length; at++) if (has(out[at]) && !has(out[at - 1]) && isSpace(out[at]!)) out[at] = bare(out[at]!);
  for (let at = out.length - 1; at >= 0; at--) if (has(out[at]) && !has(out[at + 1]) && isSpace(out[at]!)) out[at] = bare(out[at]!);
  return out;
}

const ways: Omit<Way, 'cell'>[] = [{ em: '*', numbered: false }, { em: '_', numbered: false }, { em: '*', numbered: true }, { em: '_', numbered: true }];

/** What is written is read once more: if it says something else, it is written another way. */
export function writeWords(leaves: Leaf[], cell: boolean, definitions: Definitions): string {
  const wanted = meaning(leaves);
  let first: string | null = null;
  for (const way of ways) {
    const text = group(leaves, { ...way, cell }, []);
    first ??= text;
    const again = readWords(cell ? text.replace(/\\\|/g, '|') : text, definitions);
    if (meaning(leavesOf(nodes.paragraph!.create(null, again), cell)) === wanted) return text;
  }
  return first ?? '';
}

/** The mark that goes on longest is outermost. */
function group(leaves: Leaf[], way: Way, open: readonly Mark[]): string {
  let out = '';
  for (let at = 0; at < leaves.length;) {
    const rest = leaves[at]!.marks.filter((mark) => mark.type !== marks.code && !mark.isInSet(open));
    if (rest.length === 0) { out += leaf(leaves[at]!, leaves, at, way); at++; continue; }
    const reach = (mark: Mark) => { let end = at; while (end < leaves.length && mark.isInSet(leaves[end]!.marks)) end++; return end; };
    const mark = rest.reduce((best, each) => (reach(each) > reach(best) ? each : best));
    const end = reach(mark);
    const made = wrap(mark, leaves.slice(at, end), way, open);
    if (made.startsWith('[') && out.endsWith('!')) out = `${out.slice(0, -1)}\\!`;
    out += made;
    at = end;
  }
  return out;
}

function wrap(mark: Mark, all: Leaf[], way: Way, open: readonly Mark[]): string {
  // Where another mark ends inside this one, a space can come to stand at an edge.
  const first = mark.type === marks.link ? 0 : all.findIndex((each) => !isSpace(each));
  const last = mark.type === marks.link ? all.length - 1 : all.findLastIndex((each) => !isSpace(each));
  if (first < 0) return group(all.map((each) => ({ ...each, marks: [] })), way, open);
  if (first > 0 || last < all.length - 1) return group(all.slice(0, first), way, mark.addToSet(open)) + wrap(mark, all.slice(first, last + 1), way, open) + group(all.slice(last + 1), way, mark.addToSet(open));
  const inside = all;
  const words = group(inside, way, mark.addToSet(open));
  if (mark.type === marks.link) {
    const plain = inside.length === 1 && !inside[0]!.node ? inside[0]!.text : '';
    const href = mark.attrs.href as string;
    if (plain && !mark.attrs.title && !inside[0]!.marks.some((each) => each.type === marks.code) && !way.numbered) {
      if (href === plain && /^[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\s]*$/.test(href)) return `<${href}>`;
      if (href === `mailto:${plain}` && /^[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(plain)) return `<${plain}>`;
    }
    return `[${words}](${address(href)}${title(mark.attrs.title as string)})`;
  }
  const sign = mark.type === marks.strong ? '**' : mark.type === marks.strike ? '~~' : way.em;
  return `${sign}${words}${sign}`;
}

function leaf(now: Leaf, leaves: Leaf[], at: number, way: Way): string {
  if (now.node?.type === nodes.hard_break) return '\\\n';
  if (now.node?.type === nodes.image) {
    const { src, alt, title: words } = now.node.attrs as { src: string; alt: string; title: string };
    return `![${escaped(alt.replace(/\s+/g, ' '), way)}](${address(src)}${title(words)})`;
  }
  if (now.marks.some((mark) => mark.type === marks.code)) return code(now.text, way);
  if (!way.numbered) return escaped(now.text, way);
  const edge = (neighbour: Leaf | undefined) => neighbour !== undefined && !same(neighbour.marks, now.marks);
  const signs = [...now.text];
  const numbered = (sign: string) => (/[\p{L}\p{N}\p{M}]/u.test(sign) ? `&#${sign.codePointAt(0)};` : null);
  const first = edge(leaves[at - 1]) ? numbered(signs[0]!) : null;
  const last = edge(leaves[at + 1]) && signs.length > 1 ? numbered(signs.at(-1)!) : null;
  return (first ?? '') + escaped(signs.slice(first ? 1 : 0, last ? -1 : undefined).join(''), way) + (last ?? '');
}

function code(text: string, way: Way): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((found) => found[0].length));
  const ticks = '`'.repeat(text.includes('`') ? longest + 1 : 1);
  const pad = /^`|`$|^ .*[^ ].* $/.test(text) ? ' ' : '';
  return `${ticks}${pad}${way.cell ? text.replace(/\|/g, '\\|') : text}${pad}${ticks}`;
}

function address(href: string): string {
  const clean = href.replace(/[\n\r]/g, '').replace(/&(?=#?\w+;)/g, '&amp;').replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\');
  if (/[\s()<>]/.test(clean) || clean === '') return `<${clean.replace(/</g, '%3C').replace(/>/g, '%3E')}>`;
  return clean.replace(/\|/g, '%7C');
}

const title = (words: string) => (words ? ` "${words.replace(/["\\]/g, '\\$&').replace(/&(?=#?\w+;)/g, '&amp;').replace(/\s+/g, ' ').replace(/\|/g, '&#124;')}"` : '');

/** Addresses stay as they are: an escape inside one would become part of it. */
function escaped(text: string, way: Way): string {
  let out = '';
  let at = 0;
  for (let look = 0; look < text.length; look++) {
    const size = /[hfw]/i.test(text[look]!) ? bareAddress(text, look) : 0;
    if (!size || /[*[\]<>`\\~|]/.test(text.slice(look, look + size))) continue;
    out += signs(text.slice(at, look), way) + text.slice(look, look + size);
    at = look + size;
    look = at - 1;
  }
  return out + signs(text.slice(at), way);
}

function signs(text: string, way: Way): string {
  return text.replace(/[\\`*[\]<~]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/_/g, (sign, at: number, all: string) => (/[\p{L}\p{N}]/u.test(all[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(all[at + 1] ?? '') ? sign : `\\${sign}`))
    .replace(way.cell ? /\|/g : /(?!)/g, '\\|');
}

/** What would begin a block at the start of a line does not. */
export function guardLines(text: string): string {
  return text.split('\n').map((line) => line
    .replace(/^(\s*)(#{1,6}(?:\s|$)|>|[-+](?:\s|$)|(?:-\s*){2,}$|=+\s*$|:?-+[-:|\s]*$|\|)/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(\s*)~~~/, '$1\\~~~')).join('\n');
}
