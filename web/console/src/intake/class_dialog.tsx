// The class of a request by the company's criteria: the answers, what they come to, and another class with its reason.
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { t } from '../i18n';
import { screen } from '../state/ticket';
import { changeIntake, classes, classOpen, classWord, compute, intakeOf, readCriteria, wordsOf, type Criteria, type PriorityClass } from './model';

export default function ClassDialog({ ticket }: { ticket: number }) {
  const read = screen.value?.ticket.id === ticket ? screen.value : null;
  const before = read && intakeOf(read);
  const [criteria, setCriteria] = useState<Criteria | null>(null);
  const [answers, setAnswers] = useState<Record<string, string>>(before?.answers ?? {});
  const [found, setFound] = useState<{ priority_class: PriorityClass | null; points: number; tier: string } | null>(null);
  const [chosen, setChosen] = useState<PriorityClass | null>(before?.override ? before.priority_class : null);
  const [reason, setReason] = useState(before?.override?.reason ?? '');
  const close = () => { classOpen.value = null; };
  useEffect(() => { readCriteria().then(setCriteria, close); }, []);
  useEffect(() => {
    void compute(answers, before?.asset?.id ?? null, read?.organization?.id ?? null).then(setFound, () => undefined);
  }, [JSON.stringify(answers)]);
  if (!read || !criteria) return null;
  const other = chosen !== null && chosen !== found?.priority_class;
  const save = async () => {
    const body = { answers, ...(other ? { priority_class: chosen, reason } : {}) };
    const name = other ? chosen : found?.priority_class;
    if (await changeIntake(ticket, body, name ? t('case.classSaid', { name: classWord(name) }) : t('said.changed'))) close();
  };
  return (
    <Dialog title={t('case.classTitle')} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form class="dialog-body form class-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {criteria.questions.filter((question) => !question.by_tier).map((question) => (
          <fieldset key={question.key} class="setting">
            <legend class="strong">{wordsOf(question.title)}</legend>
            <div class="radio-set">
              {question.answers.map((answer) => (
                <label key={answer.value}><input type="radio" name={question.key} checked={answers[question.key] === answer.value} onChange={() => setAnswers({ ...answers, [question.key]: answer.value })} />{wordsOf(answer.title)}</label>
              ))}
            </div>
          </fieldset>
        ))}
        <p class="sunken class-result" role="status">
          {found?.priority_class ? <><span class={`chip class-${found.priority_class}`}>{classWord(found.priority_class)}</span> <span class="sm t3">{t('case.points', { n: found.points })}{found.tier ? ` · ${found.tier}` : ''}</span></> : t('case.classNone')}
        </p>
        <div class="field"><label>{t('case.otherClass')}
          <select class="select" value={chosen ?? ''} onChange={(event) => setChosen((event.currentTarget.value || null) as PriorityClass | null)}>
            <option value="">{t('case.asComputed')}</option>
            {classes.map((name) => <option key={name} value={name}>{classWord(name)}</option>)}
          </select>
        </label></div>
        {other && <div class="field"><label>{t('case.reason')}<input class="input" dir="auto" required maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></label><span class="hint">{t('case.reasonHint')}</span></div>}
        <button type="submit" class="button primary" disabled={!found?.priority_class && !other}>{t('case.save')}</button>
      </form>
    </Dialog>
  );
}
