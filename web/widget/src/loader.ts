// The only script on the host's page: draws one button and, on first use, the frame of the help desk.
// Nothing else is fetched before the button is pressed; the page's styles and the frame never touch each other.
// Messages pass between this page and the frame's exact origin only.
import type { SahayApi, SahayScriptData, SahayView as View } from '@sahay/widget-types';

const script = document.currentScript as HTMLScriptElement;
const data: SahayScriptData = script.dataset;
const base = new URL('.', script.src);
const hidden = data.hide?.split(',').some((path) => path && location.pathname.startsWith(path.trim()));
const label = data.label ?? 'Help';
const side = data.position === 'left' ? 'left' : 'right';
const gap = Number(data.offset) || 20;

const host = document.createElement('sahay-widget');
const root = host.attachShadow({ mode: 'open' });
const colours = (dark: boolean) =>
  `button{background:${data.color ?? (dark ? '#82b1ff' : '#1a5bc2')};color:${data.onColor ?? (dark ? '#0a1526' : '#fff')}}iframe{background:${dark ? '#16191d' : '#fff'}}`;
const style = `:host{all:initial}button,iframe{position:fixed;${side}:${gap}px;z-index:2147483000;border:0;box-shadow:0 8px 28px #0f172a2b,0 1px 3px #0f172a1f}
button{bottom:${gap}px;width:56px;height:56px;padding:0;border-radius:28px;cursor:pointer}
button:focus-visible{outline:2px solid currentColor;outline-offset:-6px}
svg{display:block;margin:auto;width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
b:empty{display:none}b{position:absolute;top:-4px;right:-4px;min-width:10px;padding:0 5px;border-radius:10px;background:#b3241a;color:#fff;font:600 13px/20px system-ui,sans-serif}
iframe{bottom:${gap + 68}px;width:384px;height:min(640px,100dvh - ${gap + 88}px);border-radius:16px;color-scheme:normal}
${colours(data.theme === 'dark')}${data.theme === 'dark' || data.theme === 'light' ? '' : `@media(prefers-color-scheme:dark){${colours(true)}}`}
@media(max-width:480px){iframe{inset:0;width:100%;height:100dvh;border-radius:0}[aria-expanded=true]{display:none}}
@media print{button,iframe{display:none}}`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
root.adoptedStyleSheets = [sheet];

root.innerHTML =
  '<button aria-haspopup="dialog"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7.9 20A9 9 0 1 0 4 16.1L2 22Z"/></svg><b></b></button>';
const button = root.firstChild as HTMLButtonElement;
button.hidden = !!hidden;
const aria = (name: string, value: unknown) => button.setAttribute('aria-' + name, value as string);
const badge = button.lastChild as HTMLElement;

let frame: HTMLIFrameElement | undefined;
let ready = false;
let isOpen = false;
let leaves = false;
let jwt = '';
let wanted: View;

const names = (unread?: number) => {
  aria('label', unread ? `${label} (${unread})` : label);
  aria('expanded', isOpen);
  badge.textContent = `${unread || ''}`;
};
const tell = (type: string, more?: object) => ready && frame!.contentWindow!.postMessage({ sahay: 1, type, ...more }, base.origin);
// Whatever the frame must know; it asks again when it began anew.
const introduce = () => {
  if (leaves) tell('forget');
  if (jwt) tell('identify', { jwt });
  if (isOpen) tell('open', { view: wanted, page: page() });
};
// Only for frames that the browser allows no storage of their own (storage.ts of the frame).
const spare = 'sahay.widget';
const kept = () => {
  try {
    return localStorage[spare];
  } catch {
    // What the frame cannot read is nothing.
  }
};
// What went wrong on this page: shown to the visitor, and told with a report only when they tick it.
const errors: string[] = [];
const note = (text: string) => {
  errors.push(text.slice(0, 300));
  errors.splice(0, errors.length - 20);
};
addEventListener('error', (event) => note(`${event.message} (${event.filename}:${event.lineno})`));
addEventListener('unhandledrejection', (event) => note(`${event.reason}`));
const page = () => ({ url: location.href, title: document.title, ref: document.referrer, errors });

function make() {
  if (!frame) {
    frame = document.createElement('iframe');
    frame.title = label;
    frame.allow = 'clipboard-write; display-capture';
    const lang = data.lang || document.documentElement.lang || navigator.language;
    frame.src = `${base}widget/frame?o=${location.origin}&lang=${lang}&theme=${data.theme}&keep=${data.keep}#${encodeURIComponent(kept())}`;
    frame.hidden = true;
    root.append(frame);
  }
  return frame;
}
function open(view: View = 'home') {
  // A frame that never answers (blocked, offline) must not leave the visitor without a way to write.
  setTimeout(() => ready || location.assign(data.fallback ?? base + 'contact'), 15000);
  make().hidden = false;
  isOpen = true;
  wanted = view;
  names();
  introduce();
  frame!.focus();
}
function close() {
  if (!isOpen) return;
  frame!.hidden = true;
  isOpen = false;
  names();
  tell('closed');
  button.focus();
}

addEventListener('message', (event) => {
  if (event.source !== frame?.contentWindow || event.origin !== base.origin || event.data?.sahay !== 1) return;
  const message = event.data as { type: string; count?: number; text?: string; on?: boolean };
  if (message.type === 'ready') {
    ready = true;
    introduce();
  } else if (message.type === 'keep') {
    try {
      if (message.text) localStorage[spare] = message.text;
      else delete localStorage[spare];
    } catch {
      // The hosting page has no storage either: the talk lives as long as the page.
    }
  } else if (message.type === 'close') close();
  // Out of the picture while the screen is captured.
  else if (message.type === 'veil') frame!.style.visibility = message.on ? 'hidden' : '';
  else if (message.type === 'unread' && !isOpen) names(message.count);
  else if (message.type === 'identity') {
    leaves = false;
    dispatchEvent(new CustomEvent('sahay:identity', { detail: message }));
  }
});
button.onclick = () => (isOpen ? close() : open());
addEventListener('click', (event) => {
  const link = (event.target as Element).closest?.('[data-help]');
  if (!link) return;
  event.preventDefault();
  open((link.getAttribute('data-help') || 'home') as View);
});

names();
const attach = () => document.body.append(host);
if (document.body) attach();
else addEventListener('DOMContentLoaded', attach);

const api: SahayApi = {
  open,
  close,
  identify(token) {
    jwt = token;
    tell('identify', { jwt });
  },
  forget() {
    jwt = '';
    leaves = true;
    make();
    tell('forget');
  },
};
window.Sahay = api;
