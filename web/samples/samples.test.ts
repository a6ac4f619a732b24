import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const web = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const text = (name: string) => readFileSync(path.join(web, name), 'utf8');
const samples = ['components', 'classes', 'states'].map((name) => text(`samples/src/${name}.tsx`)).join('\n');

test('every component that web/ui exports has a sample', () => {
  const exported = readdirSync(path.join(web, 'ui/src')).filter((name) => name.endsWith('.tsx'))
    .flatMap((name) => [...text(`ui/src/${name}`).matchAll(/^export (?:default )?(?:function|const|class) ([A-Z]\w*)/gm)].map((found) => found[1]!));
  assert.ok(exported.length >= 4, String(exported));
  const shown = /components: Record<string, Sample> = \{([^}]*)\}/.exec(samples)![1]!;
  for (const name of exported) assert.match(shown, new RegExp(`\\b${name}:`), `${name} has no sample`);
});

test('every class that components.css draws stands in a sample or in a component', () => {
  const drawn = new Set([...text('ui/src/components.css').matchAll(/^ {2}(?:dialog)?\.([a-z][a-z-]*)((?:\.[a-z-]+)*)/gm)].flatMap((found) => [found[1]!, ...found[2]!.split('.').filter(Boolean)]));
  assert.ok(drawn.size > 20, String([...drawn]));
  const places = samples + readdirSync(path.join(web, 'ui/src')).filter((name) => name.endsWith('.tsx')).map((name) => text(`ui/src/${name}`)).join('\n') + text('console/src/shell/states.tsx');
  // Words of a status or priority are classes by their value.
  const byValue = ['new', 'open', 'pending', 'hold', 'urgent', 'high'];
  for (const name of drawn) assert.ok(byValue.includes(name) || new RegExp(`['" \`]${name}['" \`$]`).test(places), `.${name} has no sample`);
});

test('each state of the list of states is shown', () => {
  for (const state of ['loading', 'empty', 'failed', 'forbidden', 'offline', 'reconnecting', 'send failed', 'stale', 'too big'])
    assert.ok(new RegExp(`^ {2}'?${state}'?: `, 'm').test(samples), state);
});
