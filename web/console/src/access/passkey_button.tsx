// "Sign in with a passkey" at the door: no address, no password; the device asks which one.
import { useState } from 'preact/hooks';
import { KeyRound } from 'lucide-preact';
import { ApiError, request } from '@sahay/shared/client';
import { usePasskey, type Options } from '@sahay/shared/passkey';
import { readStart } from '../state/session';
import { reasonOf } from './model';
import { t, useTexts } from './texts';

export default function PasskeyButton({ onDone }: { onDone(): void }) {
  const texts = useTexts();
  const [problem, setProblem] = useState('');
  if (!texts) return null;
  const go = async () => {
    setProblem('');
    try {
      const { options } = await request<{ options: Options }>('POST', '/session/passkey/options');
      await request('POST', '/session/passkey', { session: await usePasskey(options) });
      await readStart();
      onDone();
    } catch (error) {
      setProblem(error instanceof ApiError ? reasonOf(error) : t('access.passkeyNone'));
    }
  };
  return (
    <>
      <button type="button" class="button wide" onClick={() => void go()}><KeyRound class="icon" size={16} aria-hidden="true" />{t('access.passkeySignIn')}</button>
      {problem && <p class="sm error" role="alert">{problem}</p>}
    </>
  );
}
