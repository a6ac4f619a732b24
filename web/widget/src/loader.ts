// The only script on the host's page: draws one button and, on first use, the frame of the help desk.
// Nothing else is fetched before the button is pressed; the page's styles and the frame never touch each other.
// Messages pass between this page and the frame's exact origin only.
import type { SahayApi, SahayScriptData, SahayView as View } from '@sahay/widget-types';

const script = document.currentScript as HTMLScriptElement | null;
const data: SahayScriptData = script?.dataset ?? {};
const base = new URL('.', script?.src ?? location.href);
const left = data.position === 'left';
const hidden = (data.hide ?? '').split(',').some((path) => path && location.pathname.startsWith(path.trim()));
const label = data.label ?? 'Help';
const side = left ? 'left' : 'right';
const gap = Number(data.offset ?? 20) || 20;

const host = document.createElement('sahay-widget');
const root = host.attachShadow({ mode: 'open' });
const colours = (dark: boolean) =>
  `button{background:${data.color ?? (dark ? '#82b1ff' : '#1a5bc2')};color:${data.onColor ?? (dark ? '#0a1526' : '#fff')}}iframe{background:${dark ? '#16191d' : '#fff'}}`;
const style = `:host{all:initial}button,iframe{position:fixed;${side}:${gap}px;z-index:2147483000;border:0;box-sizing:border-box;box-shadow:0 8px 28px #0f172a2b,0 1px 3px #0f172a1f}
button{bottom:${gap}px;width:56px;height:56px;padding:0;border-radius:28px;cursor:pointer}
button:focus-visible{outline:2px solid currentColor;outline-offset:-6px}
svg{display:block;margin:auto;width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-4px;right:-4px;min-width:10px;padding:0 5px;border-radius:10px;background:#b3241a;color:#fff;font:600 13px/20px system-ui,sans-serif}
iframe{bottom:${gap + 68}px;width:384px;height:min(640px,calc(100dvh - ${gap + 88}px));border-radius:16px;color-scheme:normal}
${colours(data.theme === 'dark')}${data.theme === 'dark' || data.theme === 'light' ? '' : `@media(prefers-color-scheme:dark){${colours(true)}}`}
@media(max-width:480px){iframe{inset:0;width:100%;height:100dvh;border-radius:0}.open{display:none}}
@media print{button,iframe{display:none}}`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
root.adoptedStyleSheets = [sheet];

const button = document.createElement('button');
button.hidden = hidden;
button.innerHTML =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7.9 20A9 9 0 1 0 4 16.1L2 22Z"/></svg><b hidden></b>';
button.setAttribute('aria-haspopup', 'dialog');
const badge = button.lastElementChild as HTMLElement;
root.append(button);

let frame: HTMLIFrameElement | undefined;
let ready = false;
let isOpen = false;
let waiting: object[] = [];
let jwt = '';

const names = (unread: number) => {
  button.setAttribute('aria-label', unread ? `${label} (${unread})` : label);
  button.setAttribute('aria-expanded', String(isOpen));
  button.className = isOpen ? 'open' : '';
  badge.hidden = !unread;
  badge.textContent = unread ? String(unread) : '';
};
const tell = (message: object) => {
  if (!ready) waiting.push(message);
  else frame!.contentWindow!.postMessage({ sahay: 1, ...message }, base.origin);
};
const introduce = () => jwt && frame && tell({ type: 'identify', jwt });
// Only for frames that the browser allows no storage of their own (storage.ts of the frame).
const spare = 'sahay.widget';
const kept = () => {
  try {
    return localStorage[spare] ?? '';
  } catch {
    return '';
  }
};
// What went wrong on this page: shown to the visitor, and told with a report only when they tick it.
const errors: string[] = [];
const note = (text: string) => {
  errors.push(text.slice(0, 300));
  if (errors.length > 20) errors.shift();
};
addEventListener('error', (event) => note(`${event.message} (${event.filename}:${event.lineno})`));
addEventListener('unhandledrejection', (event) => note(String(event.reason)));
const page = () => ({ url: location.href, title: document.title, ref: document.referrer, errors });

function open(view: View = 'home') {
  if (!frame) {
    frame = document.createElement('iframe');
    frame.title = label;
    frame.allow = 'clipboard-write; display-capture';
    const lang = data.lang ?? document.documentElement.lang;
    const query = new URLSearchParams({ o: location.origin, lang: lang || navigator.language, theme: data.theme ?? 'auto' });
    frame.src = `${base.href}widget/frame?${query}#${encodeURIComponent(kept())}`;
    root.append(frame);
    // A frame that never answers (blocked, offline) must not leave the visitor without a way to write.
    setTimeout(() => ready || location.assign(data.fallback ?? base.href + 'contact'), 15000);
    introduce();
  }
  frame.hidden = false;
  isOpen = true;
  names(0);
  tell({ type: 'open', view, page: page() });
  frame.focus();
}
function close() {
  if (!frame || !isOpen) return;
  frame.hidden = true;
  isOpen = false;
  names(0);
  tell({ type: 'closed' });
  button.focus();
}

addEventListener('message', (event) => {
  if (!frame || event.source !== frame.contentWindow || event.origin !== base.origin || event.data?.sahay !== 1) return;
  const message = event.data as { type: string; count?: number; text?: string; on?: boolean };
  if (message.type === 'ready') {
    ready = true;
    for (const one of waiting) tell(one);
    waiting = [];
  } else if (message.type === 'keep') {
    try {
      localStorage[spare] = message.text;
    } catch {
      // The hosting page has no storage either: the talk lives as long as the page.
    }
  } else if (message.type === 'close') close();
  // Out of the picture while the screen is captured.
  else if (message.type === 'veil') frame.style.visibility = message.on ? 'hidden' : '';
  else if (message.type === 'unread' && !isOpen) names(message.count ?? 0);
});
button.onclick = () => (isOpen ? close() : open());
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest?.('[data-help]');
  if (!link) return;
  event.preventDefault();
  open((link.getAttribute('data-help') || 'home') as View);
});

names(0);
const attach = () => document.body.append(host);
if (document.body) attach();
else addEventListener('DOMContentLoaded', attach);

const api: SahayApi = {
  open,
  close,
  identify(token) {
    jwt = token;
    introduce();
  },
};
window.Sahay = api;
