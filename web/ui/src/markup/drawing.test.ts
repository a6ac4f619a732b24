import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaOf, cropped, isMark, shifted, sized, type Mark } from './drawing';

const mark = (tool: Mark['tool'], x0: number, y0: number, x1: number, y1: number): Mark => ({ tool, x0, y0, x1, y1 });

test('an area is the same whichever corner it was drawn from', () => {
  assert.deepEqual(areaOf(mark('box', 30, 40, 10, 20)), { x: 10, y: 20, width: 20, height: 20 });
  assert.deepEqual(areaOf(mark('box', 10, 20, 30, 40)), { x: 10, y: 20, width: 20, height: 20 });
});

test('a crop stays inside of the picture, and the last one counts', () => {
  assert.deepEqual(cropped([], 100, 50), { x: 0, y: 0, width: 100, height: 50 });
  assert.deepEqual(cropped([mark('crop', 0, 0, 5, 5), mark('crop', -20, 10, 400, 400)], 100, 50), { x: 0, y: 10, width: 100, height: 40 });
});

test('a press without a drag is no mark', () => {
  assert.equal(isMark(mark('cover', 10, 10, 12, 12)), false);
  assert.equal(isMark(mark('cover', 10, 10, 30, 10)), true);
});

test('a mark is moved whole and not out of the picture', () => {
  assert.deepEqual(shifted(mark('blur', 10, 10, 30, 20), 5, -5, 100, 50), mark('blur', 15, 5, 35, 15));
  assert.deepEqual(shifted(mark('blur', 30, 20, 10, 10), 500, 500, 100, 50), mark('blur', 100, 50, 80, 40));
});

test('sizing moves the last corner alone', () => {
  assert.deepEqual(sized(mark('crop', 10, 10, 30, 20), 10, 100, 100, 50), mark('crop', 10, 10, 40, 50));
});
