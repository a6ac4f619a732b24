// Beside the thread: who owns the ticket, with a face; who works on it; the packet and its way back; a customer who asks for
// somebody above.
import { useState } from 'preact/hooks';
import { ArrowUpRight } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { Avatar } from '@sahay/ui/avatar';
import { DueChip } from '../due_chip';
import { fullTime, shortTime } from '../format';
import { t } from '../i18n';
import { change } from '../promises/model';
import { me } from '../state/session';
import { isDone } from '../state/ticket';
import { nameOfAgent } from '../ticket/ticket_header';
import { written } from '../shell/keys';
import { fieldWord, handoverOf, handoverOpen, outcomeWord, packetFields, reasonWord, runningOf, type Handover } from './model';
import { t as h } from './texts';

export function HandoverPanel({ read }: { read: TicketScreen }) {
  const found = handoverOf(read);
  if (!found) return null;
  const running = runningOf(read);
  const { ticket } = read;
  const ended = found.handovers.filter((each) => each.ended_at).slice(0, 3);
  return (
    <section class="handover">
      {found.owner && (
        <div class="person owner-face">
          <Avatar name={found.owner.name} photo={found.owner.photo_url || null} />
          <div class="grow"><p class="xs t3">{h('hand.owner')}</p><p class="strong clip" dir="auto">{found.owner.name}</p><p class="xs t3 clip">{found.owner.title}</p></div>
        </div>
      )}
      {found.asked && <Asked ticket={ticket.id} reason={found.asked.reason} />}
      {running ? <Running read={read} handover={running} /> : !isDone(ticket.status) && (
        <button type="button" class="link sm call-link" onClick={() => { handoverOpen.value = { kind: 'packet', ticket: ticket.id }; }}>
          <ArrowUpRight class="icon" size={14} aria-hidden="true" /> {t('command.handOver')} <kbd>{written('h')}</kbd>
        </button>
      )}
      {ended.length > 0 && (
        <details class="sm"><summary>{h('hand.history')}</summary>
          <ul class="xs t2">{ended.map((each) => <Ended key={each.id} handover={each} />)}</ul>
        </details>
      )}
    </section>
  );
}

function Running({ read, handover }: { read: TicketScreen; handover: Handover }) {
  const ticket = read.ticket.id;
  const name = nameOfAgent(handover.to_id, read) ?? h('hand.team');
  const open = (kind: 'reject' | 'return') => { handoverOpen.value = { kind, ticket, handover: handover.id }; };
  return (
    <>
      <div class="promise-line">
        <span class="grow"><b dir="auto">{h('hand.with', { level: handover.level_word, name })}</b><br /><span class="sm t2">{reasonWord(handover.why)}</span></span>
        {handover.due_at && <DueChip at={handover.due_at} about={handover.level_word} />}
      </div>
      <details class="sm packet" open={handover.to_id === me.value.id}><summary>{h('hand.packet')}</summary>
        <dl>
          {packetFields.map((field) => (
            <div key={field}><dt class="xs t3">{fieldWord(field)}</dt><dd dir="auto">{field === 'next_contact_at' ? fullTime(handover.packet.next_contact_at ?? '') : handover.packet[field]}</dd></div>
          ))}
        </dl>
      </details>
      <div class="promise-buttons">
        {handover.state === 'open' && handover.owner_id !== me.value.id && <button type="button" class="button" onClick={() => void change(ticket, `/handovers/${handover.id}/accept`, {}, h('hand.accepted'))}>{h('hand.accept')}</button>}
        <button type="button" class="button" onClick={() => open('return')}>{h('hand.giveBack')}</button>
        <button type="button" class="button ghost" onClick={() => open('reject')}>{h('hand.reject')}</button>
      </div>
      {read.ticket.owner_id === me.value.id && (
        <label class="sm may-answer"><input type="checkbox" checked={handover.may_answer} onChange={(event) => void change(ticket, `/handovers/${handover.id}/allow_answer`, { allowed: event.currentTarget.checked }, t('said.changed'))} /> {h('hand.mayAnswer')}</label>
      )}
    </>
  );
}

function Ended({ handover }: { handover: Handover }) {
  const word = { returned: h('hand.state.returned'), rejected: h('hand.state.rejected'), passed_on: h('hand.state.passed_on'), open: '', accepted: '' }[handover.state];
  return (
    <li dir="auto">
      {handover.level_word} · {shortTime(handover.ended_at ?? handover.created_at)} · {word}{handover.outcome && `, ${outcomeWord(handover.outcome)}`}
      {handover.result && <><br />{handover.result}</>}
      {handover.tell_customer && <><br /><b>{h('hand.tell')}:</b> {handover.tell_customer}</>}
    </li>
  );
}

function Asked({ ticket, reason }: { ticket: number; reason: string }) {
  const [answer, setAnswer] = useState('');
  const save = () => change(ticket, `/tickets/${ticket}/escalation`, { escalation: { answer } }, h('hand.askedDone'), 'PUT');
  return (
    <form class="delay asked" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <p class="strong">{h('hand.asked')}</p>
      {reason && <p class="sm" dir="auto">{reason}</p>}
      <label class="sm">{h('hand.askedAnswer')}<input class="input" dir="auto" value={answer} onInput={(event) => setAnswer(event.currentTarget.value)} /></label>
      <button type="submit" class="button" disabled={!answer.trim()}>{h('hand.askedDone')}</button>
    </form>
  );
}
