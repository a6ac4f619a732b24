// The form as a customer meets it now, with what is not saved yet: answers may be tried, nothing is sent.
import { useState } from 'preact/hooks';
import { t } from '../texts';
import type { Values } from '../machine/types';
import { conditionsOf, hiddenFields, idsOf, requiredFields } from './form_conditions';
import { answersOf, useTicketFields, type TicketField } from './ticket_fields';

export function FormPreview({ form }: { form: Values }) {
  const fields = useTicketFields();
  const [answers, setAnswers] = useState<ReadonlyMap<number, string>>(new Map());
  if (!fields) return null;
  const conditions = conditionsOf(form.end_user_conditions);
  const hidden = hiddenFields(conditions, answers);
  const required = requiredFields(conditions, answers);
  const shown = idsOf(form.ticket_field_ids).flatMap((id) => fields.filter((each) => each.id === id && each.active && each.visible && !hidden.has(id)));
  const closed = form.end_user_visible === false || form.active === false;
  return (
    <section class="admin-section admin-box" aria-labelledby="form-preview">
      <h2 id="form-preview">{t('arrange.now')}</h2>
      <p class="sm t2">{closed ? t('arrange.forms.hiddenNow') : t('arrange.forms.previewLead')}</p>
      {!closed && (
        <div class="form form-preview" role="group" aria-labelledby="form-preview">
          {shown.length === 0 && <p class="sm t3">{t('arrange.forms.nothingShown')}</p>}
          {shown.map((field) => <Shown key={field.id} field={field} must={field.required || required.has(field.id)} value={answers.get(field.id) ?? ''} set={(value) => setAnswers(new Map(answers).set(field.id, value))} />)}
        </div>
      )}
    </section>
  );
}

function Shown({ field, must, value, set }: { field: TicketField; must: boolean; value: string; set(value: string): void }) {
  const id = `preview-${field.id}`;
  const label = <>{field.title} <span class="xs t3">{must ? t('arrange.forms.must') : t('arrange.forms.may')}</span></>;
  if (field.type === 'checkbox') return <label class="switch"><input id={id} type="checkbox" checked={value === 'true'} onChange={(event) => set(event.currentTarget.checked ? 'true' : '')} /><span dir="auto">{label}</span></label>;
  const answers = answersOf(field);
  return (
    <div class="field">
      <label for={id} dir="auto">{label}</label>
      {answers.length > 0
        ? <select class="select" id={id} value={value} onChange={(event) => set(event.currentTarget.value)}><option value="">{t('admin.choose')}</option>{answers.map((each) => <option key={each.value} value={each.value}>{each.label}</option>)}</select>
        : <input class="input" id={id} dir="auto" autocomplete="off" value={value} onInput={(event) => set(event.currentTarget.value)} />}
    </div>
  );
}
