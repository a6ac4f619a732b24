// The second step at the door: a code of the authenticator, or its set-up when the role needs one and there is none.
import { useState } from 'preact/hooks';
import { ApiError } from '@sahay/shared/client';
import { readStart } from '../state/session';
import { reasonOf, type Setup } from './model';
import { CodeField, RecoveryCodes, ScanSetup } from './parts';
import { t, useTexts } from './texts';

interface Props {
  /** How the server refused the password alone. */
  asked: ApiError;
  /** The same once more, with a code; answers recovery codes that were made. */
  send(code: string): Promise<string[]>;
  onDone(): void;
  onBack(): void;
}

export default function SecondStep({ asked, send, onDone, onBack }: Props) {
  const texts = useTexts();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [codes, setCodes] = useState<string[]>([]);
  if (!texts) return null;
  const setup = asked.body.totp as Setup | undefined;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy || !code.trim()) return;
    setBusy(true);
    setProblem('');
    try {
      const made = await send(code);
      if (made.length > 0) setCodes(made);
      else onDone();
    } catch (error) {
      setProblem(reasonOf(error));
      setCode('');
      document.getElementById('access-code')?.focus();
    } finally {
      setBusy(false);
    }
  };
  if (codes.length > 0) return <RecoveryCodes codes={codes} onKept={() => void readStart().then(onDone)} />;
  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <h2>{setup ? t('access.setupTitle') : t('access.stepTitle')}</h2>
      {setup && <p class="sm t2">{t('access.needed')} {t('access.setupLead')}</p>}
      {setup && <ScanSetup setup={setup} />}
      <CodeField value={code} hint={setup ? t('access.codeFirst') : t('access.codeHint')} problem={problem} onInput={setCode} />
      <button type="submit" class="button primary wide" aria-disabled={busy}>{t('access.go')}</button>
      <button type="button" class="button ghost wide" onClick={onBack}>{t('access.back')}</button>
    </form>
  );
}
