// Above the thread: the assistant speaks with this customer, or the customer waits for a person, with the one button for it.
import { Bot, Hand } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { clock } from '../format';
import { t } from './texts';
import { giveWord, speaking } from './model';

export function AssistBar({ read }: { read: TicketScreen }) {
  const now = speaking(read);
  if (!now) return null;
  if (now.speaker === 'bot') {
    return (
      <div class="banner assist-bar" role="status">
        <Bot class="icon" size={16} aria-hidden="true" /><span class="grow">{t('assist.speaks')}</span>
        <button type="button" class="button" onClick={() => void giveWord(read.ticket.id, 'human', now.speaker_version)}>{t('assist.takeOver')}</button>
      </div>
    );
  }
  if (now.handoff?.state !== 'open') return null;
  const late = now.handoff.due_at < new Date().toISOString();
  return (
    <div class={`banner assist-bar${late ? ' bad' : ''}`} role="status">
      <Hand class="icon" size={16} aria-hidden="true" />
      <span class="grow">{late ? t('assist.waitsLate', { since: clock(now.handoff.started_at) }) : t('assist.waits', { since: clock(now.handoff.started_at), by: clock(now.handoff.due_at) })}</span>
    </div>
  );
}
