// Work, Facts from fields: which of the company's own fields of requests say what is known of a problem.
import { signal } from '@preact/signals';
import { t } from '../texts';
import { readRows } from '../machine/store';
import type { Option, Resource, Row } from '../machine/types';

const kinds = ['environment', 'symptom', 'tried', 'ruled_out'] as const;
const kindWord = (kind: (typeof kinds)[number]) => t(`facts.kind.${kind}`);

// Names of the fields, read once for the list.
const names = signal<Map<number, string> | null>(null);
let reading = false;

const ownFields = (): Promise<Row[]> => readRows('/ticket_fields', 'ticket_fields').then((rows) => rows.filter((each) => each.removable));

async function readNames(): Promise<void> {
  reading = true;
  try {
    names.value = new Map((await ownFields()).map((each) => [Number(each.id), String(each.title)]));
  } finally {
    reading = false;
  }
}

function nameOfField(id: unknown): string {
  if (!names.value && !reading) void readNames().catch(() => undefined);
  return names.value?.get(Number(id)) ?? `${t('admin.facts.field')} ${String(id)}`;
}

const fieldOptions = (): Promise<Option[]> => ownFields().then((rows) => rows.map((each) => ({ value: String(each.id), label: String(each.title) })));

export const factFields: Resource = {
  path: '/fact_fields', one: 'fact_field', many: 'fact_fields',
  name: (row) => nameOfField(row.ticket_field_id),
  detail: (row) => String(row.label ?? ''),
  badges: (row) => [{ text: kindWord(row.kind as (typeof kinds)[number]) }],
  fresh: { ticket_field_id: null, kind: 'environment', label: '' },
  sections: () => [{ title: '', fields: [
    { kind: 'choice', key: 'ticket_field_id', label: t('admin.facts.field'), options: fieldOptions, numeric: true },
    { kind: 'choice', key: 'kind', label: t('admin.facts.kind'), options: kinds.map((each) => ({ value: each, label: kindWord(each) })) },
    { kind: 'text', key: 'label', label: t('admin.facts.label'), hint: t('admin.facts.labelHint') },
  ] }],
  get words() { return { add: t('admin.facts.add'), none: t('admin.facts.none'), noneHint: t('admin.facts.noneHint'), removeHint: t('admin.facts.removeHint') }; },
};
