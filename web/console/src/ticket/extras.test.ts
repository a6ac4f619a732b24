import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addExtras, changesOf, extrasFor, extrasOf, mentionedIn, removeExtra, takeExtras } from './extras';

test('only what a saved answer changes is an extra', () => {
  const before = { status: 'open', priority: null, tags: ['a'], assignee_id: 3 } as const;
  const after = { status: 'pending', priority: null, tags: ['a', 'b'], assignee_id: 3 } as const;
  assert.deepEqual(extrasOf({ ...before, tags: [...before.tags] }, { ...after, tags: [...after.tags] }), [{ field: 'status', value: 'pending' }, { field: 'tags', value: ['a', 'b'] }]);
});

test('extras wait for the send, can be taken off, and leave once', () => {
  addExtras(7, 'reply', [{ field: 'status', value: 'pending' }, { field: 'priority', value: 'high' }]);
  addExtras(7, 'reply', [{ field: 'status', value: 'solved' }]);
  assert.deepEqual(changesOf(extrasFor(7, 'reply')), { priority: 'high', status: 'solved' });
  removeExtra(7, 'reply', 'priority');
  assert.deepEqual(changesOf(takeExtras(7, 'reply')), { status: 'solved' });
  assert.deepEqual(takeExtras(7, 'reply'), []);
  assert.deepEqual(extrasFor(7, 'note'), []);
});

test('a mention is a whole name behind an @', () => {
  const agents = [{ name: 'Sara' }, { name: 'Sara Ahmed' }, { name: 'Oleg Sokolov' }];
  assert.deepEqual(mentionedIn('@Sara Ahmed please look, sara@example.org wrote', agents), [{ name: 'Sara Ahmed' }]);
  assert.deepEqual(mentionedIn('@Oleg\u00a0Sokolov and @Sara', agents), [{ name: 'Oleg Sokolov' }, { name: 'Sara' }]);
  assert.deepEqual(mentionedIn('nobody', agents), []);
});
