// First start: the one-time link makes the first administrator and signs in.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, get, request } from '@sahay/shared/client';
import { route } from '../router';
import { Problem } from '../shell/states';
import { LanguageLinks } from './sign_in';
import { t, useTexts } from './texts';

type Fields = Record<'name' | 'email' | 'password', string>;

function problemsIn(fields: Fields): Partial<Fields> {
  const problems: Partial<Fields> = {};
  if (!fields.name.trim()) problems.name = t('setup.nameMissing');
  if (!/^\S+@\S+$/.test(fields.email.trim())) problems.email = t('setup.emailWrong');
  if (fields.password.length < 8) problems.password = t('setup.passwordShort');
  return problems;
}

export default function Setup() {
  const texts = useTexts();
  const token = route.value.name === 'setup' ? route.value.token : '';
  const [valid, setValid] = useState<boolean | null>(null);
  const [fields, setFields] = useState<Fields>({ name: '', email: '', password: '' });
  const [problems, setProblems] = useState<Partial<Fields>>({});
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    get(`/setup?token=${encodeURIComponent(token)}`).then(() => setValid(true), (error) => {
      setValid(error instanceof ApiError && error.status === 0 ? true : false);
    });
  }, [token]);

  const submit = async (event: Event) => {
    event.preventDefault();
    const found = problemsIn(fields);
    setProblems(found);
    setRefused('');
    const first = Object.keys(found)[0];
    if (first) return document.getElementById(`setup-${first}`)?.focus();
    if (busy) return undefined;
    setBusy(true);
    try {
      await request('POST', '/setup', { setup: { token, name: fields.name.trim(), email: fields.email.trim(), password: fields.password } });
      location.assign('/console/welcome');
    } catch (error) {
      setRefused(error instanceof ApiError && error.status !== 0 ? error.reason : t('session.failed'));
      setBusy(false);
    }
    return undefined;
  };
  const field = (name: keyof Fields, label: string, type: string, autocomplete: string, hint?: string) => (
    <div class="field">
      <label for={`setup-${name}`}>{label}</label>
      {hint && <span class="hint" id={`setup-${name}-hint`}>{hint}</span>}
      <input
        class="input"
        id={`setup-${name}`}
        name={name}
        type={type}
        autocomplete={autocomplete as 'name'}
        value={fields[name]}
        aria-invalid={problems[name] ? 'true' : undefined}
        aria-describedby={[hint ? `setup-${name}-hint` : '', problems[name] ? `setup-${name}-error` : ''].filter(Boolean).join(' ') || undefined}
        onInput={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
      />
      {problems[name] && <span class="error" id={`setup-${name}-error`}>{problems[name]}</span>}
    </div>
  );
  if (valid === null || !texts) return null;
  return (
    <main class="door">
      <div class="door-card">
        <img src="/console/icon.svg" alt="" width="40" height="40" />
        {valid ? (
          <>
            <h1>{t('setup.title')}</h1>
            <p class="sm t2">{t('setup.lead')}</p>
            <form class="form" noValidate onSubmit={(event) => void submit(event)}>
              {refused && <p class="banner bad" role="alert">{refused}</p>}
              {field('name', t('setup.name'), 'text', 'name')}
              {field('email', t('session.email'), 'email', 'username')}
              {field('password', t('session.password'), 'password', 'new-password', t('setup.passwordHint'))}
              <button type="submit" class="button primary wide" aria-disabled={busy}>{t('setup.submit')}</button>
            </form>
          </>
        ) : (
          <>
            <h1 class="unseen">{t('setup.title')}</h1>
            <Problem title={t('setup.used')} hint={t('setup.usedHint')} action={t('session.signIn')} onAction={() => location.assign('/console/')} />
          </>
        )}
        <LanguageLinks />
      </div>
    </main>
  );
}
