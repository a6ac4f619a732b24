// The panel of notifications: newest first, worked by keys (j k Enter r) or by presses; opening one marks it read.
import '../styles/bell.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CheckCheck, Settings } from 'lucide-preact';
import { Dialog } from '@sahay/ui/dialog';
import { shortTime } from '../format';
import { go, heldPath, ticketPath } from '../router';
import { connection } from '../state/live';
import { Problem, RowBones } from '../shell/states';
import { bellOpen, markAllRead, markRead, notifications, olderAfter, phase, readNotifications, readOlder, unread, type Notification } from './model';
import { t, useTexts } from './texts';

function open(each: Notification): void {
  markRead(each.id);
  if (each.ticket_id === null && each.kind !== 'held_mail') return;
  bellOpen.value = false;
  go(each.ticket_id === null ? heldPath(null) : ticketPath(each.ticket_id, ''));
}

function Line({ each }: { each: Notification }) {
  const late = each.kind === 'deadline_missed' || each.kind === 'promise_missed';
  return (
    <li class={each.read_at ? 'bell-line' : 'bell-line new'}>
      <button type="button" class="bell-open" data-id={each.id} onClick={() => open(each)}>
        <span class={late ? 'bell-text late' : 'bell-text'} dir="auto">{each.text}{each.read_at === null && <span class="unseen"> {t('bell.new')}</span>}</span>
        {each.subject && <span class="sm t2 clip" dir="auto">{each.subject}</span>}
        <span class="xs t3">{shortTime(each.updated_at)}{each.times > 1 && each.kind !== 'held_mail' && ` · ${t('bell.times', { n: each.times })}`}</span>
      </button>
      {each.read_at === null && <button type="button" class="icon-button bell-mark" aria-label={t('bell.read')} data-tip={t('bell.read')} onClick={() => markRead(each.id, t('bell.notDone'))}><span class="bell-dot" aria-hidden="true" /></button>}
    </li>
  );
}

export default function BellPanel() {
  const texts = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => { void readNotifications(); }, [asked]);
  const ready = texts && phase.value === 'ready';
  useEffect(() => { if (ready) list.current?.querySelector<HTMLElement>('.bell-open')?.focus(); }, [ready]);
  if (!texts) return null;

  const move = (step: number) => {
    const lines = [...(list.current?.querySelectorAll<HTMLElement>('.bell-open') ?? [])];
    const at = lines.findIndex((line) => line === document.activeElement);
    lines[Math.max(0, Math.min(lines.length - 1, at + step))]?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const letter = /^[!-~]$/.test(event.key) ? event.key.toLowerCase() : event.code.replace('Key', '').toLowerCase();
    const chosen = Number((document.activeElement as HTMLElement | null)?.dataset.id ?? 0);
    if (letter === 'j' || event.key === 'ArrowDown') move(1);
    else if (letter === 'k' || event.key === 'ArrowUp') move(-1);
    else if (letter === 'r' && chosen) markRead(chosen, t('bell.notDone'));
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={t('shell.notifications')} closeLabel={t('ui.close')} class="bell" onClose={() => { bellOpen.value = false; }}>
      <div class="bell-body" onKeyDown={key}>
        <div class="bell-tools">
          <button type="button" class="button ghost" disabled={unread.value === 0} onClick={() => markAllRead(t('bell.notDone'))}><CheckCheck class="icon" size={16} aria-hidden="true" />{t('bell.all')}</button>
          <span class="grow" />
          <button type="button" class="icon-button" aria-label={t('bell.settings')} data-tip={t('bell.settings')} onClick={() => { bellOpen.value = false; go('/settings#notifications'); }}><Settings class="icon" size={18} aria-hidden="true" /></button>
        </div>
        {connection.value !== 'live' && <p class="banner" role="status">{t('bell.offline')}</p>}
        {phase.value === 'failed' ? <Problem title={t('bell.failed')} action={t('ui.tryAgain')} onAction={() => setAsked(asked + 1)} />
          : phase.value === 'loading' ? <RowBones rows={4} />
            : notifications.value.length === 0 ? <Problem title={t('bell.empty')} hint={t('bell.emptyHint')} /> : (
              <>
                <ul class="bell-list" ref={list}>{notifications.value.map((each) => <Line key={each.id} each={each} />)}</ul>
                {olderAfter.value !== null && <button type="button" class="button wide" onClick={() => void readOlder()}>{t('bell.more')}</button>}
              </>
            )}
        <p class="xs t3 wide-only bell-keys">{t('bell.keys')}</p>
      </div>
    </Dialog>
  );
}
