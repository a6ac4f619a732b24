// Fails when a part of the built web apps is heavier than its budget (gzip -9, in bytes). Run after `npm run build`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryRoot } from './vite_base.mjs';

const web = path.join(repositoryRoot, 'build/web');
const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
let failed = false;

function check(what, bytes, limit) {
  const over = bytes > limit;
  failed ||= over;
  console.log(`${over ? 'OVER ' : 'ok   '} ${what}: ${(bytes / 1000).toFixed(1)} kB of ${(limit / 1000).toFixed(0)}`);
}

const site = path.join(web, 'console');
if (existsSync(path.join(site, 'index.html'))) {
  const page = readFileSync(path.join(site, 'index.html'), 'utf8');
  const assets = path.join(site, 'assets');
  const files = readdirSync(assets).filter((name) => !/\.(gz|br)$/.test(name));
  const start = files.filter((name) => page.includes(name));
  const sum = (names) => names.reduce((bytes, name) => bytes + gzipped(path.join(assets, name)), 0);
  const scripts = start.filter((name) => name.endsWith('.js'));
  check('console start scripts', sum(scripts), 80_000);
  check('console start styles', sum(start.filter((name) => name.endsWith('.css'))), 15_000);
  const later = files.filter((each) => each.endsWith('.js') && !scripts.includes(each));
  // An editor is its own file and the one that editors share.
  const shared = later.filter((name) => name.startsWith('editor-base-'));
  check('console editor of answers', sum([...shared, ...later.filter((name) => /^editor-(?!base-)/.test(name))]), 85_000);
  check('console editor of articles', sum([...shared, ...later.filter((name) => name.startsWith('page_field-'))]), 85_000);
  for (const name of later.filter((each) => !shared.includes(each))) {
    const limit = name.startsWith('messages.') ? 14_000 : 30_000;
    check(`console ${name.replace(/-[\w-]+\.js$/, '')}`, sum([name]), limit);
  }
}
const loader = path.join(web, 'widget/widget.js');
if (existsSync(loader)) check('widget loader', gzipped(loader), 2_000);
// The frame as it starts, in the heaviest language, and what comes later.
const frame = path.join(web, 'widget/frame.html');
if (existsSync(frame)) {
  const page = readFileSync(frame, 'utf8');
  const assets = path.join(web, 'widget/assets');
  const files = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  const start = files.filter((name) => page.includes(name));
  const later = files.filter((name) => !page.includes(name));
  const bytes = (name) => gzipped(path.join(assets, name));
  const texts = later.filter((name) => name.startsWith('messages.')).map(bytes);
  check('widget start', start.reduce((sum, name) => sum + bytes(name), 0) + Math.max(0, ...texts), 27_000);
  for (const name of later.filter((each) => each.endsWith('.js') && !each.startsWith('messages.'))) check(`widget ${name.replace(/-[\w-]+\.js$/, '')}`, bytes(name), 8_000);
}
process.exit(failed ? 1 : 0);
