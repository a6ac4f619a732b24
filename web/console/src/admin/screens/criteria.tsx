// Work, Priority and kinds: the company's questions with their weights, what each class means here, the form of each kind.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { classes, classWord, kindWord, wordsOf, type Criteria, type Kind, type PriorityClass } from '../../intake/model';
import { number as shown } from '../../format';
import { languageNames, languages } from '../../i18n';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import { agents, groups } from '../../state/session';
import { t } from '../texts';
import { faultsOf, readRows } from '../machine/store';
import type { Row } from '../machine/types';

interface ClassRow { name: PriorityClass; group_id: number | null; notify_user_ids: number[] }
interface KindRow { kind: Kind; ticket_form_id: number | null }

/** The questions with their weights, what each class means here, the form of each kind. */
export default function CriteriaScreen() {
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
      {report && report.decided > 0 && <p class="sunken">{t('admin.clients.overrides', { n: shown(report.overridden), all: shown(report.decided), percent: shown(report.override_percent) })}</p>}
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
