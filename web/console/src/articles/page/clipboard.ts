// What is pasted onto the page: read in a document that loads nothing and runs nothing; cells hold words alone, pictures that do
// not lie here leave their words behind. The page's own schema then takes what it knows and nothing else.
import { setStylesAside } from '../../ticket/mail_styles';

export function cleaned(html: string): string {
  const { body } = new DOMParser().parseFromString(setStylesAside(html), 'text/html');
  for (const each of body.querySelectorAll('script, style, template, iframe, object, meta, link, title')) each.remove();
  // Word processors say in styles what others say in tags.
  for (const each of body.querySelectorAll<HTMLElement>('[data-style]')) {
    const style = each.dataset.style ?? '';
    delete each.dataset.style;
    if (each.tagName === 'B' && /font-weight:\s*(normal|400)/.test(style)) { each.replaceWith(...each.childNodes); continue; }
    if (each.tagName !== 'SPAN') continue;
    for (const [said, tag] of [[/font-weight:\s*(bold|[6-9]00)/, 'strong'], [/font-style:\s*italic/, 'em']] as const) {
      if (!said.test(style)) continue;
      const mark = document.createElement(tag);
      mark.append(...each.childNodes);
      each.append(mark);
    }
  }
  for (const picture of body.querySelectorAll('img')) {
    const src = picture.getAttribute('src') ?? '';
    if (!/^(https?:\/\/[^/]+)?\/help-files\//.test(src)) picture.replaceWith(picture.getAttribute('alt') ?? '');
  }
  for (const cell of body.querySelectorAll('td, th')) {
    for (const block of cell.querySelectorAll('p, div, li, h1, h2, h3, h4, h5, h6, ul, ol, br, pre, blockquote')) block.replaceWith(' ', ...block.childNodes, ' ');
  }
  for (const caption of body.querySelectorAll('caption, colgroup')) caption.remove();
  return body.innerHTML;
}
