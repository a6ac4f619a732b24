// System, Connected programs: those that people let in with their own name (OAuth), and whom each may act for now.
import { useEffect, useState } from 'preact/hooks';
import { request } from '@sahay/shared/client';
import { fullTime, longTime } from '../../format';
import { say } from '../../state/toasts';
import { t } from '../texts';
import { agentOptions, faultsOf, readRows } from '../machine/store';
import type { Option, Resource, Row } from '../machine/types';
import { CopyBox } from '../widgets/copy_box';
import { scopeWords } from '../widgets/scopes';

const lines = (value: unknown) => String(value ?? '').split(/\s+/).filter(Boolean);
const slug = (name: string) => name.trim().toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');

function Addresses({ row }: { row: Row }) {
  return (
    <dl class="pairs">
      <dt>{t('arrange.apps.identifier')}</dt><dd class="mono">{String(row.identifier)}</dd>
      <dt>{t('arrange.apps.authorize')}</dt><dd class="mono">{`${location.origin}/oauth/authorizations/new`}</dd>
      <dt>{t('arrange.apps.tokenAddress')}</dt><dd class="mono">{`${location.origin}/oauth/tokens`}</dd>
    </dl>
  );
}

/** A new secret ends the old one at once. */
function Secret({ row }: { row: Row }) {
  const [secret, setSecret] = useState('');
  const [sure, setSure] = useState(false);
  if (row.kind !== 'confidential') return null;
  const renew = async () => {
    try {
      const { client } = await request<{ client: Row }>('PUT', `/oauth/clients/${row.id}/generate_secret`, {});
      setSecret(String(client.secret));
    } catch (error) {
      say(faultsOf(error, []).whole);
    }
  };
  return (
    <div class="admin-section">
      <h2>{t('arrange.apps.secret')}</h2>
      {secret ? <><p>{t('admin.tokens.once')}</p><CopyBox label={t('arrange.apps.secret')} text={secret} /></> : (
        <>
          <p class="sm t2">{t('arrange.apps.secretHint')}</p>
          <div><button type="button" class={sure ? 'button danger' : 'button'} onClick={() => (sure ? void renew() : setSure(true))}>{sure ? t('arrange.apps.secretSure') : t('arrange.apps.newSecret')}</button></div>
        </>
      )}
    </div>
  );
}

interface Grant { id: number; user_id: number; client_id: number; scopes: string[]; created_at: string; used_at: string | null }

/** Who has let it in; each can be ended alone. */
function Grants({ row }: { row: Row }) {
  const [grants, setGrants] = useState<Grant[] | null>(null);
  const [people, setPeople] = useState<Option[]>([]);
  const load = () => {
    readRows('/oauth/tokens', 'tokens', 'all=true').then((rows) => setGrants((rows as unknown as Grant[]).filter((each) => each.client_id === row.id)), () => setGrants([]));
    agentOptions().then(setPeople, () => undefined);
  };
  useEffect(load, [row.id]);
  const end = async (grant: Grant) => {
    try {
      await request('DELETE', `/oauth/tokens/${grant.id}`);
      say(t('arrange.apps.ended'));
      load();
    } catch (error) {
      say(faultsOf(error, []).whole);
    }
  };
  return (
    <section class="admin-section" aria-labelledby="grants">
      <h2 id="grants">{t('arrange.apps.grants')}</h2>
      {grants?.length === 0 && <p class="sm t3">{t('arrange.apps.noGrants')}</p>}
      <ul class="admin-rows">
        {grants?.map((each) => {
          const name = people.find((one) => one.value === String(each.user_id))?.label ?? t('arrange.apps.person', { id: each.user_id });
          return (
            <li key={each.id} class="admin-row">
              <span class="grow admin-name"><span class="strong" dir="auto">{name}</span>
                <span class="sm t3">{scopeWords(each.scopes)} · {each.used_at ? t('admin.tokens.used', { when: longTime(each.used_at) }) : t('arrange.apps.since', { when: fullTime(each.created_at) })}</span></span>
              <button type="button" class="button" aria-label={t('arrange.apps.endOf', { name })} onClick={() => void end(each)}>{t('arrange.apps.end')}</button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export const apps: Resource = {
  path: '/oauth/clients', one: 'client', many: 'clients',
  name: (row) => String(row.name),
  detail: (row) => [row.company, row.identifier].filter(Boolean).map(String).join(' · '),
  badges: (row) => (row.kind === 'public' ? [{ text: t('arrange.apps.public') }] : []),
  fresh: { name: '', identifier: '', company: '', description: '', kind: 'confidential', redirect_uri: '' },
  sections: (row) => [{ title: '', fields: [
    { kind: 'text', key: 'name', label: t('admin.name'), hint: t('arrange.apps.nameHint'), required: true },
    { kind: 'text', key: 'identifier', label: t('arrange.apps.identifier'), hint: row ? t('arrange.apps.identifierFixed') : t('arrange.apps.identifierHint'), ltr: true },
    { kind: 'text', key: 'company', label: t('arrange.apps.company') },
    { kind: 'text', key: 'description', label: t('admin.description') },
    ...(row ? [] : [{ kind: 'choice' as const, key: 'kind', label: t('arrange.apps.kind'), options: [{ value: 'confidential', label: t('arrange.apps.confidential') }, { value: 'public', label: t('arrange.apps.publicLong') }] }]),
    { kind: 'area', key: 'redirect_uri', label: t('arrange.apps.back'), hint: t('arrange.apps.backHint'), rows: 3 },
  ] }],
  read: (row) => ({ name: row.name, identifier: row.identifier, company: row.company ?? '', description: row.description ?? '', redirect_uri: ((row.redirect_uri ?? []) as string[]).join('\n') }),
  write: (values) => ({ ...values, identifier: String(values.identifier ?? '').trim() || slug(String(values.name)), redirect_uri: lines(values.redirect_uri) }),
  made: (row) => (
    <div class="admin-section">
      <Addresses row={row} />
      {Boolean(row.secret) && <><p>{t('admin.tokens.once')}</p><CopyBox label={t('arrange.apps.secret')} text={String(row.secret)} /></>}
    </div>
  ),
  below: ({ row }) => <><div class="admin-section"><Addresses row={row} /></div><Secret key={row.id} row={row} /><Grants row={row} /></>,
  get words() { return { add: t('arrange.apps.add'), none: t('arrange.apps.none'), noneHint: t('arrange.apps.noneHint'), removeHint: t('arrange.apps.removeHint') }; },
};
