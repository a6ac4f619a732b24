// Every part of web/ui in every state: axe finds nothing on it in three languages, both themes and both densities, dialogs and lists
// open too; and a program as people run it knows nothing of the page.
// Usage: node --test tests/browser/samples.mjs
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gate } from './gate.mjs';
import { lacking, patience, Rig, root } from './rig.mjs';

const built = path.join(root, 'build/web/samples');
const skip = lacking() || (existsSync(path.join(built, 'index.html')) ? false : 'build/web/samples does not exist');
const axe = skip ? '' : readFileSync(createRequire(path.join(root, 'web/package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const rig = new Rig();
let browser, base;

// As the program with hooks serves it: the built files below /dev/ui.
before(async () => {
  if (skip) return;
  const site = createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname.replace(/^\/dev\/ui\/?/, '') || 'index.html';
    const file = path.join(built, path.normalize(`/${name}`));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream', 'content-security-policy': "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'" });
    response.end(readFileSync(file));
  });
  await new Promise((resolve) => { site.listen(0, '127.0.0.1', resolve); });
  rig.atEnd(() => { site.closeAllConnections(); site.close(); });
  base = `http://127.0.0.1:${site.address().port}/dev/ui/`;
  browser = await rig.browser();
});
after(() => rig.close());

async function look(query, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  await page.goto(`${base}?${new URLSearchParams(query)}`);
  await page.waitForSelector('[data-sample="too big"]');
  await page.waitForSelector('[data-sample=loading] .bone');
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(axe);
  return page;
}
const findings = (page, part = 'html') => page.evaluate(async ([tags, within]) => {
  const { violations } = await globalThis.axe.run(document.querySelector(within), { runOnly: tags, resultTypes: ['violations'], preload: false });
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
}, [rules, part]);
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const lang of ['en', 'bn', 'ru']) {
  test(`every sample in ${lang}: axe finds nothing in both themes, wide and narrow, and nothing runs off the side`, { skip }, async (t) => {
    const found = [];
    for (const [theme, density, width] of [['light', 'comfortable', 1440], ['dark', 'compact', 360], ['dark', 'comfortable', 1440], ['light', 'compact', 360]]) {
      const page = await look({ lang, theme, density }, width);
      assert.equal(await page.locator('[data-missing]').count(), 0, 'every component has a sample');
      found.push(...(await findings(page)).map((each) => `${theme} ${width}: ${each}`));
      if ((await overflow(page)) > 0) found.push(`${theme} ${width}: runs off by ${await overflow(page)} px`);
      for (const opens of ['list', 'combobox', 'empty', 'whole', 'light']) {
        await page.locator(`[data-opens=${opens}]`).click();
        const part = ['whole', 'light'].includes(opens) ? 'dialog[open]' : '.popover';
        await page.locator(part).waitFor();
        found.push(...(await findings(page, part)).map((each) => `${theme} ${width} ${opens}: ${each}`));
        await page.keyboard.press('Escape');
        await page.locator('dialog[open], .popover').waitFor({ state: 'detached' });
      }
      await page.locator('[data-sample=tooltip] .icon-button').hover();
      await page.locator('#tooltip').waitFor();
      found.push(...(await findings(page, '#tooltip')).map((each) => `${theme} ${width} tooltip: ${each}`));
      if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `samples-${lang}-${theme}-${width}.png`), fullPage: true });
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
    gate(t, `axe on the samples of web/ui, ${lang}`, found.length, 0, { note: found.slice(0, 4).join('; ') });
  });
}

test('a program with hooks serves the page; a release does not know it and carries nothing of it', { skip }, async () => {
  const server = await rig.server();
  const binary = process.env.SAHAY_BINARY ?? path.join(root, 'build/release/sahay');
  const hooked = (await fetch(`${server.base}/test/clock`, { method: 'POST', body: '{}' })).status === 200;
  const answers = await Promise.all(['/dev/ui', '/dev/ui/', '/dev/ui/index.html'].map(async (address) => (await fetch(server.base + address)).status));
  const carried = readFileSync(binary).includes('Samples of web/ui');
  assert.deepEqual({ answers: hooked ? [answers[0]] : answers, carried }, hooked ? { answers: [200], carried: true } : { answers: [404, 404, 404], carried: false });
});
