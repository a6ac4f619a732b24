// The keys that sign our mail: make one, publish its record, check, let a successor take over.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, get, request } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { longTime } from '../format';
import { Problem, RowBones } from '../shell/states';
import { say } from '../state/toasts';
import { listAccounts } from './mail_api';
import { StateMark } from './mail_list';
import { t } from './texts';
import { CopyBox } from './widgets/copy_box';

interface SigningKey {
  id: number;
  domain: string;
  selector: string;
  kind: 'rsa' | 'ed25519';
  state: 'waiting' | 'active' | 'off';
  record_name: string;
  record_value: string;
  finding: string;
  words: string;
  checked_at: string | null;
  /** The key that it takes over from; 0: none. */
  replaces: number;
}

const reason = (error: unknown) => (error instanceof ApiError && error.status !== 0 ? error.reason : t('mailbox.failed'));
const marks = { waiting: 'new', active: 'good', off: 'off' } as const;

export function SigningScreen() {
  const [keys, setKeys] = useState<SigningKey[] | null>(null);
  const [domains, setDomains] = useState<string[]>([]);
  const [failed, setFailed] = useState('');
  const [removing, setRemoving] = useState<SigningKey | null>(null);
  const load = () => {
    setFailed('');
    get<{ dkim_keys: SigningKey[] }>('/dkim_keys?per_page=100').then((answer) => setKeys(answer.dkim_keys), (error) => setFailed(reason(error)));
  };
  useEffect(() => {
    load();
    listAccounts().then((listing) => {
      const all = [...listing.mail_accounts, ...listing.from_file].map((account) => account.address.split('@')[1] ?? '');
      setDomains([...new Set(all.filter(Boolean))]);
    }, () => undefined);
  }, []);
  const act = async (work: () => Promise<unknown>, done = '') => {
    try {
      await work();
      if (done) say(done);
    } catch (error) { say(reason(error)); }
    load();
  };
  const make = (fields: { domain: string; kind?: string; replaces?: number }) => act(() => request('POST', '/dkim_keys', { dkim_key: fields }), t('admin.dkim.made'));
  if (!keys) return failed ? <Problem title={failed} action={t('ui.tryAgain')} onAction={load} /> : <RowBones rows={3} />;
  const nameOf = (id: number) => keys.find((key) => key.id === id)?.selector;
  return (
    <>
      <h1>{t('admin.screen.signing')}</h1>
      <p class="t2">{t('admin.lead.signing')} {t('admin.dkim.steps')}</p>
      <p class="sm t3">{t('admin.dkim.relay')}</p>
      <Make key={domains.join()} domains={domains} make={make} />
      {keys.length === 0 && <Problem title={t('admin.dkim.none')} />}
      <ul class="mail-cards">
        {keys.map((key) => (
          <li key={key.id} class="mail-card">
            <KeyCard
              signing={key} follows={nameOf(key.replaces)} replaced={keys.some((each) => each.replaces === key.id)}
              check={() => act(() => request('PUT', `/dkim_keys/${key.id}/check`, {}))}
              rotate={() => make({ domain: key.domain, replaces: key.id })}
              switchOff={() => act(() => request('PUT', `/dkim_keys/${key.id}`, { dkim_key: { state: 'off' } }))}
              remove={() => setRemoving(key)}
            />
          </li>
        ))}
      </ul>
      {removing && (
        <Dialog title={t('admin.dkim.remove')} closeLabel={t('ui.close')} class="narrow" onClose={() => setRemoving(null)}>
          <div class="dialog-body form">
            <p>{t('admin.dkim.removeSure', { selector: removing.selector })}</p>
            <div class="admin-buttons">
              <button type="button" class="button primary" onClick={() => setRemoving(null)}>{t('admin.dkim.keep')}</button>
              <button type="button" class="button danger" onClick={() => { setRemoving(null); void act(() => request('DELETE', `/dkim_keys/${removing.id}`), t('admin.dkim.removed')); }}>{t('admin.dkim.remove')}</button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Make({ domains, make }: { domains: string[]; make(fields: { domain: string; kind: string }): Promise<void> }) {
  const [domain, setDomain] = useState(domains[0] ?? '');
  const [kind, setKind] = useState('rsa');
  const [busy, setBusy] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    if (busy || !domain.trim()) return;
    setBusy(true);
    void make({ domain: domain.trim(), kind }).finally(() => setBusy(false));
  };
  return (
    <form class="form mail-form" noValidate onSubmit={submit}>
      <div class="mail-row">
        <div class="field">
          <label for="signing-domain">{t('admin.dkim.domain')}</label>
          <span class="hint" id="signing-domain-hint">{t('admin.dkim.domainHint')}</span>
          <input class="input" id="signing-domain" list="signing-domains" autocomplete="off" spellcheck={false} dir="ltr" value={domain} aria-describedby="signing-domain-hint" onInput={(event) => setDomain(event.currentTarget.value)} />
          <datalist id="signing-domains">{domains.map((each) => <option key={each} value={each} />)}</datalist>
        </div>
        <div class="field">
          <label for="signing-kind">{t('admin.dkim.kind')}</label>
          <select class="select" id="signing-kind" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            <option value="rsa">{t('admin.dkim.rsa')}</option>
            <option value="ed25519">{t('admin.dkim.ed25519')}</option>
          </select>
        </div>
      </div>
      <div><button type="submit" class="button primary" aria-disabled={busy || !domain.trim()}>{t('admin.dkim.make')}</button></div>
    </form>
  );
}

interface KeyCardProps { signing: SigningKey; follows?: string; replaced: boolean; check(): Promise<void>; rotate(): void; switchOff(): void; remove(): void }

function KeyCard({ signing: key, follows, replaced, check, rotate, switchOff, remove }: KeyCardProps) {
  const [busy, setBusy] = useState(false);
  const look = () => { if (!busy) { setBusy(true); void check().finally(() => setBusy(false)); } };
  return (
    <>
      <div class="mail-head">
        <h2 class="strong clip" dir="ltr">{key.domain}</h2>
        <span class="t3 sm" dir="ltr">{key.selector} · {key.kind === 'rsa' ? 'RSA' : 'Ed25519'}</span>
      </div>
      <p>
        <StateMark state={marks[key.state]} words={t(`admin.dkim.state.${key.state}`)} />
        {follows && <span class="t3 sm"> · {t('admin.dkim.follows', { selector: follows })}</span>}
        {key.checked_at && <span class="t3 sm"> · {t('admin.dkim.checked', { when: longTime(key.checked_at) })}</span>}
      </p>
      {key.checked_at && key.words && <p class="banner bad mail-trouble" role="status">{key.words}</p>}
      {key.checked_at && !key.words && key.state === 'active' && <p class="sm t2" role="status">{t('admin.dkim.found')}</p>}
      {key.state === 'off' && replaced && <p class="sm t2">{t('admin.dkim.keepRecord')}</p>}
      {key.record_value && (
        <details class="signing-record" open={key.state === 'waiting'}>
          <summary class="sm">{t('admin.dkim.publish')}</summary>
          <p class="sm t3">{t('admin.dkim.recordName')}</p>
          <CopyBox label={t('admin.dkim.recordName')} text={key.record_name} />
          <p class="sm t3">{t('admin.dkim.recordValue')}</p>
          <CopyBox label={t('admin.dkim.recordValue')} text={key.record_value} />
        </details>
      )}
      <div class="admin-buttons">
        {key.state !== 'off' && <button type="button" class={`button ${key.state === 'waiting' ? 'primary' : ''}`} aria-disabled={busy} onClick={look}>{t('admin.dkim.check')}</button>}
        {key.state === 'active' && !replaced && <button type="button" class="button" data-tip={t('admin.dkim.rotateHint')} onClick={rotate}>{t('admin.dkim.rotate')}</button>}
        {key.state === 'active' && <button type="button" class="button ghost" onClick={switchOff}>{t('admin.dkim.off')}</button>}
        {key.state !== 'active' && <button type="button" class="button ghost" onClick={remove}>{t('admin.dkim.remove')}</button>}
      </div>
    </>
  );
}
