// The words of a block, Markdown to page: CommonMark with strikethrough and bare addresses, as the server's cmark-gfm draws them.
// What the page has no form for (raw HTML, names of signs we do not know) throws NoForm, and the whole block is kept as it came.
import type { Mark, Node } from 'prosemirror-model';
import { marks, nodes, schema } from './schema';

export class NoForm extends Error {}

export interface Definition { href: string; title: string }
/** Definitions of links by their label; `unread` when some could not be understood. */
export interface Definitions { known: Map<string, Definition>; unread: boolean }

interface Item { text: string; node: Node | null; marks: Mark[]; run: Run | null }
/** A row of * _ or ~ that may begin or end emphasis. */
interface Run { sign: string; length: number; left: number; opens: boolean; closes: boolean; spent: boolean }
interface Bracket { at: number; source: number; image: boolean; active: boolean }

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ndash: '–', mdash: '—', hellip: '…', laquo: '«', raquo: '»', copy: '©', reg: '®', deg: '°', times: '×', rarr: '→', larr: '←', middot: '·', euro: '€', shy: '\u00ad' };
const punctuation = /^[!-/:-@[-`{-~]|^\p{P}/u;
const white = /^[\s\u00a0]/u;
const escapable = /^[!-/:-@[-`{-~]$/;
export const normalLabel = (label: string) => label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();

/** The sign that begins with "&", and how long its source is; null when it is a plain "&". */
function entityAt(text: string, at: number): { sign: string; size: number } | null {
  const found = /^&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/.exec(text.slice(at, at + 40));
  if (!found) return null;
  if (found[3]) {
    if (!Object.hasOwn(named, found[3])) throw new NoForm();
    return { sign: named[found[3]]!, size: found[0].length };
  }
  const code = found[1] ? parseInt(found[1], 10) : parseInt(found[2]!, 16);
  if (code <= 32 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new NoForm();
  return { sign: String.fromCodePoint(code), size: found[0].length };
}

/** Without backslashes and named signs: addresses, titles and the words after a fence. */
export function unescaped(text: string): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    const entity = text[at] === '&' ? entityAt(text, at) : null;
    if (entity) { out += entity.sign; at += entity.size; continue; }
    if (text[at] === '\\' && escapable.test(text[at + 1] ?? '')) at++;
    out += text[at++];
  }
  return out;
}

const charBefore = (text: string, at: number) => (at <= 0 ? '\n' : /[\udc00-\udfff]/.test(text[at - 1]!) ? text.slice(at - 2, at) : text[at - 1]!);
const charAfter = (text: string, at: number) => (at >= text.length ? '\n' : String.fromCodePoint(text.codePointAt(at)!));

export function runAt(text: string, at: number): Run {
  const sign = text[at]!;
  let end = at;
  while (text[end] === sign) end++;
  const before = charBefore(text, at);
  const after = charAfter(text, end);
  const leftOpen = !white.test(after) && (!punctuation.test(after) || white.test(before) || punctuation.test(before));
  const rightOpen = !white.test(before) && (!punctuation.test(before) || white.test(after) || punctuation.test(after));
  const under = sign === '_';
  return {
    sign, length: end - at, left: end - at, spent: false,
    opens: leftOpen && (!under || !rightOpen || punctuation.test(before)),
    closes: rightOpen && (!under || !leftOpen || punctuation.test(after)),
  };
}

/** "(address "title")" behind a bracket. */
function targetAt(text: string, at: number): (Definition & { end: number }) | null {
  let place = at + 1;
  const skip = () => { while (/[ \t\n]/.test(text[place] ?? '')) place++; };
  skip();
  const from = place;
  let href: string;
  if (text[place] === '<') {
    const found = /^<((?:[^<>\n\\]|\\.)*)>/.exec(text.slice(place));
    if (!found) return null;
    href = found[1]!;
    place += found[0].length;
  } else {
    let depth = 0;
    for (; place < text.length; place++) {
      const sign = text[place]!;
      if (sign === '\\' && escapable.test(text[place + 1] ?? '')) { place++; continue; }
      if (/[\x00-\x20\x7f]/.test(sign)) break;
      if (sign === '(') depth++;
      else if (sign === ')' && depth-- === 0) break;
    }
    if (depth > 0) return null;
    href = text.slice(from, place);
  }
  const spaced = /[ \t\n]/.test(text[place] ?? '');
  skip();
  const found = spaced ? /^(?:"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|\(((?:[^()\\]|\\[\s\S])*)\))/.exec(text.slice(place)) : null;
  if (found) { place += found[0].length; skip(); }
  if (text[place] !== ')') return null;
  return { href: unescaped(href), title: unescaped(found ? found[1] ?? found[2] ?? found[3] ?? '' : '').replace(/\s+/g, ' '), end: place + 1 };
}

/** How far a bare address beginning at `at` goes; 0: there is none. */
export function bareAddress(text: string, at: number): number {
  const begin = /^(?:(https?|ftp):\/\/|(www)\.)/i.exec(text.slice(at, at + 9));
  if (!begin) return 0;
  if (begin[2] ? begin[2] !== 'www' || (at > 0 && !/[\s*_~(]/.test(text[at - 1]!)) : /[A-Za-z]/.test(text[at - 1] ?? '')) return 0;
  const host = /^[^\s!-,/:-@[-^`{-~\u2000-\u206f]+/.exec(text.slice(at + (begin[2] ? 0 : begin[0].length)))?.[0] ?? '';
  if (!host || host.startsWith('-') || host.startsWith('.') || host.split('.').slice(-2).some((part) => part.includes('_'))) return 0;
  let address = /^[^\s<]*/.exec(text.slice(at))![0];
  for (;;) {
    const entity = /&[A-Za-z0-9]+;$/.exec(address);
    if (entity) address = address.slice(0, -entity[0].length);
    else if (/[?!.,:*_~'"]$/.test(address)) address = address.slice(0, -1);
    else if (address.endsWith(')') && address.split(')').length > address.split('(').length) address = address.slice(0, -1);
    else break;
  }
  return address.length > begin[0].length ? address.length : 0;
}

class Words {
  private readonly items: Item[] = [];
  private readonly brackets: Bracket[] = [];
  private at = 0;
  constructor(private readonly text: string, private readonly definitions: Definitions) {}

  read(): Node[] {
    while (this.at < this.text.length) this.step();
    emphasise(this.items, 0);
    return joined(this.items);
  }

  private push(text: string, node: Node | null = null, run: Run | null = null): void {
    this.items.push({ text, node, marks: [], run });
  }

  private step(): void {
    const { text } = this;
    const sign = text[this.at]!;
    if (sign === '\\') return this.backslash();
    if (sign === '\n') return this.lineEnd();
    if (sign === '`') return this.code();
    if (sign === '<') return this.angle();
    if (sign === '*' || sign === '_' || sign === '~') return this.run();
    if (sign === '[') { this.brackets.push({ at: this.items.length, source: this.at + 1, image: false, active: true }); this.push('['); this.at++; return undefined; }
    if (sign === '!' && text[this.at + 1] === '[') { this.brackets.push({ at: this.items.length, source: this.at + 2, image: true, active: true }); this.push('!['); this.at += 2; return undefined; }
    if (sign === ']') return this.close();
    const entity = sign === '&' ? entityAt(text, this.at) : null;
    if (entity) { this.push(entity.sign); this.at += entity.size; return undefined; }
    const address = this.brackets.length === 0 && /[hfw]/i.test(sign) ? bareAddress(text, this.at) : 0;
    if (address) return this.link(text.slice(this.at, this.at + address), address, sign === 'w' ? 'http://' : '');
    const plain = /^[\s\S][^\\\n`<*_~[\]!&hfw]*/i.exec(text.slice(this.at))![0];
    this.push(plain);
    this.at += plain.length;
  }

  private link(words: string, size: number, before = ''): void {
    this.items.push({ text: words, node: null, marks: [marks.link!.create({ href: before + words })], run: null });
    this.at += size;
  }

  private backslash(): void {
    const next = this.text[this.at + 1] ?? '';
    if (next === '\n') { this.push('', nodes.hard_break!.create()); this.at += 2; this.indent(); return; }
    if (escapable.test(next)) { this.push(next); this.at += 2; return; }
    this.push('\\');
    this.at++;
  }

  private indent(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
  }

  /** Two spaces before it break the line; else it is a space. */
  private lineEnd(): void {
    let spaces = 0;
    for (let last = this.items.at(-1); last && !last.run && !last.node && last.marks.length === 0 && /[ \t]$/.test(last.text); last = this.items.at(-1)) {
      const bare = last.text.replace(/[ \t]+$/, '');
      spaces += last.text.length - bare.length;
      last.text = bare;
      if (bare) break;
      this.items.pop();
    }
    if (spaces >= 2) this.push('', nodes.hard_break!.create());
    else this.push(' ');
    this.at++;
    this.indent();
  }

  private code(): void {
    const fence = /^`+/.exec(this.text.slice(this.at))![0];
    const from = this.at + fence.length;
    const end = new RegExp(`(?<!\`)\`{${fence.length}}(?!\`)`, 'g');
    end.lastIndex = from;
    const found = end.exec(this.text);
    if (!found) { this.push(fence); this.at = from; return; }
    let inside = this.text.slice(from, found.index).replace(/\n/g, ' ');
    if (/^ .* $/.test(inside) && inside.trim()) inside = inside.slice(1, -1);
    this.items.push({ text: inside, node: null, marks: [marks.code!.create()], run: null });
    this.at = found.index + fence.length;
  }

  private angle(): void {
    const rest = this.text.slice(this.at);
    const address = /^<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\x00-\x20]*)>/.exec(rest);
    const mail = /^<([\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*)>/.exec(rest);
    if (address) return this.link(address[1]!, address[0].length);
    if (mail) return this.link(mail[1]!, mail[0].length, 'mailto:');
    if (/^<(?:[A-Za-z/][^>]*|[!?][\s\S]*)>/.test(rest)) throw new NoForm();
    this.push('<');
    this.at++;
  }

  private run(): void {
    const run = runAt(this.text, this.at);
    const may = run.sign !== '~' || ((run.opens || run.closes) && run.length <= 2);
    this.push(run.sign.repeat(run.length), null, may ? run : null);
    this.at += run.length;
  }

  private close(): void {
    this.at++;
    const bracket = this.brackets.pop();
    const target = bracket?.active ? this.targetOf(bracket) : null;
    if (!bracket || !target) { this.push(']'); return; }
    this.at = target.end;
    emphasise(this.items, bracket.at + 1);
    const inside = this.items.splice(bracket.at + 1);
    this.items.pop();
    const { href, title } = target;
    if (bracket.image) {
      const alt = joined(inside).map((node) => (node.type === nodes.image ? node.attrs.alt as string : node.isText ? node.text! : ' ')).join('');
      this.push('', nodes.image!.create({ src: href, alt, title }));
      return;
    }
    const mark = marks.link!.create({ href, title });
    for (const item of inside) if (!(item.run && (item.run.left === 0))) item.marks = mark.addToSet(item.marks) as Mark[];
    this.items.push(...inside.map((item) => (item.run ? settled(item) : item)));
    for (const each of this.brackets) if (!each.image) each.active = false;
  }

  private targetOf(bracket: Bracket): (Definition & { end: number }) | null {
    const { text, at } = this;
    const direct = text[at] === '(' ? targetAt(text, at) : null;
    if (direct) return direct;
    const words = text.slice(bracket.source, at - 1);
    const label = /^\[((?:[^\\[\]]|\\.){0,999})\]/.exec(text.slice(at));
    const wanted = label?.[1] ? label[1] : words;
    if (this.definitions.unread && wanted.trim()) throw new NoForm();
    const known = this.definitions.known.get(normalLabel(wanted));
    return known ? { ...known, end: at + (label ? label[0].length : 0) } : null;
  }
}

const settled = (item: Item): Item => ({ ...item, text: item.run!.sign.repeat(item.run!.left), run: null });

/** The rule of CommonMark: a run that ends emphasis looks back for the nearest that begins it. */
function emphasise(items: Item[], from: number): void {
  for (let at = from; at < items.length;) {
    const closer = items[at]!.run;
    if (!closer || !closer.closes || closer.spent || closer.left === 0) { at++; continue; }
    const opening = openerOf(items, from, at, closer);
    if (opening < 0) { if (!closer.opens) closer.spent = true; at++; continue; }
    const opener = items[opening]!.run!;
    const tilde = closer.sign === '~';
    if (tilde && opener.left !== closer.left) throw new NoForm();
    const use = tilde ? closer.left : opener.left >= 2 && closer.left >= 2 ? 2 : 1;
    const mark = tilde ? marks.strike! : use === 2 ? marks.strong! : marks.em!;
    for (let between = opening + 1; between < at; between++) {
      const item = items[between]!;
      item.marks = mark.create().addToSet(item.marks) as Mark[];
      if (item.run) item.run.spent = true;
    }
    opener.left -= use;
    closer.left -= use;
  }
}

function openerOf(items: Item[], from: number, at: number, closer: Run): number {
  for (let back = at - 1; back >= from; back--) {
    const run = items[back]!.run;
    if (!run || run.sign !== closer.sign || !run.opens || run.spent || run.left === 0) continue;
    const odd = (run.closes || closer.opens) && (run.length + closer.length) % 3 === 0 && closer.length % 3 !== 0;
    if (!odd) return back;
  }
  return -1;
}

/** Nodes of the page; neighbours with the same marks are one text, and mail addresses in it are links. */
function joined(items: Item[]): Node[] {
  const out: { text: string; node: Node | null; marks: Mark[] }[] = [];
  for (const raw of items) {
    const item = raw.run ? settled(raw) : raw;
    const last = out.at(-1);
    if (item.node) out.push({ ...item, node: item.node.mark(item.marks) });
    else if (!item.text) continue;
    else if (last && !last.node && last.marks.length === item.marks.length && item.marks.every((mark) => mark.isInSet(last.marks))) last.text += item.text;
    else out.push({ text: item.text, node: null, marks: item.marks });
  }
  return out.flatMap((item) => (item.node ? [item.node] : item.marks.some((mark) => mark.type === marks.link || mark.type === marks.code) ? [schema.text(item.text, item.marks)] : withMails(item.text, item.marks)));
}

function withMails(text: string, around: Mark[]): Node[] {
  const out: Node[] = [];
  let done = 0;
  for (const found of text.matchAll(/[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]*(?:\.[A-Za-z0-9][A-Za-z0-9_-]*)+/g)) {
    const address = found[0].replace(/[_-]+$/, '');
    if (address !== found[0] || text[found.index + address.length] === '@') throw new NoForm();
    if (!/[A-Za-z]$/.test(address)) continue;
    if (found.index > done) out.push(schema.text(text.slice(done, found.index), around));
    out.push(schema.text(address, marks.link!.create({ href: `mailto:${address}` }).addToSet(around)));
    done = found.index + address.length;
  }
  if (done < text.length) out.push(schema.text(text.slice(done), around));
  return out;
}

export function readWords(text: string, definitions: Definitions): Node[] {
  return new Words(text.replace(/^[ \t]+|[ \t]+$/g, ''), definitions).read();
}
