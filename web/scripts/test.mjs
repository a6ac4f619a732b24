// `npm test`: compiles the messages and runs every *.test.ts of the workspace with node:test.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { compileMessages } from '../shared/i18n/compile.mjs';
import { walk } from './compress.mjs';
import { webRoot } from './vite_base.mjs';

compileMessages();
const files = ['shared', 'ui', 'console', 'widget', 'portal'].flatMap((folder) => [...walk(path.join(webRoot, folder))])
  .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'));
const run = spawnSync(process.execPath, ['--import', path.join(webRoot, 'scripts/ts_loader.mjs'), '--test', ...files], { stdio: 'inherit', cwd: webRoot });
process.exit(run.status ?? 1);
