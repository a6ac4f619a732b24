// Own settings: how somebody signs in beyond the password. The second step is set up, renewed and turned off here.
import '../styles/access.css';
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { shortTime } from '../format';
import { Problem, RowBones } from '../shell/states';
import { me } from '../state/session';
import { say } from '../state/toasts';
import { reasonOf, type Setup, type Totp } from './model';
import { PasskeyList } from './passkey_list';
import { ProviderList } from './provider_list';
import { CodeField, RecoveryCodes, ScanSetup } from './parts';
import { t, useTexts } from './texts';

type Doing = '' | 'set up' | 'new codes' | 'turn off';

export function AccessSettings() {
  const texts = useTexts();
  const [totp, setTotp] = useState<Totp | null>(null);
  const [failed, setFailed] = useState(false);
  const [doing, setDoing] = useState<Doing>('');
  const path = `/users/${me.value.id}/totp`;
  const load = () => { setFailed(false); get<{ totp: Totp }>(path).then((answer) => setTotp(answer.totp), () => setFailed(true)); };
  useEffect(load, [path]);
  if (!texts) return null;
  return (
    <fieldset class="setting access">
      <legend class="strong">{t('access.title')}</legend>
      {failed ? <Problem title={t('access.failed')} action={t('ui.tryAgain')} onAction={load} /> : !totp ? <RowBones rows={1} /> : (
        <div class="access-way">
          <p class="strong">{t('access.totp')}</p>
          <p class="sm t2">
            {totp.confirmed_at ? t('access.totpOn', { date: shortTime(totp.confirmed_at) }) : t('access.totpOff')}
            {totp.last_used_at && ` ${t('access.totpUsed', { date: shortTime(totp.last_used_at) })}`}
            {totp.required && ` ${t('access.needed')}`}
          </p>
          {totp.enabled && <p class={totp.recovery_codes_left < 3 ? 'sm error' : 'sm t3'}>{t('access.codesLeft', { n: totp.recovery_codes_left })}</p>}
          <div class="access-row">
            {!totp.enabled && <button type="button" class="button" onClick={() => setDoing('set up')}>{t('access.setUp')}</button>}
            {totp.enabled && <button type="button" class="button" onClick={() => setDoing('new codes')}>{t('access.newCodes')}</button>}
            {totp.enabled && !totp.required && <button type="button" class="button" onClick={() => setDoing('turn off')}>{t('access.turnOff')}</button>}
          </div>
        </div>
      )}
      <PasskeyList />
      <ProviderList />
      {doing === 'set up' && <SetUpDialog path={path} onClose={() => { setDoing(''); load(); }} />}
      {(doing === 'new codes' || doing === 'turn off') && <CodeDialog path={path} doing={doing} onClose={() => { setDoing(''); load(); }} />}
    </fieldset>
  );
}

/** Password, then the code to scan, then the recovery codes. */
function SetUpDialog({ path, onClose }: { path: string; onClose(): void }) {
  const [password, setPassword] = useState('');
  const [setup, setSetup] = useState<Setup | null>(null);
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<string[]>([]);
  const [problem, setProblem] = useState('');
  const go = (event: Event) => {
    event.preventDefault();
    setProblem('');
    if (setup) {
      request<{ totp: Totp }>('PUT', path, { totp: { code } }).then(({ totp }) => setCodes(totp.recovery_codes ?? []), (error) => { setProblem(reasonOf(error)); setCode(''); });
    } else {
      request<{ totp: Setup }>('POST', path, { totp: { password } }).then(({ totp }) => setSetup(totp), (error) => setProblem(reasonOf(error)));
    }
  };
  return (
    <Dialog title={t('access.setupTitle')} closeLabel={t('ui.close')} class="narrow" onClose={onClose}>
      <div class="dialog-body">
        {codes.length > 0 ? <RecoveryCodes codes={codes} onKept={() => { say(t('access.isOn')); onClose(); }} /> : (
          <form class="form" onSubmit={go}>
            {setup ? (
              <>
                <p class="sm t2">{t('access.setupLead')}</p>
                <ScanSetup setup={setup} />
                <CodeField value={code} hint={t('access.codeFirst')} problem={problem} onInput={setCode} />
              </>
            ) : (
              <div class="field">
                <label for="access-password">{t('access.password')}</label>
                <span class="hint" id="access-password-hint">{t('access.passwordHint')}</span>
                <input class="input" id="access-password" type="password" autocomplete="current-password" autofocus aria-describedby="access-password-hint" value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
                {problem && <p class="sm error" role="alert">{problem}</p>}
              </div>
            )}
            <div class="access-row"><button type="submit" class="button primary">{setup ? t('access.turnOn') : t('access.next')}</button></div>
          </form>
        )}
      </div>
    </Dialog>
  );
}

/** What needs a code of the authenticator, or a recovery code. */
function CodeDialog({ path, doing, onClose }: { path: string; doing: 'new codes' | 'turn off'; onClose(): void }) {
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<string[]>([]);
  const [problem, setProblem] = useState('');
  const off = doing === 'turn off';
  const go = (event: Event) => {
    event.preventDefault();
    setProblem('');
    const asked = off ? request<undefined>('DELETE', path, { totp: { code } }) : request<{ totp: Totp }>('POST', `${path}/recovery_codes`, { totp: { code } });
    asked.then((answer) => {
      if (!off) return setCodes(answer?.totp.recovery_codes ?? []);
      say(t('access.isOff'));
      onClose();
    }, (error) => { setProblem(reasonOf(error)); setCode(''); });
  };
  return (
    <Dialog title={off ? t('access.turnOff') : t('access.newCodes')} closeLabel={t('ui.close')} class="narrow" onClose={onClose}>
      <div class="dialog-body">
        {codes.length > 0 ? <RecoveryCodes codes={codes} onKept={onClose} /> : (
          <form class="form" onSubmit={go}>
            <p class="sm t2">{off ? t('access.turnOffHint') : t('access.newCodesHint')}</p>
            <CodeField value={code} hint={t('access.codeHint')} problem={problem} onInput={setCode} />
            <div class="access-row"><button type="submit" class="button primary">{off ? t('access.turnOff') : t('access.newCodes')}</button></div>
          </form>
        )}
      </div>
    </Dialog>
  );
}
