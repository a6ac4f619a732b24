// Screens that are not a list of rows: the desk itself, and tags.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import { t } from '../texts';
import { FieldView } from '../machine/fields';
import { LeaveQuestion } from '../machine/leave_question';
import { useLeaveGuard } from '../machine/leaving';
import { SaveWords } from '../machine/save_words';
import { agentOptions, type Faults, faultsOf, readRows } from '../machine/store';
import type { Field, Row, Section, Values } from '../machine/types';

type Settings = Record<string, Values>;

/** Name and signature of the desk (its brand), and the settings that hold everywhere. */
export function DeskScreen() {
  const [kept, setKept] = useState<Values | null>(null);
  const [values, setValues] = useState<Values>({});
  const [brand, setBrand] = useState<Row['id'] | null>(null);
  const [faults, setFaults] = useState<Faults>({ whole: '', fields: {} });
  const load = () => {
    setFaults({ whole: '', fields: {} });
    Promise.all([readRows('/brands', 'brands'), get<{ settings: Settings }>('/account/settings'), get<{ promise_settings: Values }>('/promises/settings'),
      get<{ care_settings: Values }>('/moods/settings'), get<{ handover_settings: Values }>('/handovers/settings')]).then(([brands, { settings }, promises, care, handover]) => {
      const own = brands.find((each) => each.default) ?? brands[0];
      const found: Values = { name: own?.name ?? '', signature_template: own?.signature_template ?? '', ...Object.fromEntries(settingKeys.map((key) => [key, pick(settings, key)])), ...promises.promise_settings, ...pickAll(care.care_settings, careKeys), ...handover.handover_settings };
      setBrand(own?.id ?? null);
      setKept(found);
      setValues(found);
    }, (error) => setFaults(faultsOf(error, [])));
  };
  useEffect(load, []);
  const dirty = kept !== null && JSON.stringify(kept) !== JSON.stringify(values);
  useLeaveGuard(dirty);
  const sections: Section[] = [
    { title: t('admin.desk.name'), fields: [
      { kind: 'text', key: 'name', label: t('admin.desk.company'), hint: t('admin.desk.companyHint'), required: true },
      { kind: 'area', key: 'signature_template', label: t('admin.desk.signature'), hint: t('admin.desk.signatureHint', { placeholder: '{{agent.signature}}' }), rows: 3 },
    ] },
    { title: t('admin.desk.sending'), fields: [
      { kind: 'choice', key: 'sahay.undo_send_seconds', label: t('admin.desk.undo'), numeric: true, options: [0, 5, 10, 30].map((each) => ({ value: String(each), label: each === 0 ? t('admin.desk.undoOff') : t('admin.desk.seconds', { n: each }) })) },
      { kind: 'number', key: 'word_within_hours', label: t('admin.desk.word'), hint: t('admin.desk.wordHint'), suffix: t('admin.hoursUnit') },
      { kind: 'switch', key: 'word_in_working_hours', label: t('admin.desk.wordWithin') },
    ] },
    { title: t('admin.desk.care'), lead: t('admin.desk.careLead'), fields: [
      { kind: 'many', key: 'manager_ids', label: t('admin.desk.managers'), hint: t('admin.desk.managersHint'), options: agentOptions, numeric: true },
      { kind: 'number', key: 'follow_up_hours', label: t('admin.desk.followUp'), hint: t('admin.desk.followUpHint'), suffix: t('admin.hoursUnit') },
      { kind: 'switch', key: 'watch_words', label: t('admin.desk.watchWords') },
      { kind: 'duration', unit: 'minutes', key: 'answer_within_minutes', label: t('admin.desk.above'), hint: t('admin.desk.aboveHint') },
    ] },
    { title: t('admin.desk.work'), fields: [
      { kind: 'switch', key: 'tickets.assign_tickets_upon_solve', label: t('admin.desk.assignOnSolve') },
      { kind: 'switch', key: 'sahay.solve_waits_for_children', label: t('admin.desk.children') },
      { kind: 'number', key: 'sahay.stuck_working_hours', label: t('admin.desk.stuck'), suffix: t('admin.hoursUnit') },
      { kind: 'number', key: 'sahay.bounce_handovers', label: t('admin.desk.bounce') },
      { kind: 'number', key: 'sahay.bounce_days', label: t('admin.desk.bounceDays'), suffix: t('admin.daysUnit') },
    ] },
    { title: t('admin.desk.community'), fields: [{ kind: 'switch', key: 'sahay.community_open', label: t('admin.desk.communityOpen') }] },
  ];
  const save = async () => {
    const changed = Object.fromEntries(Object.entries(values).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(kept![key])));
    try {
      if ('name' in changed || 'signature_template' in changed) await request('PUT', `/brands/${brand}`, { brand: { name: values.name, signature_template: values.signature_template } });
      const settings: Settings = {};
      for (const [key, value] of Object.entries(changed)) {
        const [section, name] = key.split('.');
        if (name) settings[section!] = { ...settings[section!], [name]: value };
      }
      if (Object.keys(settings).length > 0) await request('PUT', '/account/settings', { settings });
      if ('word_within_hours' in changed || 'word_in_working_hours' in changed) await request('PUT', '/promises/settings', { promise_settings: { word_within_hours: values.word_within_hours, word_in_working_hours: values.word_in_working_hours } });
      const has = (keys: readonly string[]) => keys.some((key) => key in changed);
      if (has(careKeys)) await request('PUT', '/moods/settings', { care_settings: pickAll(values, careKeys) });
      if (has(['answer_within_minutes'])) await request('PUT', '/handovers/settings', { handover_settings: { answer_within_minutes: values.answer_within_minutes } });
      setKept(values);
      setFaults({ whole: '', fields: {} });
      say(t('admin.saved'));
    } catch (error) {
      setFaults(faultsOf(error, Object.keys(values)));
    }
  };
  if (kept === null) return faults.whole ? <Problem title={faults.whole} action={t('ui.tryAgain')} onAction={load} /> : <RowBones rows={4} />;
  const field = (each: Field) => <FieldView key={each.key} field={each} values={values} error={faults.fields[each.key]} set={(key, value) => setValues((all) => ({ ...all, [key]: value }))} />;
  return (
    <>
      <h1>{t('admin.screen.desk')}</h1>
      <p class="t2">{t('admin.lead.desk')}</p>
      <form class="form" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {faults.whole && !faults.unsent && <p class="banner bad" role="alert">{faults.whole}</p>}
        {sections.map((section) => <section key={section.title} class="admin-section"><h2>{section.title}</h2>{section.lead && <p class="sm t2">{section.lead}</p>}{section.fields.map(field)}</section>)}
        {dirty && (
          <div class="save-bar">
            <SaveWords faults={faults} otherwise={t('admin.unsaved')} />
            <button type="button" class="button ghost" onClick={() => setValues(kept)}>{t('admin.discard')}</button>
            <button type="submit" class="button primary">{t('admin.save')}</button>
          </div>
        )}
      </form>
      <LeaveQuestion />
    </>
  );
}

const settingKeys = ['sahay.undo_send_seconds', 'tickets.assign_tickets_upon_solve', 'sahay.solve_waits_for_children', 'sahay.stuck_working_hours', 'sahay.bounce_handovers', 'sahay.bounce_days', 'sahay.community_open'];
const careKeys = ['manager_ids', 'follow_up_hours', 'watch_words'] as const;
const pickAll = (from: Values, keys: readonly string[]): Values => Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
const pick = (settings: Settings, key: string) => { const [section, name] = key.split('.'); return settings[section!]?.[name!] ?? null; };

export const snippet = () => `<script async src="${location.origin}/widget.js"></script>`;

export function TagsScreen() {
  const [tags, setTags] = useState<{ name: string; count: number }[] | null>(null);
  const [failed, setFailed] = useState('');
  const [query, setQuery] = useState('');
  const load = () => { setFailed(''); readRows('/tags', 'tags').then((rows) => setTags(rows as unknown as { name: string; count: number }[]), (error) => setFailed(faultsOf(error, []).whole)); };
  useEffect(load, []);
  const shown = tags?.filter((tag) => tag.name.includes(query.trim().toLowerCase())).sort((a, b) => b.count - a.count) ?? [];
  return (
    <>
      <h1>{t('admin.screen.tags')}</h1>
      <p class="t2">{t('admin.lead.tags')}</p>
      {failed && <Problem title={failed} action={t('ui.tryAgain')} onAction={load} />}
      {!failed && tags === null && <RowBones rows={4} />}
      {tags?.length === 0 && <Problem title={t('admin.tags.none')} hint={t('admin.tags.noneHint')} />}
      {tags && tags.length > 0 && <input class="input search-input" type="search" aria-label={t('admin.search')} placeholder={t('admin.search')} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />}
      <ul class="admin-rows">
        {shown.map((tag) => <li key={tag.name} class="admin-row"><span class="grow strong" dir="auto">{tag.name}</span><span class="sm t3">{t('admin.tags.count', { n: tag.count })}</span></li>)}
      </ul>
    </>
  );
}
