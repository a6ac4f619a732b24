// Inline styles of mails. The console's content policy forbids them in markup, even in parsed but unused documents, so they are
// renamed before anything parses the HTML and set again by script on the elements of the frame.

/** Renames style attributes to data-style. */
export function setStylesAside(html: string): string {
  return html.replace(/(<[a-z][^<>]*?\s)style(\s*=)/gi, '$1data-style$2');
}

export function putStylesBack(inner: Document): void {
  for (const each of inner.querySelectorAll<HTMLElement>('[data-style]')) each.style.cssText = each.dataset.style ?? '';
}
