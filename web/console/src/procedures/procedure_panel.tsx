// The procedures of a ticket beside its thread: what is to be done now with its answer, what was done by whom, what is still to
// come. Every step can be worked by keys: the step that is open now takes the focus after each answer.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Ban, Check, Circle, CircleDot, Plus, RotateCcw } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { shortTime } from '../format';
import { t } from '../i18n';
import { authorOf } from '../ticket/comment_card';
import { editor, write } from '../ticket/composer_state';
import { attachRun, goToStep, leaveRun, runsOf, typeWord, work, type Given, type Run, type RunStep } from './model';

export default function ProcedurePanel({ read }: { read: TicketScreen }) {
  const runs = runsOf(read);
  const place = useRef<HTMLElement>(null);
  const asked = goToStep.value;
  useEffect(() => {
    if (asked > 0) place.current?.querySelector<HTMLElement>('.step-now input, .step-now textarea, .step-now select, .step-now button')?.focus();
  }, [asked]);
  return (
    <section class="procedures" ref={place} aria-label={t('procedures.panel')}>
      <h2>{t('procedures.panel')}</h2>
      {runs.length === 0 && <p class="sm t3">{t('procedures.none')}</p>}
      {runs.map((run) => <RunCard key={run.id} run={run} read={read} />)}
      <Attach ticket={read.ticket.id} running={runs.filter((run) => run.state === 'open').map((run) => run.procedure_id)} />
    </section>
  );
}

function RunCard({ run, read }: { run: Run; read: TicketScreen }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const needed = run.steps.filter((step) => step.state !== 'not_needed');
  const done = needed.filter((step) => step.state === 'done' || step.state === 'skipped').length;
  const open = run.steps.filter((step) => step.state === 'open');
  const now = open.find((step) => step.key === chosen) ?? open.find((step) => step.may_do) ?? open[0];
  return (
    <details class="run" open={run.state === 'open'}>
      <summary>
        <b dir="auto">{run.title}</b>
        <span class="xs t3 num">{t('procedures.progress', { done, all: needed.length })}</span>
        <progress max={Math.max(1, needed.length)} value={done} aria-hidden="true" />
      </summary>
      {run.description && <p class="xs t2" dir="auto">{run.description}</p>}
      {run.state === 'cancelled' && <p class="xs t3" dir="auto">{t('procedures.cancelled', { why: run.reason ?? '' })}</p>}
      {run.newer_version && run.state === 'open' && <p class="xs t3">{t('procedures.newer')}</p>}
      <ol class="steps">
        {needed.filter((step) => step.state !== 'later').map((step) => (
          <li key={step.key} class={`step ${step.state}${step === now && run.state === 'open' ? ' step-now' : ''}`}>
            {step.state === 'open' ? (
              <OpenStep run={run} step={step} read={read} now={step === now && run.state === 'open'} onChoose={() => setChosen(step.key)} />
            ) : <DoneStep run={run} step={step} read={read} />}
          </li>
        ))}
      </ol>
      {needed.some((step) => step.state === 'later') && <p class="xs t3">{t('procedures.later')}</p>}
      {run.state === 'done' && <p class="xs t2">{t('procedures.ended')}</p>}
      {run.state === 'open' && (leaving
        ? <Why label={t('procedures.cancelWhy')} action={t('procedures.cancel')} onDone={async (reason) => { if (reason === null || await leaveRun(read.ticket.id, run, reason)) setLeaving(false); }} />
        : <button type="button" class="fold xs" onClick={() => setLeaving(true)}>{t('procedures.cancel')}</button>)}
    </details>
  );
}

const answerOf = (step: RunStep) => [
  step.options.find((option) => option.key === step.given?.answer)?.title, step.given?.amount && `${step.given.amount} ${step.unit ?? ''}`.trim(), step.given?.text,
].filter(Boolean).join(', ');

function DoneStep({ run, step, read }: { run: Run; step: RunStep; read: TicketScreen }) {
  const skipped = step.state === 'skipped';
  const answer = answerOf(step);
  const reopen = t('procedures.reopen', { step: step.title });
  return (
    <div class="step-line">
      {skipped ? <Ban class="icon" size={14} aria-hidden="true" /> : <Check class="icon ok" size={14} aria-hidden="true" />}
      <div class="grow">
        <p class="sm" dir="auto">{step.title}{answer && <>: <b>{answer}</b></>}</p>
        <p class="xs t3" dir="auto">
          {step.given && t('procedures.by', { name: authorOf(step.given.done_by, read).name, when: shortTime(step.given.done_at) })}
          {skipped && ` · ${t('procedures.skipped', { why: step.given?.reason ?? '' })}`}
        </p>
      </div>
      {run.state !== 'cancelled' && step.may_do && (
        <button type="button" class="icon-button tiny" aria-label={reopen} data-tip={reopen} onClick={() => void work(read.ticket.id, run, step, 'reopen', {})}><RotateCcw class="icon" size={14} aria-hidden="true" /></button>
      )}
    </div>
  );
}

function OpenStep({ run, step, read, now, onChoose }: { run: Run; step: RunStep; read: TicketScreen; now: boolean; onChoose(): void }) {
  const [skipping, setSkipping] = useState(false);
  const Icon = now ? CircleDot : Circle;
  const title = <span dir="auto">{step.title}{step.mandatory && <span class="must" data-tip={t('procedures.mandatory')}> *<span class="unseen"> ({t('procedures.mandatory')})</span></span>}</span>;
  return (
    <>
      <div class="step-line">
        <Icon class="icon" size={14} aria-hidden="true" />
        <div class="grow">
          {now ? <p class="sm strong">{title}</p> : <button type="button" class="step-title sm" onClick={onChoose}>{title}</button>}
          {now && <p class="xs t3">{typeWord(step.type)}{step.article_id !== null && <> · <a href={`/articles/${step.article_id}`} target="_blank" rel="noopener">{t('procedures.article')}</a></>}</p>}
          {now && step.hint && <p class="xs t2" dir="auto">{step.hint}</p>}
        </div>
      </div>
      {now && !step.may_do && <p class="xs t2">{t('procedures.noRight')}</p>}
      {now && step.may_do && !skipping && <Answer key={step.key} run={run} step={step} read={read} onSkip={() => setSkipping(true)} />}
      {now && skipping && <Why label={t('procedures.skipWhy')} action={t('procedures.skipDo')} onDone={async (reason) => { if (reason === null || await work(read.ticket.id, run, step, 'skip', { reason })) setSkipping(false); }} />}
    </>
  );
}

const lines = (text: string) => text.split('\n').map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`).join('');

function insert(text: string): void {
  write('reply');
  setTimeout(() => {
    const held = editor.value;
    if (held) held.setHtml(held.isEmpty() ? lines(text) : held.html() + lines(text));
    held?.focus();
  }, 120);
}

function Answer({ run, step, read, onSkip }: { run: Run; step: RunStep; read: TicketScreen; onSkip(): void }) {
  const [text, setText] = useState('');
  const [amount, setAmount] = useState('');
  const files = read.timeline.flatMap((entry) => (entry.kind === 'comment' ? entry.attachments : []));
  const [file, setFile] = useState(files.at(-1)?.id ?? 0);
  const done = (more: Given = {}) => void work(read.ticket.id, run, step, 'done', { text, ...(step.type === 'measurement' ? { amount } : {}), ...(step.type === 'proof' ? { attachment_id: file } : {}), ...more });
  const noteLabel = step.type === 'question' ? t('procedures.answer') : t('procedures.note');
  return (
    <form class="step-answer" onSubmit={(event) => { event.preventDefault(); if (step.options.length === 0) done(); }}>
      {step.type === 'measurement' && (
        <label class="sm">{t('procedures.amount')}{step.unit && ` (${step.unit})`}<input class="input num" inputMode="decimal" maxLength={40} value={amount} onInput={(event) => setAmount(event.currentTarget.value)} /></label>
      )}
      {step.type === 'proof' && (files.length === 0 ? <p class="xs t2">{t('procedures.noFiles')}</p> : (
        <label class="sm">{t('procedures.proof')}
          <select class="select" value={String(file)} onChange={(event) => setFile(Number(event.currentTarget.value))}>{files.map((each) => <option key={each.id} value={each.id}>{each.file_name}</option>)}</select>
        </label>
      ))}
      {step.send && (
        <>
          <p class="send xs lines" dir="auto">{step.send}</p>
          <button type="button" class="button" onClick={() => insert(step.send!)}>{t('procedures.insert')}</button>
        </>
      )}
      {(step.type === 'question' || step.type === 'check') && <label class="sm">{noteLabel}<input class="input" maxLength={2000} dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>}
      <div class="promise-buttons">
        {step.options.length > 0
          ? step.options.map((option) => <button key={option.key} type="button" class="button" onClick={() => done({ answer: option.key })}>{option.title}</button>)
          : <button type="submit" class="button primary">{t('procedures.done')}</button>}
        {step.may_skip && <button type="button" class="button ghost" onClick={onSkip}>{t('procedures.skip')}</button>}
      </div>
    </form>
  );
}

function Why({ label, action, onDone }: { label: string; action: string; onDone(reason: string | null): Promise<void> }) {
  const [reason, setReason] = useState('');
  return (
    <form
      class="step-answer"
      onSubmit={(event) => { event.preventDefault(); if (reason.trim()) void onDone(reason.trim()); }}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); void onDone(null); } }}
    >
      <label class="sm">{label}<input class="input" maxLength={500} dir="auto" value={reason} ref={(element) => { if (element && !element.dataset.ready) { element.dataset.ready = '1'; element.focus(); } }} onInput={(event) => setReason(event.currentTarget.value)} /></label>
      <div class="promise-buttons">
        <button type="submit" class="button" disabled={reason.trim() === ''}>{action}</button>
        <button type="button" class="button ghost" onClick={() => void onDone(null)}>{t('facts.cancel')}</button>
      </div>
    </form>
  );
}

interface Listed {
  id: number;
  title: string;
  active: boolean;
  version: number;
}

function Attach({ ticket, running }: { ticket: number; running: readonly number[] }) {
  const [listed, setListed] = useState<Listed[] | null>(null);
  const open = () => { get<{ procedures: Listed[] }>('/procedures?per_page=100').then((read) => setListed(read.procedures), () => setListed([])); };
  if (!listed) return <button type="button" class="link sm fact-add" onClick={open}><Plus class="icon" size={14} aria-hidden="true" /> {t('procedures.attach')}</button>;
  const offered = listed.filter((each) => each.active && each.version > 0 && !running.includes(each.id));
  return (
    <label class="sm step-answer">{t('procedures.attach')}
      <select class="select" value="" ref={(element) => element?.focus()} onChange={async (event) => {
        const found = offered.find((each) => String(each.id) === event.currentTarget.value);
        if (found && await attachRun(ticket, found.id, found.title)) setListed(null);
      }}>
        <option value="" />
        {offered.map((each) => <option key={each.id} value={each.id}>{each.title}</option>)}
      </select>
    </label>
  );
}
