import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passageOf, pieces, pointsBefore, subjectOf, wordsAt } from './passage.ts';

test('marked words are found in code points', () => {
  const text = 'The drill smokes. পাম্প বন্ধ। 👍 Please send an invoice.';
  const range = passageOf(text, 'Please send an invoice.');
  assert.deepEqual(range && wordsAt(text, range), 'Please send an invoice.');
  assert.equal(passageOf(text, 'never said'), null);
});

test('white space and signs of lists between lines do not matter', () => {
  const text = 'Two things:\n - the drill  smokes\n - the pump is silent';
  const range = passageOf(text, 'the drill smokes\nthe pump is silent');
  assert.equal(range && wordsAt(text, range), 'the drill  smokes\n - the pump is silent');
});

test('a subject is one line and is cut between words', () => {
  assert.equal(subjectOf('  Please send\n the invoice '), 'Please send');
  assert.equal(subjectOf(`${'word '.repeat(30)}`), `${'word '.repeat(14).trim()}…`);
});

test('marks cut the text into pieces', () => {
  assert.deepEqual(pieces('abcdef', [{ begin: 4, end: 5, line: 1 }, { begin: 1, end: 3, line: 0 }]), [
    { text: 'a', line: null }, { text: 'bc', line: 0 }, { text: 'd', line: null }, { text: 'e', line: 1 }, { text: 'f', line: null },
  ]);
  assert.equal(pointsBefore('👍a', 2), 1);
});
