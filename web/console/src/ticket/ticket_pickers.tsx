// The picker that is open over the ticket: assignee, owner, status, priority, group, or the "more" menu of narrow windows.
import type { Priority, Status, TicketScreen } from '@sahay/shared/api';
import { Avatar } from '@sahay/ui/avatar';
import { Picker, type PickerOption } from '@sahay/ui/picker';
import { PriorityBars } from '@sahay/ui/priority';
import { longTime } from '../format';
import { t } from '../i18n';
import { handoverOpen } from '../handover/model';
import { articleOfTicket, go } from '../router';
import { toggleContext } from '../shell/commands';
import { aroundOpen, mergeOpen, openTicketPicker, ticketPicker } from '../shell/open';
import { agents, groups, me } from '../state/session';
import { changeTicket, isDone, rowOfOpen } from '../state/ticket';
import { priorities, priorityWord, statuses, statusWord } from '../words';
import { assignTo, reopen, setStatus, solve } from './ticket_actions';
import { openSplit } from '../cases/model';
import { t as messageText } from '../message/texts';
import { rest, snoozeOpen } from './snooze';
import { restTimes } from './snooze_times';
import { copyText, nameOfAgent } from './ticket_header';

export function TicketPickers({ read }: { read: TicketScreen }) {
  const open = ticketPicker.value;
  if (!open) return null;
  const { ticket } = read;
  const common = {
    anchor: open.anchor,
    emptyLabel: t('ui.nothing'),
    onClose: () => { ticketPicker.value = null; },
  };
  switch (open.name) {
    case 'assignee':
      return <Picker {...common} searchLabel={t('ui.choose')} label={t('ticket.assignee')} options={people()} value={ticket.assignee_id} onPick={(id) => void assignTo(ticket.id, id)} />;
    case 'owner':
      return <Picker {...common} searchLabel={t('ui.choose')} label={t('ticket.owner')} options={people()} value={ticket.owner_id ?? null} onPick={(id) => newOwner(read, id)} />;
    case 'status':
      return (
        <Picker<Status>
          {...common}
          label={t('ticket.status')}
          options={statuses.map((value) => ({ value, label: statusWord(value), aliases: value }))}
          value={ticket.status}
          onPick={(status) => void setStatus(ticket, status)}
        />
      );
    case 'priority':
      return (
        <Picker<Priority>
          {...common}
          label={t('ticket.priority')}
          options={priorities.map((value) => ({
            value, label: priorityWord(value), aliases: value, icon: <PriorityBars priority={value} word="" />,
          }))}
          value={ticket.priority ?? 'normal'}
          onPick={(priority) => void changeTicket(ticket.id, { priority }, t('said.priority', { priority: priorityWord(priority) }))}
        />
      );
    case 'group':
      return (
        <Picker<number | null>
          {...common}
          label={t('ticket.group')}
          options={groups.value.map((group) => ({ value: group.id, label: group.name }))}
          value={ticket.group_id}
          onPick={(group_id) => void changeTicket(ticket.id, { group_id }, t('said.changed'))}
        />
      );
    case 'snooze': {
      const times = restTimes();
      const option = (value: keyof typeof times, takenBy: string) => ({ value: value as string, label: t(`snooze.${value}`), aliases: value, hint: longTime(times[value].toISOString()), takenBy });
      return (
        <Picker<string>
          {...common}
          label={t('snooze.title')}
          options={[option('later', '1'), option('tomorrow', '2'), option('monday', '3'), { value: 'pick', label: t('snooze.pick'), aliases: 'pick', takenBy: '4' }]}
          value=""
          onPick={(value) => { if (value === 'pick') snoozeOpen.value = ticket.id; else void rest(ticket, times[value as keyof typeof times]); }}
        />
      );
    }
    default: {
      const run: Record<string, () => unknown> = {
        take: () => assignTo(ticket.id, me.value.id),
        assign: () => requestAnimationFrame(() => openTicketPicker('assignee')),
        solve: () => solve(ticket),
        reopen: () => reopen(ticket),
        snooze: () => requestAnimationFrame(() => openTicketPicker('snooze')),
        context: toggleContext,
        history: () => { aroundOpen.value = 'history'; },
        readers: () => { aroundOpen.value = 'readers'; },
        rename: () => { aroundOpen.value = 'rename'; },
        print: () => { aroundOpen.value = 'print'; },
        split: () => openSplit(read),
        merge: () => { const row = rowOfOpen(); if (row) mergeOpen.value = { rows: [row], search: true }; },
        article: () => go(articleOfTicket(ticket.id)),
        link: () => copyText(location.href, t('ticket.linkCopied')),
      };
      const labels: [string, string][] = [
        ...(ticket.assignee_id === me.value.id ? [] : [['take', t('ticket.take')] as [string, string]]),
        ['assign', t('ticket.assign')],
        isDone(ticket.status) ? ['reopen', t('ticket.reopen')] : ['solve', t('ticket.solve')],
        ...(isDone(ticket.status) ? [] : [['snooze', t('ticket.snooze')] as [string, string]]),
        ['context', t('context.title')],
        ['history', t('command.history')],
        ['readers', t('command.readers')],
        ['rename', t('command.rename')],
        ['split', t('case.command')],
        ['merge', t('merge.command')],
        ['article', t('ticket.makeArticle')],
        ['link', t('ticket.copyLink')],
        ['print', messageText('message.print')],
      ];
      return (
        <Picker<string>
          {...common}
          label={t('ticket.more')}
          options={labels.map(([value, label]) => ({ value, label, aliases: value }))}
          value=""
          onPick={(value) => void run[value]?.()}
        />
      );
    }
  }
}

/** The first owner is set at once; another one needs a reason, because the customer is told. */
function newOwner(read: TicketScreen, id: number | null): void {
  const { ticket } = read;
  if (id === ticket.owner_id) return;
  if (id === null || !ticket.owner_id) void changeTicket(ticket.id, { owner_id: id }, t('said.changed'));
  else handoverOpen.value = { kind: 'owner', ticket: ticket.id, owner: id, name: nameOfAgent(id, read) ?? '' };
}

/** Everybody a ticket can be given to, oneself first, and nobody. */
export function people(): PickerOption<number | null>[] {
  const own = me.value.id;
  const sorted = [...agents.value].sort((a, b) => Number(b.id === own) - Number(a.id === own) || a.name.localeCompare(b.name));
  return [
    ...sorted.map((agent) => ({
      value: agent.id as number | null,
      label: agent.name,
      aliases: agent.email,
      hint: agent.id === own ? t('ui.you') : agent.presence === 'online' ? t('presence.online') : undefined,
      icon: <Avatar name={agent.name} size="small" />,
    })),
    { value: null, label: t('ticket.nobody'), aliases: 'nobody unassigned none' },
  ];
}
