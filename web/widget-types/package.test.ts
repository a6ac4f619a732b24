import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const text = (name: string) => readFileSync(path.join(folder, name), 'utf8');

test('the package holds the declarations, what they are and their license, and nothing else', () => {
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--offline'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [packed] = JSON.parse(said) as { files: { path: string }[] }[];
  assert.deepEqual(packed!.files.map((file) => file.path).sort(), ['LICENSE', 'README.md', 'index.d.ts', 'package.json']);
});

test('its license is that of the product', () => {
  assert.equal(text('LICENSE'), text('../../LICENSE'));
});

test('the page about it names every call', () => {
  const body = text('index.d.ts').match(/interface SahayApi \{([\s\S]*?)\n\}/)![1]!;
  const calls = [...body.matchAll(/^ {2}(\w+)\(/gm)].map((found) => found[1]!);
  assert.ok(calls.length >= 2);
  for (const call of calls) assert.ok(text('README.md').includes(`Sahay.${call}(`), call);
});
