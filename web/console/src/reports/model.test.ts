import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvHref, questionOf, ticketsHref, verdict, type Asked, type Figure } from './model';

const answer: Asked = { period: { start: '2026-11-01', end: '2026-11-28', time_zone: 'UTC' }, hours: 'business', as_of: '2026-11-28T10:00:00Z' };

test('only what is counted is asked of the server', () => {
  assert.equal(questionOf('?days=7&by=agent&tag=pump&evil=1').toString(), 'days=7&tag=pump');
});

test('a number opens its requests with the same filters and with days that stay', () => {
  const href = ticketsHref(questionOf('?days=28&channel=chat'), answer, 'solved', { group_id: '4' });
  assert.equal(href, '/console/reports/tickets?figure=solved&channel=chat&start=2026-11-01&end=2026-11-28&group_id=4');
  assert.equal(ticketsHref(questionOf(''), answer, 'created', { start: '2026-11-03', end: '2026-11-03' }), '/console/reports/tickets?figure=created&start=2026-11-03&end=2026-11-03');
  assert.equal(csvHref('table', questionOf('?days=7'), { by: 'tag' }), '/api/v2/reports/table?days=7&by=tag&format=csv');
});

test('more is better or worse by what the figure means', () => {
  const figure = (name: string, now: object, before: object): Figure => ({ name, tickets: 1, ...now, before: { tickets: 1, ...before } });
  assert.deepEqual(verdict(figure('solved', { tickets: 4 }, { tickets: 3 })), { by: 1, word: 'better' });
  assert.deepEqual(verdict(figure('first_reply', { median_minutes: 20 }, { median_minutes: 15 })), { by: 5, word: 'worse' });
  assert.deepEqual(verdict(figure('created', { tickets: 4 }, { tickets: 3 })), { by: 1, word: 'other' });
  assert.deepEqual(verdict(figure('satisfied', { share_percent: 90 }, { share_percent: 90 })), { by: 0, word: 'none' });
  assert.equal(verdict(figure('satisfied', { share_percent: null }, { share_percent: 90 })), null);
});
