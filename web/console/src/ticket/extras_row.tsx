// The chips above the buttons of the composer: what will change with the send, each to be taken off.
import { X } from 'lucide-preact';
import type { DraftMode, Priority, Status } from '@sahay/shared/api';
import { t } from '../i18n';
import { agentById, groupById } from '../state/session';
import { priorityWord, statusWord } from '../words';
import { extrasFor, removeExtra, type Extra } from './extras';

export function extraWord({ field, value }: Extra): string {
  switch (field) {
    case 'status': return t('insert.status', { to: statusWord(value as Status) });
    case 'priority': return t('insert.priority', { to: priorityWord(value as Priority) });
    case 'assignee_id': return t('insert.assignee', { to: value === null ? t('view.unassigned') : agentById.value.get(value as number)?.name ?? String(value) });
    case 'group_id': return t('insert.group', { to: groupById.value.get(value as number)?.name ?? String(value) });
    case 'tags': return t('insert.tags', { to: (value as string[]).join(', ') });
    case 'subject': return t('insert.subject', { to: String(value) });
    default: return t('insert.type', { to: String(value) });
  }
}

export function ExtrasRow({ ticket, mode }: { ticket: number; mode: DraftMode }) {
  const extras = extrasFor(ticket, mode);
  if (extras.length === 0) return null;
  return (
    <p class="extras xs">
      <span class="t3">{t('insert.onSend')}</span>
      {extras.map((extra) => (
        <span key={extra.field} class="chip" dir="auto">{extraWord(extra)}
          <button type="button" aria-label={t('insert.off', { what: extraWord(extra) })} onClick={() => removeExtra(ticket, mode, extra.field)}><X size={12} aria-hidden="true" /></button>
        </span>
      ))}
    </p>
  );
}
