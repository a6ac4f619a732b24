import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commentsAsked, csvOf } from './comments_model.ts';

test('only ratings with words are asked for, of the chosen days', () => {
  const asked = commentsAsked('bad', 7, Date.parse('2026-11-23T12:00:00Z'));
  assert.equal(asked.get('score'), 'bad_with_comment');
  assert.equal(Number(asked.get('start_time')), Date.parse('2026-11-16T12:00:00Z') / 1000);
  assert.equal(commentsAsked('offered', 28, 0).get('score'), 'received_with_comment', 'what is no filter is all');
});

test('the file holds each row whole, and nothing in it is a formula', () => {
  const row = { id: 1, ticket_id: 7, assignee_id: null, score: 'bad', stars: 2, comment: '=1+1, she said "no"\nand left', updated_at: '2026-11-23T12:00:00Z' };
  assert.equal(csvOf([row]), 'ticket_id,score,stars,assignee_id,updated_at,comment\r\n"7","bad","2","","2026-11-23T12:00:00Z","\'=1+1, she said ""no""\nand left"\r\n');
});
