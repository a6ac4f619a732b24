import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HotkeyMatcher, nameOf, type Hotkey, type KeyPress } from './hotkeys';

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress =>
  ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('a Latin letter counts as typed, also on AZERTY and Dvorak', () => {
  assert.equal(nameOf(press('a', 'KeyQ')), 'a');
  assert.equal(nameOf(press('j', 'KeyC')), 'j');
});

test('a Russian or Bengali letter counts by its physical key', () => {
  assert.equal(nameOf(press('о', 'KeyJ')), 'j');
  assert.equal(nameOf(press('ক', 'KeyK')), 'k');
  assert.equal(nameOf(press('л', 'KeyK', { ctrlKey: true })), 'mod+k');
  assert.equal(nameOf(press('ъ', 'BracketRight')), ']');
  assert.equal(nameOf(press('х', 'BracketLeft')), '[');
  assert.equal(nameOf(press('৩', 'Digit3')), '3');
});

test('the question mark is found on layouts that put it elsewhere', () => {
  assert.equal(nameOf(press('?', 'Slash', { shiftKey: true })), '?');
  assert.equal(nameOf(press('?', 'Digit7', { shiftKey: true })), '?');
});

test('modifiers are written in one order', () => {
  assert.equal(nameOf(press('Enter', 'Enter', { ctrlKey: true, shiftKey: true })), 'mod+shift+enter');
  assert.equal(nameOf(press('Enter', 'Enter', { metaKey: true })), 'mod+enter');
  assert.equal(nameOf(press('X', 'KeyX', { shiftKey: true })), 'shift+x');
  assert.equal(nameOf(press('Escape', 'Escape')), 'escape');
});

const hotkey = (keys: string, more: Partial<Hotkey> = {}): Hotkey => ({ keys, run: () => undefined, ...more });

test('two-step keys match within their pause, and the single key works alone', () => {
  const keys = [hotkey('g i'), hotkey('i')];
  const matcher = new HotkeyMatcher();
  assert.equal(matcher.match(press('g', 'KeyG'), keys, false, 0), null);
  assert.equal(matcher.match(press('ш', 'KeyI'), keys, false, 500)?.keys, 'g i');
  assert.equal(matcher.match(press('i', 'KeyI'), keys, false, 600)?.keys, 'i');
  matcher.match(press('g', 'KeyG'), keys, false, 1000);
  assert.equal(matcher.match(press('i', 'KeyI'), keys, false, 3000)?.keys, 'i');
});

test('in a text field only keys meant for it work', () => {
  const keys = [hotkey('j'), hotkey('mod+k', { inField: true })];
  const matcher = new HotkeyMatcher();
  assert.equal(matcher.match(press('j', 'KeyJ'), keys, true, 0), null);
  assert.equal(matcher.match(press('k', 'KeyK', { ctrlKey: true }), keys, true, 0)?.keys, 'mod+k');
});

test('a shortcut whose condition does not hold is not taken', () => {
  assert.equal(new HotkeyMatcher().match(press('e', 'KeyE'), [hotkey('e', { when: () => false })], false, 0), null);
});
