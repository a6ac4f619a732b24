import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentIn, paragraphsOf, quotationOf } from './quotation';

test('each line of marked words is a paragraph, and nothing of it is markup', () => {
  assert.equal(paragraphsOf(' The pump hums.\n\n  a < b & c\n'), '<p>The pump hums.</p><p>a &lt; b &amp; c</p>');
});

test('a quotation says who wrote, then the words, and ends in a line of its own', () => {
  assert.equal(quotationOf('On Monday, <b>Rina</b> wrote:', '<p>It hums.</p>'), '<p>On Monday, &lt;b&gt;Rina&lt;/b&gt; wrote:</p><blockquote><p>It hums.</p></blockquote><p></p>');
});

test('the time of a quotation is told in the language and by the clock of its reader', () => {
  const at = '2026-11-23T20:30:00Z';
  assert.match(momentIn('en', at, 'Asia/Dhaka'), /November 24, 2026.*02:30/);
  assert.match(momentIn('ru', at, 'Europe/Moscow'), /23 ноября 2026.*23:30/);
  assert.match(momentIn('bn', at, 'Asia/Dhaka'), /২৪ নভেম্বর/);
  assert.match(momentIn('en', at, 'No/Where'), /2026/, 'an unknown clock is the own one');
});
