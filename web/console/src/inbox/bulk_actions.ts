// What can be done to the chosen tickets: each is one job with one undo.
import type { Priority, Row, Status } from '@sahay/shared/api';
import { newKey, request } from '@sahay/shared/client';
import { longTime } from '../format';
import { t } from '../i18n';
import { runJob } from '../state/jobs';
import { refreshSoon } from '../state/list';
import { chooseNone, selection } from '../state/selection';
import { agentById, groupById, me } from '../state/session';
import { say } from '../state/toasts';
import { priorityWord, statusWord } from '../words';
import { effectOf, type BulkChange, type Effect } from './bulk_effect';

const idsOf = (rows: readonly Row[]) => rows.map((row) => row.id).join(',');

async function change(body: Record<string, unknown>, said: (done: number) => string): Promise<void> {
  const rows = selection.value.filter((row) => row.status !== 'closed');
  if (rows.length === 0) return;
  chooseNone();
  await runJob('PUT', `/tickets/update_many?ids=${idsOf(rows)}`, { ticket: body }, said);
}

export const solveChosen = () => change({ status: 'solved' }, (n) => t('bulk.solved', { n }));
export const setStatusOfChosen = (status: Status) => change({ status }, (n) => t('bulk.status', { n, status: statusWord(status) }));
export const setPriorityOfChosen = (priority: Priority) => change({ priority }, (n) => t('bulk.priority', { n, priority: priorityWord(priority) }));
export const assignChosen = (agent: number | null) => change({ assignee_id: agent }, (n) =>
  (agent === null ? t('bulk.unassigned', { n }) : t('bulk.assigned', { n, name: agentById.value.get(agent)?.name ?? '' })));
export const takeChosen = () => assignChosen(me.value.id);
export const moveChosen = (group: number) => change({ group_id: group }, (n) => t('bulk.moved', { n, group: groupById.value.get(group)?.name ?? '' }));
export const tagChosen = (tag: string) => change({ additional_tags: [tag] }, (n) => t('bulk.tagged', { n, tag }));

/** All of them rest until the same time; one press wakes those that fell asleep by it. */
export async function restChosen(until: Date): Promise<void> {
  const rows = selection.value.filter((row) => row.status !== 'closed' && row.status !== 'solved');
  if (rows.length === 0) return;
  chooseNone();
  const at = until.toISOString();
  const done = await forEach(rows, (row) => request('PUT', `/tickets/${row.id}/snooze`, { snooze: { until_at: at } }, { idempotencyKey: newKey() }));
  const undo = async () => {
    const woken = await forEach(done, (row) => request('PUT', `/tickets/${row.id}`, { ticket: { status: row.status === 'hold' ? 'open' : row.status } }));
    say(woken.length === done.length ? t('bulk.undone') : t('bulk.notUndone'));
  };
  if (done.length === 0) say(t('ticket.notSaved'));
  else say(t('bulk.snoozed', { n: done.length, when: longTime(at) }), { label: t('ui.undo'), run: () => void undo() }, 12);
}

/** One after another, so that many of them do not hold up what others do; answers those that went well. */
async function forEach(rows: readonly Row[], act: (row: Row) => Promise<unknown>): Promise<Row[]> {
  const done: Row[] = [];
  for (const row of rows) await act(row).then(() => done.push(row), () => undefined);
  refreshSoon();
  return done;
}

export async function deleteChosen(): Promise<void> {
  const rows = selection.value;
  chooseNone();
  await runJob('DELETE', `/tickets/destroy_many?ids=${idsOf(rows)}`, undefined, (n) => t('bulk.deleted', { n }));
}

/** The words of the others join `target`, and they close; nobody is written to. */
export async function mergeInto(target: number, sources: readonly number[]): Promise<boolean> {
  const done = await runJob('POST', `/tickets/${target}/merge`, { ids: sources }, () => t('bulk.merged', { n: sources.length, id: String(target) }));
  if (done) chooseNone();
  return done;
}

/** "3 tickets of 2 customers. 1 is so already." */
export function effectWords(effect: Effect): string {
  return [
    t('bulk.effect', { n: effect.changes, customers: effect.customers }),
    ...(effect.same > 0 ? [t('bulk.effectSame', { n: effect.same })] : []),
    ...(effect.closed > 0 ? [t('bulk.effectClosed', { n: effect.closed })] : []),
  ].join(' ');
}

export const wordsFor = (changed: BulkChange) => effectWords(effectOf(selection.value, changed));
