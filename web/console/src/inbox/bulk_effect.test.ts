import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '@sahay/shared/api';
import { effectOf, mergeTarget } from './bulk_effect';

const row = (id: number, more: Partial<Row>): Row => ({
  id, subject: '', status: 'open', priority: null, type: null, channel: 'email', requester: { id: 11, name: 'Rina Akter', email: null },
  organization: null, assignee_id: null, group_id: null, snippet: '', last_comment_public: true, last_author_role: 'end-user',
  unread: false, created_at: `2026-11-0${id}T00:00:00Z`, updated_at: '', ...more,
});

test('the effect counts what changes, what is so already, what is closed, and whose requests they are', () => {
  const rows = [row(1, {}), row(2, { status: 'solved' }), row(3, { status: 'closed' }), row(4, { requester: { id: 12, name: 'x', email: null } })];
  assert.deepEqual(effectOf(rows, { status: 'solved' }), { changes: 2, same: 1, closed: 1, customers: 2 });
});

test('an action without a field of the row changes nothing that the rows could tell', () => {
  assert.equal(effectOf([row(1, {})], {}).changes, 0);
});

test('tickets are merged into the oldest that is not closed', () => {
  assert.equal(mergeTarget([row(3, {}), row(2, {}), row(1, { status: 'closed' })])?.id, 2);
  assert.equal(mergeTarget([row(1, { status: 'closed' })]), undefined);
});
