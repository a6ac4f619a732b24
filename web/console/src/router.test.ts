import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRoute } from './router';

test('addresses name their screen', () => {
  assert.deepEqual(parseRoute('/console/', ''), { name: 'inbox', view: '', ticket: null });
  assert.deepEqual(parseRoute('/console/views/group%3A7', ''), { name: 'inbox', view: 'group:7', ticket: null });
  assert.deepEqual(parseRoute('/console/tickets/48213', '?view=mine'), { name: 'inbox', view: 'mine', ticket: 48213 });
  assert.deepEqual(parseRoute('/console/tickets/48213', '?comment=99'), { name: 'inbox', view: '', ticket: 48213, comment: 99 });
  assert.deepEqual(parseRoute('/console/tickets/48213', '?comment=x'), { name: 'inbox', view: '', ticket: 48213 });
  assert.deepEqual(parseRoute('/console/setup', '?token=abc'), { name: 'setup', token: 'abc' });
  assert.deepEqual(parseRoute('/console/organizations/4', ''), { name: 'customers', user: null, organization: 4 });
  assert.deepEqual(parseRoute('/console/nonsense', ''), { name: 'missing' });
});
