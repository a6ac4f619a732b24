import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommentEntry, EventEntry } from '@sahay/shared/api';
import { arrange } from './timeline_model';

const comment = (id: number) => ({ kind: 'comment', id } as CommentEntry);
const event = (id: number, ...fields: string[]): EventEntry =>
  ({ kind: 'event', id, at: '', actor_id: 1, changes: fields.map((field) => ({ field, from: null, to: 1 })) });

test('events that follow each other are folded, comments part them', () => {
  const items = arrange([comment(1), event(2, 'status'), event(3, 'priority', 'group_id'), comment(4), event(5, 'status')]);
  assert.deepEqual(items.map((item) => (item.kind === 'comment' ? 'c' : item.changes)), ['c', 3, 'c', 1]);
});

test('changes nobody needs to read leave no line', () => {
  assert.deepEqual(arrange([event(1, 'updated_at')]), []);
});
