// The guided report: four steps, one question each, Back and Next in a foot that stays; in the end the number, who has it and
// when the next message comes.
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Header } from '../parts';
import { cut_off, go, visitor_email } from '../state';
import { add_picture, answer, begin_anew, change, draft, leave, send, type Field } from './draft';
import { Show } from './Show';
import { load_texts, t } from './texts';
import './report.css';

export const ready = load_texts;
const MarkUp = lazy(() => import('./MarkUp'));
const steps = ['happened', 'tried', 'show', 'reply'] as const;

export function Report() {
  const [marking, set_marking] = useState<File | null>(null);
  const { step, result } = draft.value;
  if (result) return <Done />;
  return (
    <>
      <Header title={t('title')} on_back={() => go('home')}><small>{t('stepOf', { n: step + 1 })}</small></Header>
      {marking ? (
        <main class="column">
          <Suspense fallback={<p class="note">…</p>}>
            <MarkUp file={marking} on_done={(made) => { set_marking(null); if (made) add_picture(made); }} />
          </Suspense>
        </main>
      ) : <Step key={step} on_mark={set_marking} />}
    </>
  );
}

function Step({ on_mark }: { on_mark(file: File): void }) {
  const { step, advice, sending, trouble, answers } = draft.value;
  const [wrong, set_wrong] = useState('');
  const [busy, set_busy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('textarea, input:not([type=file]):not([type=checkbox]), h2')?.focus(), []);
  const last = step === steps.length - 1;
  const next = async () => {
    const problem = step === 0 && !answers.happened?.trim() ? t('needHappened') : last && !email_of() ? t('needEmail') : '';
    set_wrong(problem);
    if (problem || busy || sending) return;
    set_busy(true);
    if (last) {
      answer('email', email_of());
      await send();
    } else if (await leave(steps[step] as 'happened' | 'tried' | 'show')) change({ step: step + 1, advice: '' });
    set_busy(false);
  };
  return (
    <form class="column report" ref={form} novalidate onSubmit={(event) => { event.preventDefault(); void next(); }}>
      <ol class="progress" aria-hidden="true">{steps.map((each, i) => <li key={each} class={i <= step ? 'done' : ''}>{t(each)}</li>)}</ol>
      <main class="body">
        {step === 0 && <Happened wrong={wrong} />}
        {step === 1 && <Question field="tried" label={t('askTried')} hint={t('hintTried')} />}
        {step === 2 && <><h2 tabIndex={-1}>{t('askShow')}</h2><p class="note">{t('hintShow')}</p><Show on_mark={on_mark} /></>}
        {step === 3 && <Reply wrong={wrong} />}
      </main>
      <div role="status">
        {advice && step === 0 && <p class="advice"><b>{advice}</b> {t('goOn')}</p>}
        {(cut_off.value || sending) && <p class="bar warning">{sending && !cut_off.value ? t('sending') : t('offline')}</p>}
        {trouble && <p class="trouble">{t(trouble)}</p>}
      </div>
      <div class="foot">
        {step > 0 && <button type="button" class="button quiet" onClick={() => change({ step: step - 1, sending: false })}>{t('back')}</button>}
        <button class="button" disabled={busy || sending}>{t(last ? 'send' : 'next')}</button>
      </div>
    </form>
  );
}

const email_of = () => {
  const given = (draft.value.answers.email ?? visitor_email.value ?? '').trim();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given) ? given : '';
};

function Question({ field, label, hint, wrong }: { field: Field; label: string; hint: string; wrong?: string }) {
  return (
    <>
      <label class="ask" for={field}>{label}</label>
      <p class="note" id="hint">{hint}</p>
      {wrong && <p class="trouble" id="wrong" role="alert">{wrong}</p>}
      <textarea
        id={field} rows={6} dir="auto" maxLength={20_000} aria-describedby={wrong ? 'hint wrong' : 'hint'} aria-invalid={Boolean(wrong)}
        value={draft.value.answers[field] ?? ''} onInput={(event) => answer(field, event.currentTarget.value)}
      />
    </>
  );
}

function Line({ field, label, type = 'text', complete = 'off' }: { field: Field; label: string; type?: string; complete?: string }) {
  return (
    <label class="line-field">
      {label}
      <input type={type} dir="auto" autocomplete={complete} maxLength={254} value={draft.value.answers[field] ?? (field === 'email' ? visitor_email.value ?? '' : '')} onInput={(event) => answer(field, event.currentTarget.value)} />
    </label>
  );
}

function Choice({ field, label, options }: { field: Field; label: string; options: [string, string][] }) {
  return (
    <label class="line-field">
      {label}
      <select value={draft.value.answers[field] ?? ''} onChange={(event) => answer(field, event.currentTarget.value)}>
        <option value="">{t('notSaid')}</option>
        {options.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </select>
    </label>
  );
}

function Happened({ wrong }: { wrong: string }) {
  return (
    <>
      <Question field="happened" label={t('askHappened')} hint={t('hintHappened')} wrong={wrong} />
      <details>
        <summary>{t('more')}</summary>
        <Line field="where" label={t('where')} />
        <Line field="expected" label={t('expected')} />
        <Line field="since" label={t('since')} />
        <Choice field="how_often" label={t('howOften')} options={[['once', t('often_once')], ['sometimes', t('often_sometimes')], ['always', t('often_always')]]} />
        <Choice field="how_many" label={t('howMany')} options={[['me', t('many_me')], ['some', t('many_some')], ['all', t('many_all')]]} />
      </details>
      <p class="meta">{t('kept')}</p>
    </>
  );
}

function Reply({ wrong }: { wrong: string }) {
  return (
    <>
      <h2 tabIndex={-1} class="ask">{t('askReply')}</h2>
      {wrong && <p class="trouble" role="alert">{wrong}</p>}
      <Line field="email" label={t('email')} type="email" complete="email" />
      <p class="note">{t('emailHint')}</p>
      <Line field="name" label={t('name')} complete="name" />
    </>
  );
}

function Done() {
  const { result } = draft.value;
  if (!result) return null;
  return (
    <>
      <Header title={t('doneTitle')} on_back={() => { begin_anew(); go('home'); }} />
      <main class="body done" role="status">
        <p class="number"><b>{t('doneNumber', { id: String(result.ticket_id) })}</b></p>
        <p>{result.next_step || t('doneNext')}</p>
        <p>{result.person ? t('donePerson', { name: result.person }) : result.group ? t('doneGroup', { group: result.group }) : ''}</p>
        <p class="note">{t('doneHint')}</p>
        <p><a class="button" href={result.request_url} target="_blank" rel="noopener">{t('follow')}</a></p>
        <button type="button" class="link" onClick={begin_anew}>{t('another')}</button>
      </main>
    </>
  );
}
