// What people load, measured on the wire of the real program: bytes after gzip -9 of everything a first visit asks for, and whether
// anything is asked of anybody else. The peers' figures are those of issue 6. Usage: node --test tests/browser/weight.mjs
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { gate } from './gate.mjs';
import { lacking, patience, Rig, root } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const kilo = { unit: 'kB' };
let server, browser, host;

before(async () => {
  if (skip) return;
  server = await rig.server({ demo: 20, config: '[desk]\nname = "Meghna Tools"\n' });
  browser = await rig.browser();
  host = await rig.hostPage(server.base);
});
after(() => rig.close());

// Everything that a page asks for from now on: {url, type, bytes after gzip (fonts and pictures as they are)}.
function watch(context) {
  const seen = [];
  const pending = [];
  context.on('response', (response) => {
    const type = response.request().resourceType();
    const url = response.url();
    if (!url.startsWith('http')) return;
    pending.push(response.body().catch(() => Buffer.alloc(0)).then((body) => seen.push({ url, type, bytes: type === 'font' || type === 'image' ? body.length : gzipSync(body, { level: 9 }).length })));
  });
  const foreign = [];
  context.on('request', (request) => { if (/^(https?|wss?):/.test(request.url()) && !new RegExp(`^(http|ws)://(127\\.0\\.0\\.1:${server.port}|localhost:)`).test(request.url())) foreign.push(request.url()); });
  return { foreign, all: async () => { await Promise.all(pending); return seen; } };
}
const sum = (list, ...types) => list.filter((each) => types.includes(each.type)).reduce((bytes, each) => bytes + each.bytes, 0) / 1000;
const own = (list, part) => list.filter((each) => new URL(each.url).pathname.startsWith(part));
const fetched = async (where) => gzipSync(Buffer.from(await (await fetch(server.base + where)).arrayBuffer()), { level: 9 }).length / 1000;

test('the console starts light', { skip }, async (t) => {
  // What index.html itself asks for: the start. The editor, screens and languages come after it.
  const page = await (await fetch(`${server.base}/console/`)).text();
  const start = [...page.matchAll(/(?:src|href)="(\/console\/[^"]+\.(?:js|css))"/g)].map((each) => each[1]);
  let [scripts, styles] = [0, 0];
  for (const where of start) if (where.endsWith('.css')) styles += await fetched(where); else scripts += await fetched(where);
  assert.ok(scripts > 20 && styles > 2, 'something was measured');
  gate(t, 'Console start, JS and CSS', scripts + styles, 95, { ...kilo, note: 'Libredesk 598, Chatwoot 3,444' });
  gate(t, 'Console start, JS', scripts, 80, kilo);
  gate(t, 'Console start, CSS', styles, 15, kilo);
  const assets = path.join(root, 'build/web/console/assets');
  if (!existsSync(assets)) return;
  const built = readFileSync(path.join(assets, '../index.html'), 'utf8');
  const late = readdirSync(assets).filter((name) => name.endsWith('.js') && !built.includes(name)).map((name) => [name, gzipSync(readFileSync(path.join(assets, name)), { level: 9 }).length / 1000]);
  const most = (pattern, not = /^$/) => Math.max(...late.filter(([name]) => pattern.test(name) && !not.test(name)).map(([, size]) => size));
  gate(t, 'Console editor', most(/^editor-/), 85, kilo);
  gate(t, 'Console, largest other part', most(/./, /^(editor-|messages\.)/), 30, kilo);
  gate(t, 'Console, texts of the largest language', most(/^messages\./), 14, { ...kilo, note: 'ui.md says 12; decision 0350' });
});

test('a working console asks nobody else', { skip }, async (t) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  const watched = watch(context);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(`${server.base}/console/`);
  await page.fill('#signin-email', server.people.oleg);
  await page.fill('#signin-password', server.password);
  await page.click('button[type=submit]');
  await page.locator('.row[data-id]').first().click();
  await page.waitForSelector('.ProseMirror');
  await page.waitForLoadState('networkidle');
  const seen = await watched.all();
  // The demonstration has customers of all three languages.
  gate(t, 'Console, fonts for English and Russian', sum(seen.filter((each) => !each.url.includes('bengali')), 'font'), 50, kilo);
  gate(t, 'Console, font for Bengali', sum(seen.filter((each) => each.url.includes('bengali')), 'font'), 110, kilo);
  gate(t, 'Console, requests to third parties', watched.foreign.length, 0, { note: watched.foreign.join(' ') });
  await context.close();
});

test('the widget is light', { skip }, async (t) => {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const watched = watch(context);
  await page.goto(host);
  await page.locator('sahay-widget button').waitFor();
  const loader = sum(own(await watched.all(), '/widget.js'), 'script');
  gate(t, 'Widget loader', loader, 2, kilo);
  await page.locator('sahay-widget button').click();
  await page.frameLocator('sahay-widget iframe').locator('.row.primary').waitFor();
  await page.waitForLoadState('networkidle');
  const opened = own(await watched.all(), '/widget');
  const frame = sum(opened, 'script', 'stylesheet', 'document') - loader;
  assert.ok(frame > 5, 'something was measured');
  gate(t, 'Widget, first open', frame, 25, kilo);
  gate(t, 'Widget, loader and first open', loader + frame, 27, { ...kilo, note: 'Libredesk 226, Chatwoot 297' });
  gate(t, 'Widget, requests to third parties', watched.foreign.length, 0, { note: watched.foreign.join(' ') });
  await context.close();
});

test('the pages for customers are light', { skip }, async (t) => {
  const figures = { document: 0, script: 0, font: 0 };
  let foreign = [];
  for (const where of ['/', '/search?q=battery', '/contact', '/requests/new', '/signin']) {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    const watched = watch(context);
    await page.goto(server.base + where, { waitUntil: 'networkidle' });
    const seen = await watched.all();
    const widget = (each) => !/\/widget/.test(each.url);
    for (const type of Object.keys(figures)) figures[type] = Math.max(figures[type], sum(seen.filter(widget), type));
    foreign = foreign.concat(watched.foreign);
    await context.close();
  }
  gate(t, 'Portal, largest page', figures.document, 14, kilo);
  gate(t, 'Portal, JS', figures.script, 6, kilo);
  gate(t, 'Portal, fonts (the reader\'s own)', figures.font, 50, kilo);
  gate(t, 'Portal, requests to third parties', foreign.length, 0, { note: foreign.join(' ') });
});
