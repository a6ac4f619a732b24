// Work, Forms: which fields a kind of request has, in which order, and which appear only after an answer.
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-preact';
import { request } from '@sahay/shared/client';
import { go } from '../../router';
import { say } from '../../state/toasts';
import { t } from '../texts';
import { faultsOf } from '../machine/store';
import type { Option, OwnFieldProps, Resource, Row } from '../machine/types';
import { FormPreview } from '../widgets/form_preview';
import { conditionsOf, idsOf, withinForm, type Condition } from '../widgets/form_conditions';
import { answersOf, useTicketFields } from '../widgets/ticket_fields';

/** The fields of the form from the first to the last. */
function FieldOrder({ value, set, id }: OwnFieldProps) {
  const fields = useTicketFields();
  const chosen = idsOf(value);
  if (!fields) return <p class="sm t3">{t('ui.stillLoading')}</p>;
  const left = fields.filter((each) => each.active && !chosen.includes(each.id));
  const move = (index: number, by: number) => {
    const next = [...chosen];
    next.splice(index + by, 0, ...next.splice(index, 1));
    set(next);
  };
  return (
    <>
      <ul class="admin-rows">
        {chosen.map((each, index) => {
          const field = fields.find((one) => one.id === each);
          const name = field?.title ?? String(each);
          return (
            <li key={each} class="admin-row">
              <span class="grow strong" dir="auto">{name}</span>
              {field && !field.active && <span class="chip bad">{t('admin.isOff')}</span>}
              {field?.visible && <span class="chip calm">{t('arrange.forms.customersSee')}</span>}
              <span class="admin-order">
                <button type="button" class="icon-button tiny" aria-label={t('admin.moveUp', { name })} disabled={index === 0} onClick={() => move(index, -1)}><ArrowUp class="icon" size={16} aria-hidden="true" /></button>
                <button type="button" class="icon-button tiny" aria-label={t('admin.moveDown', { name })} disabled={index === chosen.length - 1} onClick={() => move(index, 1)}><ArrowDown class="icon" size={16} aria-hidden="true" /></button>
                <button type="button" class="icon-button tiny" aria-label={t('admin.removeOne', { name })} onClick={() => set(chosen.filter((one) => one !== each))}><X class="icon" size={16} aria-hidden="true" /></button>
              </span>
            </li>
          );
        })}
      </ul>
      <select class="select" id={`${id}-add`} aria-label={t('arrange.forms.addField')} value="" disabled={left.length === 0} onChange={(event) => { const added = Number(event.currentTarget.value); event.currentTarget.value = ''; if (added) set([...chosen, added]); }}>
        <option value="">{left.length === 0 ? t('arrange.forms.allIn') : t('arrange.forms.addField')}</option>
        {left.map((each) => <option key={each.id} value={each.id}>{each.title}</option>)}
      </select>
    </>
  );
}

const duties = ['never', 'solve', 'always'] as const;
type Duty = (typeof duties)[number];

/** "While <field> is <answer> show <fields>", for agents or for customers. */
function Conditions({ value, values, set, who }: OwnFieldProps & { who: 'agents' | 'customers' }) {
  const fields = useTicketFields();
  const rows = conditionsOf(value);
  const inside = idsOf(values.ticket_field_ids);
  if (!fields) return <p class="sm t3">{t('ui.stillLoading')}</p>;
  // Every request has these two.
  const usable = inside.flatMap((id) => fields.filter((each) => each.id === id && each.type !== 'subject' && each.type !== 'description'));
  const change = (index: number, next: Partial<Condition>) => set(rows.map((row, position) => (position === index ? { ...row, ...next } : row)));
  const first = usable.find((each) => answersOf(each).length > 0) ?? usable[0];
  return (
    <div class="rules">
      {rows.map((row, index) => {
        const parent = usable.find((each) => each.id === row.parent_field_id);
        const answers: Option[] = parent ? answersOf(parent) : [];
        const name = t('arrange.forms.condition', { n: index + 1 });
        return (
          <fieldset key={index} class="form-condition">
            <legend class="sm t2">{name}</legend>
            <div class="rule">
              <select class="select" aria-label={t('arrange.forms.parent')} value={row.parent_field_id} onChange={(event) => {
                const next = usable.find((each) => each.id === Number(event.currentTarget.value))!;
                change(index, { parent_field_id: next.id, value: answersOf(next)[0]?.value ?? '', child_fields: row.child_fields.filter((each) => each.id !== next.id) });
              }}>
                {usable.map((each) => <option key={each.id} value={each.id}>{each.title}</option>)}
              </select>
              {answers.length > 0
                ? <select class="select" aria-label={t('arrange.forms.answer')} value={row.value} onChange={(event) => change(index, { value: event.currentTarget.value })}>
                    {!answers.some((each) => each.value === row.value) && <option value={row.value}>{row.value || t('admin.choose')}</option>}
                    {answers.map((each) => <option key={each.value} value={each.value}>{each.label}</option>)}
                  </select>
                : <input class="input" dir="auto" aria-label={t('arrange.forms.answer')} value={row.value} onInput={(event) => change(index, { value: event.currentTarget.value })} />}
              <button type="button" class="icon-button tiny" aria-label={t('admin.removeOne', { name })} onClick={() => set(rows.filter((_, position) => position !== index))}><X class="icon" size={16} aria-hidden="true" /></button>
            </div>
            <p class="sm t2">{t('arrange.forms.thenShow')}</p>
            <ul class="form-children">
              {usable.filter((each) => each.id !== row.parent_field_id).map((each) => <Child key={each.id} id={each.id} title={each.title} row={row} who={who} set={(children) => change(index, { child_fields: children })} />)}
            </ul>
          </fieldset>
        );
      })}
      <button type="button" class="button ghost" disabled={usable.length < 2} onClick={() => first && set([...rows, { parent_field_id: first.id, value: answersOf(first)[0]?.value ?? '', child_fields: [] }])}>
        <Plus class="icon" size={16} aria-hidden="true" />{t('arrange.forms.addCondition')}
      </button>
    </div>
  );
}

function Child({ id, title, row, who, set }: { id: number; title: string; row: Condition; who: 'agents' | 'customers'; set(children: Condition['child_fields']): void }) {
  const child = row.child_fields.find((each) => each.id === id);
  const duty: Duty = child?.required_on_statuses?.type === 'ALL_STATUSES' ? 'always' : child?.is_required && child.required_on_statuses?.type !== 'NO_STATUSES' ? (who === 'customers' ? 'always' : 'solve') : 'never';
  const put = (wanted: Duty) => set(row.child_fields.map((each) => (each.id !== id ? each : {
    id, is_required: wanted !== 'never', ...(who === 'agents' && wanted === 'always' ? { required_on_statuses: { type: 'ALL_STATUSES', statuses: [] } } : {}),
  })));
  const words: Record<Duty, string> = { never: t('arrange.forms.mayStayEmpty'), solve: t('arrange.forms.filledToSolve'), always: t('arrange.forms.filledAlways') };
  return (
    <li>
      <label class="switch"><input type="checkbox" checked={child !== undefined} onChange={(event) => set(event.currentTarget.checked ? [...row.child_fields, { id, is_required: false }] : row.child_fields.filter((each) => each.id !== id))} /><span dir="auto">{title}</span></label>
      {child && (
        <select class="select" aria-label={t('arrange.forms.duty', { name: title })} value={duty} onChange={(event) => put(event.currentTarget.value as Duty)}>
          {duties.filter((each) => who === 'agents' || each !== 'solve').map((each) => <option key={each} value={each}>{words[each]}</option>)}
        </select>
      )}
    </li>
  );
}

function Copy({ row }: { row: Row }) {
  const run = async () => {
    try {
      const { ticket_form: copy } = await request<{ ticket_form: Row }>('POST', `/ticket_forms/${row.id}/clone`, {});
      go(`/admin/forms/${copy.id}`);
    } catch (error) {
      say(faultsOf(error, []).whole);
    }
  };
  return <div class="admin-section"><div><button type="button" class="button" onClick={() => void run()}>{t('arrange.forms.copy')}</button></div></div>;
}

const emptyCondition = (value: unknown) => conditionsOf(value).some((each) => each.child_fields.length === 0 || each.value === '');

export const forms: Resource = {
  path: '/ticket_forms', one: 'ticket_form', many: 'ticket_forms', ordered: true,
  name: (row) => String(row.name),
  detail: (row) => [row.display_name !== row.name ? String(row.display_name) : '', t('arrange.forms.count', { n: idsOf(row.ticket_field_ids).length })].filter(Boolean).join(' · '),
  badges: (row) => [
    ...(row.default ? [{ text: t('arrange.forms.usual') }] : []),
    ...(row.end_user_visible === false ? [{ text: t('arrange.forms.agentsOnly') }] : []),
    ...(row.active === false ? [{ text: t('admin.isOff'), tone: 'bad' as const }] : []),
  ],
  fresh: { name: '', display_name: '', ticket_field_ids: [], agent_conditions: [], end_user_conditions: [], end_user_visible: true, active: true, default: false },
  sections: (row) => [
    { title: '', fields: [
      { kind: 'text', key: 'name', label: t('arrange.forms.name'), required: true },
      { kind: 'text', key: 'display_name', label: t('arrange.forms.customerName'), hint: t('arrange.sameIfEmpty') },
      ...(row?.default ? [] : [
        { kind: 'switch' as const, key: 'default', label: t('arrange.forms.default'), hint: t('arrange.forms.defaultHint') },
        { kind: 'switch' as const, key: 'active', label: t('admin.active') }]),
      { kind: 'switch', key: 'end_user_visible', label: t('arrange.forms.forCustomers') },
    ] },
    { title: t('arrange.forms.fields'), lead: t('arrange.forms.fieldsLead'), fields: [{ kind: 'own', key: 'ticket_field_ids', label: t('arrange.forms.order'), view: FieldOrder }] },
    { title: t('arrange.forms.agents'), lead: t('arrange.forms.conditionsLead'), fields: [{ kind: 'own', key: 'agent_conditions', label: t('arrange.forms.conditions'), view: (props) => <Conditions {...props} who="agents" /> }] },
    { title: t('arrange.forms.customers'), lead: t('arrange.forms.customersLead'), fields: [{ kind: 'own', key: 'end_user_conditions', label: t('arrange.forms.conditions'), view: (props) => <Conditions {...props} who="customers" /> }] },
  ],
  check: (values): Record<string, string> => ({
    ...(emptyCondition(values.agent_conditions) ? { agent_conditions: t('arrange.forms.incomplete') } : {}),
    ...(emptyCondition(values.end_user_conditions) ? { end_user_conditions: t('arrange.forms.incomplete') } : {}),
  }),
  write: (values, row) => {
    const { default: usual, ...rest } = values;
    return {
      ...rest, display_name: String(values.display_name ?? '').trim() || values.name,
      agent_conditions: withinForm(values.agent_conditions, values.ticket_field_ids), end_user_conditions: withinForm(values.end_user_conditions, values.ticket_field_ids),
      ...(row?.default ? {} : { default: usual === true }),
    };
  },
  beside: ({ body }) => <FormPreview form={body()} />,
  below: ({ row }) => <Copy row={row} />,
  canRemove: (row) => row.default !== true,
  get words() { return { add: t('arrange.forms.add'), none: t('arrange.forms.none'), noneHint: t('arrange.forms.noneHint'), removeHint: t('arrange.forms.removeHint') }; },
};
