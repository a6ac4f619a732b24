// An article as customers read it, in a frame that can run no script. The frame stays while the text changes, so that nothing
// flickers and the place is kept. The server has cleaned the HTML; the sandbox and the frame's own policy hold even if it had not.
import { useEffect, useRef } from 'preact/hooks';
import { effectiveTheme } from '../state/prefs';

const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self' data: https:";
const empty = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank"></head><body></body></html>`;

export interface ArticleFrameProps { html: string; title: string; name: string; lang: string }

export function ArticleFrame({ html, title, name, lang }: ArticleFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const theme = effectiveTheme();
  const fill = () => {
    const inner = frame.current?.contentDocument;
    if (!inner?.body || inner.body.dataset.html === `${lang}${title}\n${html}`) return;
    inner.body.dataset.html = `${lang}${title}\n${html}`;
    inner.documentElement.lang = lang;
    inner.body.innerHTML = html;
    const head = inner.createElement('h1');
    head.textContent = title;
    head.dir = 'auto';
    inner.body.prepend(head);
    for (const each of inner.querySelectorAll('a')) each.rel = 'noopener noreferrer';
  };
  useEffect(() => {
    const element = frame.current!;
    const arrange = () => { dress(element); fill(); };
    element.addEventListener('load', arrange);
    if (element.contentDocument?.readyState === 'complete') arrange();
    return () => element.removeEventListener('load', arrange);
  }, [theme, html, title, lang]);
  return <iframe ref={frame} class="article-frame" title={name} sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" srcdoc={empty} />;
}

function ownFaces(): string {
  return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText).join('\n');
}

/** Type and colours as the pages of the help centre have them. */
function dress(element: HTMLIFrameElement): void {
  const view = element.contentWindow as (Window & typeof globalThis) | null;
  const inner = element.contentDocument;
  if (!view || !inner) return;
  const outer = getComputedStyle(element);
  const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(`${ownFaces()}
    html { color-scheme: ${effectiveTheme()}; background: transparent; }
    body { margin: 0 auto; padding: 20px 24px 48px; max-width: 720px; font: 17px/1.6 ${outer.fontFamily}; color: ${outer.color}; overflow-wrap: anywhere; }
    h1 { font-size: 26px; line-height: 1.3; margin: 0 0 16px; } h2 { font-size: 20px; line-height: 1.35; margin: 28px 0 8px; } h3 { font-size: 17px; margin: 20px 0 6px; }
    p, ul, ol, table, pre { margin: 0 0 14px; } li { margin: 4px 0; } a { color: ${token('--ac')}; text-underline-offset: 3px; }
    img { max-width: 100%; height: auto; border-radius: 8px; border: 1px solid ${token('--line')}; }
    blockquote { margin: 0 0 16px; padding: 12px 16px; border-radius: 10px; background: ${token('--mine')}; } blockquote > :last-child { margin-bottom: 0; }
    pre, code { font-family: ${token('--mono')}; font-size: 15px; } pre { padding: 12px; border-radius: 8px; background: ${token('--sunken')}; white-space: pre-wrap; }
    table { border-collapse: collapse; } td, th { padding: 6px 10px; border: 1px solid ${token('--line')}; text-align: start; vertical-align: top; }
  `);
  inner.adoptedStyleSheets = [sheet];
}
