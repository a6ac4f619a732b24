// Work on many tickets at once: the server does it as a job, which is asked after until it ends and can be taken back as one.
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { refreshSoon } from './list';
import { openId, reloadSoon } from './ticket';
import { say } from './toasts';

export interface JobResult {
  id: number;
  success?: boolean;
  error?: string;
  details?: string;
}

export interface JobStatus {
  id: string;
  status: 'queued' | 'working' | 'completed' | 'failed' | 'killed';
  message?: string | null;
  results?: JobResult[] | null;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function ended(job: JobStatus): Promise<JobStatus> {
  let now = job;
  for (let wait = 60; now.status === 'queued' || now.status === 'working'; wait = Math.min(1000, wait * 1.5)) {
    await pause(wait);
    now = (await get<{ job_status: JobStatus }>(`/job_statuses/${job.id}`)).job_status;
  }
  return now;
}

function refresh(): void {
  refreshSoon();
  if (openId.value !== null) reloadSoon(openId.value);
}

/**
 * Starts a job and says how it ended: `said` with one undo for all of it, or how many were refused and why.
 * True when at least one ticket changed.
 */
export async function runJob(method: string, path: string, body: unknown, said: (done: number) => string): Promise<boolean> {
  try {
    const started = await request<{ job_status: JobStatus }>(method, path, body, { idempotencyKey: newKey() });
    const job = await ended(started.job_status);
    const results = job.results ?? [];
    const refused = results.filter((result) => result.success === false || result.error);
    const done = results.length - refused.length;
    refresh();
    if (job.status !== 'completed') {
      say(t('bulk.failed', { why: job.message ?? '' }));
      return false;
    }
    const undo = done > 0 ? { label: t('ui.undo'), run: () => void undoJob(job.id) } : undefined;
    const why = refused[0]?.details ?? refused[0]?.error ?? '';
    say(refused.length > 0 ? t('bulk.refused', { done, n: refused.length, id: String(refused[0]!.id ?? ''), why }) : said(done), undo, 12);
    return done > 0;
  } catch (error) {
    say(error instanceof ApiError && error.status !== 0 ? t('bulk.failed', { why: error.reason }) : t('ticket.notSaved'));
    return false;
  }
}

async function undoJob(id: string): Promise<void> {
  try {
    const started = await request<{ job_status: JobStatus }>('PUT', `/job_statuses/${id}/undo`, {});
    await ended(started.job_status);
    say(t('bulk.undone'));
  } catch (error) {
    say(error instanceof ApiError && error.status === 409 ? t('bulk.undoneBefore') : t('bulk.notUndone'));
  }
  refresh();
}
