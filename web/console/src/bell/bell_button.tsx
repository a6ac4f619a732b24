// The bell in the rail with its number, and the words that screen readers hear when something urgent arrives.
import { Bell } from 'lucide-preact';
import { number } from '../format';
import { t } from '../i18n';
import { bellOpen, openBell, spoken, unread } from './model';

export function BellButton() {
  const n = unread.value;
  const label = n > 0 ? t('shell.notificationsUnread', { n }) : t('shell.notifications');
  return (
    <>
      <button type="button" class="icon-button" data-bell aria-haspopup="dialog" aria-expanded={bellOpen.value} aria-label={label} data-tip={label} data-keys="g n" onClick={openBell}>
        <Bell class="icon" size={20} aria-hidden="true" />
        {n > 0 && <span class="badge num" aria-hidden="true">{n > 99 ? `${number(99)}+` : number(n)}</span>}
      </button>
      <span class="unseen" role="status">{spoken.value}</span>
    </>
  );
}
