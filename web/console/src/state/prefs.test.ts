import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effect } from '@preact/signals';
import { effectiveTheme, setPrefs, showPrefs } from './prefs';

test('what is open follows the system into the dark, until somebody chooses', () => {
  const root = { dataset: {} as Record<string, string> };
  const system = { matches: false, addEventListener: (_: string, hear: () => void) => { system.change = hear; }, change: () => {} };
  Object.assign(globalThis, { document: { documentElement: root }, matchMedia: () => system });
  showPrefs();
  const drawn: string[] = [];
  effect(() => { drawn.push(effectiveTheme()); });
  assert.equal(root.dataset.theme, 'light');
  system.matches = true;
  system.change();
  assert.equal(root.dataset.theme, 'dark');
  assert.deepEqual(drawn, ['light', 'dark']);
  setPrefs({ theme: 'light' });
  assert.equal(root.dataset.theme, 'light');
  assert.deepEqual(drawn, ['light', 'dark', 'light']);
});
