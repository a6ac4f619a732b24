// One's own accounts at providers, in the settings: connecting asks for the password and then goes there,
// disconnecting for the password.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { shortTime } from '../format';
import { me } from '../state/session';
import { say } from '../state/toasts';
import { reasonOf } from './model';
import { t } from './texts';

interface Provider { id: number; name: string }
interface Connected { id: number; provider_id: number; provider: string; email: string; created_at: string; last_used_at: string | null }

export function ProviderList() {
  const path = `/users/${me.value.id}/oidc_identities`;
  const [providers, setProviders] = useState<Provider[]>([]);
  const [all, setAll] = useState<Connected[]>([]);
  const [connecting, setConnecting] = useState<Provider | null>(null);
  const [removing, setRemoving] = useState<Connected | null>(null);
  const load = () => { get<{ oidc_identities: Connected[] }>(path).then((answer) => setAll(answer.oidc_identities), () => undefined); };
  useEffect(() => {
    load();
    get<{ oidc_providers: Provider[] }>('/session/oidc').then((answer) => setProviders(answer.oidc_providers), () => undefined);
  }, [path]);
  const open = providers.filter((each) => !all.some((one) => one.provider_id === each.id));
  if (all.length === 0 && open.length === 0) return null;
  const connect = (provider: Provider, password: string) =>
    request<{ location: string }>('POST', path, { oidc_identity: { provider_id: provider.id, password } }).then((answer) => location.assign(answer.location));
  const remove = (one: Connected, password: string) =>
    request('DELETE', `${path}/${one.id}`, { oidc_identity: { password } }).then(() => { say(t('access.oidcGone', { name: one.provider })); setRemoving(null); load(); });
  return (
    <div class="access-way">
      <p class="strong">{t('access.oidc')}</p>
      <p class="sm t2">{t('access.oidcLead')}</p>
      {all.length > 0 && (
        <ul class="access-keys">
          {all.map((each) => (
            <li key={each.id}>
              <span class="grow"><span class="strong" dir="auto">{each.provider}</span> <span class="sm t2" dir="ltr">{each.email}</span>{each.last_used_at && <><br /><span class="sm t3">{t('access.passkeyUsed', { date: shortTime(each.last_used_at) })}</span></>}</span>
              <button type="button" class="button" aria-label={`${t('access.oidcRemove')}: ${each.provider}`} onClick={() => setRemoving(each)}>{t('access.oidcRemove')}</button>
            </li>
          ))}
        </ul>
      )}
      {open.length > 0 && <div class="access-row">{open.map((each) => <button key={each.id} type="button" class="button" onClick={() => setConnecting(each)}>{t('access.oidcConnect', { name: each.name })}</button>)}</div>}
      {connecting && <PasswordDialog title={t('access.oidcConnect', { name: connecting.name })} press={t('access.next')} act={(password) => connect(connecting, password)} onClose={() => setConnecting(null)} />}
      {removing && <PasswordDialog title={`${t('access.oidcRemove')}: ${removing.provider}`} press={t('access.oidcRemove')} act={(password) => remove(removing, password)} onClose={() => setRemoving(null)} />}
    </div>
  );
}

function PasswordDialog({ title, press, act, onClose }: { title: string; press: string; act(password: string): Promise<void>; onClose(): void }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const send = (event: Event) => {
    event.preventDefault();
    setProblem('');
    act(password).catch((error) => setProblem(reasonOf(error)));
  };
  return (
    <Dialog title={title} closeLabel={t('ui.close')} class="narrow" onClose={onClose}>
      <form class="dialog-body form" onSubmit={send}>
        <div class="field">
          <label for="oidc-password">{t('access.password')}</label>
          <span class="hint" id="oidc-password-hint">{t('access.passwordHint')}</span>
          <input class="input" id="oidc-password" type="password" autocomplete="current-password" autofocus aria-describedby="oidc-password-hint" value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
        </div>
        {problem && <p class="sm error" role="alert">{problem}</p>}
        <div class="access-row"><button type="submit" class="button primary">{press}</button></div>
      </form>
    </Dialog>
  );
}
