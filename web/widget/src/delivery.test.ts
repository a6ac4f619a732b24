import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wait_before } from './backoff';
import { Outbox, type Draft } from './outbox';
import type { ChatEvent } from './protocol';
import { Thread } from './thread';

const event = (seq: number): ChatEvent => ({ type: 'event', conv: 'a', seq, kind: 'msg', at: '', data: { text: String(seq) } });

test('events that come twice or too late are taken once and in order', () => {
  const thread = new Thread();
  for (const seq of [1, 2, 2, 1, 4]) thread.take(event(seq));
  assert.equal(thread.last, 2);
  assert.equal(thread.hole(), 2);
  assert.equal(thread.take(event(3)), null);
  assert.deepEqual(thread.events.map((e) => e.seq), [1, 2, 3, 4]);
});

test('a random order of events with repeats always ends in the same thread', () => {
  for (let round = 0; round < 200; round += 1) {
    const order = Array.from({ length: 30 }, () => 1 + Math.floor(Math.random() * 10));
    const thread = new Thread();
    for (const seq of [...order, ...Array.from({ length: 10 }, (_, i) => 10 - i)]) thread.take(event(seq));
    assert.deepEqual(thread.events.map((e) => e.seq), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  }
});

function line() {
  const sent: Draft[] = [];
  const state = { up: true };
  const outbox = new Outbox((draft) => state.up && (sent.push(draft), true), () => {});
  outbox.drafts = [];
  return { sent, state, outbox };
}

test('messages leave one at a time and follow the new conversation', () => {
  const { sent, outbox } = line();
  const first = outbox.add(null, 'one', [], new Date());
  outbox.add(null, 'two', [], new Date());
  assert.equal(sent.length, 1);
  outbox.settle(first.cid, 'c7');
  assert.deepEqual(sent.map((d) => [d.text, d.conv]), [['one', null], ['two', 'c7']]);
});

test('a lost line sends again with the same client id', () => {
  const { sent, state, outbox } = line();
  const draft = outbox.add('c', 'one', [], new Date());
  state.up = false;
  outbox.line_lost();
  outbox.pump();
  state.up = true;
  outbox.pump();
  assert.deepEqual(sent.map((d) => d.cid), [draft.cid, draft.cid]);
});

test('a refused message stays, lets the next one pass and can be tried again', () => {
  const { sent, outbox } = line();
  const bad = outbox.add('c', 'bad', [], new Date());
  outbox.add('c', 'good', [], new Date());
  outbox.refuse(bad.cid, 'Too long.');
  assert.equal(outbox.drafts[0]!.state, 'failed');
  assert.equal(sent.at(-1)!.text, 'good');
  outbox.settle(sent.at(-1)!.cid, 'c');
  outbox.retry(bad.cid);
  assert.equal(sent.at(-1)!.cid, bad.cid);
});

test('waiting grows to thirty seconds and is spread over the whole window', () => {
  assert.equal(wait_before(0, () => 1), 500);
  assert.equal(wait_before(20, () => 1), 30_000);
  assert.equal(wait_before(3, () => 0), 0);
});
