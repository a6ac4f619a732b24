// Tooltips by the ARIA pattern, one element for the whole page: `data-tip` says what a control does, `data-keys` the keys that do
// it too, and words that are cut off are shown whole. Over a control after a while, on one that the keyboard reaches at once; the
// pointer can go onto it, Esc closes it, a finger never opens it.
// Rule of use: call tooltips() once; the words stand in attributes, so nothing has to be drawn for them.
import { placeUnder } from './picker';
import './tooltip.css';

const wait = 500;
const again = 300;
const grace = 200;

const isCut = (element: Element) => element.scrollWidth > element.clientWidth;

export interface Tip { text: string; keys: string }

/** What is to be said of an element; nothing where it would only repeat what stands there in full. */
export function tipOf(element: HTMLElement): Tip | null {
  const { tip = '', keys = '' } = element.dataset;
  if (!tip && !keys) return isCut(element) && element.matches('.clip') ? { text: element.textContent?.trim() ?? '', keys: '' } : null;
  const shown = [element, ...element.querySelectorAll('.clip')];
  if (!keys && element.textContent?.trim() === tip && !shown.some(isCut)) return null;
  return { text: tip, keys };
}

/** `keysOf` says how the keys of an attribute are called by who reads them. */
export function tooltips(keysOf: (keys: string) => string = (keys) => keys): () => void {
  const box = document.createElement('div');
  box.className = 'tooltip';
  box.id = 'tooltip';
  box.setAttribute('role', 'tooltip');
  box.popover = 'manual';
  let shown: HTMLElement | null = null;
  /** Pressed: it says nothing more until the pointer has left it. */
  let pressed: HTMLElement | null = null;
  let hiddenAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gone = new MutationObserver(() => { if (!shown?.isConnected) hide(); });

  const describe = (element: HTMLElement, on: boolean) => {
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== box.id);
    if (on) ids.push(box.id);
    if (ids.length > 0) element.setAttribute('aria-describedby', ids.join(' '));
    else element.removeAttribute('aria-describedby');
  };
  function hide(): void {
    clearTimeout(timer);
    if (!shown) return;
    describe(shown, false);
    gone.disconnect();
    box.remove();
    shown = null;
    hiddenAt = performance.now();
  }
  function show(element: HTMLElement, byKeys: boolean): void {
    clearTimeout(timer);
    const tip = element.isConnected ? tipOf(element) : null;
    if (shown === element || !tip || !(byKeys || element.matches(':hover'))) return;
    hide();
    box.replaceChildren(tip.text);
    if (tip.keys) box.append(Object.assign(document.createElement('kbd'), { textContent: keysOf(tip.keys) }));
    box.classList.toggle('by-keys', byKeys);
    // Within a dialog all else is out of reach, also what lies over it.
    (element.closest('dialog[open], main, nav, aside, header') ?? document.body).append(box);
    box.showPopover?.();
    placeUnder(element, box);
    describe(element, true);
    shown = element;
    gone.observe(document.body, { childList: true, subtree: true });
  }
  /** The innermost element there that has something to say. */
  const wordsAt = (target: EventTarget | null) => {
    let element = target instanceof Element ? target.closest<HTMLElement>('[data-tip], [data-keys], .clip') : null;
    while (element && !tipOf(element)) element = element.parentElement?.closest<HTMLElement>('[data-tip], [data-keys], .clip') ?? null;
    return element;
  };

  const listeners: Partial<{ [K in keyof DocumentEventMap]: (event: DocumentEventMap[K]) => void }> = {
    pointerover(event) {
      if (event.pointerType === 'touch') return;
      if (box.contains(event.target as Node)) return clearTimeout(timer);
      const element = wordsAt(event.target);
      if (element !== pressed) pressed = null;
      clearTimeout(timer);
      if (element && element !== shown && element !== pressed) {
        timer = setTimeout(() => show(element, false), shown || performance.now() - hiddenAt < again ? grace : wait);
      } else if (!element && shown && !shown.matches(':focus-visible')) timer = setTimeout(hide, grace);
    },
    pointerdown(event) {
      if (box.contains(event.target as Node)) return;
      pressed = wordsAt(event.target);
      hide();
    },
    focusin(event) {
      const element = event.target as HTMLElement;
      if (!element.matches?.('[data-tip], [data-keys]') || !element.matches(':focus-visible')) return hide();
      show(element, true);
    },
    focusout: hide,
    // What scrolls away under the pointer is passed over by the wait itself.
    scroll() { if (shown) hide(); },
    keydown(event) {
      if (event.key === 'Escape') hide();
    },
  };
  for (const [kind, listener] of Object.entries(listeners)) document.addEventListener(kind, listener as EventListener, true);
  return () => {
    hide();
    for (const [kind, listener] of Object.entries(listeners)) document.removeEventListener(kind, listener as EventListener, true);
  };
}
