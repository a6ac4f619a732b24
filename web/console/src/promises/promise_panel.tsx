// What the customer was told to expect, beside the thread: what is owed with its buttons, what became of the rest, the usual
// times, the first decision (instant or analysis), calls in vain.
import { lazy, Suspense } from 'preact/compat';
import { useState } from 'preact/hooks';
import { Phone, Search, Zap } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { DueChip } from '../due_chip';
import { shortTime } from '../format';
import { t } from '../i18n';
import { isDone } from '../state/ticket';
import { callOpen, change, findDates, owedOf, reason, withPromises, type FoundDate, type Promised } from './model';
import { say } from '../state/toasts';
import { written } from '../shell/keys';

const TimeSpent = lazy(() => import('../conduct/time_spent'));

const kindWord = (promise: Promised) => promise.text || {
  answer: t('duty.kind.answer'), call: t('duty.kind.call'), fix: t('duty.kind.fix'), visit: t('duty.kind.visit'), document: t('duty.kind.document'), update: t('duty.kind.update'),
}[promise.kind];
const stateWord = (promise: Promised) => ({
  open: t('duty.state.open'), kept: t('duty.state.kept'), renegotiated: t('duty.state.renegotiated'), missed: t('duty.state.missed'), cancelled: t('duty.state.cancelled'),
}[promise.state]);

export function PromisePanel({ read }: { read: TicketScreen }) {
  const { promises = [], eta, contact } = withPromises(read);
  const owed = owedOf(read);
  const ended = promises.filter((each) => !each.owed).slice(-4).reverse();
  const requester = read.users[read.ticket.requester_id];
  return (
    <section class="promises">
      <h2>{t('duty.title')}</h2>
      {owed.length === 0 && <p class="sm t3">{t('duty.none')}</p>}
      <ul class="promise-list">{owed.map((each) => <Owed key={each.id} promise={each} />)}</ul>
      {ended.length > 0 && (
        <ul class="promise-list ended xs t3">
          {ended.map((each) => <li key={each.id}>{kindWord(each)} · {shortTime(each.due_at)} · {stateWord(each)}</li>)}
        </ul>
      )}
      {!isDone(read.ticket.status) && <TriageButtons read={read} />}
      <dl class="pairs">
        {eta?.first_answer && <><dt>{t('duty.usualAnswer')}</dt><dd data-tip={t('duty.sample', { n: eta.first_answer.sample })}>{t('duty.range', { median: eta.first_answer.median_words, most: eta.first_answer.p80_words })}</dd></>}
        {eta?.solution && <><dt>{t('duty.usualSolution')}</dt><dd data-tip={t('duty.sample', { n: eta.solution.sample })}>{t('duty.range', { median: eta.solution.median_words, most: eta.solution.p80_words })}</dd></>}
        {eta?.analysis && <><dt>{t('duty.usualSolution')}</dt><dd>{t('duty.unknown')}</dd></>}
        {contact && contact.attempts > 0 && <><dt>{t('duty.attempts')}</dt><dd class="num">{contact.attempts}</dd></>}
      </dl>
      <button type="button" class="link sm call-link" onClick={() => { callOpen.value = { ticket: read.ticket.id, name: requester?.name ?? '', phone: requester?.phone ?? '' }; }}>
        <Phone class="icon" size={14} aria-hidden="true" /> {t('duty.logCall')} <kbd>{written('c')}</kbd>
      </button>
      <Suspense fallback={null}><TimeSpent key={read.ticket.id} ticket={read.ticket.id} /></Suspense>
    </section>
  );
}

function Owed({ promise }: { promise: Promised }) {
  const [delaying, setDelaying] = useState(false);
  return (
    <li>
      <div class="promise-line">
        <span class="grow"><b dir="auto">{kindWord(promise)}</b><br /><span class="sm t2">{promise.readback}</span></span>
        <DueChip at={promise.due_at} about={kindWord(promise)} />
      </div>
      {!promise.visible && <p class="xs t3">{t('duty.internal')}</p>}
      {delaying ? <Delay promise={promise} onDone={() => setDelaying(false)} /> : (
        <div class="promise-buttons">
          {promise.kind === 'update' && <button type="button" class="button" onClick={() => void change(promise.ticket_id, `/promises/${promise.id}/send`, {}, t('duty.updateSent'))}>{t('duty.sendUpdate')}</button>}
          {promise.kind !== 'update' && <button type="button" class="button" onClick={() => void change(promise.ticket_id, `/promises/${promise.id}/keep`, {}, t('duty.keptSaid'))}>{t('duty.markKept')}</button>}
          <button type="button" class="button ghost" onClick={() => setDelaying(true)}>{t('duty.newTime')}</button>
        </div>
      )}
    </li>
  );
}

/** The delay notice: a new time in plain words and the reason; the customer gets it as one message. */
export function Delay({ promise, onDone }: { promise: Promised; onDone(): void }) {
  const [when, setWhen] = useState('');
  const [why, setWhy] = useState('');
  const [date, setDate] = useState<FoundDate | null>(null);
  const look = (words: string) => {
    setWhen(words);
    setDate(null);
    if (words.trim()) findDates(promise.ticket_id, words).then((dates) => setDate(dates[0] ?? null)).catch(() => undefined);
  };
  const send = async () => {
    const body = { ...(date ? { due_at: date.due_at } : {}), reason: why };
    if (await change(promise.ticket_id, `/promises/${promise.id}/delay_notice`, body, t('duty.delaySent'))) onDone();
  };
  const preview = async () => {
    try {
      const read = await get<{ draft: { delay: string } }>(`/promises/${promise.id}/draft`);
      say(read.draft.delay, undefined, 20);
    } catch (error) {
      say(reason(error));
    }
  };
  return (
    <form class="delay" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <label class="sm">{t('duty.newTimeLabel')}<input class="input" value={when} placeholder={t('duty.whenExample')} onInput={(event) => look(event.currentTarget.value)} /></label>
      <p class="sm t2" role="status">{date ? date.readback : when.trim() ? t('duty.notUnderstood') : t('duty.newTimeHint')}</p>
      <label class="sm">{t('duty.reasonLabel')}<input class="input" value={why} onInput={(event) => setWhy(event.currentTarget.value)} /></label>
      <div class="promise-buttons">
        <button type="submit" class="button primary">{t('duty.tellDelay')}</button>
        <button type="button" class="button ghost" onClick={() => void preview()}>{t('duty.preview')}</button>
        <button type="button" class="button ghost" onClick={onDone}>{t('duty.cancel')}</button>
      </div>
    </form>
  );
}

/** The first decision: answer now, or look into it and say when the customer hears again. */
function TriageButtons({ read }: { read: TicketScreen }) {
  const { contact } = withPromises(read);
  const [naming, setNaming] = useState(false);
  const [when, setWhen] = useState('');
  const [date, setDate] = useState<FoundDate | null>(null);
  const path = `/tickets/${read.ticket.id}/triage`;
  const look = (words: string) => {
    setWhen(words);
    setDate(null);
    if (words.trim()) findDates(read.ticket.id, words).then((dates) => setDate(dates[0] ?? null)).catch(() => undefined);
  };
  const analyse = async () => {
    if (date && await change(read.ticket.id, path, { triage: { decision: 'analysis', checkpoint_at: date.due_at } }, t('duty.analysisSaid'))) setNaming(false);
  };
  return (
    <div class="triage">
      <div class="promise-buttons" role="group" aria-label={t('duty.triage')}>
        <button type="button" class="button" aria-pressed={contact?.decision === 'instant'} onClick={() => void change(read.ticket.id, path, { triage: { decision: 'instant', target_minutes: 15 } }, t('duty.instantSaid'))}>
          <Zap class="icon" size={14} aria-hidden="true" />{t('duty.instant')}
        </button>
        <button type="button" class="button" aria-pressed={contact?.decision === 'analysis'} aria-expanded={naming} onClick={() => setNaming(!naming)}>
          <Search class="icon" size={14} aria-hidden="true" />{t('duty.analysis')}
        </button>
      </div>
      {naming && (
        <form class="delay" onSubmit={(event) => { event.preventDefault(); void analyse(); }}>
          <label class="sm">{t('duty.checkpoint')}<input class="input" value={when} placeholder={t('duty.whenExample')} onInput={(event) => look(event.currentTarget.value)} /></label>
          <p class="sm t2" role="status">{date ? date.readback : when.trim() ? t('duty.notUnderstood') : t('duty.checkpointHint')}</p>
          <button type="submit" class="button primary" disabled={!date}>{t('duty.tellAnalysis')}</button>
        </form>
      )}
    </div>
  );
}
