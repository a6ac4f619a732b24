// High contrast as a choice of the agent: kept over a reload, from the first paint on, in light and dark, with every text at 7:1.
// Usage: node --test tests/browser/high_contrast.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { consolePage, lacking, Rig, root } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const axe = skip ? '' : readFileSync(createRequire(path.join(root, 'web/package.json')).resolve('axe-core/axe.min.js'), 'utf8');
let server, browser;

before(async () => {
  if (skip) return;
  server = await rig.server({ demo: 12 });
  browser = await rig.browser();
});
after(() => rig.close());

/** The least contrast of the text colours on the grounds that they stand on. */
const least = (page) => page.evaluate(() => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => {
    const probe = document.createElement('i');
    probe.style.color = style.getPropertyValue(`--${name}`);
    document.body.append(probe);
    const parts = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
    probe.remove();
    return parts;
  };
  const light = (parts) => {
    const [r, g, b] = parts.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [a, b] = [light(colour(one)), light(colour(other))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const pairs = ['surface', 'canvas', 'sunken', 'hover', 'sel', 'mine'].flatMap((ground) => ['t1', 't2', 't3', 'ac'].map((text) => [text, ground]));
  pairs.push(['ok', 'okb'], ['wa', 'wab'], ['da', 'dab'], ['notet', 'note'], ['on', 'ac'], ['avatar-text', 'avatar']);
  return pairs.map(([text, ground]) => [ratio(text, ground), text, ground]).sort((a, b) => a[0] - b[0])[0];
});

for (const colorScheme of ['light', 'dark']) {
  test(`chosen in the settings it holds over a reload, ${colorScheme}`, { skip }, async () => {
    const page = await consolePage(browser, server, server.people.sara, { colorScheme });
    await page.goto(`${server.base}/console/settings`);
    await page.getByLabel('High contrast').check();
    await page.reload();
    await page.getByLabel('High contrast').waitFor();
    assert.equal(await page.locator('html').getAttribute('data-contrast'), 'high');
    assert.equal(await page.locator('html').getAttribute('data-theme'), colorScheme);
    const [ratio, text, ground] = await least(page);
    assert.ok(ratio >= 7, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    for (const where of ['/console/settings', '/console/views/all', '/console/knowledge', '/console/reports']) {
      await page.goto(server.base + where);
      await page.waitForSelector('h1');
      await page.waitForTimeout(300);
      await page.evaluate(axe);
      const found = await page.evaluate(async () => (await globalThis.axe.run()).violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 120)}`));
      assert.deepEqual(found, [], where);
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
