import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffLines, onlyChanges } from './line_diff.ts';

const said = (before: string, after: string) => diffLines(before, after).map((each) => ({ same: ' ', gone: '-', come: '+' })[each.kind] + each.text).join('|');

test('lines that stay are told from those that left and came', () => {
  assert.equal(said('a\nb\nc', 'a\nb\nc'), ' a| b| c');
  assert.equal(said('a\nb\nc', 'a\nx\nc'), ' a|-b|+x| c');
  assert.equal(said('a\nb', 'b\na'), '-a| b|+a');
  assert.equal(said('one', 'one\ntwo\nthree'), ' one|+two|+three');
  assert.equal(said('', 'a'), '-|+a');
});

test('of a long text only the changes and their neighbours are shown', () => {
  const shown = onlyChanges(diffLines('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\nfour\n5\n6\n7'));
  assert.deepEqual(shown.map((each) => each?.text ?? '…'), ['…', '3', '4', 'four', '5', '…']);
});
