// Who must hear from us today: everything that is owed until the end of the day, what is late first, with one button for
// what to do about it.
import { useEffect, useState } from 'preact/hooks';
import { Mail, MessageCircle, Phone } from 'lucide-preact';
import { DueChip } from '../due_chip';
import { t } from '../i18n';
import { basePath, ticketPath } from '../router';
import { Problem, RowBones } from '../shell/states';
import { statusWord } from '../words';
import { callOpen, change, readToday, today, todayFailed, todayMine, type Duty } from './model';
import { Delay } from './promise_panel';

export default function TodayScreen() {
  useEffect(() => void readToday(), []);
  const duties = today.value;
  return (
    <div class="page-body today">
      <h1>{t('duty.today')}</h1>
      <p class="t2">{t('duty.todayHint')}</p>
      <label class="switch">
        <input type="checkbox" checked={todayMine.value} onChange={(event) => { todayMine.value = event.currentTarget.checked; void readToday(); }} />
        <span>{t('duty.onlyMine')}</span>
      </label>
      {todayFailed.value && <Problem title={t('duty.todayFailed')} action={t('ui.tryAgain')} onAction={() => void readToday()} />}
      {!duties && !todayFailed.value && <div aria-busy="true"><RowBones rows={4} /></div>}
      {duties && duties.length === 0 && <Problem title={t('duty.todayNone')} hint={t('duty.todayNoneHint')} />}
      {duties && duties.length > 0 && <ul class="duties">{duties.map((duty) => <DutyRow key={duty.promise.id} duty={duty} />)}</ul>}
    </div>
  );
}

function ChannelIcon({ channel }: { channel: string }) {
  const Icon = channel === 'phone' ? Phone : channel === 'chat' ? MessageCircle : Mail;
  return <Icon class="icon" size={16} aria-hidden="true" />;
}

function DutyRow({ duty }: { duty: Duty }) {
  const [delaying, setDelaying] = useState(false);
  const { promise, ticket, customer } = duty;
  const call = () => { callOpen.value = { ticket: ticket.id, name: customer.name, phone: customer.phone }; };
  const byPhone = duty.channel === 'phone';
  return (
    <li class={`duty${duty.late ? ' late' : ''}`}>
      <div class="duty-main">
        <ChannelIcon channel={duty.channel} />
        <div class="grow">
          <p class="clip"><b dir="auto">{customer.name}</b> <span class="t2" dir="auto">{duty.words}</span></p>
          <p class="sm clip"><a href={basePath + ticketPath(ticket.id, '')} dir="auto">#{ticket.id} {ticket.subject}</a></p>
          <p class="xs t3">{promise.readback} · {duty.keeper.name || t('ticket.nobody')}{duty.keeper.away && duty.keeper.name ? ` (${t('duty.away')})` : ''}{ticket.status === 'hold' ? ` · ${statusWord('hold')}` : ''}{duty.attempts > 0 ? ` · ${t('duty.vain', { n: duty.attempts })}` : ''}</p>
        </div>
        <DueChip at={promise.due_at} about={duty.words} />
      </div>
      {delaying ? <Delay promise={promise} onDone={() => setDelaying(false)} /> : (
        <div class="promise-buttons">
          {promise.kind === 'update' && <button type="button" class="button" onClick={() => void change(ticket.id, `/promises/${promise.id}/send`, {}, t('duty.updateSent'))}>{t('duty.sendUpdate')}</button>}
          {promise.kind !== 'update' && !byPhone && <a class="button" href={basePath + ticketPath(ticket.id, '')}>{t('duty.write')}</a>}
          {promise.kind === 'visit' && <button type="button" class="button" onClick={() => void change(ticket.id, `/promises/${promise.id}/keep`, {}, t('duty.keptSaid'))}>{t('duty.markKept')}</button>}
          <button type="button" class={byPhone ? 'button' : 'button ghost'} onClick={call}><Phone class="icon" size={14} aria-hidden="true" />{t('duty.logCall')}</button>
          <button type="button" class="button ghost" onClick={() => setDelaying(true)}>{t('duty.newTime')}</button>
        </div>
      )}
    </li>
  );
}
