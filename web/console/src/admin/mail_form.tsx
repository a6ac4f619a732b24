// One mail account: found servers, how mail comes and leaves, secrets that go in and never come out, test, health.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '@sahay/shared/client';
import { t } from './texts';
import { basePath, go } from '../router';
import { Problem, RowBones } from '../shell/states';
import { say } from '../state/toasts';
import { MailCheck } from './mail_check';
import { HealthLines, receiveWord } from './mail_list';
import {
  authorize, discover, emptyFields, makeToken, readAccount, removeAccount, saveAccount, type MailAccount, type MailFields, type Proposal, type Receive, type Secrets,
} from './mail_api';

const ways: Receive[] = ['imap', 'pop3', 'listener', 'raw', 'mailgun', 'postmark', 'ses', 'sendgrid', 'none'];
const reason = (error: unknown) => (error instanceof ApiError && error.status !== 0 ? error.reason : t('mailbox.failed'));

function fieldsOf(account: MailAccount): MailFields {
  return Object.fromEntries(Object.keys(emptyFields).map((key) => [key, account[key as keyof MailFields] ?? ''])) as unknown as MailFields;
}

function applied(fields: MailFields, found: Proposal): MailFields {
  const way = found.imap.host ? 'imap' : 'pop3';
  const server = found[way];
  return {
    ...fields,
    receive: way, host: server.host, port: server.port, security: server.security || 'tls',
    send: found.smtp.host ? 'smtp' : 'shared', smtp_host: found.smtp.host, smtp_port: found.smtp.port, smtp_security: found.smtp.security || 'tls',
    login: found.login, provider: found.provider,
  };
}

function Field({ id, label, hint, children }: { id: string; label: string; hint?: string; children: ComponentChildren }) {
  return <div class="field"><label for={id}>{label}</label>{hint && <span class="hint" id={`${id}-hint`}>{hint}</span>}{children}</div>;
}

/** `onSaved`: inside another page, which goes on itself; `plain`: without heading and way back. */
export function MailForm({ id, plain = false, onSaved }: { id: number | null; plain?: boolean; onSaved?(account: MailAccount): void }) {
  const [account, setAccount] = useState<MailAccount | null>(null);
  const [fields, setFields] = useState<MailFields>(emptyFields);
  const [secrets, setSecrets] = useState<Secrets>({});
  const [found, setFound] = useState<Proposal | null>(null);
  const [failed, setFailed] = useState(false);
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);
  const [tested, setTested] = useState(0);
  const [token, setToken] = useState('');
  const load = () => {
    if (id === null) return;
    readAccount(id).then((read) => { setAccount(read); setFields(fieldsOf(read)); setFailed(false); }, () => setFailed(true));
  };
  useEffect(() => { setAccount(null); setToken(''); load(); }, [id]);
  if (id !== null && failed) return <Problem title={t('mailbox.failed')} action={t('ui.tryAgain')} onAction={load} />;
  if (id !== null && !account) return <RowBones rows={5} />;

  const query = new URLSearchParams(location.search);
  const set = <K extends keyof MailFields>(key: K, value: MailFields[K]) => setFields({ ...fields, [key]: value });
  const act = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setRefused('');
    try { await work(); } catch (error) { setRefused(reason(error)); }
    setBusy(false);
  };
  const look = () => act(async () => {
    const proposal = await discover(fields.address);
    setFound(proposal);
    setFields(applied(fields, proposal));
  });
  const save = (event: Event) => {
    event.preventDefault();
    void act(async () => {
      const saved = await saveAccount(id, { ...fields, ...secrets });
      setSecrets({});
      say(t('mailbox.saved'));
      if (id === null && onSaved) return onSaved(saved);
      if (id === null) return go(`/admin/mail/${saved.id}?test=1`, 'replace');
      setAccount(saved);
      setFields(fieldsOf(saved));
      setTested(tested + 1);
    });
  };

  const input = (key: keyof MailFields, label: string, more: { hint?: string; type?: string } = {}) => (
    <Field id={`mail-${key}`} label={label} hint={more.hint}>
      <input
        class="input" id={`mail-${key}`} type={more.type ?? 'text'} autocomplete="off" spellcheck={false} value={String(fields[key] ?? '')}
        aria-describedby={more.hint ? `mail-${key}-hint` : undefined}
        onInput={(event) => set(key, event.currentTarget.value as never)}
      />
    </Field>
  );
  const port = (key: 'port' | 'smtp_port') => (
    <Field id={`mail-${key}`} label={t('mailbox.port')}>
      <input
        class="input" id={`mail-${key}`} inputMode="numeric" autocomplete="off" value={fields[key] ? String(fields[key]) : ''} placeholder={t('mailbox.usual')}
        onInput={(event) => set(key, Number(event.currentTarget.value.replace(/\D/g, '')) || 0)}
      />
    </Field>
  );
  const secret = (key: keyof Secrets, label: string, kept: boolean, hint?: string) => (
    <Field id={`mail-${key}`} label={label} hint={kept ? t('mailbox.kept') : hint}>
      <input
        class="input" id={`mail-${key}`} type="password" autocomplete="new-password" value={secrets[key] ?? ''}
        aria-describedby={kept || hint ? `mail-${key}-hint` : undefined}
        onInput={(event) => setSecrets({ ...secrets, [key]: event.currentTarget.value })}
      />
    </Field>
  );
  const choice = (key: keyof MailFields, label: string, options: [string, string][]) => (
    <Field id={`mail-${key}`} label={label}>
      <select class="select" id={`mail-${key}`} value={String(fields[key] ?? '')} onChange={(event) => set(key, event.currentTarget.value as never)}>
        {options.map(([value, word]) => <option key={value} value={value}>{word}</option>)}
      </select>
    </Field>
  );
  const toggle = (key: 'keep_on_server' | 'only_new' | 'active', label: string) => (
    <label class="switch"><input type="checkbox" checked={fields[key]} onChange={(event) => set(key, event.currentTarget.checked)} />{label}</label>
  );
  const securities: [string, string][] = [['tls', 'TLS'], ['starttls', 'STARTTLS'], ['plain', t('mailbox.plain')]];
  const mailbox = fields.receive === 'imap' || fields.receive === 'pop3';
  const hook = ['raw', 'mailgun', 'postmark', 'ses', 'sendgrid'].includes(fields.receive);
  const signs = mailbox || fields.send === 'smtp';

  return (
    <>
      {!plain && <p class="sm"><a href={`${basePath}/admin/mail`}>{t('mailbox.all')}</a></p>}
      {!plain && <h1>{account ? account.address : t('mailbox.add')}</h1>}
      {query.get('connected') && <p class="banner calm" role="status">{t('mailbox.connected')}</p>}
      {account && <HealthLines health={account.health} />}
      <form class="form mail-form" noValidate onSubmit={save}>
        {refused && <p class="banner bad" role="alert">{refused}</p>}
        {id === null && (
          <fieldset class="setting">
            <legend class="strong">{t('mailbox.address')}</legend>
            <div class="mail-find">
              {input('address', t('mailbox.addressLabel'), { type: 'email' })}
              <button type="button" class="button" aria-disabled={busy} onClick={() => void look()}>{t('mailbox.find')}</button>
            </div>
            {found && <p class="banner calm" role="status">{t(`mailbox.source.${found.source}` as 'mailbox.source.known')}{found.hint ? ` ${found.hint}` : ''}</p>}
          </fieldset>
        )}
        <fieldset class="setting">
          <legend class="strong">{t('mailbox.shown')}</legend>
          <div class="mail-row">{input('name', t('mailbox.name'), { hint: t('mailbox.nameHint') })}{input('group', t('mailbox.group'), { hint: t('mailbox.groupHint') })}</div>
        </fieldset>
        <fieldset class="setting">
          <legend class="strong">{t('mailbox.receiving')}</legend>
          {choice('receive', t('mailbox.how'), ways.map((way) => [way, receiveWord(way)]))}
          {mailbox && (
            <>
              <div class="mail-row three">{input('host', t('mailbox.host'))}{port('port')}{choice('security', t('mailbox.security'), securities)}</div>
              <div class="mail-row">{input('user_name', t('mailbox.user'), { hint: t('mailbox.userHint') })}{fields.receive === 'imap' && input('folder', t('mailbox.folder'))}</div>
              {fields.receive === 'pop3' && toggle('keep_on_server', t('mailbox.keep'))}
              {toggle('only_new', t('mailbox.onlyNew'))}
            </>
          )}
          {fields.receive === 'listener' && <p class="sm t2">{t('mailbox.listenerHint')}</p>}
          {fields.receive === 'ses' && input('topic', t('mailbox.topic'), { hint: t('mailbox.topicHint') })}
          {fields.receive === 'mailgun' && secret('hook_key', t('mailbox.key.mailgun'), account?.has_hook_key ?? false)}
          {fields.receive === 'postmark' && secret('hook_key', t('mailbox.key.postmark'), account?.has_hook_key ?? false)}
          {fields.receive === 'sendgrid' && secret('hook_key', t('mailbox.key.sendgrid'), account?.has_hook_key ?? false)}
          {hook && account?.hook_url && <p class="sm">{t('mailbox.hookUrl')} <code class="mono" dir="ltr">{account.hook_url}</code></p>}
          {hook && !account && <p class="sm t3">{t('mailbox.hookLater')}</p>}
          {account?.receive === 'raw' && fields.receive === 'raw' && (
            <div class="mail-find">
              <button type="button" class="button" onClick={() => void act(async () => setToken((await makeToken(account.id)).token))}>{account.has_hook_key || token ? t('mailbox.newToken') : t('mailbox.makeToken')}</button>
              {token && <p class="sm" role="status">{t('mailbox.tokenOnce')} <code class="mono" dir="ltr">{token}</code></p>}
            </div>
          )}
        </fieldset>
        <fieldset class="setting">
          <legend class="strong">{t('mailbox.sending')}</legend>
          {choice('send', t('mailbox.how'), [['smtp', t('mailbox.send.smtp')], ['shared', t('mailbox.send.shared')], ['none', t('mailbox.send.none')]])}
          {fields.send === 'smtp' && (
            <>
              <div class="mail-row three">{input('smtp_host', t('mailbox.host'))}{port('smtp_port')}{choice('smtp_security', t('mailbox.security'), securities)}</div>
              {!mailbox && input('smtp_user', t('mailbox.user'), { hint: t('mailbox.userHint') })}
            </>
          )}
        </fieldset>
        {signs && (
          <fieldset class="setting">
            <legend class="strong">{t('mailbox.login')}</legend>
            {choice('login', t('mailbox.how'), [['password', t('mailbox.byPassword')], ['oauth', t('mailbox.byOAuth')]])}
            {fields.login === 'password' && secret('password', t('mailbox.password'), account?.has_password ?? false, found?.hint)}
            {fields.login === 'oauth' && (
              <>
                {choice('provider', t('mailbox.provider'), [['', '–'], ['google', 'Google'], ['microsoft', 'Microsoft 365'], ['other', t('mailbox.otherProvider')]])}
                {fields.provider === 'other' && <>{input('authorize_url', t('mailbox.authorizeUrl'))}{input('token_url', t('mailbox.tokenUrl'))}{input('scope', t('mailbox.scope'))}</>}
                {input('client_id', t('mailbox.clientId'))}
                {secret('client_secret', t('mailbox.clientSecret'), account?.has_client_secret ?? false)}
                <p class="sm t2">{t('mailbox.redirect')} <code class="mono" dir="ltr">{`${location.origin}/mail/oauth/callback`}</code></p>
                {account && account.login === 'oauth' && (
                  <div class="mail-find">
                    <button type="button" class="button" onClick={() => void act(async () => { location.assign(await authorize(account.id)); })}>
                      {account.oauth_state === 'none' ? t('mailbox.connect') : t('mailbox.connectAgain')}
                    </button>
                    <span class="sm t3">{t(`mailbox.oauth.${account.oauth_state}`)}</span>
                  </div>
                )}
              </>
            )}
          </fieldset>
        )}
        {id !== null && toggle('active', t('mailbox.active'))}
        <div class="mail-find">
          <button type="submit" class="button primary" aria-disabled={busy}>{t('mailbox.save')}</button>
          {id === null && !plain && <a class="button ghost" href={`${basePath}/admin/mail`}>{t('mailbox.cancel')}</a>}
        </div>
      </form>
      {account && <MailCheck key={`${account.id}-${tested}`} account={account.id} atOnce={tested > 0 || query.get('test') === '1'} onDone={() => { readAccount(account.id).then(setAccount, () => undefined); }} />}
      {account && <Remove address={account.address} onRemove={() => act(async () => { await removeAccount(account.id); go('/admin/mail'); })} />}
    </>
  );
}

/** The dangerous end of the page: the address has to be typed. */
function Remove({ address, onRemove }: { address: string; onRemove(): void }) {
  const [typed, setTyped] = useState('');
  return (
    <section class="mail-danger" aria-labelledby="mail-remove">
      <h2 id="mail-remove">{t('mailbox.remove')}</h2>
      <p class="sm t2">{t('mailbox.removeHint')}</p>
      <div class="mail-find">
        <Field id="mail-remove-word" label={t('mailbox.removeType', { address })}>
          <input class="input" id="mail-remove-word" autocomplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </Field>
        <button type="button" class="button danger" aria-disabled={typed !== address} onClick={() => { if (typed === address) onRemove(); }}>{t('mailbox.removeDo')}</button>
      </div>
    </section>
  );
}
