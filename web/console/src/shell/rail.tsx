// The rail at the start edge (a bottom bar on a phone): screens, shortcuts, theme, own name.
import { BookOpen, CalendarClock, ChartNoAxesColumn, Inbox, Keyboard, MailWarning, Moon, Settings, SlidersHorizontal, Sun, Users, WifiOff } from 'lucide-preact';
import type { ComponentType } from 'preact';
import { BellButton } from '../bell/bell_button';
import { t } from '../i18n';
import { number } from '../format';
import { basePath, place, viewPath } from '../router';
import { heldCount } from '../state/held';
import { todayLate } from '../promises/model';
import { connection } from '../state/live';
import { listView } from '../state/list';
import { effectiveTheme, setPrefs } from '../state/prefs';
import { me } from '../state/session';
import { Availability } from './availability';
import { shortcutsOpen } from './open';

export function toggleTheme(): void {
  setPrefs({ theme: effectiveTheme() === 'dark' ? 'light' : 'dark' });
}

function Place({ name, path, label, icon: Icon, count = 0, shown = '' }: { name: string; path: string; label: string; icon: ComponentType<any>; count?: number; shown?: '' | 'wide-only' | 'none-on-phone' }) {
  return (
    <a class={`icon-button ${shown}`} href={basePath + path} aria-label={label} data-tip={label} aria-current={place.value === name ? 'page' : undefined}>
      <Icon class="icon" size={20} aria-hidden="true" />
      {count > 0 && <span class="badge num" aria-hidden="true">{count > 99 ? `${number(99)}+` : number(count)}</span>}
    </a>
  );
}

export function Rail() {
  const dark = effectiveTheme() === 'dark';
  const theme = dark ? t('shell.toLight') : t('shell.toDark');
  return (
    <nav class="rail" aria-label={t('shell.main')}>
      <Place name="inbox" path={listView.value ? viewPath(listView.value) : '/'} label={t('shell.inbox')} icon={Inbox} />
      <Place name="today" path="/today" label={todayLate.value > 0 ? t('duty.rail', { n: todayLate.value }) : t('duty.today')} icon={CalendarClock} count={todayLate.value} />
      <Place name="customers" path="/customers" label={t('shell.customers')} icon={Users} />
      <Place name="knowledge" path="/knowledge" label={t('shell.knowledge')} icon={BookOpen} />
      <Place name="reports" path="/reports" label={t('shell.reports')} icon={ChartNoAxesColumn} />
      <Place name="held" path="/held" label={heldCount.value > 0 ? t('held.rail', { n: heldCount.value }) : t('held.title')} icon={MailWarning} count={heldCount.value} shown={heldCount.value > 0 || place.value === 'held' ? '' : 'none-on-phone'} />
      <span class="grow" />
      {connection.value !== 'live' && (
        <span class="lost" role="img" aria-label={t('connection.lost')} data-tip={t('connection.lost')}><WifiOff class="icon" size={18} aria-hidden="true" /></span>
      )}
      <BellButton />
      <button type="button" class="icon-button wide-only" aria-label={t('shell.shortcuts')} data-tip={t('shell.shortcuts')} data-keys="?" onClick={() => { shortcutsOpen.value = true; }}>
        <Keyboard class="icon" size={20} aria-hidden="true" />
      </button>
      <button type="button" class="icon-button wide-only" aria-label={theme} data-tip={theme} onClick={toggleTheme}>
        {dark ? <Sun class="icon" size={20} aria-hidden="true" /> : <Moon class="icon" size={20} aria-hidden="true" />}
      </button>
      {me.value.role === 'admin' && <Place name="admin" path="/admin" label={t('shell.admin')} icon={SlidersHorizontal} shown="wide-only" />}
      <Place name="settings" path="/settings" label={t('shell.settings')} icon={Settings} shown="none-on-phone" />
      <Availability />
    </nav>
  );
}
