// Rich HTML of a comment in a frame that can run no script. The server has cleaned it; the sandbox and the frame's own policy
// hold even if it had not. allow-same-origin lets this page measure the height and set styles from outside; without
// allow-scripts nothing inside can use it. Inline styles are switched off by the console's policy, so this page sets them from outside.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { effectiveTheme } from '../state/prefs';
import { putStylesBack, setStylesAside } from './mail_styles';

const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self' data:";
const ownColours = /style\s*=\s*["'][^"']*(?:color|background)|bgcolor\s*=|<font[^>]+color/i;

let faces: string | null = null;

export interface MailFrameProps {
  html: string;
  title: string;
}

export function MailFrame({ html, title }: MailFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(48);
  const paper = ownColours.test(html);
  const theme = effectiveTheme();

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let watcher: ResizeObserver | undefined;
    const arrange = () => {
      const inner = element.contentDocument;
      if (!inner?.body || inner.body.dataset.arranged) return;
      inner.body.dataset.arranged = 'yes';
      dress(element, inner, paper);
      const measure = () => setHeight(Math.min(20_000, Math.ceil(inner.documentElement.getBoundingClientRect().height) + 1));
      watcher = new ResizeObserver(measure);
      watcher.observe(inner.documentElement);
      measure();
      inner.addEventListener('keydown', passKey);
      inner.addEventListener('selectionchange', () => document.dispatchEvent(new Event('selectionchange')));
    };
    element.addEventListener('load', arrange);
    if (element.contentDocument?.readyState === 'complete' && element.contentDocument.body?.childElementCount) arrange();
    return () => {
      watcher?.disconnect();
      element.removeEventListener('load', arrange);
    };
  }, [html, theme]);

  const body = useMemo(() => bodyOf(html), [html]);
  const source = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<base target="_blank"></head><body>${body}</body></html>`;
  return (
    <iframe
      key={`${theme}${html.length}`}
      ref={frame}
      class={`mail-frame${paper ? ' paper' : ''}`}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcdoc={source}
      style={{ height: `${height}px` }}
    />
  );
}

/** The markup of the frame, without what belongs into a head. */
function bodyOf(html: string): string {
  const { body } = new DOMParser().parseFromString(setStylesAside(html), 'text/html');
  for (const each of body.querySelectorAll('style, link, meta, base, script')) each.remove();
  return body.innerHTML;
}

/** The @font-face rules of the console; the frame is a document of its own and has none. */
function ownFaces(): string {
  faces ??= [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText).join('\n');
  return faces;
}

/** Type and colours of the frame, taken from the console; a mail with its own colours gets white paper in both themes. */
function dress(element: HTMLIFrameElement, inner: Document, paper: boolean): void {
  const view = element.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return;
  const outer = getComputedStyle(element);
  const colour = paper ? '#16191e' : outer.color;
  const link = paper ? '#1a5bc2' : getComputedStyle(document.documentElement).getPropertyValue('--ac');
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(`${ownFaces()}
    html { overflow: hidden; color-scheme: ${paper ? 'light' : effectiveTheme()}; background: ${paper ? '#fff' : 'transparent'}; }
    body { margin: 0; padding: ${paper ? '12px' : '0'}; font: 16px/24px ${outer.fontFamily}; color: ${colour}; overflow-wrap: anywhere; overflow-x: auto; }
    body > :first-child { margin-top: 0; } body > :last-child { margin-bottom: 0; }
    p { margin: 0 0 8px; } a { color: ${link}; text-underline-offset: 3px; }
    img, video { max-width: 100%; height: auto; } table { max-width: 100%; border-collapse: collapse; } td, th { vertical-align: top; }
    pre { white-space: pre-wrap; } blockquote { margin: 8px 0; padding-inline-start: 12px; border-inline-start: 3px solid #8886; }
  `);
  inner.adoptedStyleSheets = [sheet];
  putStylesBack(inner);
  for (const each of inner.querySelectorAll('a')) each.setAttribute('rel', 'noopener noreferrer');
}

/** Shortcuts also work while the focus is inside the frame. */
function passKey(event: KeyboardEvent): void {
  const copy = new KeyboardEvent('keydown', {
    key: event.key, code: event.code, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey, shiftKey: event.shiftKey,
    bubbles: true, cancelable: true,
  });
  if (!window.dispatchEvent(copy)) event.preventDefault();
}
