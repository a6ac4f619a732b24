// The widget for somebody whom the hosting page names, and under a page that wants nothing kept on its visitors' devices.
// Usage: node --test tests/browser/widget_named.mjs
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { helpToken } from '../../web/console/src/admin/examples/token.mjs';
import { lacking, patience, Rig, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, browser, key;
const rina = { id: 7, name: 'Rina Akter', email: 'rina@meghna.example', emailConfirmed: true };

before(async () => {
  if (skip) return;
  server = await rig.server({ config: '[desk]\nname = "Meghna Tools"\n' });
  browser = await rig.browser();
  key = (await server.api('/api/v2/widget_keys', { method: 'POST', body: { widget_key: {} } })).widget_key.secret;
});
after(() => rig.close());

async function site(attributes = '') {
  const page = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': `default-src 'self' data: ${server.base}` })
      .end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Drills</title><link rel="icon" href="data:,"><h1>Drills</h1><script async src="${server.base}/widget.js" ${attributes}></script>`);
  });
  await new Promise((resolve) => { page.listen(0, 'localhost', resolve); });
  rig.atEnd(() => { page.closeAllConnections(); page.close(); });
  return `http://localhost:${page.address().port}/`;
}
async function visit(address, look = {}) {
  const context = look.context ?? await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.addInitScript(() => {
    window.told = [];
    addEventListener('sahay:identity', (event) => window.told.push(event.detail));
  });
  await page.goto(address);
  await page.waitForFunction(() => 'Sahay' in window);
  return page;
}
const inside = (page) => page.frameLocator('sahay-widget iframe');
const press = (page) => page.locator('sahay-widget button').click();
const told = (page, state) => page.waitForFunction((wanted) => window.told.find((each) => each.state === wanted), state).then((handle) => handle.jsonValue());
async function say(page, text) {
  await inside(page).locator('textarea').fill(text);
  await inside(page).locator('textarea').press('Enter');
  await inside(page).locator('.entry.mine time').last().waitFor();
}
// What is stored for any origin of this browser, and what the frames see.
async function kept(context) {
  const state = await context.storageState({ indexedDB: true });
  const seen = [];
  for (const page of context.pages())
    for (const frame of page.frames())
      seen.push(await frame.evaluate(async () => ({
        local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, bases: (await indexedDB.databases()).length, caches: (await caches?.keys?.())?.length ?? 0,
      })).catch(() => null));
  return { cookies: state.cookies, origins: state.origins, seen: seen.filter(Boolean) };
}
const nothing = { local: {}, session: {}, cookie: '', bases: 0, caches: 0 };

test('a named visitor finds what they mailed, reads it in the widget and answers there', { skip }, async () => {
  const made = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject: 'The pump is silent', comment: { body: 'It stopped this morning.' }, requester: { name: rina.name, email: rina.email } } } });
  const page = await visit(await site());
  await page.evaluate((token) => window.Sahay.identify(token), helpToken(rina, key));
  await press(page);
  assert.ok((await told(page, 'verified')).until);
  const row = inside(page).locator('.row', { hasText: 'The pump is silent' });
  await row.waitFor();
  assert.match(await row.textContent(), new RegExp(`#${made.ticket.id}.*We are working on it`));
  await row.click();
  await inside(page).locator('.entry', { hasText: 'It stopped this morning.' }).waitFor();
  await say(page, 'It runs again.');
  await until(async () => (await server.api(`/api/v2/tickets/${made.ticket.id}/comments`)).comments.some((each) => each.plain_body.includes('It runs again')), 'the answer is in the request');
  await server.api(`/api/v2/tickets/${made.ticket.id}`, { method: 'PUT', body: { ticket: { comment: { body: 'Good to hear.' } } } });
  await inside(page).locator('.entry:not(.mine)', { hasText: 'Good to hear.' }).waitFor();
  assert.equal(await inside(page).locator('input[type=email]').count(), 0, 'nobody asks for an address that is known');
  // A page that names nobody shows nothing of it, on the same device.
  const later = await visit(await site(), { context: page.context() });
  await press(later);
  await inside(later).locator('textarea').waitFor(); // it comes back to where it was: the conversation, which is new
  await later.waitForTimeout(1000);
  assert.equal(await inside(later).locator('.entry').count(), 0);
  await inside(later).locator('header button').first().click();
  await inside(later).locator('.row.primary').waitFor();
  assert.equal(await inside(later).getByText('The pump is silent').count(), 0);
  assert.deepEqual([...page.faults, ...later.faults], []);
  await page.context().close();
});

test('a token that does not hold is told to the page, and the visitor writes all the same', { skip }, async () => {
  const page = await visit(await site());
  await page.evaluate((token) => window.Sahay.identify(token), helpToken(rina, 'another key'));
  await press(page);
  const refused = await told(page, 'refused');
  assert.equal(refused.code, 'foreign');
  assert.match(refused.description, /none of the keys/);
  await inside(page).locator('.row.primary').click();
  await say(page, 'Nobody in particular');
  // Named meanwhile: the talk goes along.
  await page.evaluate((token) => window.Sahay.identify(token), helpToken({ ...rina, id: 8, email: 'nila@meghna.example' }, key));
  await told(page, 'verified');
  await inside(page).locator('.entry.mine', { hasText: 'Nobody in particular' }).waitFor();
  await say(page, 'Now I am somebody');
  const { tickets } = await server.api('/api/v2/tickets');
  const ticket = tickets.find((each) => each.subject === 'Nobody in particular');
  const { user } = await server.api(`/api/v2/users/${ticket.requester_id}`);
  assert.deepEqual([user.external_id, user.email], ['8', 'nila@meghna.example']);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('signing out leaves nothing on the device, and the token opens nothing any more', { skip }, async () => {
  const page = await visit(await site());
  const token = helpToken({ ...rina, id: 9, email: 'mitu@meghna.example' }, key);
  await page.evaluate((each) => window.Sahay.identify(each), token);
  await press(page);
  await told(page, 'verified');
  await inside(page).locator('.row.primary').click();
  await say(page, 'A private word');
  await page.evaluate(() => window.Sahay.forget());
  await told(page, 'none');
  await inside(page).locator('.row.primary').waitFor();
  assert.equal(await inside(page).getByText('A private word').count(), 0);
  await page.evaluate((each) => window.Sahay.identify(each), token);
  assert.equal((await told(page, 'refused')).code, 'replayed');
  const stored = JSON.stringify(await kept(page.context()));
  assert.ok(!stored.includes('private word') && !stored.includes('i1.'), stored);
  // Somebody who never opened the panel on this page is forgotten, too.
  const fresh = await visit(await site(), { context: page.context() });
  await fresh.evaluate(() => window.Sahay.forget());
  await told(fresh, 'none');
  assert.ok(await fresh.locator('sahay-widget iframe').isHidden(), 'nothing opens by itself');
  assert.deepEqual([...page.faults, ...fresh.faults], []);
  await page.context().close();
});

test('the control: usually the widget keeps the conversation on the device', { skip }, async () => {
  const page = await visit(await site());
  await press(page);
  await inside(page).locator('.row.primary').click();
  await say(page, 'Kept');
  const { seen } = await kept(page.context());
  assert.ok(seen.some((each) => Object.keys(each.local).some((name) => name.startsWith('sahay.widget.'))), 'the eye sees what is stored');
  await page.context().close();
});

for (const [how, attributes, setting] of [['by the page', 'data-keep="nothing"', false], ['by the desk', '', true]])
  test(`where nothing may be kept (${how}), nothing is`, { skip }, async () => {
    await server.api('/api/v2/account/settings', { method: 'PUT', body: { settings: { sahay: { widget_keeps_nothing: setting } } } });
    const page = await visit(await site(attributes));
    await press(page);
    await inside(page).locator('.row.primary').click();
    await say(page, `Kept nowhere, ${how}`);
    await inside(page).locator('textarea').fill('A draft that is not sent');
    await inside(page).locator('header button').first().click();
    await inside(page).locator('.row', { hasText: 'step by step' }).click();
    await inside(page).locator('textarea').first().fill('A report that is not sent');
    await page.waitForTimeout(1500);
    const found = await kept(page.context());
    assert.deepEqual([found.cookies, found.origins], [[], []]);
    assert.ok(found.seen.length >= 2, 'the page and the frame were asked');
    for (const each of found.seen) assert.deepEqual(each, nothing);
    // The talk lives as long as the page ...
    await inside(page).locator('header button').first().click();
    await inside(page).locator('.row', { hasText: 'Kept nowhere' }).click();
    await inside(page).locator('.entry.mine', { hasText: 'Kept nowhere' }).waitFor();
    // ... and not longer.
    await page.reload();
    await press(page);
    await inside(page).locator('.row.primary').waitFor();
    await page.waitForTimeout(1000);
    assert.equal(await inside(page).getByText('Kept nowhere').count(), 0);
    assert.deepEqual(page.faults, []);
    await page.context().close();
    await server.api('/api/v2/account/settings', { method: 'PUT', body: { settings: { sahay: { widget_keeps_nothing: false } } } });
  });

test('what was kept before goes when nothing may be kept', { skip }, async () => {
  const context = await browser.newContext({ locale: 'en' });
  const before_ = await visit(await site(), { context });
  await press(before_);
  await inside(before_).locator('.row.primary').click();
  await say(before_, 'Kept at first');
  await before_.close();
  const page = await visit(await site('data-keep="nothing"'), { context });
  await press(page);
  await inside(page).locator('.row.primary').waitFor();
  const found = await kept(context);
  for (const each of found.seen) assert.deepEqual(each, nothing);
  await context.close();
});
