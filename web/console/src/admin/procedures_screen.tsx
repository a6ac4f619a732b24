// Admin area, procedures: the list, the editor of one (a draft that requests never see), publishing, what became of the runs.
import { useEffect, useState } from 'preact/hooks';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-preact';
import { get, newKey, request } from '@sahay/shared/client';
import type { Language } from '@sahay/shared/api';
import { number as shown } from '../format';
import { language, languageNames, languages } from '../i18n';
import { basePath, go } from '../router';
import { Problem, RowBones } from '../shell/states';
import { say } from '../state/toasts';
import { stepTypes, typeWord, why, type StepType } from '../procedures/model';
import { t } from './texts';

type Words = Record<Language, string>;
interface Option { key: string; title: Words; goto: string }
interface Step {
  key: string; type: StepType; title: Words; hint: Words; text: Words; mandatory: boolean; role: string; unit: string; next: string;
  article_id: number; options: Option[]; fact: { kind: string; label: Words } | null;
}
interface Definition { title: Words; description: Words; steps: Step[] }
interface Condition { field: string; operator: string; value: unknown }
interface Procedure {
  id: number; key: string | null; title: string; active: boolean; version: number; draft: Definition;
  filter: { all: Condition[]; any: Condition[] };
}
interface Statistics {
  runs: { open: number; done: number; cancelled: number };
  steps: { key: string; title: string; mandatory: boolean; done: number; skipped: number; solved_after: number; dead: boolean }[];
  skips: { step_key: string; reason: string; ticket_id: number }[];
}

const none = (): Words => ({ en: '', bn: '', ru: '' });
const newStep = (n: number): Step => ({ key: `step_${n}`, type: 'check', title: none(), hint: none(), text: none(), mandatory: false, role: '', unit: '', next: '', article_id: 0, options: [], fact: null });

export function ProceduresScreen({ item }: { item: string | null }) {
  return item === null ? <List /> : <Editor key={item} id={item === 'new' ? null : Number(item)} />;
}

function List() {
  const [rows, setRows] = useState<Procedure[] | null>(null);
  const [missing, setMissing] = useState(0);
  const [failed, setFailed] = useState(false);
  const load = () => {
    get<{ procedures: Procedure[] }>('/procedures?per_page=100').then((read) => { setRows(read.procedures); setFailed(false); }, () => setFailed(true));
    get<{ shipped: { loaded: boolean }[] }>('/procedures/shipped').then((read) => setMissing(read.shipped.filter((each) => !each.loaded).length), () => setMissing(0));
  };
  useEffect(load, []);
  const ship = () => request('POST', '/procedures/shipped', {}, { idempotencyKey: newKey() }).then(load, (error) => say(t('procedures.refused', { why: why(error) })));
  return (
    <>
      <div class="admin-head">
        <h1>{t('procedures.admin.title')}</h1>
        <a class="button primary" href={`${basePath}/admin/procedures/new`}><Plus class="icon" size={16} aria-hidden="true" />{t('procedures.admin.new')}</a>
      </div>
      <p class="t2">{t('procedures.admin.hint')}</p>
      {missing > 0 && <p><button type="button" class="button" onClick={() => void ship()}>{t('procedures.admin.loadShipped', { n: missing })}</button></p>}
      {failed && <Problem title={t('session.failed')} action={t('ui.tryAgain')} onAction={load} />}
      {!rows && !failed && <div aria-busy="true"><RowBones rows={4} /></div>}
      {rows && (
        <ul class="admin-rows">
          {rows.map((each) => (
            <li key={each.id} class={each.active ? 'admin-row' : 'admin-row off'}>
              <a class="grow admin-name" href={`${basePath}/admin/procedures/${each.id}`}>
                <span class="strong" dir="auto">{each.title}</span>
                <span class="sm t3">{each.version ? t('procedures.admin.version', { n: each.version }) : t('procedures.admin.unpublished')}</span>
              </a>
              {!each.active && <span class="chip bad">{t('procedures.admin.switchedOff')}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const tagsOf = (procedure: Procedure | null) => procedure?.filter.any.filter((each) => each.field === 'current_tags').map((each) => (Array.isArray(each.value) ? each.value.join(' ') : String(each.value))).join(' ') ?? '';

function Editor({ id }: { id: number | null }) {
  const [procedure, setProcedure] = useState<Procedure | null>(null);
  const [draft, setDraft] = useState<Definition>({ title: none(), description: none(), steps: [newStep(1)] });
  const [tags, setTags] = useState('');
  const [active, setActive] = useState(true);
  const [speak, setSpeak] = useState<Language>(language.value);
  const [failed, setFailed] = useState(false);
  const take = (read: Procedure) => { setProcedure(read); setDraft(read.draft); setTags(tagsOf(read)); setActive(read.active); };
  const load = () => { if (id !== null) get<{ procedure: Procedure }>(`/procedures/${id}`).then((read) => take(read.procedure), () => setFailed(true)); };
  useEffect(load, []);
  const save = async (): Promise<number | null> => {
    // Conditions other than the tags are kept as they are.
    const others = { all: procedure?.filter.all ?? [], any: procedure?.filter.any.filter((each) => each.field !== 'current_tags') ?? [] };
    const own = tags.trim() ? [{ field: 'current_tags', operator: 'includes', value: tags.trim() }] : [];
    const body = { procedure: { draft, active, filter: { all: others.all, any: [...others.any, ...own] } } };
    try {
      const read = await request<{ procedure: Procedure }>(id === null ? 'POST' : 'PUT', id === null ? '/procedures' : `/procedures/${id}`, body, { idempotencyKey: newKey() });
      take(read.procedure);
      say(t('procedures.admin.draftSaved'));
      if (id === null) go(`/admin/procedures/${read.procedure.id}`, 'replace');
      return read.procedure.id;
    } catch (error) {
      say(t('procedures.refused', { why: why(error) }), undefined, 12);
      return null;
    }
  };
  const publish = async () => {
    const saved = await save();
    if (saved === null) return;
    try {
      const read = await request<{ version: { number: number } }>('POST', `/procedures/${saved}/publish`, {}, { idempotencyKey: newKey() });
      say(t('procedures.admin.published', { n: read.version.number }));
      load();
    } catch (error) {
      say(t('procedures.refused', { why: why(error) }), undefined, 12);
    }
  };
  const setStep = (index: number, step: Step) => setDraft({ ...draft, steps: draft.steps.map((each, at) => (at === index ? step : each)) });
  const move = (index: number, by: number) => {
    const steps = [...draft.steps];
    const [moved] = steps.splice(index, 1);
    steps.splice(index + by, 0, moved!);
    setDraft({ ...draft, steps });
  };
  if (failed) return <Problem title={t('session.failed')} action={t('ui.tryAgain')} onAction={() => { setFailed(false); load(); }} />;
  if (id !== null && !procedure) return <div aria-busy="true"><RowBones rows={4} /></div>;
  return (
    <form class="procedure-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <p><a href={`${basePath}/admin/procedures`}>{t('procedures.admin.back')}</a></p>
      <h1 dir="auto">{draft.title[speak] || draft.title.en || t('procedures.admin.new')}</h1>
      <fieldset class="setting">
        <legend class="sm strong">{t('procedures.admin.language')}</legend>
        <div class="radio-set">{languages.map((each) => <label key={each} lang={each}><input type="radio" name="speak" checked={speak === each} onChange={() => setSpeak(each)} />{languageNames[each]}</label>)}</div>
      </fieldset>
      <label class="sm">{t('procedures.admin.name')}<input class="input" maxLength={300} dir="auto" value={draft.title[speak]} onInput={(event) => setDraft({ ...draft, title: { ...draft.title, [speak]: event.currentTarget.value } })} /></label>
      <label class="sm">{t('procedures.admin.tags')}<input class="input" value={tags} onInput={(event) => setTags(event.currentTarget.value)} /></label>
      <label class="switch"><input type="checkbox" checked={active} onChange={(event) => setActive(event.currentTarget.checked)} /><span>{t('procedures.admin.active')}</span></label>
      <h2>{t('procedures.admin.steps')}</h2>
      {draft.steps.map((step, index) => (
        <StepForm key={index} step={step} number={index + 1} speak={speak} first={index === 0} last={index === draft.steps.length - 1}
          onChange={(changed) => setStep(index, changed)} onMove={(by) => move(index, by)} onRemove={() => setDraft({ ...draft, steps: draft.steps.filter((_, at) => at !== index) })} />
      ))}
      <div class="promise-buttons">
        <button type="button" class="button" onClick={() => setDraft({ ...draft, steps: [...draft.steps, newStep(draft.steps.length + 1)] })}><Plus class="icon" size={14} aria-hidden="true" />{t('procedures.admin.addStep')}</button>
        <button type="submit" class="button">{t('procedures.admin.saveDraft')}</button>
        <button type="button" class="button primary" onClick={() => void publish()}>{t('procedures.admin.publish')}</button>
      </div>
      {procedure && procedure.version > 0 && <StatisticsTable id={procedure.id} />}
    </form>
  );
}

// "Yes > reset": one line an answer; an answer that stands there already keeps its key and its other languages.
const optionLines = (step: Step, speak: Language) => step.options.map((option) => `${option.title[speak] || option.title.en}${option.goto ? ` > ${option.goto}` : ''}`).join('\n');
function readOptions(lines: string, before: readonly Option[], speak: Language): Option[] {
  return lines.split('\n').filter((line) => line.trim()).map((line, index) => {
    const [title = '', goto = ''] = line.split('>').map((part) => part.trim());
    const old = before[index];
    return { key: old?.key ?? `a${index + 1}`, title: { ...(old?.title ?? none()), [speak]: title, ...(old?.title.en ? {} : { en: title }) }, goto };
  });
}

interface StepFormProps {
  step: Step; number: number; speak: Language; first: boolean; last: boolean;
  onChange(step: Step): void; onMove(by: number): void; onRemove(): void;
}

function StepForm({ step, number, speak, first, last, onChange, onMove, onRemove }: StepFormProps) {
  const [answers, setAnswers] = useState(optionLines(step, speak));
  useEffect(() => setAnswers(optionLines(step, speak)), [speak]);
  const answerable = step.type === 'decision' || step.type === 'question' || step.type === 'check';
  return (
    <fieldset class="procedure-step">
      <legend class="sm strong">{shown(number)}</legend>
      <div class="procedure-step-head">
        <label class="sm">{typeWord(step.type)}<select class="select" value={step.type} onChange={(event) => onChange({ ...step, type: event.currentTarget.value as StepType })}>{stepTypes.map((type) => <option key={type} value={type}>{typeWord(type)}</option>)}</select></label>
        <label class="sm">{t('procedures.admin.keyLabel')}<input class="input" maxLength={40} pattern="[a-z0-9_]+" value={step.key} onInput={(event) => onChange({ ...step, key: event.currentTarget.value })} /></label>
        <label class="sm">{t('procedures.admin.role')}<select class="select" value={step.role} onChange={(event) => onChange({ ...step, role: event.currentTarget.value })}>
          <option value="">{t('procedures.admin.role.any')}</option><option value="agent">{t('procedures.admin.role.agent')}</option><option value="admin">{t('procedures.admin.role.admin')}</option>
        </select></label>
        <label class="sm">{t('procedures.admin.factKind')}<select class="select" value={step.fact?.kind ?? ''} onChange={(event) => onChange({ ...step, fact: event.currentTarget.value ? { kind: event.currentTarget.value, label: step.fact?.label ?? none() } : null })}>
          <option value="">{t('procedures.admin.noFact')}</option><option value="symptom">{t('facts.kind.symptom')}</option><option value="environment">{t('facts.kind.environment')}</option>
          <option value="tried">{t('facts.kind.tried')}</option><option value="ruled_out">{t('facts.kind.ruled_out')}</option>
        </select></label>
        <button type="button" class="icon-button" disabled={first} aria-label={t('procedures.admin.up')} data-tip={t('procedures.admin.up')} onClick={() => onMove(-1)}><ArrowUp class="icon" size={16} aria-hidden="true" /></button>
        <button type="button" class="icon-button" disabled={last} aria-label={t('procedures.admin.down')} data-tip={t('procedures.admin.down')} onClick={() => onMove(1)}><ArrowDown class="icon" size={16} aria-hidden="true" /></button>
        <button type="button" class="icon-button" aria-label={t('procedures.admin.removeStep', { n: String(number) })} data-tip={t('procedures.admin.removeStep', { n: String(number) })} onClick={onRemove}><Trash2 class="icon" size={16} aria-hidden="true" /></button>
      </div>
      <label class="sm">{t('procedures.admin.stepTitle')}<input class="input" maxLength={300} dir="auto" value={step.title[speak]} onInput={(event) => onChange({ ...step, title: { ...step.title, [speak]: event.currentTarget.value } })} /></label>
      {step.type === 'text' && <label class="sm">{t('procedures.admin.sendText')}<textarea class="input" rows={4} maxLength={5000} dir="auto" value={step.text[speak]} onInput={(event) => onChange({ ...step, text: { ...step.text, [speak]: event.currentTarget.value } })} /></label>}
      {step.type === 'measurement' && <label class="sm">{t('procedures.admin.unit')}<input class="input" maxLength={20} value={step.unit} onInput={(event) => onChange({ ...step, unit: event.currentTarget.value })} /></label>}
      {answerable && <label class="sm">{t('procedures.admin.options')}<textarea class="input" rows={Math.min(8, Math.max(2, answers.split('\n').length))} dir="auto" value={answers} onInput={(event) => { setAnswers(event.currentTarget.value); onChange({ ...step, options: readOptions(event.currentTarget.value, step.options, speak) }); }} /></label>}
      <label class="switch"><input type="checkbox" checked={step.mandatory} onChange={(event) => onChange({ ...step, mandatory: event.currentTarget.checked })} /><span>{t('procedures.mandatory')}</span></label>
    </fieldset>
  );
}

function StatisticsTable({ id }: { id: number }) {
  const [read, setRead] = useState<Statistics | null>(null);
  useEffect(() => { get<{ statistics: Statistics }>(`/procedures/${id}/statistics`).then((answer) => setRead(answer.statistics), () => undefined); }, [id]);
  if (!read) return null;
  return (
    <section aria-label={t('procedures.admin.statistics')}>
      <h2>{t('procedures.admin.statistics')}</h2>
      <p class="sm t2">{t('procedures.admin.runs', { open: read.runs.open, done: read.runs.done, left: read.runs.cancelled })}</p>
      <div class="table-scroll" tabIndex={0}>
        <table class="statistics sm">
          <thead><tr><th>{t('procedures.admin.steps')}</th><th>{t('procedures.admin.stat.done')}</th><th>{t('procedures.admin.stat.skipped')}</th><th>{t('procedures.admin.stat.solved')}</th></tr></thead>
          <tbody>
            {read.steps.map((step) => (
              <tr key={step.key}>
                <td dir="auto">{step.title}{step.dead && <> <span class="chip hold">{t('procedures.admin.stat.dead')}</span></>}</td>
                <td class="num">{step.done}</td><td class="num">{step.skipped}</td><td class="num">{step.solved_after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {read.skips.length > 0 && (
        <>
          <h3 class="sm strong">{t('procedures.admin.stat.reasons')}</h3>
          <ul class="sm">{read.skips.slice(0, 20).map((skip, index) => <li key={index} dir="auto"><a href={`${basePath}/tickets/${skip.ticket_id}`}>#{skip.ticket_id}</a> {read.steps.find((step) => step.key === skip.step_key)?.title ?? skip.step_key}: {skip.reason}</li>)}</ul>
        </>
      )}
    </section>
  );
}
