import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dragged, middle, squareOf } from './crop.ts';

test('a lying picture is cut left and right alike', () => {
  assert.deepEqual(squareOf({ width: 400, height: 200 }, middle), { left: 100, top: 0, side: 200 });
});

test('a standing picture is cut above and below alike', () => {
  assert.deepEqual(squareOf({ width: 300, height: 500 }, middle), { left: 0, top: 100, side: 300 });
});

test('twice as near shows half of the side', () => {
  assert.deepEqual(squareOf({ width: 400, height: 200 }, { zoom: 2, x: 0.5, y: 0.5 }), { left: 150, top: 50, side: 100 });
});

test('what is dragged to the right shows more of the left, and stops at the edge', () => {
  const size = { width: 400, height: 200 };
  const once = dragged(size, middle, 64, 0, 256);
  assert.deepEqual(squareOf(size, once), { left: 50, top: 0, side: 200 });
  assert.deepEqual(squareOf(size, dragged(size, once, 5000, 5000, 256)), { left: 0, top: 0, side: 200 });
});
