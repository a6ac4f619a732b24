import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restTimes } from './snooze_times';

const at = (text: string) => new Date(text);
const words = (date: Date) => `${date.toDateString()} ${date.toTimeString().slice(0, 5)}`;

test('later is three hours on, at a half or full hour', () => {
  assert.equal(words(restTimes(at('2026-11-18T10:00:00')).later), 'Wed Nov 18 2026 13:00');
  assert.equal(words(restTimes(at('2026-11-18T10:07:00')).later), 'Wed Nov 18 2026 13:30');
});

test('tomorrow is nine in the morning, also over the end of a month', () => {
  assert.equal(words(restTimes(at('2026-11-30T23:59:00')).tomorrow), 'Tue Dec 01 2026 09:00');
});

test('Monday is the next one, never today', () => {
  assert.equal(words(restTimes(at('2026-11-16T08:00:00')).monday), 'Mon Nov 23 2026 09:00');
  assert.equal(words(restTimes(at('2026-11-22T08:00:00')).monday), 'Mon Nov 23 2026 09:00');
  assert.equal(words(restTimes(at('2026-11-17T08:00:00')).monday), 'Mon Nov 23 2026 09:00');
});
