// Customers: contracts and products. Work: planned work that is announced.
import { useState } from 'preact/hooks';
import { dayWords, fullTime } from '../../format';
import { languageNames, languages } from '../../i18n';
import { t } from '../texts';
import { readRows } from '../machine/store';
import type { Option, OwnFieldProps, Resource } from '../machine/types';

const organizationOptions = (): Promise<Option[]> => readRows('/organizations', 'organizations').then((rows) => rows.map((row) => ({ value: String(row.id), label: String(row.name) })));
const contractOptions = (): Promise<Option[]> => readRows('/contracts', 'contracts').then((rows) => rows.map((row) => ({ value: String(row.id), label: `${String(row.number)} · ${String(row.tier)}` })));
const day = /^\d{4}-\d{2}-\d{2}$/;
const wrongDays = (values: Record<string, unknown>, keys: string[]) =>
  Object.fromEntries(keys.filter((key) => values[key] && !day.test(String(values[key]))).map((key) => [key, t('admin.clients.dayWrong')]));

export const contracts: Resource = {
  path: '/contracts', one: 'contract', many: 'contracts',
  name: (row) => String(row.number),
  detail: (row) => [row.tier, row.ends_on && dayWords(String(row.ends_on))].filter(Boolean).join(' · '),
  fresh: { number: '', tier: 'silver', organization_id: null, starts_on: '', ends_on: '', notes: '' },
  sections: () => [{ title: '', fields: [
    { kind: 'text', key: 'number', label: t('admin.clients.number'), required: true },
    { kind: 'choice', key: 'organization_id', label: t('admin.clients.company'), options: organizationOptions, numeric: true },
    { kind: 'text', key: 'tier', label: t('admin.clients.tier'), hint: t('admin.clients.tierHint'), required: true },
    { kind: 'text', key: 'starts_on', label: t('admin.clients.starts'), placeholder: '2030-01-31', ltr: true },
    { kind: 'text', key: 'ends_on', label: t('admin.clients.ends'), placeholder: '2030-12-31', ltr: true },
    { kind: 'area', key: 'notes', label: t('admin.clients.notes'), rows: 3 },
  ] }],
  check: (values) => wrongDays(values, ['starts_on', 'ends_on']),
  get words() { return { add: t('admin.clients.addContract'), none: t('admin.clients.noContracts'), noneHint: t('admin.clients.noContractsHint') }; },
};

export const assets: Resource = {
  path: '/assets', one: 'asset', many: 'assets',
  name: (row) => String(row.name),
  detail: (row) => [row.model, row.serial ?? row.licence, row.location].filter(Boolean).join(' · '),
  badges: (row) => (row.active === false ? [{ text: t('admin.clients.out') }] : []),
  fresh: { name: '', organization_id: null, contract_id: null, product: '', model: '', serial: '', licence: '', location: '', contract_ends_on: '', notes: '', active: true },
  sections: () => [{ title: '', fields: [
    { kind: 'text', key: 'name', label: t('admin.name'), required: true },
    { kind: 'choice', key: 'organization_id', label: t('admin.clients.company'), options: organizationOptions, numeric: true, none: t('admin.clients.nobody') },
    { kind: 'choice', key: 'contract_id', label: t('admin.clients.contract'), options: contractOptions, numeric: true, none: t('admin.clients.companyContract') },
    { kind: 'text', key: 'product', label: t('admin.clients.product'), hint: t('admin.clients.productHint') },
    { kind: 'text', key: 'model', label: t('admin.clients.model') },
    { kind: 'text', key: 'serial', label: t('admin.clients.serial'), ltr: true },
    { kind: 'text', key: 'licence', label: t('admin.clients.licence'), ltr: true },
    { kind: 'text', key: 'location', label: t('admin.clients.location') },
    { kind: 'text', key: 'contract_ends_on', label: t('admin.clients.assetEnds'), placeholder: '2030-12-31', ltr: true },
    { kind: 'area', key: 'notes', label: t('admin.clients.notes'), rows: 3 },
    { kind: 'switch', key: 'active', label: t('admin.clients.active') },
  ] }],
  check: (values) => wrongDays(values, ['contract_ends_on']),
  get words() { return { add: t('admin.clients.addAsset'), none: t('admin.clients.noAssets'), noneHint: t('admin.clients.noAssetsHint') }; },
};

/** Local date and time as text, without the seconds; the API has UTC. */
const localText = (at: unknown) => {
  if (!at) return '';
  const date = new Date(String(at));
  return Number.isNaN(date.getTime()) ? String(at) : new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace('T', ' ');
};
const asTime = (text: unknown) => {
  const date = new Date(String(text ?? '').trim().replace(' ', 'T'));
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace(/\.\d+/, '');
};

function Moment({ id, value, set, error }: OwnFieldProps) {
  const [text, setText] = useState(localText(value));
  return <input id={id} class="input" dir="ltr" inputMode="numeric" placeholder="2030-01-31 09:00" aria-invalid={error ? 'true' : undefined} value={text} onInput={(event) => { setText(event.currentTarget.value); set(asTime(event.currentTarget.value)); }} />;
}

export const plannedEvents: Resource = {
  path: '/planned_events', one: 'planned_event', many: 'planned_events',
  name: (row) => String(row.title),
  detail: (row) => `${fullTime(String(row.starts_at))} – ${fullTime(String(row.ends_at))}`,
  badges: (row) => (row.cancelled ? [{ text: t('admin.clients.cancelled'), tone: 'bad' as const }] : row.public ? [{ text: t('admin.clients.public'), tone: 'good' as const }] : []),
  fresh: { title: '', body: '', starts_at: null, ends_at: null, shown_from: null, public: true, cancelled: false, translations: {} },
  sections: () => [
    { title: '', fields: [
      { kind: 'text', key: 'title', label: t('admin.clients.what'), required: true },
      { kind: 'area', key: 'body', label: t('admin.clients.body'), rows: 3 },
      { kind: 'own', key: 'starts_at', label: t('admin.clients.from'), view: Moment },
      { kind: 'own', key: 'ends_at', label: t('admin.clients.to'), view: Moment },
      { kind: 'own', key: 'shown_from', label: t('admin.clients.shownFrom'), hint: t('admin.clients.shownFromHint'), view: Moment },
      { kind: 'switch', key: 'public', label: t('admin.clients.publicLabel') },
      { kind: 'switch', key: 'cancelled', label: t('admin.clients.cancelled') },
    ] },
    { title: t('admin.clients.translations'), fields: [{ kind: 'own', key: 'translations', label: t('admin.clients.what'), view: Translations }] },
  ],
  check: (values) => Object.fromEntries(['starts_at', 'ends_at'].filter((key) => !values[key]).map((key) => [key, t('admin.clients.momentWrong')])),
  get words() { return { add: t('admin.clients.addEvent'), none: t('admin.clients.noEvents'), noneHint: t('admin.clients.noEventsHint') }; },
};

function Translations({ value, set }: OwnFieldProps) {
  const all = (value ?? {}) as Record<string, { title?: string; body?: string }>;
  return (
    <div class="form">
      {languages.filter((each) => each !== 'en').map((each) => (
        <div key={each} class="field" lang={each}>
          <label>{languageNames[each]}<input class="input" value={all[each]?.title ?? ''} onInput={(event) => set({ ...all, [each]: { ...all[each], title: event.currentTarget.value } })} /></label>
          <textarea class="input" rows={2} aria-label={`${t('admin.clients.body')} · ${languageNames[each]}`} value={all[each]?.body ?? ''} onInput={(event) => set({ ...all, [each]: { ...all[each], body: event.currentTarget.value } })} />
        </div>
      ))}
    </div>
  );
}
