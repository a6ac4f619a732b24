import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceOf, type Known } from './key_choice';

const known: Known[] = [
  { keys: 'e', usual: 'e', label: 'Solve' }, { keys: 'q', usual: 'a', label: 'Assign' }, { keys: 'g i', usual: 'g i', label: 'Inbox' },
  { keys: 'g k', usual: 'g k', label: 'Knowledge' }, { keys: 'escape', usual: 'escape', label: '' }, { keys: 'mod+k', usual: 'mod+k', label: 'Search' },
];
const press = (key: string, code: string, more = {}) => ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const choose = (of: ReturnType<typeof press>, usual = 'e', first = '') => choiceOf(of, first, usual, known);

test('a free key is taken, whatever the layout: the key itself counts where it types no Latin letter', () => {
  assert.deepEqual(choose(press('b', 'KeyB')), { kind: 'set', keys: 'b' });
  assert.deepEqual(choose(press('и', 'KeyB')), { kind: 'set', keys: 'b' }, 'Russian');
  assert.deepEqual(choose(press('ব', 'KeyB')), { kind: 'set', keys: 'b' }, 'Bengali');
  assert.deepEqual(choose(press('И', 'KeyB', { shiftKey: true })), { kind: 'set', keys: 'shift+b' });
  assert.deepEqual(choose(press('a', 'KeyA')), { kind: 'set', keys: 'a' }, 'free since its command has another');
  assert.equal(choose(press('Shift', 'ShiftLeft', { shiftKey: true })), null);
});

test('a key that another command has is refused by its name, in the layout of the reader too', () => {
  assert.deepEqual(choose(press('q', 'KeyQ')), { kind: 'taken', keys: 'q', by: 'Assign' });
  assert.deepEqual(choose(press('й', 'KeyQ')), { kind: 'taken', keys: 'q', by: 'Assign' });
});

test('keys of two steps are heard to their end', () => {
  assert.deepEqual(choose(press('g', 'KeyG')), { kind: 'first', step: 'g' });
  assert.deepEqual(choose(press('k', 'KeyK'), 'e', 'g'), { kind: 'taken', keys: 'g k', by: 'Knowledge' });
  assert.deepEqual(choose(press('x', 'KeyX'), 'e', 'g'), { kind: 'set', keys: 'g x' });
});

test('keys of the browser, of the text and of leaving are not given away', () => {
  assert.deepEqual(choose(press('t', 'KeyT', { ctrlKey: true })), { kind: 'not', keys: 'mod+t' });
  assert.deepEqual(choose(press('Enter', 'Enter', { ctrlKey: true })), { kind: 'not', keys: 'mod+enter' });
  assert.deepEqual(choose(press('Enter', 'Enter')), { kind: 'not', keys: 'enter' });
  assert.deepEqual(choose(press('ArrowUp', 'ArrowUp')), { kind: 'not', keys: 'arrowup' });
  assert.deepEqual(choose(press('å', 'KeyA', { altKey: true })), { kind: 'not', keys: 'alt+a' });
  assert.deepEqual(choose(press('Escape', 'Escape')), { kind: 'leave' });
  assert.deepEqual(choose(press('Backspace', 'Backspace')), { kind: 'usual' });
  assert.deepEqual(choose(press('e', 'KeyE')), { kind: 'usual' }, 'its own');
});
