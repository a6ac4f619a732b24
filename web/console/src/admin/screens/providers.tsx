// System, Sign-in by others: providers of OpenID Connect, who may use each, whose account is whose, and a test; below them
// whether customers may use passwords.
import { useState } from 'preact/hooks';
import { CircleAlert, CircleCheck } from 'lucide-preact';
import { request } from '@sahay/shared/client';
import { t } from '../texts';
import { brandOptions, faultsOf } from '../machine/store';
import type { Resource, Row } from '../machine/types';
import { CopyBox } from '../widgets/copy_box';
import { SettingSwitch } from '../widgets/setting_switch';

interface Step { step: 'description' | 'keys' | 'pkce' | 'client'; good: boolean; words: string }

function Test({ row }: { row: Row }) {
  const [check, setCheck] = useState<{ good: boolean; steps: Step[] } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const run = () => {
    if (busy) return;
    setBusy(true);
    setFailed('');
    setCheck(null);
    request<{ check: { good: boolean; steps: Step[] } }>('POST', `/oidc_providers/${row.id}/check`, {})
      .then((answer) => setCheck(answer.check), (error) => setFailed(faultsOf(error, []).whole)).finally(() => setBusy(false));
  };
  return (
    <section class="admin-section mail-check" aria-labelledby="provider-test">
      <div class="mail-head">
        <h2 id="provider-test">{t('arrange.oidc.test')}</h2>
        <button type="button" class="button" aria-disabled={busy} onClick={run}>{t('arrange.oidc.testRun')}</button>
      </div>
      <p class="sm t3">{t('arrange.oidc.testHint')}</p>
      {failed && <p class="banner bad" role="alert">{failed}</p>}
      {check && (
        <ol class="mail-steps">
          {check.steps.map((each) => {
            const Icon = each.good ? CircleCheck : CircleAlert;
            return (
              <li key={each.step} class={`mail-step ${each.good ? 'good' : 'bad'}`}>
                <Icon class="icon" size={16} aria-hidden="true" />
                <div><p>{t(`arrange.oidc.step.${each.step}`)}{each.good && <span class="t3"> · {t('arrange.oidc.found')}</span>}</p>{each.words && <p class="strong">{each.words}</p>}</div>
              </li>
            );
          })}
        </ol>
      )}
      <p role="status" class={check && !check.good ? 'strong mail-state bad' : 'strong mail-state good'}>{check ? t(check.good ? 'arrange.oidc.testGood' : 'arrange.oidc.testBad') : ''}</p>
    </section>
  );
}

const Back = ({ row }: { row: Row }) => (
  <div class="admin-section">
    <h2>{t('arrange.oidc.back')}</h2>
    <CopyBox label={t('arrange.oidc.back')} text={String(row.redirect_uri)} />
  </div>
);

export const providers: Resource = {
  path: '/oidc_providers', one: 'oidc_provider', many: 'oidc_providers',
  name: (row) => String(row.name),
  detail: (row) => String(row.issuer),
  badges: (row) => [...(row.for_staff ? [{ text: t('arrange.oidc.staff') }] : []), ...(row.for_customers ? [{ text: t('arrange.oidc.customers') }] : [])],
  switchable: true,
  fresh: { name: '', issuer: '', client_id: '', client_secret: '', active: true, for_staff: true, for_customers: false, brand_ids: [], match_email: false, domains: [], make_customers: false, asks_second_step: false },
  sections: (row) => [
    { title: '', fields: [
      { kind: 'text', key: 'name', label: t('admin.name'), hint: t('arrange.oidc.nameHint'), required: true },
      { kind: 'text', type: 'url', key: 'issuer', label: t('arrange.oidc.issuer'), hint: t('arrange.oidc.issuerHint'), placeholder: 'https://', required: true, ltr: true },
      { kind: 'text', key: 'client_id', label: t('arrange.oidc.clientId'), required: true, ltr: true },
      { kind: 'text', type: 'password', key: 'client_secret', label: t('arrange.oidc.secret'), ...(row?.has_secret ? { hint: t('arrange.oidc.secretKept') } : {}) },
      { kind: 'switch', key: 'active', label: t('admin.active') },
    ] },
    { title: t('arrange.oidc.who'), fields: [
      { kind: 'switch', key: 'for_staff', label: t('arrange.oidc.staff') },
      { kind: 'switch', key: 'for_customers', label: t('arrange.oidc.customers') },
      { kind: 'many', key: 'brand_ids', label: t('arrange.oidc.brands'), hint: t('arrange.oidc.brandsHint'), options: brandOptions },
    ] },
    { title: t('arrange.oidc.accounts'), fields: [
      { kind: 'switch', key: 'match_email', label: t('arrange.oidc.match'), hint: t('arrange.oidc.matchHint') },
      { kind: 'tags', key: 'domains', label: t('arrange.oidc.domains'), hint: t('arrange.oidc.domainsHint'), shown: (values) => values.match_email === true },
      { kind: 'switch', key: 'make_customers', label: t('arrange.oidc.make'), shown: (values) => values.match_email === true && values.for_customers === true },
      { kind: 'switch', key: 'asks_second_step', label: t('arrange.oidc.second'), hint: t('arrange.oidc.secondHint'), shown: (values) => values.for_staff === true },
    ] },
  ],
  read: (row) => ({ ...row, client_secret: '' }),
  write: (values) => {
    const { client_secret: secret, has_secret: kept, redirect_uri: back, ...rest } = values;
    void kept;
    void back;
    return secret ? { ...rest, client_secret: secret } : rest;
  },
  below: ({ row }) => <><Back row={row} /><Test key={row.id} row={row} /></>,
  foot: () => <SettingSwitch name="customer_passwords" label={t('arrange.passwords.customers')}>{t('arrange.passwords.hint')}</SettingSwitch>,
  get words() { return { add: t('arrange.oidc.add'), none: t('arrange.oidc.none'), noneHint: t('arrange.oidc.noneHint'), removeHint: t('arrange.oidc.removeHint') }; },
};
