import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOwnTime } from './own_time.ts';

const inDhaka = (at: string) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Dhaka', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(at));

test('a time of the history is told by the clock of its reader, also over midnight', () => {
  assert.equal(inOwnTime('Sara sends this answer later: 2026-11-24 03:00 UTC', inDhaka), 'Sara sends this answer later: 24 Nov, 09:00');
  assert.equal(inOwnTime('moved from 2026-11-24 03:00 UTC to 2026-11-24 20:30 UTC', inDhaka), 'moved from 24 Nov, 09:00 to 25 Nov, 02:30');
});

test('what is no time stays as it was written', () => {
  for (const words of ['Order 2026-11-24', '2026-99-99 03:00 UTC', '2026-11-24 03:00 UTCX', '']) assert.equal(inOwnTime(words, inDhaka), words);
});
