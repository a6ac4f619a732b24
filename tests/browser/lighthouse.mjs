// Lighthouse 12.8.2 over the pages for customers, the console and a page of somebody else with and without the widget. A part of
// ./dev proof ui alone: it installs lighthouse/ (npm ci --ignore-scripts) when that is missing, and wants the machine for itself.
// Bytes, accessibility and the shifts of the layout are strict; what counts time may have 20 % of slack (SAHAY_SLACK).
// Usage: node --test tests/browser/lighthouse.mjs
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gate, percentile, slack, unmeasured } from './gate.mjs';
import { freePort, lacking, Rig, root, until, wholeChromium } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const folder = path.join(root, 'tests/browser/lighthouse');
const runs = Number(process.env.SAHAY_LIGHTHOUSE_RUNS ?? 3);
let server, port, lighthouse, desktop, missing = '', article = '/';

before(async () => {
  if (skip) return;
  try {
    if (!existsSync(path.join(folder, 'node_modules/lighthouse'))) execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'pipe' });
    const main = path.join(folder, 'node_modules/lighthouse/core');
    lighthouse = (await import(pathToFileURL(path.join(main, 'index.js')))).default;
    desktop = (await import(pathToFileURL(path.join(main, 'config/desktop-config.js')))).default;
  } catch (error) {
    missing = `lighthouse could not be installed: ${String(error.message).split('\n')[0]}`;
    return;
  }
  server = await rig.server({ demo: 40, config: '[desk]\nname = "Meghna Tools"\nhours = "mon-sun 00:00-23:59"\n' });
  article = /href="(\/articles\/[^"]+)"/.exec(await (await fetch(`${server.base}/search?q=battery`)).text())?.[1] ?? '/';
  port = await freePort();
  const profile = mkdtempSync(path.join(tmpdir(), 'sahay-lighthouse-'));
  const chromium = spawn(wholeChromium, ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, 'about:blank'], { stdio: 'ignore' });
  rig.atEnd(async () => {
    const ended = new Promise((resolve) => { chromium.once('exit', resolve); });
    chromium.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  });
  await until(async () => (await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => null))?.ok, 'Chromium listens');
});
after(() => rig.close());

// Median of the runs: scores of 0 to 100 by category, times in ms.
async function score(address, { config, headers, categories = ['performance', 'accessibility', 'best-practices', 'seo'] } = {}) {
  const all = [];
  for (let run = 0; run < runs; run += 1) {
    const { lhr } = await lighthouse(address, { port, logLevel: 'error', onlyCategories: categories, extraHeaders: headers, locale: 'en' }, config);
    assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
    all.push({ ...Object.fromEntries(Object.entries(lhr.categories).map(([name, one]) => [name, Math.round(one.score * 100)])),
      lcp: lhr.audits['largest-contentful-paint']?.numericValue ?? 0, tbt: lhr.audits['total-blocking-time']?.numericValue ?? 0,
      cls: lhr.audits['cumulative-layout-shift']?.numericValue ?? 0, tti: lhr.audits.interactive?.numericValue ?? 0,
      failed: Object.values(lhr.categories).filter((one) => one.id !== 'performance').flatMap((one) => one.auditRefs.filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 1).map((ref) => ref.id)) });
  }
  const middle = (name) => percentile(all.map((each) => each[name]), 0.5);
  return Object.fromEntries([...Object.keys(all[0]).filter((name) => name !== 'failed').map((name) => [name, middle(name)]), ['failed', [...new Set(all.flatMap((each) => each.failed))].join(' ')]]);
}
const here = (t, name) => { if (missing) unmeasured(t, name, missing); return !missing; };
// A score of performance loses at most the slack of its distance to 100 and five points more.
const performance = (limit) => Math.floor(limit - (slack - 1) * 25);

for (const [name, where] of [['portal', () => '/'], ['article', () => article], ['contact', () => '/contact'], ['new request', () => '/requests/new']])
  test(`${name}: Lighthouse`, { skip }, async (t) => {
    if (!here(t, `Lighthouse, ${name}`)) return;
    const found = await score(server.base + where());
    gate(t, `Lighthouse mobile, ${name}: accessibility`, found.accessibility, 100, { least: true, note: found.failed });
    gate(t, `Lighthouse mobile, ${name}: best practices`, found['best-practices'], 100, { least: true, note: found.failed });
    gate(t, `Lighthouse mobile, ${name}: CLS`, found.cls, 0.02);
    gate(t, `Lighthouse mobile, ${name}: performance`, found.performance, performance(98), { least: true });
    gate(t, `Lighthouse mobile, ${name}: LCP`, found.lcp, 1200, { unit: 'ms', timed: true });
    gate(t, `Lighthouse mobile, ${name}: TBT`, found.tbt, 100, { unit: 'ms', timed: true });
  });

test('console: Lighthouse', { skip }, async (t) => {
  if (!here(t, 'Lighthouse, console')) return;
  const answer = await fetch(`${server.base}/api/v2/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-sahay': '1' }, body: JSON.stringify({ session: { email: server.people.oleg, password: server.password } }) });
  const headers = { Cookie: answer.headers.get('set-cookie').split(';')[0] };
  const categories = ['performance', 'accessibility', 'best-practices'];
  const wide = await score(`${server.base}/console/`, { config: desktop, headers, categories });
  gate(t, 'Lighthouse desktop, console: accessibility', wide.accessibility, 100, { least: true, note: wide.failed });
  gate(t, 'Lighthouse desktop, console: performance', wide.performance, performance(95), { least: true });
  gate(t, 'Lighthouse desktop, console: TTI', wide.tti, 1000, { unit: 'ms', timed: true });
  const phone = await score(`${server.base}/console/`, { headers, categories });
  gate(t, 'Lighthouse mobile, console: accessibility', phone.accessibility, 100, { least: true, note: phone.failed });
  gate(t, 'Lighthouse mobile, console: performance', phone.performance, performance(85), { least: true });
  gate(t, 'Lighthouse mobile, console: TTI', phone.tti, 3500, { unit: 'ms', timed: true });
});

test('a page with the widget is as good as without', { skip }, async (t) => {
  if (!here(t, 'Lighthouse of a host page')) return;
  const page = (widget) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="description" content="Drills and pumps with a year of warranty."><title>Drills and pumps</title><link rel="icon" href="data:,"><h1>Drills and pumps</h1><p>Everything that turns, with a year of warranty.</p>${widget ? `<script async src="${server.base}/widget.js"></script>` : ''}</html>`;
  const site = createServer((request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(request.url.includes('with'))));
  await new Promise((resolve) => { site.listen(0, '127.0.0.1', resolve); });
  rig.atEnd(() => { site.closeAllConnections(); site.close(); });
  const base = `http://127.0.0.1:${site.address().port}`;
  const [without, with_] = [await score(`${base}/plain`), await score(`${base}/with`)];
  for (const name of ['performance', 'accessibility', 'best-practices', 'seo'])
    gate(t, `Lighthouse of a host page, ${name}: difference by the widget`, Math.max(0, without[name] - with_[name]), 1, { note: `${without[name]} without, ${with_[name]} with` });
});
