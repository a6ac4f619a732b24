// Answers that go out later, as the console writes and changes them. What is refused goes back into the composer.
import type { Attachment, ScheduledReply, TicketScreen } from '@sahay/shared/api';
import { ApiError, newKey, request } from '@sahay/shared/client';
import { language, t as consoleText } from '../i18n';
import type { PromiseKind } from '../promises/model';
import { drafts, lastSaved, noteSnippet } from '../state/drafts';
import { giveBack, overrideReason, reasonsOfRules, refusedByRule, stale, ticketOf, type Letter, type OutboxEntry, type SentFile, type Stale } from '../state/outbox';
import { reloadNow } from '../state/ticket';
import { say } from '../state/toasts';
import { write } from '../ticket/composer_state';
import type { Extra } from '../ticket/extras';
import { longTime } from '../format';
import { t, whenTexts } from './texts';

const shape: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** "Tue, 24 Nov, 09:00" on the clock of a zone; without one, on the agent's. */
export function whenWords(at: string, timeZone?: string): string {
  try {
    return new Intl.DateTimeFormat(language.value, { ...shape, timeZone }).format(new Date(at));
  } catch {
    return new Intl.DateTimeFormat(language.value, shape).format(new Date(at));
  }
}

const pathOf = (ticket: number, id?: number, more = '') => `/tickets/${ticket}/scheduled_replies${id === undefined ? '' : `/${id}`}${more}`;

const entryOf = (letter: Letter, override?: string): OutboxEntry => ({ ...letter, overrideReason: override, key: newKey(), at: Date.now(), undoSeconds: 0, said: '', state: 'failed' });

/** Stores the letter with its time. `again` is what sends it once more with the reason that a rule of the group asks for. */
export async function sendLater(letter: Letter, at: string, again: () => void): Promise<void> {
  await whenTexts();
  const override = overrideReason.value?.ticket === letter.ticket ? overrideReason.value.reason : undefined;
  overrideReason.value = null;
  const entry = entryOf(letter, override);
  try {
    const wanted = { send_at: at, ticket: ticketOf(entry), promises: (letter.promises ?? []).map(({ due_at, kind }) => ({ due_at, kind })) };
    const made = await request<{ scheduled_reply: ScheduledReply }>('POST', pathOf(letter.ticket), { scheduled_reply: wanted }, { idempotencyKey: entry.key });
    void drafts().clear(letter.ticket, 'reply');
    lastSaved.value = null;
    noteSnippet(letter.ticket);
    say(t('later.said', { when: whenWords(at) }), { label: consoleText('ui.undo'), run: () => void edit(made.scheduled_reply) }, 12);
    await reloadNow(letter.ticket);
  } catch (error) {
    refused(entry, error instanceof ApiError ? error : new ApiError(0, 'Unreachable', ''), again);
  }
}

function refused(entry: OutboxEntry, error: ApiError, again: () => void): void {
  giveBack(entry);
  const reasons = reasonsOfRules(error);
  const newer = error.body.newer as Stale['newer'] | undefined;
  if (newer) {
    stale.value = { ticket: entry.ticket, mode: 'reply', newer };
    void reloadNow(entry.ticket);
  } else if (reasons.length > 0) {
    refusedByRule.value = { ticket: entry.ticket, reasons, solve: entry.status === 'solved', again };
  } else {
    say(error.status === 0 ? t('later.offline') : t('later.refused', { why: error.reason }), undefined, 12);
  }
}

/** Runs one step of one that is stored; newer words are told, and the ticket is read again in any case. */
async function step(reply: ScheduledReply, run: () => Promise<unknown>, said: string, undo?: () => void): Promise<boolean> {
  await whenTexts();
  try {
    await run();
    if (said) say(said, undo && { label: consoleText('ui.undo'), run: undo }, 12);
    return true;
  } catch (error) {
    const why = error instanceof ApiError ? error : new ApiError(0, 'Unreachable', '');
    say(why.body.newer ? t('later.newMeanwhile') : why.status === 0 ? t('later.offline') : t('later.refused', { why: why.reason }), undefined, 12);
    return false;
  } finally {
    await reloadNow(reply.ticket_id);
  }
}

const seenOf = (read: TicketScreen) => read.event_seq ?? read.ticket.event_seq;
const remove = (reply: ScheduledReply) => request('DELETE', pathOf(reply.ticket_id, reply.id));

export const move = (reply: ScheduledReply, at: string, read: TicketScreen | null) => step(reply, () =>
  request('PUT', pathOf(reply.ticket_id, reply.id), { scheduled_reply: { send_at: at, ...(read ? { last_seen_event: seenOf(read) } : {}) } }, { idempotencyKey: newKey() }), t('later.moved', { when: whenWords(at) }));

export const sendNow = (reply: ScheduledReply, read: TicketScreen) => step(reply, () =>
  request('POST', pathOf(reply.ticket_id, reply.id, '/send'), { last_seen_event: seenOf(read) }, { idempotencyKey: newKey() }), t('later.sent'));

export const cancel = (reply: ScheduledReply) => step(reply, () => remove(reply), t('later.cancelled'), () => {
  void step(reply, () => request('POST', pathOf(reply.ticket_id), { scheduled_reply: {
    send_at: reply.send_at, ticket: { ...reply.changes, comment: { html_body: reply.html_body, public: true, uploads: reply.uploads } }, promises: reply.promises,
  } }, { idempotencyKey: newKey() }), '');
});

const extraFields = ['status', 'priority', 'type', 'assignee_id', 'group_id', 'tags', 'subject'] as const;

/** Takes it out of the queue; its words, files and all that goes with it are a draft again. */
export async function edit(reply: ScheduledReply): Promise<void> {
  if (!await step(reply, () => remove(reply), '')) return;
  const files = reply.uploads.map((token, index): SentFile => ({ token, attachment: reply.attachments[index] as Attachment })).filter((file) => file.attachment);
  giveBack({
    ...entryOf({ ticket: reply.ticket_id, mode: 'reply', html: reply.html_body, files, status: null, assignee: null, lastSeen: null }),
    promises: reply.promises.map(({ due_at, kind }) => ({ due_at, kind: kind as PromiseKind, readback: longTime(due_at) })),
    extras: extraFields.flatMap((field): Extra[] => (field in reply.changes ? [{ field, value: reply.changes[field] }] : [])),
  });
  write('reply');
}
