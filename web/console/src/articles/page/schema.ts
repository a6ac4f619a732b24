// What the drawn page can hold: the blocks and words of our Markdown. Anything else of an article is a `kept` block, which shows
// its source and is written back as it came.
import { Schema, type DOMOutputSpec } from 'prosemirror-model';

const safe = (address: string | null) => (address && /^(https?:|mailto:|tel:|\/(?!\/)|#)/i.test(address.trim()) ? address.trim() : null);
const list = (tag: 'ul' | 'ol') => ({ tag, getAttrs: (element: HTMLElement) => ({ order: Number(element.getAttribute('start') ?? 1) || 1, tight: !element.querySelector(':scope > li > p + p') }) });

export const schema = new Schema({
  nodes: {
    doc: { content: '(block | kept)+' },
    paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', { dir: 'auto' }, 0] },
    heading: {
      attrs: { level: { default: 2 } }, content: 'inline*', group: 'block', defining: true,
      parseDOM: [{ tag: 'h1', attrs: { level: 2 } }, ...[2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } }))],
      toDOM: (node) => [`h${node.attrs.level as number}`, { dir: 'auto' }, 0],
    },
    blockquote: { content: 'block+', group: 'block', defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: () => ['blockquote', 0] },
    bullet_list: {
      attrs: { tight: { default: true }, sign: { default: '-' } }, content: 'list_item+', group: 'block',
      parseDOM: [list('ul')], toDOM: (node) => ['ul', node.attrs.tight ? { class: 'tight' } : {}, 0],
    },
    ordered_list: {
      attrs: { order: { default: 1 }, tight: { default: true }, sign: { default: '.' } }, content: 'list_item+', group: 'block',
      parseDOM: [list('ol')],
      toDOM: (node): DOMOutputSpec => ['ol', { start: node.attrs.order as number, style: `counter-reset: step ${(node.attrs.order as number) - 1}`, ...(node.attrs.tight ? { class: 'tight' } : {}) }, 0],
    },
    list_item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    code_block: {
      attrs: { info: { default: '' } }, content: 'text*', marks: '', group: 'block', code: true, defining: true,
      parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }], toDOM: () => ['pre', { spellcheck: 'false' }, ['code', 0]],
    },
    horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
    table: { content: 'table_row+', group: 'block', isolating: true, parseDOM: [{ tag: 'table' }], toDOM: () => ['table', ['tbody', 0]] },
    table_row: { content: 'table_cell+', parseDOM: [{ tag: 'tr' }], toDOM: () => ['tr', 0] },
    table_cell: {
      attrs: { head: { default: false }, align: { default: '' } }, content: 'inline*', isolating: true,
      parseDOM: [{ tag: 'td' }, { tag: 'th', attrs: { head: true } }],
      // Not th: one that is still empty would be a heading without words to who listens.
      toDOM: (node) => ['td', { dir: 'auto', ...(node.attrs.head ? { 'data-head': '' } : {}), ...(node.attrs.align ? { 'data-align': node.attrs.align as string } : {}) }, 0],
    },
    kept: { attrs: { source: { default: '' } }, atom: true, selectable: true, toDOM: (node) => ['pre', { class: 'kept' }, node.attrs.source as string] },
    text: { group: 'inline' },
    hard_break: { inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
    image: {
      attrs: { src: {}, alt: { default: '' }, title: { default: '' } }, inline: true, group: 'inline', draggable: true,
      // Only pictures that lie here: one from elsewhere would be asked for at its own place by everybody who reads.
      parseDOM: [{ tag: 'img[src]', getAttrs: (element) => {
        const src = element.getAttribute('data-src') ?? element.getAttribute('src') ?? '';
        return /^(https?:\/\/[^/]+)?\/help-files\//.test(src) ? { src, alt: element.getAttribute('alt') ?? '', title: element.getAttribute('title') ?? '' } : false;
      } }],
      toDOM: (node) => ['img', { src: node.attrs.src as string, alt: node.attrs.alt as string, ...(node.attrs.title ? { title: node.attrs.title as string } : {}) }],
    },
  },
  marks: {
    link: {
      attrs: { href: {}, title: { default: '' } }, inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (element) => { const href = safe(element.getAttribute('href')); return href ? { href, title: element.getAttribute('title') ?? '' } : false; } }],
      toDOM: (mark) => ['a', { href: mark.attrs.href as string, ...(mark.attrs.title ? { title: mark.attrs.title as string } : {}) }, 0],
    },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    strike: { parseDOM: [{ tag: 'del' }, { tag: 's' }, { tag: 'strike' }], toDOM: () => ['del', 0] },
    code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
  },
});

export const { nodes, marks } = schema;
/** An address that may stand in an article, or null. */
export const safeHref = safe;
