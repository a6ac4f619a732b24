// `npm run build`: compiles the messages, runs every web/<app>/vite*.config.mjs, then writes .gz and .br beside each file.
// Name the apps to build only some: `npm run build -- console widget`.
import { readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { compileMessages } from '../shared/i18n/compile.mjs';
import { compressTree } from './compress.mjs';
import { repositoryRoot, webRoot } from './vite_base.mjs';

const wanted = process.argv.slice(2);
const apps = ['console', 'widget', 'portal', 'samples'].filter((app) => wanted.length === 0 || wanted.includes(app));

compileMessages();
for (const app of apps) {
  const configs = readdirSync(path.join(webRoot, app)).filter((name) => /^vite.*\.config\.mjs$/.test(name)).sort();
  for (const name of configs) {
    await build({ configFile: path.join(webRoot, app, name), logLevel: 'warn' });
  }
  const output = path.join(repositoryRoot, 'build/web', app);
  if (existsSync(output)) {
    const { files, raw, gzip, brotli } = compressTree(output);
    console.log(`${app}: ${files} files, ${kb(raw)} kB, ${kb(gzip)} kB gz, ${kb(brotli)} kB br`);
  }
}

function kb(bytes) {
  return (bytes / 1000).toFixed(1);
}
