// Rows of a rule: "when <what> <is> <value>" and "then <what> becomes <value>". What may be chosen comes from the server.
import { Plus, X } from 'lucide-preact';
import { t } from '../texts';
import { pairHint, useTexts as useConductTexts } from '../../conduct/texts';
import { useOptions } from '../machine/fields';
import type { Condition, Conditions } from '../../inbox/filter_key';
import type { Option, OwnFieldProps } from '../machine/types';
import { useDefinitions, valuesElsewhere, type Definition, type Definitions } from './definitions';

export interface Action { field: string; value: unknown }

const asConditions = (value: unknown): Conditions => {
  const given = (value ?? {}) as Partial<Conditions>;
  return { all: given.all ?? [], any: given.any ?? [] };
};
export const textOf = (value: unknown) => (Array.isArray(value) ? value.join(' ') : String(value ?? ''));

function Grouped({ definitions, value }: { definitions: Definition[]; value: string }) {
  const groups = [...new Set(definitions.map((each) => each.group))];
  const known = definitions.some((each) => each.subject === value);
  return (
    <>
      {!known && <option value={value}>{value}</option>}
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {definitions.filter((each) => each.group === group).map((each) => <option key={each.subject} value={each.subject}>{each.title}</option>)}
        </optgroup>
      ))}
    </>
  );
}

function ListValue({ options, value, label, set }: { options: Option[] | (() => Promise<Option[]>); value: string; label: string; set(value: string): void }) {
  const read = useOptions(options);
  return (
    <select class="select" aria-label={label} value={value} onChange={(event) => set(event.currentTarget.value)}>
      {!read?.some((option) => option.value === value) && <option value={value}>{value === '' ? t('admin.choose') : value}</option>}
      {read?.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}

/** The value of a condition or an action, by the kind the server names. */
function ValueControl({ definition, value, set }: { definition: Definition; value: unknown; set(value: unknown): void }) {
  const label = t('admin.rule.value', { what: definition.title });
  const elsewhere = valuesElsewhere[definition.subject];
  if (definition.type === 'notification') return <Notice definition={definition} value={value} set={set} />;
  if (definition.type === 'pair') return <Pair definition={definition} value={value} set={set} />;
  if (definition.values.length > 0) return <ListValue key={definition.subject} options={definition.values} value={textOf(value)} label={label} set={set} />;
  if (elsewhere) return <ListValue key={definition.subject} options={elsewhere} value={textOf(value)} label={label} set={set} />;
  if (/^comment_value/.test(definition.subject)) return <textarea class="input area" rows={4} dir="auto" aria-label={label} value={textOf(value)} onInput={(event) => set(event.currentTarget.value)} />;
  const numeric = definition.type === 'hours' || definition.type === 'number';
  return (
    <input
      class={numeric ? 'input short' : 'input'} dir="auto" autocomplete="off" inputMode={numeric ? 'numeric' : undefined} aria-label={label}
      placeholder={definition.type === 'tags' ? t('admin.tagsPrompt') : undefined} value={textOf(value)} onInput={(event) => set(event.currentTarget.value)}
    />
  );
}

function Notice({ definition, value, set }: { definition: Definition; value: unknown; set(value: unknown): void }) {
  const [to = '', subject = '', text = ''] = Array.isArray(value) ? value.map(String) : [];
  const agents = useDefinitions('/triggers')?.actions.find((each) => each.subject === (definition.subject === 'notification_group' ? 'group_id' : 'assignee_id'))?.values ?? [];
  const special: Option[] = definition.subject === 'notification_group'
    ? [{ value: 'group_id', label: t('admin.rule.itsGroup') }]
    : [{ value: 'requester_id', label: t('admin.rule.requester') }, { value: 'assignee_id', label: t('admin.rule.assignee') }, { value: 'account_manager', label: t('admin.rule.accountManager') }];
  const options = [...special, ...agents.filter((each) => each.value !== '' && !special.some((one) => one.value === each.value))];
  return (
    <span class="rule-many">
      <ListValue options={options} value={to} label={t('admin.rule.to')} set={(next) => set([next, subject, text])} />
      <input class="input" dir="auto" aria-label={t('admin.rule.subject')} placeholder={t('admin.rule.subject')} value={subject} onInput={(event) => set([to, event.currentTarget.value, text])} />
      <textarea class="input area" rows={4} dir="auto" aria-label={t('admin.rule.text')} placeholder={t('admin.rule.text')} value={text} onInput={(event) => set([to, subject, event.currentTarget.value])} />
    </span>
  );
}

function Pair({ definition, value, set }: { definition: Definition; value: unknown; set(value: unknown): void }) {
  const [to = '', text = ''] = Array.isArray(value) ? value.map(String) : [];
  if (definition.values.length > 0) return <ChoiceAndText definition={definition} choice={to || String(value ?? '')} text={text} set={set} />;
  return (
    <span class="rule-many">
      <ListValue options={valuesElsewhere.notification_webhook!} value={to} label={definition.title} set={(next) => set([next, text])} />
      <textarea class="input area mono" rows={4} dir="ltr" aria-label={t('admin.rule.body')} placeholder={t('admin.rule.body')} value={text} onInput={(event) => set([to, event.currentTarget.value])} />
    </span>
  );
}

/** One of the choices, and what the second part of such a pair means said below it. */
function ChoiceAndText({ definition, choice, text, set }: { definition: Definition; choice: string; text: string; set(value: unknown): void }) {
  const texts = useConductTexts();
  const hint = texts ? pairHint(definition.subject) : '';
  return (
    <span class="rule-many">
      <ListValue options={definition.values} value={choice} label={definition.title} set={(next) => set([next, text])} />
      <input class="input" dir="auto" autocomplete="off" aria-label={hint || definition.title} value={text} onInput={(event) => set([choice, event.currentTarget.value])} />
      <span class="xs t3">{hint}</span>
    </span>
  );
}

function firstValue(definition: Definition | undefined): unknown {
  return definition?.values[0]?.value ?? '';
}

export function freshCondition(definitions: Definition[], subject: string): Condition {
  const definition = definitions.find((each) => each.subject === subject);
  return { field: subject, operator: definition?.operators[0]?.value ?? 'is', value: firstValue(definition) };
}

function RowRemove({ label, remove }: { label: string; remove(): void }) {
  return <button type="button" class="icon-button tiny" aria-label={label} data-tip={t('admin.remove')} onClick={remove}><X class="icon" size={16} aria-hidden="true" /></button>;
}

/** How a thing is asked for, and the value it is compared with. */
export function HowAndValue({ definition, row, set }: { definition: Definition | undefined; row: Condition; set(row: Condition): void }) {
  const operator = definition?.operators.find((each) => each.value === row.operator);
  return (
    <>
      <select class="select" aria-label={t('admin.rule.how')} value={row.operator} onChange={(event) => set({ ...row, operator: event.currentTarget.value })}>
        {!operator && <option value={row.operator}>{row.operator}</option>}
        {definition?.operators.map((each) => <option key={each.value} value={each.value}>{each.title}</option>)}
      </select>
      {!operator?.terminal && definition && <ValueControl key={row.field} definition={definition} value={row.value} set={(value) => set({ ...row, value })} />}
    </>
  );
}

function ConditionList({ title, rows, definitions, set }: { title: string; rows: Condition[]; definitions: Definition[]; set(rows: Condition[]): void }) {
  const change = (index: number, next: Condition) => set(rows.map((row, position) => (position === index ? next : row)));
  const fresh = (subject: string) => freshCondition(definitions, subject);
  return (
    <fieldset class="rules">
      <legend class="sm t2">{title}</legend>
      {rows.map((row, index) => {
        const definition = definitions.find((each) => each.subject === row.field);
        return (
          <div key={index} class="rule">
            <select class="select" aria-label={t('admin.rule.what')} value={row.field} onChange={(event) => change(index, fresh(event.currentTarget.value))}><Grouped definitions={definitions} value={row.field} /></select>
            <HowAndValue definition={definition} row={row} set={(next) => change(index, next)} />
            <RowRemove label={t('admin.removeOne', { name: definition?.title ?? row.field })} remove={() => set(rows.filter((_, position) => position !== index))} />
          </div>
        );
      })}
      <button type="button" class="button ghost" onClick={() => set([...rows, fresh(definitions[0]?.subject ?? 'status')])}><Plus class="icon" size={16} aria-hidden="true" />{t('admin.rule.addCondition')}</button>
    </fieldset>
  );
}

export function ConditionRows({ path, value, set }: OwnFieldProps & { path: string }) {
  const definitions: Definitions | null = useDefinitions(path);
  const conditions = asConditions(value);
  if (!definitions) return <p class="sm t3">{t('ui.stillLoading')}</p>;
  return (
    <>
      <ConditionList title={t('admin.rule.all')} rows={conditions.all} definitions={definitions.conditions} set={(all) => set({ ...conditions, all })} />
      <ConditionList title={t('admin.rule.any')} rows={conditions.any} definitions={definitions.conditions} set={(any) => set({ ...conditions, any })} />
    </>
  );
}

export function ActionRows({ path, value, set }: OwnFieldProps & { path: string }) {
  const definitions = useDefinitions(path)?.actions;
  const rows = (Array.isArray(value) ? value : []) as Action[];
  if (!definitions) return <p class="sm t3">{t('ui.stillLoading')}</p>;
  const change = (index: number, next: Action) => set(rows.map((row, position) => (position === index ? next : row)));
  const fresh = (subject: string): Action => ({ field: subject, value: firstValue(definitions.find((each) => each.subject === subject)) });
  return (
    <div class="rules">
      {rows.map((row, index) => {
        const definition = definitions.find((each) => each.subject === row.field);
        return (
          <div key={index} class="rule">
            <select class="select" aria-label={t('admin.rule.action')} value={row.field} onChange={(event) => change(index, fresh(event.currentTarget.value))}><Grouped definitions={definitions} value={row.field} /></select>
            {definition && <ValueControl key={row.field} definition={definition} value={row.value} set={(next) => change(index, { ...row, value: next })} />}
            <RowRemove label={t('admin.removeOne', { name: definition?.title ?? row.field })} remove={() => set(rows.filter((_, position) => position !== index))} />
          </div>
        );
      })}
      <button type="button" class="button ghost" onClick={() => set([...rows, fresh(definitions[0]?.subject ?? 'status')])}><Plus class="icon" size={16} aria-hidden="true" />{t('admin.rule.addAction')}</button>
    </div>
  );
}
