// Text on what it stands on, in every theme: at least 4.5:1, in high contrast 7:1, borders of controls 3:1 (WCAG 2.2, 1.4.3, 1.4.6, 1.4.11).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colours of a theme: what its rule says over what the light one says. */
function colours(...rules: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const rule of [':root', ...rules]) {
    const from = css.indexOf(`  ${rule} {`);
    assert.ok(from >= 0, `no rule ${rule}`);
    for (const [, name, value] of css.slice(from, css.indexOf('}', from)).matchAll(/--([\w-]+): #([0-9a-f]{3,8});/g)) found[name!] = value!;
  }
  return found;
}

function luminance(hex: string): number {
  const whole = hex.length < 6 ? [...hex].map((each) => each + each).join('') : hex;
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(whole.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
const contrast = (one: string, two: string) => {
  const [dark, light] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
};

const grounds = ['canvas', 'surface', 'sunken', 'hover', 'sel', 'mine'];
const texts: [string, string][] = [
  ...['t1', 't2', 't3', 'ac'].flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ['on', 'ac'], ['on', 'ac-h'], ['ok', 'okb'], ['wa', 'wab'], ['da', 'dab'], ['da', 'surface'], ['notet', 'note'], ['avatar-text', 'avatar'], ['toast-text', 'toast'], ['toast-link', 'toast'],
];
const themes: [string, string[], number][] = [
  ['light', [], 4.5],
  ['dark', [':root[data-theme="dark"]'], 4.5],
  ['light, high contrast', [':root[data-contrast="high"]'], 7],
  ['dark, high contrast', [':root[data-theme="dark"]', ':root[data-contrast="high"]', ':root[data-theme="dark"][data-contrast="high"]'], 7],
];

test('the formula gives the two contrasts that the standard names', () => {
  assert.equal(contrast('000', 'fff'), 21);
  assert.ok(Math.abs(contrast('777', 'fff') - 4.48) < 0.01);
});

for (const [name, rules, least] of themes) {
  test(`text can be read on all it stands on: ${name}`, () => {
    const has = colours(...rules);
    const low = texts.map(([text, ground]) => [`${text} on ${ground}`, contrast(has[text]!, has[ground]!)] as const).filter(([, ratio]) => ratio < least);
    assert.deepEqual(low.map(([pair, ratio]) => `${pair} ${ratio.toFixed(2)}`), []);
    for (const ground of ['canvas', 'surface']) assert.ok(contrast(has.line2!, has[ground]!) >= 3, `borders of controls on ${ground}`);
  });
}
