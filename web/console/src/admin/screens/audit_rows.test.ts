import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takesBack } from './audit_rows.ts';

const line = { action: 'update', source_type: 'group', source_id: 7, before: { name: 'Tier 1' }, after: { name: 'First line' } };

test('a change is taken back to the values before it', () => {
  assert.deepEqual(takesBack(line), { name: 'Tier 1' });
});

test('what was made, deleted, hidden or is not known stays as it is', () => {
  assert.equal(takesBack({ ...line, action: 'create', before: null }), null);
  assert.equal(takesBack({ ...line, action: 'destroy', after: null }), null);
  assert.equal(takesBack({ ...line, before: { password: '***' }, after: { password: '***' } }), null);
  assert.equal(takesBack({ ...line, source_type: 'api_token' }), null);
  assert.equal(takesBack({ ...line, after: { name: 'First line', added: 1 } }), null, 'a key without a value before');
});
