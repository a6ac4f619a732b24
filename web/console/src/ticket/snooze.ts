// A ticket rests until a time and is then open again by itself; whatever changes its status before ends that.
import { signal } from '@preact/signals';
import type { Status, Ticket, TicketScreen } from '@sahay/shared/api';
import { ApiError, newKey, request } from '@sahay/shared/client';
import { longTime } from '../format';
import { t } from '../i18n';
import { changeTicket, reloadSoon } from '../state/ticket';
import { say } from '../state/toasts';

/** The ticket whose time is asked for in words. */
export const snoozeOpen = signal<number | null>(null);

/** Until when the ticket rests, if it does. */
export const restsUntil = (read: TicketScreen) => (read as TicketScreen & { snooze?: { until_at: string } | null }).snooze?.until_at ?? null;

export async function rest(ticket: Pick<Ticket, 'id' | 'status'>, until: Date | string): Promise<boolean> {
  const at = typeof until === 'string' ? until : until.toISOString();
  const before: Status = ticket.status;
  try {
    await request('PUT', `/tickets/${ticket.id}/snooze`, { snooze: { until_at: at } }, { idempotencyKey: newKey() });
    say(t('snooze.said', { when: longTime(at) }), { label: t('ui.undo'), run: () => void changeTicket(ticket.id, { status: before === 'hold' ? 'open' : before }) });
    reloadSoon(ticket.id);
    return true;
  } catch (error) {
    say(error instanceof ApiError && error.status !== 0 ? t('ticket.refused', { why: error.reason }) : t('ticket.notSaved'));
    return false;
  }
}
