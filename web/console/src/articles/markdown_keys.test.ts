import assert from 'node:assert/strict';
import { test } from 'node:test';
import { block, link, nextLine, toggleAround, toggleLines, type Edit, type Marked } from './markdown_keys.ts';

// "[" and "]" of the notation are the ends of the selection: ‹ and ›.
function marked(notation: string): Marked {
  const from = notation.indexOf('‹');
  const to = notation.indexOf('›') - 1;
  return { text: notation.replace(/[‹›]/g, ''), from, to };
}
function done(before: Marked, edit: Edit): string {
  const text = before.text.slice(0, edit.from) + edit.text + before.text.slice(edit.to);
  return `${text.slice(0, edit.selectFrom)}‹${text.slice(edit.selectFrom, edit.selectTo)}›${text.slice(edit.selectTo)}`;
}
const after = (notation: string, change: (at: Marked) => Edit) => done(marked(notation), change(marked(notation)));

test('bold is put on and taken off again', () => {
  const bold = (at: Marked) => toggleAround(at, '**', 'words');
  assert.equal(after('a ‹b› c', bold), 'a **‹b›** c');
  assert.equal(after('a **‹b›** c', bold), 'a ‹b› c');
  assert.equal(after('a ‹**b**› c', bold), 'a ‹b› c');
  assert.equal(after('a ‹›', bold), 'a **‹words›**');
});

test('lines become items, numbers, and lines again', () => {
  assert.equal(after('‹one\ntwo›', (at) => toggleLines(at, 'bullet')), '‹- one\n- two›');
  assert.equal(after('‹- one\n- two›', (at) => toggleLines(at, 'number')), '‹1. one\n2. two›');
  assert.equal(after('‹1. one\n2. two›', (at) => toggleLines(at, 'number')), '‹one\ntwo›');
  assert.equal(after('x\nti‹›tle\ny', (at) => toggleLines(at, 'heading')), 'x\n## title‹›\ny');
});

test('a link takes the selection as its words or as its address', () => {
  assert.equal(after('see ‹this›', (at) => link(at, 'words')), 'see [this](‹https://›)');
  assert.equal(after('‹https://a.example/b›', (at) => link(at, 'words')), '[‹words›](https://a.example/b)');
});

test('a picture stands alone', () => {
  assert.equal(after('a‹›b', (at) => block(at, '![x](y)')), 'a\n\n![x](y)\n\n‹›b');
});

test('Enter goes on with a list and leaves it from an empty item', () => {
  assert.equal(after('1. one‹›', (at) => nextLine(at)!), '1. one\n2. ‹›');
  assert.equal(after('- one\n- ‹›', (at) => nextLine(at)!), '- one\n‹›');
  assert.equal(nextLine(marked('plain‹›')), null);
});
