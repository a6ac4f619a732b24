// One's own passkeys in the settings: each with its name and last use; adding asks for the password and then the device,
// removing for the password.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, get, request } from '@sahay/shared/client';
import { makePasskey, passkeysWork, type Options } from '@sahay/shared/passkey';
import { Dialog } from '@sahay/ui/dialog';
import { shortTime } from '../format';
import { me } from '../state/session';
import { say } from '../state/toasts';
import { reasonOf } from './model';
import { t } from './texts';

interface Passkey {
  id: number;
  name: string;
  created_at: string;
  last_used_at: string | null;
}

export function PasskeyList() {
  const path = `/users/${me.value.id}/passkeys`;
  const [all, setAll] = useState<Passkey[] | null>(null);
  const [adding, setAdding] = useState(false);
  const [naming, setNaming] = useState<Passkey | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const load = () => { get<{ passkeys: Passkey[] }>(path).then(({ passkeys }) => setAll(passkeys), () => setAll(null)); };
  useEffect(load, [path]);
  if (!all) return null;
  return (
    <div class="access-way">
      <p class="strong">{t('access.passkeys')}</p>
      <p class="sm t2">{t('access.passkeysLead')}</p>
      {all.length > 0 && (
        <ul class="access-keys">
          {all.map((each) => (
            <li key={each.id}>
              <span class="grow"><span class="strong" dir="auto">{each.name}</span><br /><span class="sm t3">{each.last_used_at ? t('access.passkeyUsed', { date: shortTime(each.last_used_at) }) : t('access.passkeyMade', { date: shortTime(each.created_at) })}</span></span>
              <button type="button" class="button" aria-label={`${t('access.rename')}: ${each.name}`} onClick={() => setNaming(each)}>{t('access.rename')}</button>
              <button type="button" class="button" aria-label={`${t('access.remove')}: ${each.name}`} onClick={() => setRemoving(each)}>{t('access.remove')}</button>
            </li>
          ))}
        </ul>
      )}
      <div class="access-row">
        {passkeysWork() ? <button type="button" class="button" onClick={() => setAdding(true)}>{t('access.passkeyAdd')}</button> : <p class="sm t3">{t('access.passkeyCannot')}</p>}
      </div>
      {adding && <AddDialog path={path} onClose={() => { setAdding(false); load(); }} />}
      {naming && <NameDialog path={path} passkey={naming} onClose={() => { setNaming(null); load(); }} />}
      {removing && <RemoveDialog path={path} passkey={removing} onClose={() => { setRemoving(null); load(); }} />}
    </div>
  );
}

function Field({ id, label, hint, type, value, set }: { id: string; label: string; hint: string; type: string; value: string; set(value: string): void }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="hint" id={`${id}-hint`}>{hint}</span>
      <input class="input" id={id} type={type} dir="auto" maxLength={type === 'text' ? 60 : undefined} autocomplete={type === 'password' ? 'current-password' : 'off'} aria-describedby={`${id}-hint`} value={value} onInput={(event) => set(event.currentTarget.value)} />
    </div>
  );
}

function AddDialog({ path, onClose }: { path: string; onClose(): void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const add = async (event: Event) => {
    event.preventDefault();
    setProblem('');
    try {
      const { options } = await request<{ options: Options }>('POST', `${path}/options`, { passkey: { password } });
      await request('POST', path, { passkey: { name, response: await makePasskey(options) } });
      say(t('access.passkeyAdded'));
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiError ? reasonOf(error) : t('access.passkeyNotMade'));
    }
  };
  return (
    <Dialog title={t('access.passkeyAdd')} closeLabel={t('ui.close')} class="narrow" onClose={onClose}>
      <form class="dialog-body form" onSubmit={(event) => void add(event)}>
        <Field id="passkey-name" label={t('access.passkeyName')} hint={t('access.passkeyNameHint')} type="text" value={name} set={setName} />
        <Field id="passkey-password" label={t('access.password')} hint={t('access.passwordHint')} type="password" value={password} set={setPassword} />
        {problem && <p class="sm error" role="alert">{problem}</p>}
        <div class="access-row"><button type="submit" class="button primary">{t('access.next')}</button></div>
      </form>
    </Dialog>
  );
}

function RemoveDialog({ path, passkey, onClose }: { path: string; passkey: Passkey; onClose(): void }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const remove = (event: Event) => {
    event.preventDefault();
    setProblem('');
    request('DELETE', `${path}/${passkey.id}`, { passkey: { password } }).then(() => { say(t('access.passkeyGone', { name: passkey.name })); onClose(); }, (error) => setProblem(reasonOf(error)));
  };
  return (
    <Dialog title={`${t('access.remove')}: ${passkey.name}`} closeLabel={t('ui.close')} class="narrow" onClose={onClose}>
      <form class="dialog-body form" onSubmit={remove}>
        <Field id="passkey-password" label={t('access.password')} hint={t('access.passwordHint')} type="password" value={password} set={setPassword} />
        {problem && <p class="sm error" role="alert">{problem}</p>}
        <div class="access-row"><button type="submit" class="button primary">{t('access.remove')}</button></div>
      </form>
    </Dialog>
  );
}

function NameDialog({ path, passkey, onClose }: { path: string; passkey: Passkey; onClose(): void }) {
  const [name, setName] = useState(passkey.name);
  const [problem, setProblem] = useState('');
  const save = (event: Event) => {
    event.preventDefault();
    request('PUT', `${path}/${passkey.id}`, { passkey: { name } }).then(onClose, (error) => setProblem(reasonOf(error)));
  };
  return (
    <Dialog title={t('access.rename')} closeLabel={t('ui.close')} class="narrow" onClose={onClose}>
      <form class="dialog-body form" onSubmit={save}>
        <Field id="passkey-name" label={t('access.passkeyName')} hint={t('access.passkeyNameHint')} type="text" value={name} set={setName} />
        {problem && <p class="sm error" role="alert">{problem}</p>}
        <div class="access-row"><button type="submit" class="button primary">{t('access.done')}</button></div>
      </form>
    </Dialog>
  );
}
