// Views that an agent keeps: made, changed, renamed, put in order and deleted, each with its undo where something could be lost.
import { ApiError, request } from '@sahay/shared/client';
import { t as consoleText } from '../i18n';
import type { Conditions } from '../inbox/filter_key';
import { emptyList } from '../inbox/list_model';
import type { Order } from '../inbox/order';
import { go, viewPath } from '../router';
import { list, listPhase, listView, readFirstPage } from '../state/list';
import { readSavedCounts, readSavedViews, savedKey, savedTitle, savedViews, type SavedView } from '../state/saved_views';
import { me } from '../state/session';
import { say } from '../state/toasts';
import { executionOf } from './execution';
import { t } from './texts';

export const isOwn = (view: SavedView) => view.restriction?.type === 'User' && view.restriction.id === me.value.id;
/** Others' only by administrators; what a role allows besides is the server's to say. */
export const mayChange = (view: SavedView) => isOwn(view) || me.value.role === 'admin';

const usualColumns = ['status', 'subject', 'requester', 'assignee', 'created', 'updated'];

export function reasonOf(error: unknown): string {
  return t('own.refused', { why: error instanceof ApiError && error.status !== 0 ? error.reason : t('own.offline') });
}

async function readAgain(): Promise<void> {
  await readSavedViews();
  void readSavedCounts();
}

/** The open view holds others now: all of it is read anew. */
function readRowsAgain(): void {
  list.value = { ...emptyList, order: list.peek().order };
  listPhase.value = 'loading';
  void readFirstPage();
}

const undo = (run: () => Promise<unknown>) => ({
  label: consoleText('ui.undo'),
  run: () => void run().catch((error: unknown) => say(reasonOf(error))),
});

/** A view for oneself alone, opened at once. Throws what the server refuses. */
export async function makeView(title: string, conditions: Conditions, order: Order): Promise<void> {
  const before = listView.peek();
  const { view } = await request<{ view: SavedView }>('POST', '/views', {
    view: { title, conditions, restriction: { type: 'User', id: me.value.id }, output: { columns: usualColumns, ...executionOf(order) } },
  });
  await readAgain();
  go(viewPath(savedKey(view.id)), 'replace');
  say(t('own.made', { name: title }), undo(async () => {
    await request('DELETE', `/views/${view.id}`);
    await readAgain();
    if (listView.peek() === savedKey(view.id)) go(viewPath(before), 'replace');
  }));
}

export async function changeView(view: SavedView, change: { title?: string; conditions?: Conditions; order?: Order }): Promise<void> {
  const { order, ...rest } = change;
  const body = { ...rest, ...(order ? { output: executionOf(order) } : {}) };
  const old = {
    ...(change.title === undefined ? {} : { title: view.title }), ...(change.conditions ? { conditions: view.conditions } : {}),
    ...(order ? { output: { sort_by: view.execution?.sort_by ?? 'updated', sort_order: view.execution?.sort_order ?? 'desc' } } : {}),
  };
  const put = async (what: object) => {
    await request('PUT', `/views/${view.id}`, { view: what });
    await readAgain();
    if (change.conditions && listView.peek() === savedKey(view.id)) readRowsAgain();
  };
  await put(body);
  say(t('own.changed', { name: change.title ?? savedTitle(view) }), undo(() => put(old)));
}

/** Gone at once; undoing it makes it again as it was, at its place. */
export async function deleteView(view: SavedView): Promise<void> {
  const places = savedViews.peek().filter(isOwn).map((each) => each.id);
  await request('DELETE', `/views/${view.id}`);
  await readAgain();
  if (listView.peek() === savedKey(view.id)) go(viewPath('open'), 'replace');
  say(t('own.deleted', { name: savedTitle(view) }), undo(async () => {
    const made = await request<{ view: SavedView }>('POST', '/views', {
      view: {
        title: view.title, description: view.description, conditions: view.conditions, restriction: view.restriction,
        output: { columns: view.execution?.columns?.map((each) => each.id) ?? usualColumns, sort_by: view.execution?.sort_by, sort_order: view.execution?.sort_order },
      },
    });
    if (places.length > 1) await request('PUT', '/views/reorder', { view_ids: places.map((id) => (id === view.id ? made.view.id : id)) });
    await readAgain();
  }));
}

/** Puts one of the own views `step` places further; the others stay as they are to each other. */
export async function moveView(view: SavedView, step: number): Promise<void> {
  const own = savedViews.peek().filter(isOwn);
  const from = own.findIndex((each) => each.id === view.id), to = from + step;
  if (from < 0 || to < 0 || to >= own.length) return;
  const ids = own.map((each) => each.id);
  ids.splice(to, 0, ...ids.splice(from, 1));
  await request('PUT', '/views/reorder', { view_ids: ids });
  await readAgain();
}
