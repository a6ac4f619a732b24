// Customers: contracts, products, planned work, and the company's criteria of priority.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { fullTime } from '../../format';
import { classes, classWord, kindWord, wordsOf, type Criteria, type Kind, type PriorityClass } from '../../intake/model';
import { languageNames, languages } from '../../i18n';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import { agents, groups } from '../../state/session';
import { t } from '../texts';
import { faultsOf, readRows } from '../machine/store';
import type { Option, OwnFieldProps, Resource, Row } from '../machine/types';

const organizationOptions = (): Promise<Option[]> => readRows('/organizations', 'organizations').then((rows) => rows.map((row) => ({ value: String(row.id), label: String(row.name) })));
const contractOptions = (): Promise<Option[]> => readRows('/contracts', 'contracts').then((rows) => rows.map((row) => ({ value: String(row.id), label: `${String(row.number)} · ${String(row.tier)}` })));
const day = /^\d{4}-\d{2}-\d{2}$/;
const wrongDays = (values: Record<string, unknown>, keys: string[]) =>
  Object.fromEntries(keys.filter((key) => values[key] && !day.test(String(values[key]))).map((key) => [key, t('admin.clients.dayWrong')]));

export const contracts: Resource = {
  path: '/contracts', one: 'contract', many: 'contracts',
  name: (row) => String(row.number),
  detail: (row) => [row.tier, row.ends_on].filter(Boolean).join(' · '),
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

interface ClassRow { name: PriorityClass; group_id: number | null; notify_user_ids: number[] }
interface KindRow { kind: Kind; ticket_form_id: number | null }

/** The questions with their weights, what each class means here, the form of each kind. */
export function CriteriaScreen() {
  const [criteria, setCriteria] = useState<Criteria | null>(null);
  const [meaning, setMeaning] = useState<ClassRow[]>([]);
  const [forms, setForms] = useState<KindRow[]>([]);
  const [allForms, setAllForms] = useState<Row[]>([]);
  const [report, setReport] = useState<{ decided: number; overridden: number; override_percent: number } | null>(null);
  const [fault, setFault] = useState('');
  const load = () => {
    Promise.all([get<{ criteria: Criteria }>('/priority_criteria'), get<{ priority_classes: ClassRow[] }>('/priority_classes'), get<{ request_kinds: KindRow[] }>('/request_kinds'), readRows('/ticket_forms', 'ticket_forms'),
      get<{ priority_report: { decided: number; overridden: number; override_percent: number } }>('/priority_classes/report')])
      .then(([a, b, c, d, e]) => { setCriteria(a.criteria); setMeaning(b.priority_classes); setForms(c.request_kinds); setAllForms(d); setReport(e.priority_report); setFault(''); }, (error) => setFault(faultsOf(error, []).whole));
  };
  useEffect(load, []);
  if (fault && !criteria) return <Problem title={fault} action={t('ui.tryAgain')} onAction={load} />;
  if (!criteria) return <div aria-busy="true"><RowBones rows={4} /></div>;
  const send = (path: string, body: unknown) => request('PUT', path, body).then(() => { say(t('admin.saved')); load(); }, (error) => setFault(faultsOf(error, []).whole));
  const number = (value: string) => Math.max(0, Math.min(600, Math.round(Number(value)) || 0));
  const question = (index: number, change: object) => setCriteria({ ...criteria, questions: criteria.questions.map((each, at) => (at === index ? { ...each, ...change } : each)) });
  return (
    <div class="criteria">
      <h1>{t('admin.screen.criteria')}</h1>
      <p class="t2">{t('admin.lead.criteria')}</p>
      {report && report.decided > 0 && <p class="sunken">{t('admin.clients.overrides', { n: report.overridden, all: report.decided, percent: report.override_percent })}</p>}
      {fault && <p class="banner bad" role="alert">{fault}</p>}
      <form onSubmit={(event) => { event.preventDefault(); void send('/priority_criteria', { criteria }); }}>
        {criteria.questions.map((each, index) => (
          <fieldset key={each.key} class="setting">
            <legend class="strong">{wordsOf(each.title)}</legend>
            <label class="field"><span>{t('admin.clients.weight')}</span><input class="input short" type="number" min={0} max={10} value={each.weight} onInput={(event) => question(index, { weight: number(event.currentTarget.value) })} /></label>
            {languages.map((code) => (
              <input key={code} class="input" lang={code} aria-label={`${t('admin.clients.question')} · ${languageNames[code]}`} value={each.title[code] ?? ''} onInput={(event) => question(index, { title: { ...each.title, [code]: event.currentTarget.value } })} />
            ))}
            <ul class="plain-list">
              {each.answers.map((answer, at) => (
                <li key={answer.value} class="answer-row">
                  <span class="grow" dir="auto">{wordsOf(answer.title)}</span>
                  <label class="sm">{t('admin.clients.points')} <input class="input short" type="number" min={0} max={10} value={answer.points} onInput={(event) => question(index, { answers: each.answers.map((one, other) => (other === at ? { ...one, points: number(event.currentTarget.value) } : one)) })} /></label>
                  <label class="sm">{t('admin.clients.decides')} <select class="select" value={answer.decides} onChange={(event) => question(index, { answers: each.answers.map((one, other) => (other === at ? { ...one, decides: event.currentTarget.value } : one)) })}>
                    <option value="">—</option>{classes.map((name) => <option key={name} value={name}>{classWord(name)}</option>)}
                  </select></label>
                </li>
              ))}
            </ul>
            {criteria.questions.length > 3 && <button type="button" class="button ghost danger" onClick={() => setCriteria({ ...criteria, questions: criteria.questions.filter((_, at) => at !== index) })}>{t('ui.delete')}</button>}
          </fieldset>
        ))}
        <div class="answer-row">
          <label class="sm">{classWord('failure')} ≥ <input class="input short" type="number" min={1} value={criteria.failure_points} onInput={(event) => setCriteria({ ...criteria, failure_points: number(event.currentTarget.value) })} /></label>
          <label class="sm">{classWord('critical')} ≥ <input class="input short" type="number" min={1} value={criteria.critical_points} onInput={(event) => setCriteria({ ...criteria, critical_points: number(event.currentTarget.value) })} /></label>
        </div>
        <p><button type="submit" class="button primary">{t('admin.save')}</button></p>
      </form>
      <h2>{t('admin.clients.meaning')}</h2>
      <p class="sm t3">{t('admin.clients.meaningHint')}</p>
      {meaning.map((each) => (
        <div key={each.name} class="answer-row">
          <b class="grow">{classWord(each.name)}</b>
          <label class="sm">{t('ticket.group')} <select class="select" value={each.group_id ?? ''} onChange={(event) => void send(`/priority_classes/${each.name}`, { priority_class: { group_id: Number(event.currentTarget.value) || null } })}>
            <option value="">—</option>{groups.value.map((group) => <option key={group.id} value={group.id}>{group.name}</option>)}
          </select></label>
          <details class="sm"><summary>{t('admin.clients.told', { n: each.notify_user_ids.length })}</summary>
            {agents.value.map((agent) => (
              <label key={agent.id} class="block"><input type="checkbox" checked={each.notify_user_ids.includes(agent.id)} onChange={() => void send(`/priority_classes/${each.name}`, { priority_class: { notify_user_ids: each.notify_user_ids.includes(agent.id) ? each.notify_user_ids.filter((id) => id !== agent.id) : [...each.notify_user_ids, agent.id] } })} />{agent.name}</label>
            ))}
          </details>
        </div>
      ))}
      <h2>{t('admin.clients.kinds')}</h2>
      {forms.map((each) => (
        <div key={each.kind} class="answer-row">
          <b class="grow">{kindWord(each.kind)}</b>
          <label class="sm">{t('admin.clients.form')} <select class="select" value={each.ticket_form_id ?? ''} onChange={(event) => void send(`/request_kinds/${each.kind}`, { request_kind: { ticket_form_id: Number(event.currentTarget.value) || null } })}>
            <option value="">—</option>{allForms.map((form) => <option key={form.id} value={form.id}>{String(form.name)}</option>)}
          </select></label>
        </div>
      ))}
    </div>
  );
}
