import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '@sahay/shared/api';
import { executionOf } from '../own/execution';
import { asOrder, comparing, orderNames, orderOfExecution, type Order } from './order';

const row = (id: number, more: Partial<Row>): Row => ({
  id, subject: '', status: 'open', priority: null, type: null, channel: 'email', requester: { id: 1, name: 'Rina Akter', email: null }, organization: null,
  assignee_id: null, group_id: null, snippet: '', last_comment_public: true, last_author_role: 'end-user', unread: false,
  created_at: `2026-01-0${id}T00:00:00Z`, updated_at: '2026-01-09T00:00:00Z', ...more,
});
const rows = [
  row(1, { priority: 'low', next_due_at: '2026-02-03T00:00:00Z', updated_at: '2026-01-12T00:00:00Z' }),
  row(2, { priority: 'urgent', next_due_at: null }),
  row(3, { next_due_at: '2026-02-01T00:00:00Z' }),
  row(4, { priority: 'urgent', next_due_at: '2026-02-01T00:00:00Z', updated_at: '2026-01-10T00:00:00Z' }),
];
const ids = (order: Order) => [...rows].sort(comparing(order)).map((each) => each.id);

test('each order stands as its name says, equal ones by their number', () => {
  assert.deepEqual(ids('due_asc'), [3, 4, 1, 2], 'what has no deadline comes last');
  assert.deepEqual(ids('due_desc'), [2, 1, 4, 3]);
  assert.deepEqual(ids('updated_desc'), [1, 4, 3, 2]);
  assert.deepEqual(ids('updated_asc'), [2, 3, 4, 1]);
  assert.deepEqual(ids('created_desc'), [4, 3, 2, 1]);
  assert.deepEqual(ids('created_asc'), [1, 2, 3, 4]);
  assert.deepEqual(ids('priority_desc'), [4, 2, 1, 3]);
  assert.deepEqual(ids('priority_asc'), [3, 1, 2, 4], 'none is lower than low');
});

test('a view keeps an order and gives it back; others than those of the list are none', () => {
  for (const order of orderNames) assert.equal(orderOfExecution(executionOf(order)), order);
  assert.equal(executionOf('due_asc').sort_by, 'deadline');
  assert.equal(orderOfExecution({ sort_by: 'subject', sort_order: 'asc' }), null);
  assert.equal(orderOfExecution(null), null);
  assert.equal(asOrder('due_sideways'), null);
});
