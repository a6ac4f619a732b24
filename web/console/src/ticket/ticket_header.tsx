// Head of the ticket: title, number, status, priority, who does it; the buttons lose their words when there is no room.
import { AlarmClock, BookPlus, Check, ChevronLeft, Copy, Ellipsis, PanelRight, RotateCcw, UserPlus } from 'lucide-preact';
import type { ClockOfTicket, TicketScreen } from '@sahay/shared/api';
import { PriorityBars } from '@sahay/ui/priority';
import { DueChip } from '../due_chip';
import { longTime } from '../format';
import { t } from '../i18n';
import { articleOfTicket, go, viewPath } from '../router';
import { toggleContext } from '../shell/commands';
import { contextSheet, openTicketPicker, ticketPicker } from '../shell/open';
import { listView } from '../state/list';
import { prefs } from '../state/prefs';
import { isNarrow } from '../state/screen';
import { agentById, me } from '../state/session';
import { say } from '../state/toasts';
import { isDone } from '../state/ticket';
import { priorityWord, statusWord } from '../words';
import { classOpen, classWord, intakeOf } from '../intake/model';
import { keyOf } from '../shell/keys';
import { restsUntil } from './snooze';
import { assignTo, reopen, solve } from './ticket_actions';

export function nameOfAgent(id: number | null | undefined, read: TicketScreen): string | null {
  if (id === null || id === undefined) return null;
  return agentById.value.get(id)?.name ?? read.users[id]?.name ?? `№ ${id}`;
}

export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(said);
  } catch {
    say(t('ui.notCopied'));
  }
}

/** The clock that is due first among those that run. */
export function nextClock(read: TicketScreen): ClockOfTicket | undefined {
  return (read.clocks ?? []).filter((clock) => clock.running && clock.due_at).sort((a, b) => (a.due_at! < b.due_at! ? -1 : 1))[0];
}

export function TicketHeader({ read }: { read: TicketScreen }) {
  const { ticket } = read;
  const assignee = nameOfAgent(ticket.assignee_id, read);
  const owner = nameOfAgent(ticket.owner_id, read);
  const done = isDone(ticket.status);
  const next = nextClock(read);
  const until = restsUntil(read);
  const shown = isNarrow.value ? contextSheet.value : prefs.value.context;
  const expanded = (name: string) => ticketPicker.value?.name === name;
  return (
    <header class="ticket-head">
      <button type="button" class="icon-button back" aria-label={t('ticket.back')} onClick={() => go(viewPath(listView.value))}>
        <ChevronLeft class="icon" size={20} aria-hidden="true" />
      </button>
      <div class="ticket-title">
        <h1 class="clip" dir="auto" data-tip={ticket.subject}>{ticket.subject || t('ticket.noSubject')}</h1>
        <div class="ticket-facts sm">
          <button type="button" class="fact num t3" data-tip={t('ticket.copyNumber')} onClick={() => void copyText(String(ticket.id), t('ticket.numberCopied'))}>
            #{ticket.id}<Copy class="icon hover-only" size={12} aria-hidden="true" />
          </button>
          <button type="button" class="fact" data-picker="status" aria-haspopup="listbox" aria-expanded={expanded('status')} data-tip={t('ticket.status')} data-keys="S" onClick={() => openTicketPicker('status')}>
            <span class="unseen">{t('ticket.status')}: </span><span class={`chip ${ticket.status}`}>{statusWord(ticket.status)}{until && ` · ${t('snooze.until', { when: longTime(until) })}`}</span>
          </button>
          <button type="button" class="fact" data-picker="priority" aria-haspopup="listbox" aria-expanded={expanded('priority')} data-tip={t('ticket.priority')} data-keys="P" onClick={() => openTicketPicker('priority')}>
            <span class="unseen">{t('ticket.priority')}: </span><PriorityBars priority={ticket.priority} word={priorityWord(ticket.priority)} showWord />
          </button>
          {intakeOf(read)?.priority_class && (
            <button type="button" class="fact" aria-haspopup="dialog" data-tip={t('case.classLabel')} data-keys="Shift P" onClick={() => { classOpen.value = ticket.id; }}><span class={`chip class-${intakeOf(read)!.priority_class!}`}>{classWord(intakeOf(read)!.priority_class!)}</span></button>
          )}
          <button type="button" class="fact clip" data-picker="assignee" aria-haspopup="listbox" aria-expanded={expanded('assignee')} data-tip={t('ticket.assignee')} data-keys="A" onClick={() => openTicketPicker('assignee')}>
            <span class="t3">{t('ticket.assignee')}: </span><b>{assignee ?? t('ticket.nobody')}</b>
          </button>
          {(read.attention ?? []).map((flag) => <span key={flag} class="chip pending">{t(`attention.${flag}`)}</span>)}
          {next && <DueChip at={next.due_at} about={`${next.title}: ${next.words}`} />}
          {owner && owner !== assignee && <span class="clip t2 owner"><span class="t3">{t('ticket.owner')}: </span>{owner}</span>}
        </div>
      </div>
      <div class="ticket-buttons">
        {ticket.assignee_id !== me.value.id && (
          <button type="button" class="button ghost" aria-keyshortcuts={keyOf('i')} aria-label={t('ticket.take')} data-tip={t('ticket.take')} data-keys="I" onClick={() => void assignTo(ticket.id, me.value.id)}>
            <UserPlus class="icon" size={16} aria-hidden="true" /><span class="label">{t('ticket.take')}</span>
          </button>
        )}
        {!done && (
          <button type="button" class="button ghost" data-picker="snooze" aria-haspopup="listbox" aria-expanded={expanded('snooze')} aria-keyshortcuts={keyOf('z')} aria-label={t('ticket.snooze')} data-tip={t('ticket.snooze')} data-keys="Z" onClick={() => openTicketPicker('snooze')}>
            <AlarmClock class="icon" size={16} aria-hidden="true" /><span class="label">{t('ticket.snooze')}</span>
          </button>
        )}
        {done && (
          <button type="button" class="button ghost" aria-label={t('ticket.makeArticle')} data-tip={t('ticket.makeArticle')} onClick={() => go(articleOfTicket(ticket.id))}>
            <BookPlus class="icon" size={16} aria-hidden="true" /><span class="label">{t('ticket.makeArticle')}</span>
          </button>
        )}
        {done ? (
          <button type="button" class="button" aria-keyshortcuts={keyOf('u')} aria-label={t('ticket.reopen')} data-tip={t('ticket.reopen')} data-keys="U" onClick={() => void reopen(ticket)}>
            <RotateCcw class="icon" size={16} aria-hidden="true" /><span class="label">{t('ticket.reopen')}</span>
          </button>
        ) : (
          <button type="button" class="button" aria-keyshortcuts={keyOf('e')} aria-label={t('ticket.solve')} data-tip={t('ticket.solve')} data-keys="E" onClick={() => void solve(ticket)}>
            <Check class="icon" size={16} aria-hidden="true" /><span class="label">{t('ticket.solve')}</span>
          </button>
        )}
      </div>
      <button type="button" class="icon-button more" data-picker="more" aria-haspopup="listbox" aria-label={t('ticket.more')} onClick={() => openTicketPicker('more')}>
        <Ellipsis class="icon" size={20} aria-hidden="true" />
      </button>
      <button type="button" class="icon-button context-button" aria-label={t('context.title')} data-tip={t('context.title')} data-keys="]" aria-pressed={shown} onClick={toggleContext}>
        <PanelRight class="icon" size={18} aria-hidden="true" />
      </button>
    </header>
  );
}
