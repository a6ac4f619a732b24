// How pictures and kept blocks are shown on the page. A picture is loaded only when it lies here, from this very server; one from
// elsewhere is its words in a frame, as readers of the portal have it too.
import type { Node } from 'prosemirror-model';
import type { NodeView } from 'prosemirror-view';
import { t } from '../texts';

const ownFile = (src: string) => /^(?:https?:\/\/[^/]+)?(\/help-files\/.*)$/.exec(src)?.[1] ?? null;

export function pictureView(node: Node): NodeView {
  const { src, alt, title } = node.attrs as { src: string; alt: string; title: string };
  const own = ownFile(src) ?? (/^\/(?!\/)/.test(src) ? src : null);
  const dom = document.createElement(own ? 'img' : 'span');
  if (dom instanceof HTMLImageElement) {
    dom.src = own!;
    dom.alt = alt;
    if (title) dom.title = title;
  } else {
    dom.className = 'picture-elsewhere';
    dom.textContent = alt || src;
    dom.title = src;
    dom.setAttribute('role', 'img');
    dom.setAttribute('aria-label', `${t('articles.pictureElsewhere')}: ${alt || src}`);
  }
  return { dom };
}

export function keptView(node: Node): NodeView {
  const dom = document.createElement('div');
  dom.className = 'kept-block';
  dom.contentEditable = 'false';
  const words = document.createElement('p');
  words.className = 'xs t3';
  words.textContent = t('articles.keptBlock');
  const source = document.createElement('pre');
  source.dir = 'auto';
  source.textContent = node.attrs.source as string;
  dom.append(words, source);
  return { dom, ignoreMutation: () => true };
}
