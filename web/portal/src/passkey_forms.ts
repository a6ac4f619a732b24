// The two forms in which the browser speaks to an authenticator: signing in by a passkey, and adding one.
import { makePasskey, passkeysWork, usePasskey, type Options } from '@sahay/shared/passkey';

async function ask<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as T;
}

function drive(form: HTMLFormElement | null, act: (fields: Record<string, string>) => Promise<{ location: string }>): void {
  if (!form || !passkeysWork()) return;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const problem = form.querySelector<HTMLElement>('[role=alert]')!;
    problem.hidden = true;
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    act(fields).then(({ location: next }) => location.assign(next), () => (problem.hidden = false));
  });
}

drive(document.querySelector<HTMLFormElement>('[data-passkey]'), async ({ return_to }) => {
  const { options } = await ask<{ options: Options }>('/signin/passkey/options', {});
  return ask('/signin/passkey', { return_to, ...(await usePasskey(options)) });
});

drive(document.querySelector<HTMLFormElement>('[data-passkey-add]'), async ({ csrf, name }) => {
  const { options } = await ask<{ options: Options }>('/account/passkeys/options', { csrf });
  return ask('/account/passkeys', { csrf, name, response: await makePasskey(options) });
});
