import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asMade, madeAgain, takesBack, untouched } from './audit_rows.ts';

const line = { action: 'update', source_type: 'group', source_id: 7, before: { name: 'Tier 1' }, after: { name: 'First line' } };
const macro = { id: 9, url: 'https://desk.example/9', title: 'Bye', raw_title: 'Bye', position: 4, active: true, actions: [{ field: 'status', value: 'solved' }], restriction: null, created_at: 'a', updated_at: 'b', default: false };

test('a change is taken back to the values before it', () => {
  assert.deepEqual(takesBack(line), { how: 'change', values: { name: 'Tier 1' } });
});

test('what is hidden or not known stays as it is, and why is said', () => {
  assert.deepEqual(takesBack({ ...line, before: { password: '***' }, after: { password: '***' } }), { how: 'not', why: 'secret' });
  assert.deepEqual(takesBack({ ...line, source_type: 'api_token' }), { how: 'not', why: 'elsewhere' });
  assert.deepEqual(takesBack({ ...line, after: { name: 'First line', added: 1 } as never }), { how: 'not', why: 'elsewhere' }, 'a key without a value before');
});

test('what was made goes again where nothing hangs on it', () => {
  assert.deepEqual(takesBack({ ...line, action: 'create', source_type: 'macro', before: {}, after: macro }), { how: 'made' });
  assert.deepEqual(takesBack({ ...line, action: 'create', source_type: 'group', before: {}, after: { name: 'Tier 1' } }), { how: 'not', why: 'used' }, 'requests may lie in a group');
  assert.deepEqual(takesBack({ ...line, action: 'create', source_type: 'user', before: {}, after: { name: 'Rina' } }), { how: 'not', why: 'used' });
});

test('what was deleted is made again of all that the log holds, without what the server counts', () => {
  const { id, url, raw_title, created_at, updated_at, default: usual, ...values } = macro;
  assert.deepEqual(takesBack({ ...line, action: 'destroy', source_type: 'macro', before: macro, after: {} }), { how: 'deleted', values });
  assert.deepEqual(takesBack({ ...line, action: 'destroy', source_type: 'ticket_field', before: { title: 'Shop' }, after: {} }), { how: 'not', why: 'gone' }, 'its answers went with it');
});

test('the columns and the order of a view are told back in the form in which they are written', () => {
  const view = { id: 3, title: 'Mine', conditions: { all: [], any: [] }, execution: { columns: [{ id: 'status', title: 'Status' }, { id: 12, title: 'Shop' }], sort_by: 'updated', sort_order: 'desc', group_by: null } };
  assert.deepEqual(asMade(view), { title: 'Mine', conditions: { all: [], any: [] }, output: { columns: ['status', 12], sort_by: 'updated', sort_order: 'desc' } });
});

test('a thing is as it was made although it moved in its list and was stored again', () => {
  assert.ok(untouched({ ...macro, position: 2, updated_at: 'c' }, macro));
  assert.ok(!untouched({ ...macro, title: 'Goodbye' }, macro));
  assert.ok(!untouched({}, macro));
});

test('whoever deletes is told what the log can make again', () => {
  assert.deepEqual(['/macros', '/views', '/triggers', '/groups', '/skills'].map(madeAgain), [true, true, true, false, false]);
});
