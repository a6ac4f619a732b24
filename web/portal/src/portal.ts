// The improvements of customer pages where scripts run: suggestions while typing, and a form that is sent only once.
// Every page works without this file.
interface Found {
  title: string;
  url: string;
}

async function found(query: string): Promise<Found[]> {
  if (query.length < 2) return [];
  const answer = await fetch(`/search/suggest?lang=${document.documentElement.lang}&q=${encodeURIComponent(query)}`).catch(() => null);
  return answer?.ok ? ((await answer.json()) as { results: Found[] }).results : [];
}

const asTyped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The title with the beginnings of words that were typed marked. */
function marked(title: string, query: string): (string | HTMLElement)[] {
  const words = query.split(/\s+/).filter(Boolean).map(asTyped);
  if (!words.length) return [title];
  return title.split(new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(${words.join('|')})`, 'iu')).map((part, at) => (at % 2 ? Object.assign(document.createElement('mark'), { textContent: part }) : part));
}

function linkTo(one: Found, query: string): HTMLAnchorElement {
  const link = Object.assign(document.createElement('a'), { href: one.url });
  link.append(...marked(one.title, query));
  return link;
}

/** Asks once the typing rests, and shows the newest answer only. */
function latest(ask: () => Promise<() => void>): () => void {
  let timer = 0;
  let turn = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const own = ++turn;
      const show = await ask();
      if (own === turn) show();
    }, 150);
  };
}

function suggest(input: HTMLInputElement): void {
  const form = input.form!;
  const list = document.createElement('div');
  list.className = 'suggestions';
  list.hidden = true;
  form.append(list);
  input.addEventListener('input', latest(async () => {
    const query = input.value.trim();
    const results = await found(query);
    return () => {
      list.replaceChildren(...results.map((one) => linkTo(one, query)));
      list.hidden = results.length === 0;
    };
  }));
  form.addEventListener('keydown', (event) => {
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'Escape') {
      list.hidden = true;
      input.focus();
    } else if (event.key === 'ArrowDown' && !list.hidden) {
      event.preventDefault();
      (links[at + 1] ?? links[0])?.focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? input).focus();
    }
  });
  document.addEventListener('click', (event) => {
    if (!form.contains(event.target as Node)) list.hidden = true;
  });
}

for (const input of document.querySelectorAll<HTMLInputElement>('[data-suggest]')) suggest(input);

// Answers below the subject of a new request, while it is written; they open beside the form.
function answer(list: HTMLElement): void {
  const form = list.closest('form')!;
  const subject = form.querySelector<HTMLInputElement>('#subject')!;
  form.querySelector<HTMLInputElement>('[name=asked]')!.value = '1';
  const ask = latest(async () => {
    const query = subject.value.trim();
    const results = await found(query);
    return () => {
      const label = Object.assign(document.createElement('p'), { className: 'm', textContent: list.dataset.answers });
      const rows = results.slice(0, 3).map((one) => Object.assign(linkTo(one, query), { target: '_blank', rel: 'noopener' }));
      list.replaceChildren(...(rows.length ? [label, ...rows] : []));
    };
  });
  subject.addEventListener('input', ask);
  if (subject.value) ask();
}

for (const list of document.querySelectorAll<HTMLElement>('[data-answers]')) answer(list);

// Of the document, for forms that are drawn anew too.
const name = (input: HTMLInputElement) => { input.parentElement!.querySelector('output')!.textContent = [...input.files!].map((file) => file.name).join(', '); };
document.addEventListener('change', ({ target }) => { if ((target as Element).matches('.file input')) name(target as HTMLInputElement); });
document.querySelectorAll<HTMLInputElement>('.file input').forEach(name);  // what the browser kept when the reader came back

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  if (form.getAttribute('method') !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = '1';
  setTimeout(() => delete form.dataset.sent, 8000);
});

// Passkeys are spoken with by a part that only their pages load.
if (document.querySelector('[data-passkey], [data-passkey-add]')) void import('./passkey_forms');

if (document.querySelector('[data-news^="/"]')) void import('./renew');

// Hours are told in the reader's own zone from the next page on. Not before the first press, once a visit: the first use of Intl loads
// its tables, 40 ms that a slow telephone feels four times.
const keepZone = () => {
  try {
    if (sessionStorage.zone) return;
    sessionStorage.zone = 1;
  } catch {
    return;  // no storage: no cookie either
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `sahay_tz=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
};
for (const press of ['pointerdown', 'keydown']) addEventListener(press, () => setTimeout(keepZone), { once: true, passive: true });

export {};
