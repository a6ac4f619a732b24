import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueOf } from './due';

const noon = Date.parse('2030-01-07T12:00:00Z');

test('what is due within the hour is soon', () => {
  assert.deepEqual(dueOf('2030-01-07T12:18:00Z', noon), { late: false, soon: true, unit: 'minutes', count: 18 });
});

test('what is due later is told in hours, then in days', () => {
  assert.deepEqual(dueOf('2030-01-07T17:30:00Z', noon), { late: false, soon: false, unit: 'hours', count: 5 });
  assert.equal(dueOf('2030-01-12T12:00:00Z', noon).unit, 'days');
});

test('what has passed is late at once', () => {
  assert.deepEqual(dueOf('2030-01-07T11:48:00Z', noon), { late: true, soon: false, unit: 'minutes', count: 12 });
  assert.equal(dueOf('2030-01-07T11:59:59Z', noon).late, true);
});
