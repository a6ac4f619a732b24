// The improvements of customer pages where scripts run: suggestions while typing, and a form that is sent only once.
// Every page works without this file.
interface Found {
  title: string;
  url: string;
}

function suggest(input: HTMLInputElement): void {
  const form = input.form!;
  const list = document.createElement('div');
  list.className = 'suggestions';
  list.hidden = true;
  form.append(list);
  let timer = 0;
  let latest = 0;
  const ask = async () => {
    const turn = ++latest;
    const query = input.value.trim();
    if (query.length < 2) return void (list.hidden = true);
    const address = `/search/suggest?lang=${document.documentElement.lang}&q=${encodeURIComponent(query)}`;
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || turn !== latest) return;
    const { results } = (await answer.json()) as { results: Found[] };
    list.replaceChildren(
      ...results.map((one) => {
        const link = document.createElement('a');
        link.href = one.url;
        link.textContent = one.title;
        return link;
      }),
    );
    list.hidden = results.length === 0;
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, 150);
  });
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

for (const form of document.querySelectorAll<HTMLFormElement>('form[method="post"]'))
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = '1';
    setTimeout(() => delete form.dataset.sent, 8000);
  });

// Passkeys are spoken with by a part that only their pages load.
if (document.querySelector('[data-passkey], [data-passkey-add]')) void import('./passkey_forms');

// Hours are told in the reader's own zone from the next page on.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `sahay_tz=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;

export {};
