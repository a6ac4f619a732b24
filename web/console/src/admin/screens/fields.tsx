// Customers and work, Fields: what is asked and kept beside the text of a request, of a person, of a company; and the statuses.
import { Plus, X } from 'lucide-preact';
import { statusWord } from '../../words';
import type { Status } from '@sahay/shared/api';
import { t } from '../texts';
import type { OwnFieldProps, Resource, Row } from '../machine/types';

const types = ['text', 'textarea', 'tagger', 'multiselect', 'checkbox', 'integer', 'decimal', 'date', 'regexp'] as const;
const personTypes = ['text', 'textarea', 'dropdown', 'multiselect', 'checkbox', 'integer', 'decimal', 'date', 'regexp'] as const;
const typeWord = (type: unknown) => t(`admin.fields.type.${type === 'dropdown' ? 'tagger' : String(type)}` as 'admin.fields.type.text') || String(type);
const hasChoices = (type: unknown) => type === 'tagger' || type === 'dropdown' || type === 'multiselect';

// What the desk is delivered with bears English names; until somebody renames it, it is shown in the reader's words.
const shippedFields: Record<string, string> = { subject: 'Subject', description: 'Description', status: 'Status', tickettype: 'Type', priority: 'Priority', group: 'Group', assignee: 'Assignee' };
const shippedStatuses: Record<string, string> = { new: 'New', open: 'Open', pending: 'Pending', hold: 'On-hold', solved: 'Solved' };
const isShippedField = (row: Row) => row.removable === false && shippedFields[String(row.type)] === row.title;
const isShippedStatus = (row: Row) => row.default === true && shippedStatuses[String(row.status_category)] === row.agent_label;
/** The name of a field in the reader's words. */
export const fieldTitle = (row: Row) => (isShippedField(row) ? capital(typeWord(row.type)) : String(row.title));
const capital = (word: string) => word.charAt(0).toLocaleUpperCase() + word.slice(1);

interface Choice { id?: number; name: string; value: string }
const choicesOf = (value: unknown) => (Array.isArray(value) ? value : []) as Choice[];
const slug = (name: string) => name.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_|_$/g, '');

function Choices({ value, set }: OwnFieldProps) {
  const rows = choicesOf(value);
  return (
    <div class="rules">
      {rows.map((row, index) => (
        <div key={index} class="rule">
          <input class="input" dir="auto" aria-label={t('admin.fields.choice', { n: index + 1 })} value={row.name} onInput={(event) => {
            const name = event.currentTarget.value;
            // The tag behind a choice follows its name until it is stored.
            set(rows.map((each, position) => (position === index ? { ...each, name, value: each.id ? each.value : slug(name) } : each)));
          }} />
          <button type="button" class="icon-button tiny" aria-label={t('admin.removeOne', { name: row.name })} onClick={() => set(rows.filter((_, position) => position !== index))}><X class="icon" size={16} aria-hidden="true" /></button>
        </div>
      ))}
      <button type="button" class="button ghost" onClick={() => set([...rows, { name: '', value: '' }])}><Plus class="icon" size={16} aria-hidden="true" />{t('admin.fields.addChoice')}</button>
    </div>
  );
}

function fieldResource(of: 'ticket' | 'user' | 'organization'): Resource {
  const ticket = of === 'ticket';
  return {
    path: `/${of}_fields`, one: `${of}_field`, many: `${of}_fields`, switchable: false,
    name: fieldTitle,
    detail: (row) => (isShippedField(row) ? '' : typeWord(row.type)),
    badges: (row) => [
      ...(row.removable === false ? [{ text: t('admin.fields.shipped') }] : []),
      ...(row.active === false ? [{ text: t('admin.isOff'), tone: 'bad' as const }] : []),
      ...(row.required === true ? [{ text: t('admin.fields.required') }] : []),
    ],
    fresh: { title: '', type: 'text', description: '', active: true, required: false, visible_in_portal: false, editable_in_portal: false, required_in_portal: false, custom_field_options: [], key: '' },
    sections: (row) => [
      { title: '', fields: [
        { kind: 'text', key: 'title', label: t('admin.name'), required: true },
        ...(row ? [] : [{ kind: 'choice' as const, key: 'type', label: t('admin.fields.type'), options: (ticket ? types : personTypes).map((each) => ({ value: each, label: typeWord(each) })) }]),
        ...(row || ticket ? [] : [{ kind: 'text' as const, key: 'key', label: t('admin.fields.key'), hint: t('admin.fields.keyHint'), ltr: true }]),
        { kind: 'text', key: 'description', label: t('admin.description'), hint: t('admin.fields.descriptionHint') },
        { kind: 'own', key: 'custom_field_options', label: t('admin.fields.choices'), hint: t('admin.fields.choicesHint'), shown: (values) => hasChoices(row?.type ?? values.type), view: Choices },
        ...(row?.removable === false ? [] : [{ kind: 'switch' as const, key: 'active', label: t('admin.active') }]),
      ] },
      { title: t('admin.fields.agents'), shown: () => ticket, fields: [{ kind: 'switch', key: 'required', label: t('admin.fields.requiredToSolve') }] },
      { title: t('admin.fields.customers'), shown: () => ticket, fields: [
        { kind: 'switch', key: 'visible_in_portal', label: t('admin.fields.visible') },
        { kind: 'switch', key: 'editable_in_portal', label: t('admin.fields.editable'), shown: (values) => values.visible_in_portal === true },
        { kind: 'switch', key: 'required_in_portal', label: t('admin.fields.requiredThere'), shown: (values) => values.editable_in_portal === true },
      ] },
    ],
    write: (values, row) => {
      const { custom_field_options: choices, type, key, required, visible_in_portal, editable_in_portal, required_in_portal, ...rest } = values;
      const listed = hasChoices(row?.type ?? type) ? { custom_field_options: choicesOf(choices).filter((each) => each.name.trim()) } : {};
      const asked = ticket ? { required, visible_in_portal, editable_in_portal, required_in_portal } : {};
      return { ...rest, ...(row ? {} : { type, ...(ticket ? {} : { key: key || slug(String(values.title)) }) }), ...listed, ...asked };
    },
    canRemove: (row) => row.removable !== false && row.system !== true,
    get words() { return { add: t('admin.fields.add'), none: t('admin.fields.none'), noneHint: t('admin.fields.noneHint'), removeHint: t('admin.fields.removeHint') }; },
  };
}

export const ticketFields = fieldResource('ticket');
export const userFields = fieldResource('user');
export const organizationFields = fieldResource('organization');

const categories: Status[] = ['new', 'open', 'pending', 'hold', 'solved'];

export const statuses: Resource = {
  path: '/custom_statuses', one: 'custom_status', many: 'custom_statuses',
  name: (row) => (isShippedStatus(row) ? statusWord(row.status_category as Status) : String(row.agent_label)),
  detail: (row) => [isShippedStatus(row) ? '' : statusWord(row.status_category as Status), row.end_user_label !== row.agent_label ? row.end_user_label : ''].filter(Boolean).join(' · '),
  badges: (row: Row) => [...(row.default ? [{ text: t('admin.statuses.default') }] : []), ...(row.active === false ? [{ text: t('admin.isOff'), tone: 'bad' as const }] : [])],
  fresh: { status_category: 'open', agent_label: '', end_user_label: '', description: '', active: true },
  sections: (row) => [{ title: '', fields: [
    ...(row ? [] : [{ kind: 'choice' as const, key: 'status_category', label: t('admin.statuses.category'), hint: t('admin.statuses.categoryHint'), options: categories.map((each) => ({ value: each, label: statusWord(each) })) }]),
    { kind: 'text', key: 'agent_label', label: t('admin.statuses.agentLabel'), required: true },
    { kind: 'text', key: 'end_user_label', label: t('admin.statuses.customerLabel'), hint: t('admin.statuses.customerHint') },
    { kind: 'text', key: 'description', label: t('admin.description') },
    ...(row?.default ? [] : [{ kind: 'switch' as const, key: 'active', label: t('admin.active') }]),
  ] }],
  canRemove: (row) => row.default !== true,
  get words() { return { add: t('admin.statuses.add'), none: t('admin.statuses.none'), noneHint: t('admin.statuses.noneHint') }; },
};
