// The widget on somebody else's page: a strict policy of that page, a page that means harm, and pages that want to frame the desk.
// Usage: node --test tests/browser/host_page.mjs
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gate } from './gate.mjs';
import { lacking, patience, Rig, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, browser;

before(async () => {
  if (skip) return;
  server = await rig.server({ config: '[desk]\nname = "Meghna Tools"\n' });
  browser = await rig.browser();
});
after(() => rig.close());

// A site of its own; the page's text may name {desk}.
async function site(html, { policy = '', host = 'localhost', script = '' } = {}) {
  const page = createServer((request, response) => {
    if (request.url === '/own.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...(policy && { 'content-security-policy': policy }) }).end(html.replaceAll('{desk}', server.base));
  });
  await new Promise((resolve) => { page.listen(0, host, resolve); });
  rig.atEnd(() => { page.closeAllConnections(); page.close(); });
  return `http://${host}:${page.address().port}/`;
}

async function visit(address) {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.refused = [];
  page.on('console', (message) => { if (/Content.Security.Policy|Refused to/i.test(message.text())) page.refused.push(message.text()); });
  page.on('pageerror', (error) => page.refused.push(error.message));
  await page.goto(address);
  return page;
}
const shop = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Drills</title><link rel="icon" href="data:,"><h1>Drills and pumps</h1>';
const inside = (page) => page.frameLocator('sahay-widget iframe');

test('under default-src self and the desk the widget opens, and a word arrives', { skip }, async (t) => {
  const policy = `default-src 'self' ${server.base}`;
  const page = await visit(await site(`${shop}<script async src="{desk}/widget.js"></script>`, { policy }));
  await page.locator('sahay-widget button').click();
  await inside(page).locator('.row.primary').click();
  await inside(page).locator('textarea').fill('A word through a strict policy');
  await inside(page).locator('textarea').press('Enter');
  await inside(page).locator('.entry.mine time').waitFor();
  await until(async () => (await server.api('/api/v2/tickets')).tickets.some((each) => each.subject.includes('strict policy')), 'the word is a request');
  // The icon of the shop itself is a data address, which its own policy refuses; that is not ours.
  const ours = page.refused.filter((each) => !each.includes('data:,'));
  gate(t, "Widget under default-src 'self' plus the desk: refusals", ours.length, 0, { note: ours[0] ?? '' });
  await page.context().close();
});

test('the page is the same with the widget: no style, name or error of ours', { skip }, async () => {
  const page = await visit(await site(`${shop}<p id="p">Text</p><script async src="{desk}/widget.js"></script>`));
  await page.locator('sahay-widget button').click();
  await inside(page).locator('.row.primary').waitFor();
  const kept = await page.evaluate(() => ({
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length, font: getComputedStyle(document.getElementById('p')).fontFamily.includes('Source'),
    globals: Object.keys(window).filter((name) => /sahay/i.test(name)), body: document.body.style.cssText, wide: document.documentElement.scrollWidth - innerWidth,
  }));
  assert.deepEqual(kept, { sheets: 0, font: false, globals: ['Sahay'], body: '', wide: 0 });
  await page.context().close();
});

test('the button goes along when the system turns dark and light again, unless the page names a theme', { skip }, async () => {
  const page = await visit(await site(`${shop}<script async src="{desk}/widget.js"></script>`));
  const ground = () => page.locator('sahay-widget button').evaluate((button) => getComputedStyle(button).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  assert.equal(await ground(), 'rgb(26, 91, 194)');
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.equal(await ground(), 'rgb(130, 177, 255)');
  await page.emulateMedia({ colorScheme: 'light' });
  assert.equal(await ground(), 'rgb(26, 91, 194)');
  await page.context().close();
  const fixed = await visit(await site(`${shop}<script async src="{desk}/widget.js" data-theme="light"></script>`));
  await fixed.emulateMedia({ colorScheme: 'dark' });
  assert.equal(await fixed.locator('sahay-widget button').evaluate((button) => getComputedStyle(button).backgroundColor), 'rgb(26, 91, 194)');
  await fixed.context().close();
});

test('a page that talks to the frame as if it were the loader gets no word out of it', { skip }, async (t) => {
  // A stranger's page frames the widget under the name of another site, asks it for everything, and writes down what comes back.
  const stranger = await site(`${shop}<iframe id="f" src="{desk}/widget/frame?o=${encodeURIComponent('https://shop.sahay.example')}&lang=en&theme=auto"></iframe><script src="/own.js"></script>`, {
    host: '127.0.0.1',
    script: `window.got = [];
addEventListener('message', (event) => got.push(event.data));
const frame = document.getElementById('f');
frame.onload = () => {
  window.loaded = true;
  for (const message of [{ sahay: 1, type: 'open', view: 'chat', page: { url: 'javascript:alert(1)', title: 'x', ref: '' } }, { sahay: 1, type: 'identify', jwt: 'x.y.z' }, 'x', null, { sahay: 1 }, { sahay: 1, type: '__proto__' }])
    frame.contentWindow.postMessage(message, '*');
};`,
  });
  const page = await visit(stranger);
  await page.waitForFunction(() => window.loaded);
  await page.waitForTimeout(1500);
  const got = await page.evaluate(() => window.got);
  assert.deepEqual(got, [], 'it answers only the site in its address');
  const frame = page.frames().find((each) => each.url().includes('/widget/frame'));
  assert.equal(await frame.locator('textarea').count(), 0, 'the chat was not opened by a stranger');
  gate(t, 'Widget, answers to a hostile parent', got.length, 0);
  await page.context().close();
});

test('another frame of the page cannot speak for the widget', { skip }, async (t) => {
  const other = await site('<!doctype html><script src="/own.js"></script>', {
    host: '127.0.0.1',
    script: "for (const type of ['ready', 'close', 'unread', 'keep']) setInterval(() => parent.postMessage({ sahay: 1, type, count: 99, text: 'stolen' }, '*'), 50);",
  });
  const page = await visit(await site(`${shop}<iframe src="${other}"></iframe><script async src="{desk}/widget.js"></script>`));
  await page.locator('sahay-widget button').click();
  await inside(page).locator('.row.primary').waitFor();
  await page.waitForTimeout(600);
  const state = await page.evaluate(() => ({
    open: document.querySelector('sahay-widget').shadowRoot.querySelector('button').getAttribute('aria-expanded'),
    badge: document.querySelector('sahay-widget').shadowRoot.querySelector('b').textContent, kept: JSON.stringify(localStorage).includes('stolen'),
  }));
  assert.deepEqual(state, { open: 'true', badge: '', kept: false });
  gate(t, 'Widget, words of another frame taken for its own', 0, 0);
  await page.context().close();
});

test('nobody frames the console or the pages of a customer', { skip }, async (t) => {
  let framed = 0;
  const which = [];
  for (const where of ['/console/', '/signin', '/requests', '/requests/new']) {
    const page = await visit(await site(`${shop}<iframe id="f" src="{desk}${where}"></iframe>`));
    await page.waitForTimeout(400);
    const frame = page.frames().find((each) => each !== page.mainFrame());
    const shown = frame ? await frame.evaluate(() => document.body?.innerText.length ?? 0).catch(() => 0) : 0;
    if (shown > 0 && !frame.url().startsWith('chrome-error:')) { framed += 1; which.push(where); }
    await page.context().close();
  }
  gate(t, 'Pages that a stranger can frame', framed, 0, { note: which.join(' ') });
});

test('a desk that names its sites lets no other show the widget', { skip }, async () => {
  const strict = await rig.server({ config: '[desk]\nname = "Meghna Tools"\nframe_origins = ["https://shop.sahay.example"]\n' });
  const page = await visit(await site(`${shop}<script async src="${strict.base}/widget.js"></script>`));
  await page.locator('sahay-widget button').click();
  await until(() => page.refused.some((each) => each.includes('frame-ancestors')), 'the browser refuses the frame');
  await page.context().close();
});
