import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounded, stepOf } from './widths';

test('a column is never narrower than its least nor wider than its most, nor than the window has room for', () => {
  assert.equal(bounded('list', 352, 1440), 352);
  assert.equal(bounded('list', 10, 1440), 280);
  assert.equal(bounded('list', 900, 1440), 480);
  assert.equal(bounded('list', 480, 800), 360, 'at most 45 of 100 of a small window');
  assert.equal(bounded('context', 400, 1440), 374);
  assert.equal(bounded('views', 300, 1600), 216);
  assert.equal(bounded('views', 300, 2400), 300);
});

test('arrows move by 16 px, Home and End to the bounds; in a script from right to left they turn around', () => {
  assert.equal(stepOf('list', 'ArrowRight', 352, 1440, false), 368);
  assert.equal(stepOf('list', 'ArrowLeft', 352, 1440, false), 336);
  assert.equal(stepOf('list', 'ArrowLeft', 352, 1440, true), 368);
  assert.equal(stepOf('context', 'ArrowLeft', 320, 1440, false), 336, 'the context grows to the left');
  assert.equal(stepOf('list', 'Home', 352, 1440, false), 280);
  assert.equal(stepOf('list', 'End', 352, 1440, false), 480);
  assert.equal(stepOf('list', 'x', 352, 1440, false), null);
});
