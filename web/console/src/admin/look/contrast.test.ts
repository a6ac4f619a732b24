import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, readable, readColour } from './contrast.ts';

test('contrast is what WCAG says', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
});

test('a colour is read in each way people write it', () => {
  assert.equal(readColour('#1A5BC2'), '#1a5bc2');
  assert.equal(readColour(' fc0 '), '#ffcc00');
  for (const wrong of ['', 'red', '#12345', '#1a5bc2;}', 'url(x)']) assert.equal(readColour(wrong), null, wrong);
});

test('what can be read stays, and what is too light becomes as dark as it must and no darker', () => {
  assert.equal(readable('#1a5bc2'), '#1a5bc2');
  for (const light of ['#ffffff', '#ffcc00', '#82b1ff', '#777777']) {
    const dark = readable(light);
    assert.ok(contrast(dark, '#ffffff') >= 4.5, `${light} became ${dark}`);
    assert.ok(contrast(dark, '#ffffff') < 5, `${light} became ${dark}, darker than it must be`);
  }
});
