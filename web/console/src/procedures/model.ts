// Procedures as the console reads and works them: the runs of a ticket, and the procedures that an administrator writes.
import { signal } from '@preact/signals';
import type { TicketScreen } from '@sahay/shared/api';
import { ApiError, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { reloadNow } from '../state/ticket';
import { say } from '../state/toasts';

export const stepTypes = ['check', 'question', 'measurement', 'decision', 'text', 'proof'] as const;
export type StepType = (typeof stepTypes)[number];

export interface RunStep {
  key: string;
  type: StepType;
  title: string;
  hint: string | null;
  send: string | null;
  mandatory: boolean;
  role: string | null;
  unit: string | null;
  article_id: number | null;
  options: { key: string; title: string }[];
  state: 'open' | 'done' | 'skipped' | 'later' | 'not_needed';
  may_do: boolean;
  may_skip: boolean;
  given: {
    answer: string | null;
    text: string | null;
    amount: string | null;
    attachment_id: number | null;
    done_by: number | null;
    done_at: string;
    reason: string | null;
  } | null;
}

export interface Run {
  id: number;
  procedure_id: number;
  newer_version: boolean;
  title: string;
  description: string;
  state: 'open' | 'done' | 'cancelled';
  reason: string | null;
  open_mandatory: number;
  steps: RunStep[];
}

/** What the read of a ticket carries beside the shapes of shared/api.ts. */
export const runsOf = (read: TicketScreen) => (read as TicketScreen & { procedure_runs?: Run[] }).procedure_runs ?? [];

export const typeWord = (type: StepType) => ({
  check: t('procedures.type.check'), question: t('procedures.type.question'), measurement: t('procedures.type.measurement'),
  decision: t('procedures.type.decision'), text: t('procedures.type.text'), proof: t('procedures.type.proof'),
}[type]);

export const why = (error: unknown) => (error instanceof ApiError && error.status !== 0 ? error.reason : t('session.failed'));

/** Counts up when the focus should go to the step that is open now. */
export const goToStep = signal(0);

export interface Given {
  answer?: string;
  text?: string;
  amount?: string;
  attachment_id?: number;
  reason?: string;
}

async function send(ticket: number, path: string, body: unknown, said: string): Promise<boolean> {
  try {
    await request('POST', path, body, { idempotencyKey: newKey() });
    say(said);
    await reloadNow(ticket);
    return true;
  } catch (error) {
    say(t('procedures.refused', { why: why(error) }), undefined, 12);
    await reloadNow(ticket);
    return false;
  }
}

export async function work(ticket: number, run: Run, step: RunStep, what: 'done' | 'skip' | 'reopen', given: Given): Promise<boolean> {
  const done = await send(ticket, `/procedure_runs/${run.id}/${what}`, { step: { key: step.key, ...given } }, t('procedures.saved', { step: step.title }));
  if (done && what !== 'reopen') goToStep.value += 1;
  return done;
}

export const leaveRun = (ticket: number, run: Run, reason: string) => send(ticket, `/procedure_runs/${run.id}/cancel`, { reason }, t('procedures.saved', { step: run.title }));
export const attachRun = (ticket: number, procedure: number, title: string) => send(ticket, `/tickets/${ticket}/procedure_runs`, { procedure_run: { procedure_id: procedure } }, t('procedures.saved', { step: title }));
