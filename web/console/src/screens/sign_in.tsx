// Signing in, and the same form as a dialog when the session ended while somebody was working (their text stays where it is).
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '@sahay/shared/client';
import { passkeysWork } from '@sahay/shared/passkey';
import { Dialog } from '@sahay/ui/dialog';
import { languageNames, languages, language, t, useLanguage } from '../i18n';
import { go } from '../router';
import { setPrefs } from '../state/prefs';
import { me, sessionEnded, sessionState, signIn, signInByProvider } from '../state/session';
import { startWork } from '../start';

export function LanguageLinks() {
  return (
    <p class="languages sm">
      {languages.map((each) => (
        <button key={each} type="button" lang={each} class={each === language.value ? 'strong' : 'link'} aria-pressed={each === language.value} onClick={() => {
          setPrefs({ language: each });
          void useLanguage(each);
        }}>{languageNames[each]}</button>
      ))}
    </p>
  );
}

const SecondStep = lazy(() => import('../access/second_step'));
const PasskeyButton = lazy(() => import('../access/passkey_button'));
const ProviderButtons = lazy(() => import('../access/provider_buttons'));

/** Just back from a provider: what proves it lies in a cookie, and the second step may still be asked. */
const cameBack = () => new URLSearchParams(location.search).has('with');

function SignInForm({ email: first = '', onDone }: { email?: string; onDone(): void }) {
  const [email, setEmail] = useState(first);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [step, setStep] = useState<ApiError | null>(null);
  const [byProvider, setByProvider] = useState(cameBack);
  useEffect(() => {
    if (!byProvider) return;
    signInByProvider().then(onDone, (error: unknown) => {
      if (error instanceof ApiError && error.code.startsWith('SecondStep')) return setStep(error);
      setByProvider(false);
      setProblem(error instanceof ApiError && error.status !== 0 ? error.reason : t('session.failed'));
    });
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem('');
    try {
      await signIn(email.trim(), password);
      onDone();
    } catch (error) {
      if (error instanceof ApiError && error.code.startsWith('SecondStep')) return setStep(error);
      const status = error instanceof ApiError ? error.status : 0;
      setProblem(error instanceof ApiError && error.code === 'PasskeyRequired' ? error.reason : status === 401 ? t('session.wrong') : status === 429 ? t('session.tooOften') : status === 0 ? t('session.failed') : (error as ApiError).message);
    } finally {
      setBusy(false);
    }
  };
  if (step) return <Suspense fallback={null}><SecondStep asked={step} send={(code) => (byProvider ? signInByProvider(code) : signIn(email.trim(), password, code))} onDone={onDone} onBack={() => { setStep(null); setByProvider(false); }} /></Suspense>;
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      {problem && <p class="banner bad" role="alert">{problem}</p>}
      <div class="field">
        <label for="signin-email">{t('session.email')}</label>
        <input class="input" id="signin-email" name="email" type="email" autocomplete="username" required autofocus value={email} onInput={(event) => setEmail(event.currentTarget.value)} />
      </div>
      <div class="field">
        <label for="signin-password">{t('session.password')}</label>
        <input class="input" id="signin-password" name="password" type="password" autocomplete="current-password" required value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
      </div>
      <button type="submit" class="button primary wide" aria-disabled={busy}>{busy ? t('session.signingIn') : t('session.signIn')}</button>
      {passkeysWork() && <Suspense fallback={null}><PasskeyButton onDone={onDone} /></Suspense>}
      <Suspense fallback={null}><ProviderButtons /></Suspense>
    </form>
  );
}

export function SignIn() {
  return (
    <main class="door">
      <div class="door-card">
        <img src="/console/icon.svg" alt="" width="40" height="40" />
        <h1>{t('session.title')}</h1>
        <SignInForm onDone={() => {
          if (sessionState.value !== 'in') return;
          const next = new URLSearchParams(location.search).get('next') ?? '/';
          go(/^\/(?!\/|signin)/.test(next) ? next : '/', 'replace');
          startWork();
        }} />
        <LanguageLinks />
      </div>
    </main>
  );
}

export function SignInAgain() {
  return (
    <Dialog title={t('session.ended')} closeLabel={t('ui.close')} class="narrow" onClose={() => { sessionEnded.value = false; }}>
      <div class="dialog-body">
        <p class="sm t2">{t('session.endedHint')}</p>
        <SignInForm email={me.value.email ?? ''} onDone={() => { sessionEnded.value = false; }} />
      </div>
    </Dialog>
  );
}
