// The page of a request renews itself in place. While the tab is seen it asks every twenty seconds, with a jitter, whether there is
// news, an answer from the server's memory; only then it asks for itself and takes over the parts that the server now draws in
// another way. A part that the reader is in, or has written in, stays until they have left it.
const every = 20_000;
const longest = 300_000;

const page = document.querySelector<HTMLElement>('[data-news]')!;
const said = page.querySelector<HTMLElement>('[data-said]')!;
const partsOf = (root: HTMLElement) => new Map([...root.querySelectorAll<HTMLElement>('[data-live], .tl > li')].map((part) => [part.dataset.live ?? part.id, part]));
/** What the server last drew of each part. */
const known = new Map([...partsOf(page)].map(([name, part]) => [name, part.outerHTML]));
let waiting = new Map<string, HTMLElement>();
let pause = every;
let timer = 0;
let asking = false;
let over = false;

const busy = (part: HTMLElement) => part.contains(document.activeElement)
  || [...part.querySelectorAll<HTMLInputElement>('textarea, input:not([type=hidden])')].some((field) => (/^(radio|checkbox)$/.test(field.type) ? field.checked !== field.defaultChecked : field.value));
const sentence = (part?: HTMLElement) => part?.querySelector('.eta b')?.textContent ?? '';

/** Tells of messages by their writers, as links to them, and of the state; without messages the next step says more than it. */
function tell(messages: HTMLElement[], next: string, state: string): void {
  const rest = (messages.length ? '' : next) || state;
  const news = rest ? [...messages, rest] : messages;
  if (!news.length) return;
  const line = Object.assign(document.createElement('p'), { className: 'done' });
  line.append(`${page.dataset.told}: `, ...news.flatMap((each, at) => (at ? [', ', each] : [each])));
  said.replaceChildren(line);
}

/** Takes over what waits; what is looked at stays where it is on the screen. */
function settle(): void {
  const now = partsOf(page);
  const seen = [...now].find(([, part]) => part.contains(document.activeElement)) ?? (scrollY ? [...now].find(([, part]) => part.getBoundingClientRect().bottom > 0) : undefined);
  const top = seen?.[1].getBoundingClientRect().top ?? 0;
  const messages: HTMLElement[] = [];
  let [next, state] = ['', ''];
  let before: HTMLElement | undefined;
  for (const [name, part] of waiting) {
    const html = part.outerHTML;
    const old = now.get(name);
    const row = part.matches('li');
    if (known.get(name) === html || (old && busy(old))) {
      if (known.get(name) === html) waiting.delete(name);
      if (row) before = old;
      continue;
    }
    part.querySelectorAll('details').forEach((each, at) => (each.open ||= !!old?.querySelectorAll('details')[at]?.open));
    if (name === 'state') state = part.textContent!;
    if (name === 'next' && sentence(part) !== sentence(old)) next = sentence(part);
    if (old) old.replaceWith(part);
    else if (row) {
      if (before) before.after(part);
      else page.querySelector('.tl')!.prepend(part);
      messages.push(Object.assign(document.createElement('a'), { href: `#${name}`, textContent: part.querySelector('b')?.textContent ?? '' }));
    }
    if (row) before = part;
    known.set(name, html);
    waiting.delete(name);
  }
  tell(messages, next, state);
  const same = seen && partsOf(page).get(seen[0]);
  if (same) scrollBy({ top: same.getBoundingClientRect().top - top, behavior: 'instant' });
}

const get = (address: string) => fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(15_000) });

async function renew(): Promise<void> {
  const answer = await get(page.dataset.news!.split('/news')[0] + (/[?&]pictures=/.test(location.search) ? '?pictures=1' : ''));
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>('[data-news]');
  if (!fresh) {
    // Signed out, or no more theirs: the page stays as it was read. What broke is tried again.
    if (answer.status < 500 && answer.status !== 429) over = true;
    else throw new Error(String(answer.status));
    return;
  }
  waiting = partsOf(fresh);
  for (const [name, part] of partsOf(page))
    if (!waiting.has(name) && part.matches('li')) part.remove();  // taken back
  Object.assign(page.dataset, fresh.dataset);
  settle();
}

async function look(): Promise<void> {
  if (asking || over || document.hidden) return;
  asking = true;
  clearTimeout(timer);
  try {
    const owed = Number(page.dataset.again) > 0;
    const { status } = owed ? { status: 200 } : await get(page.dataset.news!);
    if (status === 200) await renew();
    else if (status === 204) settle();
    else throw new Error(String(status));
    pause = every;
  } catch {
    pause = Math.min(pause * 2, longest);
  }
  asking = false;
  plan();
}

/** Words of ours that their writer may still take back are shown when they no longer may. */
function plan(): void {
  const again = Number(page.dataset.again) * 1000 || Infinity;
  clearTimeout(timer);
  if (!over) timer = window.setTimeout(look, Math.min(again, pause * (0.9 + Math.random() / 5)));
}

document.documentElement.style.overflowAnchor = 'none';  // settle() keeps the place itself
document.addEventListener('visibilitychange', look);
addEventListener('online', look);
plan();

export {};
