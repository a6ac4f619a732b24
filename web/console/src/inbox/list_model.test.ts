import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '@sahay/shared/api';
import { appendRows, applyRow, belongsTo, emptyList, freeze, release, replaceRows } from './list_model';

const row = (id: number, minute: number, more: Partial<Row> = {}): Row => ({
  id, subject: `Ticket ${id}`, status: 'open', priority: null, type: null, channel: 'email', requester: { id: 1, name: 'Rina Akter', email: null },
  organization: null, assignee_id: null, group_id: null, snippet: '', last_comment_public: true, last_author_role: 'end-user', unread: false,
  created_at: '2026-01-01T00:00:00Z', updated_at: `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`, ...more,
});
const ids = (state: { rows: readonly Row[] }) => state.rows.map((each) => each.id);
const loaded = replaceRows(emptyList, [row(3, 30), row(2, 20), row(1, 10)]);

test('a free list takes a new row at its place by activity', () => {
  assert.deepEqual(ids(applyRow(loaded, row(1, 40), true)), [1, 3, 2]);
  assert.deepEqual(ids(applyRow(loaded, row(4, 25), true)), [3, 4, 2, 1]);
  assert.deepEqual(ids(applyRow(loaded, row(2, 41), false)), [3, 1]);
});

test('a frozen list moves nothing, shows changed text in place and counts only arrivals', () => {
  let state = freeze(loaded);
  state = applyRow(state, row(1, 40, { subject: 'New words' }), true);
  state = applyRow(state, row(4, 41), true);
  state = applyRow(state, row(4, 42), true);
  state = applyRow(state, row(2, 43), false);
  assert.deepEqual(ids(state), [3, 2, 1]);
  assert.equal(state.rows[2]!.subject, 'New words');
  assert.equal(state.arrivals.size, 1);
});

test('releasing applies what waited: order, arrivals and departures', () => {
  let state = applyRow(applyRow(applyRow(freeze(loaded), row(1, 40), true), row(4, 41), true), row(2, 43), false);
  state = release(state);
  assert.deepEqual(ids(state), [4, 1, 3]);
  assert.equal(state.frozen, false);
  assert.equal(state.arrivals.size, 0);
});

test('the bar applies what waited and keeps the list frozen under the pointer', () => {
  const state = release(applyRow(freeze(loaded), row(4, 41), true), true);
  assert.deepEqual(ids(state), [4, 3, 2, 1]);
  assert.equal(state.frozen, true);
});

test('an arrival that leaves the view again is no longer counted', () => {
  const state = applyRow(applyRow(freeze(loaded), row(4, 41), true), row(4, 42), false);
  assert.equal(state.arrivals.size, 0);
});

test('a fresh page read while frozen waits like live rows do', () => {
  const state = replaceRows(freeze(loaded), [row(5, 50), row(3, 30), row(1, 10)]);
  assert.deepEqual(ids(state), [3, 2, 1]);
  assert.equal(state.arrivals.size, 1);
  assert.deepEqual(ids(release(state)), [5, 3, 1]);
});

test('a later page never doubles a row', () => {
  assert.deepEqual(ids(appendRows(loaded, [row(1, 10), row(0, 5)])), [3, 2, 1, 0]);
});

test('views are decided by status, assignee and group', () => {
  assert.equal(belongsTo('mine', row(1, 1, { assignee_id: 7 }), 7), true);
  assert.equal(belongsTo('mine', row(1, 1, { assignee_id: 7, status: 'solved' }), 7), false);
  assert.equal(belongsTo('unassigned', row(1, 1), 7), true);
  assert.equal(belongsTo('pending', row(1, 1, { status: 'hold' }), 7), true);
  assert.equal(belongsTo('group:4', row(1, 1, { group_id: 4 }), 7), true);
  assert.equal(belongsTo('group:4', row(1, 1, { group_id: 5 }), 7), false);
});

test('a row that is read again as it was stays the same object, so that it is not drawn anew', () => {
  const again = replaceRows(loaded, [row(3, 30), row(2, 21), row(1, 10)]);
  assert.equal(again.rows[0], loaded.rows[0]);
  assert.notEqual(again.rows[1], loaded.rows[1]);
  assert.equal(again.rows[2], loaded.rows[2]);
});

test('a list in an order of the reader takes what comes at its place there, at once and after a freeze', () => {
  const oldest = replaceRows({ ...emptyList, order: 'created_asc' }, [row(1, 10), row(3, 30)].map((each) => ({ ...each, created_at: `2026-01-0${each.id}T00:00:00Z` })));
  const second = row(2, 59, { created_at: '2026-01-02T00:00:00Z' });
  assert.deepEqual(ids(applyRow(oldest, second, true)), [1, 2, 3]);
  const later = release(applyRow(freeze(oldest), second, true));
  assert.deepEqual(ids(later), [1, 2, 3]);
  assert.equal(replaceRows(later, later.rows).order, 'created_asc');
});

test('a list that is opened anew while the focus is in it shows its rows at once', () => {
  const opened = replaceRows(freeze(emptyList), [row(2, 20), row(1, 10)]);
  assert.deepEqual(ids(opened), [2, 1]);
  assert.ok(opened.frozen && opened.arrivals.size === 0);
});
