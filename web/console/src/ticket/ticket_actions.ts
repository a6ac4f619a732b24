// What an agent does to a ticket with one key or button: assign, solve, reopen. Each says what it did and can be undone.
import type { Status, Ticket } from '@sahay/shared/api';
import { t } from '../i18n';
import { callOpen } from '../promises/model';
import { neighbour, openTicket } from '../state/list';
import { prefs } from '../state/prefs';
import { agentById, me } from '../state/session';
import { changeTicket, openId, screen } from '../state/ticket';
import { statusWord } from '../words';

export function current(): Ticket | null {
  return screen.value?.ticket ?? null;
}

export function assignTo(id: number, agent: number | null): Promise<boolean> {
  const name = agent === null ? null : agentById.value.get(agent)?.name ?? '';
  const said = agent === null ? t('said.unassigned') : agent === me.value.id ? t('said.taken') : t('said.assigned', { name: name ?? '' });
  return changeTicket(id, { assignee_id: agent }, said);
}

const takenByWriting = new Set<number>();

/** The first key of a reply takes what nobody has, where the agent's settings say so; once, so that an undo holds. */
export function takeByWriting({ id, assignee_id, updated_at }: Ticket): void {
  if (!prefs.value.takeByWriting || assignee_id !== null || me.value.id === null || takenByWriting.has(id)) return;
  takenByWriting.add(id);
  // Not from a colleague who was quicker.
  void changeTicket(id, { assignee_id: me.value.id }, t('said.taken'), { safe_update: true, updated_stamp: updated_at });
}

/** The next ticket of the list is opened when the agent's setting says so. */
export function openNextAfter(id: number): void {
  if (!prefs.value.nextAfterSolve || openId.value !== id) return;
  const next = neighbour(1) ?? neighbour(-1);
  if (next !== null) openTicket(next);
}

export async function solve(ticket: Ticket): Promise<void> {
  if (ticket.status === 'solved' || ticket.status === 'closed') return;
  const change = ticket.assignee_id === null && me.value.id !== null ? { assignee_id: me.value.id } : {};
  const saved = changeTicket(ticket.id, { status: 'solved', ...change }, t('said.solved', { id: String(ticket.id) }));
  openNextAfter(ticket.id);
  await saved;
}

/** Opens the form of a call with the customer of a ticket. */
export function logCall(ticket: Ticket): void {
  const customer = screen.value?.users[ticket.requester_id];
  callOpen.value = { ticket: ticket.id, name: customer?.name ?? '', phone: customer?.phone ?? '' };
}

export function reopen(ticket: Ticket): Promise<boolean> {
  return changeTicket(ticket.id, { status: 'open' }, t('said.status', { status: statusWord('open') }));
}

export function setStatus(ticket: Ticket, status: Status): Promise<boolean> | Promise<void> {
  return status === 'solved' ? solve(ticket) : changeTicket(ticket.id, { status }, t('said.status', { status: statusWord(status) }));
}
