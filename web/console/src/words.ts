// Words for the closed sets of the API (status, priority, channel, view) in the reader's language.
import type { Channel, Priority, Status } from '@sahay/shared/api';
import { t } from './i18n';
import { filterOf } from './inbox/filter_key';
import { t as ownText } from './own/texts';
import { savedById, savedId, savedTitle } from './state/saved_views';
import { groupById } from './state/session';

export const statuses: Status[] = ['open', 'pending', 'hold', 'solved'];
export const priorities: Exclude<Priority, null>[] = ['urgent', 'high', 'normal', 'low'];

export function statusWord(status: Status): string {
  switch (status) {
    case 'new': return t('status.new');
    case 'open': return t('status.open');
    case 'pending': return t('status.pending');
    case 'hold': return t('status.hold');
    case 'solved': return t('status.solved');
    default: return t('status.closed');
  }
}

export function priorityWord(priority: Priority): string {
  switch (priority) {
    case 'urgent': return t('priority.urgent');
    case 'high': return t('priority.high');
    case 'low': return t('priority.low');
    default: return t('priority.normal');
  }
}

export function channelWord(channel: Channel): string {
  switch (channel) {
    case 'email': return t('channel.email');
    case 'chat': return t('channel.chat');
    case 'web': return t('channel.web');
    case 'phone': return t('channel.phone');
    default: return t('channel.api');
  }
}

export function viewName(key: string): string {
  switch (key) {
    case 'mine': return t('view.mine');
    case 'unassigned': return t('view.unassigned');
    case 'open': return t('view.open');
    case 'pending': return t('view.pending');
    case 'solved': return t('view.solved');
    case 'all': return t('view.all');
    default: break;
  }
  const filter = filterOf(key);
  if (filter) return ownText('own.filtered', { name: viewName(filter.of) }) || viewName(filter.of);
  const saved = savedId(key);
  if (saved !== null) {
    const view = savedById.value.get(saved);
    return view ? savedTitle(view) : t('view.one');
  }
  return groupById.value.get(Number(key.replace('group:', '')))?.name ?? key;
}

const causes = [
  'agent_unproven', 'automatic', 'blocked', 'bounce', 'flood', 'forged', 'loop', 'no_sender', 'own_address', 'stranger',
  'suspended_user', 'too_large', 'unparsable', 'unreadable',
] as const;

/** Why a mail is held, from the key of the server's message. */
export function causeWord(key: string): string {
  const known = causes.find((name) => key === `email.cause.${name}`);
  return known ? t(`email.cause.${known}`) : t('held.causeUnknown');
}
