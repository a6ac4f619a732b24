import assert from 'node:assert/strict';
import { test } from 'node:test';
// @ts-expect-error plain JavaScript module
import { compileMessage, languages, readCatalogues } from './compile.mjs';
// @ts-expect-error plain JavaScript module
import { faultsOf } from './check.mjs';
import { number, plural } from './runtime';

type Compiled = string | ((a: Record<string, unknown>) => string);

function compiled(text: string, language: string): Compiled {
  return new Function('number', 'plural', `return ${compileMessage(text, language)}`)(number, plural) as Compiled;
}

const call = (message: Compiled, a: Record<string, unknown>) => (message as (a: Record<string, unknown>) => string)(a);

test('a plain text stays a string and an argument is filled in', () => {
  assert.equal(compiled('Close', 'en'), 'Close');
  assert.equal(call(compiled('{name} is "writing".', 'en'), { name: 'Sara' }), 'Sara is "writing".');
});

test('Russian chooses among one, few, many', () => {
  const message = compiled('{n, plural, one {# обращение} few {# обращения} many {# обращений} other {# обращения}}', 'ru');
  assert.deepEqual([1, 2, 5, 11, 21, 22].map((n) => call(message, { n })), [
    '1 обращение', '2 обращения', '5 обращений', '11 обращений', '21 обращение', '22 обращения',
  ]);
});

test('Bengali writes its own digits and counts nought as one', () => {
  const message = compiled('{n, plural, one {#টি} other {#টিই}}', 'bn');
  assert.deepEqual([0, 1, 12].map((n) => call(message, { n })), ['০টি', '১টি', '১২টিই']);
});

test('an exact number wins over its plural form, a select falls back to other', () => {
  assert.equal(call(compiled('{n, plural, =0 {nobody} one {# person} other {# people}}', 'en'), { n: 0 }), 'nobody');
  const select = compiled('{who, select, me {you} other {{name}}}', 'en');
  assert.deepEqual([call(select, { who: 'me', name: 'x' }), call(select, { who: 'x', name: 'Oleg' })], ['you', 'Oleg']);
});

test('a message that begins with a number argument is still text', () => {
  assert.equal(call(compiled('{a}{b}', 'en'), { a: 1, b: 2 }), '12');
});

test('the check names a missing key, other arguments and a missing plural form', () => {
  const faults = faultsOf({
    en: { 'a.x': 'x', 'a.y': '{n, plural, one {#} other {#}}', 'a.z': '{name}' },
    bn: { 'a.x': 'x', 'a.y': '{n, plural, one {#} other {#}}', 'a.z': '{nom}' },
    ru: { 'a.y': '{n, plural, one {#} other {#}}', 'a.z': '{name}' },
  }, ['en', 'bn', 'ru']);
  assert.equal(faults.length, 3);
  assert.match(faults.join('\n'), /ru: a\.x is missing/);
  assert.match(faults.join('\n'), /ru: a\.y lacks the plural form few, many/);
  assert.match(faults.join('\n'), /bn: a\.z takes \(nom\) instead of \(name\)/);
});

test('the texts of the product have no faults', () => {
  assert.deepEqual(faultsOf(readCatalogues(), languages), []);
});
