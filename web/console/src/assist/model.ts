// Who speaks in a ticket, as the console reads it: the assistant's talk, the hand-off that waits, giving the word.
import type { TicketScreen } from '@sahay/shared/api';
import { ApiError, newKey, request } from '@sahay/shared/client';
import { t } from './texts';
import { reloadSoon } from '../state/ticket';
import { say } from '../state/toasts';

export interface Handoff {
  id: number;
  reason: string;
  state: 'open' | 'answered' | 'closed';
  level: number;
  started_at: string;
  due_at: string;
}

export interface Speaking {
  speaker: 'bot' | 'human' | 'none';
  speaker_version?: number;
  available: boolean;
  talk?: { stage: string; answers: { question: string; answer: string }[]; articles: { title: string; url: string }[] } | null;
  handoff?: Handoff | null;
}

export const speaking = (read: TicketScreen) => (read as TicketScreen & { bot?: Speaking }).bot;
export const reason = (error: unknown) => (error instanceof ApiError && error.reason ? error.reason : t('assist.unreachable'));

/** The version says what the agent has seen: somebody else's act since then refuses this one. */
export async function giveWord(ticket: number, to: 'bot' | 'human', version: number | undefined): Promise<void> {
  try {
    await request('PUT', `/tickets/${ticket}/speaker`, { speaker: { speaker: to, version } }, { idempotencyKey: newKey() });
    say(to === 'bot' ? t('assist.gaveToBot') : t('assist.tookOver'));
  } catch (error) {
    say(reason(error), undefined, 12);
  }
  reloadSoon(ticket);
}
