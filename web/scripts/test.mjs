// `npm test`: compiles the messages and runs every *.test.ts of the workspace with node:test. A process takes many files, one after
// another: reading TypeScript's compiler takes longer than most files.
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { compileMessages } from '../shared/i18n/compile.mjs';
import { walk } from './compress.mjs';
import { webRoot } from './vite_base.mjs';

compileMessages();
const files = ['shared', 'ui', 'console', 'widget', 'portal', 'widget-types', 'samples'].flatMap((folder) => [...walk(path.join(webRoot, folder))])
  .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'));
const lanes = Math.min(os.cpus().length, 4);

function run(share) {
  const child = spawn(process.execPath, ['--import', path.join(webRoot, 'scripts/ts_loader.mjs'), path.join(webRoot, 'scripts/test_files.mjs'), ...share],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: webRoot });
  const said = [];
  child.stdout.on('data', (bytes) => said.push(bytes));
  return new Promise((resolve) => {
    child.once('close', (code) => { process.stdout.write(Buffer.concat(said)); resolve(code ?? 1); });
  });
}
const codes = await Promise.all(Array.from({ length: lanes }, (_, lane) => run(files.filter((_file, index) => index % lanes === lane))));
process.exitCode = Math.max(...codes);
