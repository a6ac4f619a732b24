// Comments whose HTML is only paragraphs, lists, links and emphasis are rebuilt as our own elements: nothing of the markup is
// inserted, only its text and http(s)/mailto addresses. Everything richer goes into the sandboxed frame (mail_frame.tsx).
import { h, type ComponentChildren } from 'preact';
import { setStylesAside } from './mail_styles';

const plainTags = new Set([
  'P', 'DIV', 'BR', 'B', 'STRONG', 'I', 'EM', 'U', 'A', 'UL', 'OL', 'LI', 'CODE', 'PRE', 'BLOCKQUOTE', 'SPAN', 'HR', 'H1', 'H2', 'H3',
]);
const keptAttributes = new Set(['href', 'dir', 'target', 'rel', 'class', 'title']);
const deepest = 40;

function isPlain(body: HTMLElement): boolean {
  for (const element of body.querySelectorAll('*')) {
    if (!plainTags.has(element.tagName)) return false;
    for (const attribute of element.attributes) if (!keptAttributes.has(attribute.name)) return false;
  }
  return true;
}

export function safeAddress(address: string | null): string | undefined {
  return address && /^(https?:|mailto:|tel:)/i.test(address.trim()) ? address.trim() : undefined;
}

function rebuild(node: Node, depth: number): ComponentChildren {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue;
  if (node.nodeType !== Node.ELEMENT_NODE || depth > deepest) return node.textContent;
  const element = node as HTMLElement;
  const children = [...element.childNodes].map((child) => rebuild(child, depth + 1));
  const tag = element.tagName;
  if (tag === 'BR' || tag === 'HR') return h(tag.toLowerCase(), null);
  if (tag === 'A') {
    const href = safeAddress(element.getAttribute('href'));
    return href ? <a class="link" href={href} target="_blank" rel="noopener noreferrer">{children}</a> : children;
  }
  if (/^H\d$/.test(tag)) return <p><strong>{children}</strong></p>;
  return h(tag.toLowerCase() as 'p', { dir: element.getAttribute('dir') ?? undefined }, children);
}

const known = new Map<string, ComponentChildren | null>();
const knownAtMost = 200;
const rememberedLength = 10_000;

/** Our own elements for simple HTML, or null when it needs the frame. The last ones are remembered: what is read ahead is ready. */
export function plainElements(html: string): ComponentChildren | null {
  let elements = known.get(html);
  if (elements !== undefined) return elements;
  elements = made(html);
  if (html.length < rememberedLength) known.set(html, elements);
  if (known.size > knownAtMost) known.delete(known.keys().next().value!);
  return elements;
}

/** Paragraphs of bare words, as most answers are: no parser of the browser is asked for them. */
const bareWords = /^(?:<p>(?:[^<>&]|<br>)*<\/p>)+$/;

function made(html: string): ComponentChildren | null {
  if (bareWords.test(html)) return html.slice(3, -4).split('</p><p>').map((words) => <p>{words.split('<br>').map((line, n) => (n === 0 ? line : [<br />, line]))}</p>);
  const { body } = new DOMParser().parseFromString(setStylesAside(html), 'text/html');
  if (!isPlain(body)) return null;
  return [...body.childNodes].map((child) => rebuild(child, 0));
}

const addressPattern = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/** Plain text with its web addresses as links. */
export function linkedText(text: string): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let from = 0;
  for (const found of text.matchAll(addressPattern)) {
    pieces.push(text.slice(from, found.index));
    pieces.push(<a class="link" href={found[0]} target="_blank" rel="noopener noreferrer">{found[0]}</a>);
    from = found.index + found[0].length;
  }
  pieces.push(text.slice(from));
  return pieces;
}
