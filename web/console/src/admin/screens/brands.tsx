// System, Brands: names under which the same desk answers, each with a signature and an address of its own.
import { useState } from 'preact/hooks';
import { get } from '@sahay/shared/client';
import { t } from '../texts';
import { faultsOf } from '../machine/store';
import type { Resource, Row } from '../machine/types';

const slug = (name: string) => name.trim().toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Asks whether the host name leads to this desk. */
function HostCheck({ row }: { row: Row }) {
  const [found, setFound] = useState('');
  const host = String(row.host_mapping ?? '');
  if (!host) return null;
  const run = () => get<{ is_valid: boolean; expected_cnames: string[] }>(`/brands/${row.id}/check_host_mapping`).then(
    (answer) => setFound(answer.is_valid ? t('arrange.brands.hostFine', { host }) : t('arrange.brands.hostWrong', { host, expected: answer.expected_cnames.join(', ') })),
    (error) => setFound(faultsOf(error, []).whole));
  return (
    <div class="admin-section">
      <div><button type="button" class="button" onClick={() => void run()}>{t('arrange.brands.check')}</button></div>
      <p role="status" class="sm">{found}</p>
    </div>
  );
}

export const brands: Resource = {
  path: '/brands', one: 'brand', many: 'brands',
  name: (row) => String(row.name),
  detail: (row) => String(row.host_mapping || row.subdomain),
  badges: (row) => [...(row.default ? [{ text: t('arrange.brands.usual') }] : []), ...(row.active === false ? [{ text: t('admin.isOff'), tone: 'bad' as const }] : [])],
  fresh: { name: '', subdomain: '', host_mapping: '', signature_template: '', active: true, default: false },
  sections: (row) => [
    { title: '', fields: [
      { kind: 'text', key: 'name', label: t('admin.name'), hint: t('arrange.brands.nameHint'), required: true },
      { kind: 'text', key: 'subdomain', label: t('arrange.brands.short'), hint: t('arrange.brands.shortHint'), ltr: true },
      { kind: 'text', key: 'host_mapping', label: t('arrange.brands.host'), hint: t('arrange.brands.hostHint'), placeholder: 'support.example.org', ltr: true },
      { kind: 'area', key: 'signature_template', label: t('admin.desk.signature'), hint: t('admin.desk.signatureHint', { placeholder: '{{agent.signature}}' }), rows: 3 },
      ...(row?.default ? [] : [
        { kind: 'switch' as const, key: 'active', label: t('admin.active') },
        { kind: 'switch' as const, key: 'default', label: t('arrange.brands.default'), hint: t('arrange.brands.defaultHint') }]),
    ] },
  ],
  write: (values, row) => {
    const { default: usual, active, ...rest } = values;
    return { ...rest, subdomain: String(values.subdomain ?? '').trim() || slug(String(values.name)) || 'desk', host_mapping: String(values.host_mapping ?? '').trim() || null, ...(row?.default ? {} : { active: active !== false, default: usual === true }) };
  },
  below: ({ row }) => <HostCheck key={String(row.host_mapping)} row={row} />,
  canRemove: (row) => row.default !== true,
  get words() { return { add: t('arrange.brands.add'), none: t('arrange.brands.none'), noneHint: t('arrange.brands.noneHint'), removeHint: t('arrange.brands.removeHint') }; },
};
