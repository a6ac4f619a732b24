// System, API access and Webhooks: other programs that ask us, and those we tell.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { fullTime, longTime } from '../../format';
import { say } from '../../state/toasts';
import { t } from '../texts';
import { faultsOf } from '../machine/store';
import type { OwnFieldProps, Resource, Row, Values } from '../machine/types';
import { CopyBox } from '../widgets/copy_box';
import { Scopes, scopeWords } from '../widgets/scopes';

export const tokens: Resource = {
  path: '/api_tokens', one: 'api_token', many: 'api_tokens',
  name: (row) => String(row.description || t('admin.tokens.unnamed')),
  detail: (row) => `${String(row.token)} · ${row.last_used_at ? t('admin.tokens.used', { when: longTime(String(row.last_used_at)) }) : t('admin.tokens.never')}`,
  badges: (row) => [
    ...((row.scopes as string[]).length > 0 ? [{ text: (row.scopes as string[]).join() === 'read' ? t('admin.tokens.readOnly') : t('arrange.scope.some') }] : []),
    ...(row.act_for_others ? [{ text: t('admin.tokens.forOthers') }] : []),
  ],
  fresh: { description: '', may: 'all', scopes: [], act_for_others: false },
  sections: (row) => [{ title: '', fields: row ? [] : [
    { kind: 'text', key: 'description', label: t('admin.tokens.what'), hint: t('admin.tokens.whatHint'), required: true },
    { kind: 'choice', key: 'may', label: t('admin.tokens.may'), options: [{ value: 'all', label: t('admin.tokens.mayAll') }, { value: 'read', label: t('admin.tokens.mayRead') }, { value: 'some', label: t('arrange.scope.some') }] },
    { kind: 'own', key: 'scopes', label: t('arrange.scope.which'), shown: (values) => values.may === 'some', view: Scopes },
    { kind: 'switch', key: 'act_for_others', label: t('admin.tokens.actForOthers'), hint: t('admin.tokens.actHint') },
  ] }],
  check: (values): Record<string, string> => (values.may === 'some' && (values.scopes as string[]).length === 0 ? { scopes: t('arrange.scope.missing') } : {}),
  write: (values) => ({ description: values.description, scopes: values.may === 'read' ? ['read'] : values.may === 'some' ? values.scopes : [], act_for_others: values.act_for_others === true }),
  made: (row) => (
    <div class="admin-section">
      <p>{t('admin.tokens.once')}</p>
      <CopyBox label={t('admin.tokens.token')} text={String(row.full_token ?? '')} />
    </div>
  ),
  below: ({ row }) => (
    <dl class="pairs">
      <dt>{t('admin.tokens.token')}</dt><dd class="mono">{String(row.token)}</dd>
      <dt>{t('admin.tokens.may')}</dt><dd>{scopeWords(row.scopes as string[])}</dd>
      <dt>{t('admin.tokens.made')}</dt><dd>{fullTime(String(row.created_at))}</dd>
      <dt>{t('admin.tokens.lastUse')}</dt><dd>{row.last_used_at ? fullTime(String(row.last_used_at)) : t('admin.tokens.never')}</dd>
    </dl>
  ),
  get words() { return { add: t('admin.tokens.add'), none: t('admin.tokens.none'), noneHint: t('admin.tokens.noneHint'), removeHint: t('admin.tokens.removeHint') }; },
};

const events = ['ticket.created', 'ticket.comment_added', 'ticket.status_changed', 'ticket.priority_changed', 'ticket.agent_assignment_changed', 'ticket.soft_deleted', 'user.created', 'organization.created'];
const prefix = 'zen:event-type:';

function Subscriptions({ value, set }: OwnFieldProps) {
  const chosen = (Array.isArray(value) ? value : []) as string[];
  const all = [...new Set([...events.map((each) => prefix + each), ...chosen.filter((each) => each !== 'conditional_ticket_events')])];
  const toggle = (each: string, on: boolean) => set(on ? [...chosen, each] : chosen.filter((one) => one !== each));
  const row = (each: string, label: string) => (
    <label key={each} class="switch"><input type="checkbox" checked={chosen.includes(each)} onChange={(event) => toggle(each, event.currentTarget.checked)} /><span>{label}</span></label>
  );
  return (
    <div class="checks">
      {row('conditional_ticket_events', t('admin.webhooks.byRule'))}
      {all.map((each) => row(each, t(`admin.event.${each.slice(prefix.length)}` as 'admin.event.ticket.created') || each.slice(prefix.length)))}
    </div>
  );
}

export const webhooks: Resource = {
  path: '/webhooks', one: 'webhook', many: 'webhooks',
  name: (row) => String(row.name),
  detail: (row) => String(row.endpoint),
  badges: (row) => [
    ...(row.status === 'inactive' ? [{ text: t('admin.isOff'), tone: 'bad' as const }] : []),
    ...((row.circuit as Values | null)?.state === 'open' ? [{ text: t('admin.webhooks.resting'), tone: 'bad' as const }] : []),
  ],
  fresh: { name: '', description: '', endpoint: '', http_method: 'POST', request_format: 'json', subscriptions: ['conditional_ticket_events'], on: true, login: 'none', user: '', secret: '' },
  sections: (row) => [
    { title: '', fields: [
      { kind: 'text', key: 'name', label: t('admin.name'), required: true },
      { kind: 'text', key: 'description', label: t('admin.description') },
      { kind: 'text', type: 'url', key: 'endpoint', label: t('admin.webhooks.address'), placeholder: 'https://', required: true, ltr: true },
      { kind: 'own', key: 'subscriptions', label: t('admin.webhooks.events'), view: Subscriptions },
      { kind: 'switch', key: 'on', label: t('admin.active') },
    ] },
    { title: t('admin.webhooks.how'), fields: [
      { kind: 'choice', key: 'http_method', label: t('admin.webhooks.method'), options: ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'].map((each) => ({ value: each, label: each })) },
      { kind: 'choice', key: 'request_format', label: t('admin.webhooks.format'), options: [{ value: 'json', label: 'JSON' }, { value: 'xml', label: 'XML' }, { value: 'form_encoded', label: t('admin.webhooks.form') }] },
      { kind: 'choice', key: 'login', label: t('admin.webhooks.login'), options: [
        ...(row?.authentication ? [{ value: 'keep', label: t('admin.webhooks.keep') }] : []),
        { value: 'none', label: t('admin.webhooks.noLogin') }, { value: 'basic_auth', label: t('admin.webhooks.basic') }, { value: 'bearer_token', label: t('admin.webhooks.bearer') }] },
      { kind: 'text', key: 'user', label: t('admin.webhooks.user'), ltr: true, shown: (values) => values.login === 'basic_auth' },
      { kind: 'text', type: 'password', key: 'secret', label: t('admin.webhooks.secret'), shown: (values) => values.login === 'basic_auth' || values.login === 'bearer_token' },
    ] },
  ],
  read: (row) => ({
    name: row.name, description: row.description ?? '', endpoint: row.endpoint, http_method: row.http_method, request_format: row.request_format,
    subscriptions: row.subscriptions ?? [], on: row.status !== 'inactive', login: row.authentication ? 'keep' : 'none', user: '', secret: '',
  }),
  write: (values) => {
    const { on, login, user, secret, ...rest } = values;
    const data = login === 'basic_auth' ? { username: user, password: secret } : { token: secret };
    const authentication = login === 'keep' ? {} : { authentication: login === 'none' ? null : { type: login, data, add_position: 'header' } };
    return { ...rest, status: on ? 'active' : 'inactive', ...authentication };
  },
  below: ({ row }) => <WebhookLog row={row} />,
  get words() { return { add: t('admin.webhooks.add'), none: t('admin.webhooks.none'), noneHint: t('admin.webhooks.noneHint') }; },
};

interface Invocation { id: string; status: string; latest_completed_at: string | null; event_type?: string | null; first_attempt_at?: string | null; status_code?: string | number | null }

/** What was sent lately, how it went, and one button to send it again; and a test message. */
function WebhookLog({ row }: { row: Row }) {
  const [log, setLog] = useState<Invocation[] | null>(null);
  const [tested, setTested] = useState('');
  const [secret, setSecret] = useState('');
  const load = () => { get<{ invocations: Invocation[] }>(`/webhooks/${row.id}/invocations`).then((answer) => setLog(answer.invocations), () => setLog([])); };
  useEffect(load, [row.id]);
  const again = async (each: Invocation) => {
    try {
      await request('POST', `/webhooks/${row.id}/invocations/${each.id}/replay`, {});
      say(t('admin.webhooks.sentAgain'));
      setTimeout(load, 1500);
    } catch (error) {
      say(faultsOf(error, []).whole);
    }
  };
  const test = async () => {
    setTested('');
    try {
      const answer = await request<{ response: { status: number | null; error?: string } }>('POST', `/webhooks/test?webhook_id=${row.id}`, { request: { endpoint: row.endpoint, http_method: row.http_method, request_format: row.request_format, payload: '{"test":true}' } });
      setTested(answer.response.error ?? t('admin.webhooks.answered', { code: String(answer.response.status ?? '') }));
    } catch (error) {
      setTested(faultsOf(error, []).whole);
    }
  };
  return (
    <>
      <section class="admin-section admin-box" aria-labelledby="hook-test">
        <div class="admin-head"><h2 id="hook-test">{t('admin.webhooks.test')}</h2><button type="button" class="button" onClick={() => void test()}>{t('admin.webhooks.testRun')}</button></div>
        <p role="status" class="sm">{tested}</p>
        {secret
          ? <CopyBox label={t('admin.webhooks.signing')} text={secret} />
          : <div><button type="button" class="button ghost" onClick={() => { get<{ signing_secret: { secret: string } }>(`/webhooks/${row.id}/signing_secret`).then((answer) => setSecret(answer.signing_secret.secret), () => undefined); }}>{t('admin.webhooks.showSigning')}</button></div>}
      </section>
      <section class="admin-section" aria-labelledby="hook-log">
        <h2 id="hook-log">{t('admin.webhooks.log')}</h2>
        {log?.length === 0 && <p class="sm t3">{t('admin.webhooks.logNone')}</p>}
        {log && log.length > 0 && (
          <ul class="admin-rows">
            {log.map((each) => (
              <li key={each.id} class="admin-row">
                <span class="grow admin-name"><span class="sm">{String(each.event_type ?? '').replace(prefix, '') || t('admin.webhooks.byRule')}</span><span class="xs t3">{each.latest_completed_at ? longTime(each.latest_completed_at) : ''}</span></span>
                <span class={`chip ${/success|delivered/.test(each.status) ? 'good' : /fail|dead/.test(each.status) ? 'bad' : 'calm'}`}>{each.status}</span>
                <button type="button" class="button ghost" onClick={() => void again(each)}>{t('admin.webhooks.again')}</button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
