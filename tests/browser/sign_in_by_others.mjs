// E6 in a real browser, with the provider of others (oidc-provider, certified by the OpenID Foundation) instead of one that we
// wrote: the administrator sets it up and tests it on the screen, an agent and a customer sign in by it, an agent connects theirs.
// Needs `npm ci` in tests/browser/provider.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Rig, lacking, patience, root } from './rig.mjs';

const entry = path.join(root, 'tests/browser/provider/node_modules/oidc-provider/lib/index.js');
const skip = lacking() || (!existsSync(entry) && 'run npm ci in tests/browser/provider');
const rig = new Rig();
const secret = 'a-secret+of/the desk%';
const people = {
  oleg: { email: 'oleg@sahay.example', email_verified: true, name: 'Oleg Sokolov' },
  rina: { email: 'rina@meghna.example', email_verified: true, name: 'Rina Akter' },
  sara: { email: 'private@elsewhere.example', email_verified: false, name: 'Sara' },
};
let browser, server, issuer;

before(async () => {
  if (skip) return;
  server = await rig.server({ config: '[outbound]\nallow = ["127.0.0.0/8"]\n' });
  const door = createServer((request, response) => answer(request, response));
  await new Promise((ready) => { door.listen(0, '127.0.0.1', ready); });
  rig.atEnd(() => new Promise((closed) => { door.closeAllConnections(); door.close(closed); }));
  issuer = `http://127.0.0.1:${door.address().port}`;
  const { default: Provider } = await import(pathToFileURL(entry).href);
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'desk', client_secret: secret, redirect_uris: [`${server.base}/oidc/back`], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    pkce: { required: () => true },
  });
  const answer_ = provider.callback();
  answer = (request, response) => answer_(request, response);
  browser = await rig.browser();
});
after(() => rig.close());

let answer = (_request, response) => response.end();

async function newPage(language = 'en') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.addInitScript(() => { if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', JSON.stringify({ language: 'en' })); });
  return page;
}

async function enter(page, email) {
  await page.goto(`${server.base}/console/`);
  await page.fill('#signin-email', email);
  await page.fill('#signin-password', server.password);
  await page.click('button[type=submit]');
  await page.waitForSelector('.inbox, .ticket-list, .list');
}

/** The provider's own pages: who they are, and their yes. */
async function atProvider(page, name) {
  await page.waitForURL(`${issuer}/**`);
  await page.fill('[name=login]', name);
  await page.fill('[name=password]', 'anything');
  await page.click('button[type=submit]');
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('signing in by a provider of others', { skip }, async (t) => {
  await t.test('is set up and tested by the administrator on the screen', async () => {
    const page = await newPage();
    await enter(page, server.people.sara);
    await page.goto(`${server.base}/console/admin/providers/new`);
    await page.getByLabel('Name', { exact: true }).fill('Meghna ID');
    await page.getByLabel('Issuer address').fill(issuer);
    await page.getByLabel('Client ID').fill('desk');
    await page.getByLabel('Client secret').fill('not the secret');
    await page.getByLabel('Customers, at the portal').check();
    await page.getByLabel('Trust addresses that the provider has verified').check();
    await page.getByLabel('Unknown people become customers').check();
    await page.getByRole('button', { name: /^(Save|Create|Add|New provider)/ }).first().click();
    await page.getByRole('button', { name: 'Run the test' }).click();
    await page.getByText('The provider does not know our client ID and secret.').waitFor();
    await page.getByLabel('Client secret').fill(secret);
    await page.getByRole('button', { name: /^Save/ }).first().click();
    await page.waitForTimeout(500);
    await page.getByRole('button', { name: 'Run the test' }).click();
    await page.getByText('All is as it should be.').waitFor();
    assert.deepEqual(page.faults, []);
    const { oidc_providers: [row] } = await server.api('/api/v2/oidc_providers');
    await server.api(`/api/v2/oidc_providers/${row.id}`, { method: 'PUT', body: { oidc_provider: { domains: ['sahay.example', 'meghna.example'] } } });
    await page.context().close();
  });

  await t.test('lets a new customer into the portal, scripts or not', async () => {
    const page = await newPage();
    await page.goto(`${server.base}/signin?return_to=/account`);
    const way = page.getByRole('link', { name: 'Sign in with Meghna ID' });
    // As wide as its words, on a wide screen: no band across the page.
    assert.ok((await way.boundingBox()).width < 320, JSON.stringify(await way.boundingBox()));
    await way.click();
    await atProvider(page, 'rina');
    await page.waitForURL(`${server.base}/account`);
    await page.getByText('rina@meghna.example').first().waitFor();
    await page.context().close();
  });

  await t.test('lets an agent into the console, and into nothing else', async () => {
    const page = await newPage();
    await page.goto(`${server.base}/console/`);
    await page.getByRole('link', { name: 'Sign in with Meghna ID' }).click();
    await atProvider(page, 'oleg');
    await page.waitForSelector('.inbox, .ticket-list, .list');
    assert.equal(await page.evaluate(() => fetch('/api/v2/users/me').then((read) => read.json()).then((read) => read.user.email)), 'oleg@sahay.example');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  await t.test('says in plain words that a customer does not belong at the console', async () => {
    const page = await newPage();
    await page.goto(`${server.base}/console/`);
    await page.getByRole('link', { name: 'Sign in with Meghna ID' }).click();
    await atProvider(page, 'rina');
    await page.getByText('Nobody here has the account rina@meghna.example').waitFor();
    await page.context().close();
  });

  await t.test('is connected by somebody who is signed in, with their password and their press', async () => {
    const page = await newPage();
    await enter(page, server.people.sara);
    await page.goto(`${server.base}/console/settings`);
    await page.getByRole('button', { name: 'Connect Meghna ID' }).click();
    await page.fill('#oidc-password', server.password);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await atProvider(page, 'sara');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.waitForURL(`${server.base}/console/settings`);
    await page.getByRole('button', { name: 'Disconnect: Meghna ID' }).waitFor();
    const second = await newPage();
    await second.goto(`${server.base}/console/`);
    await second.getByRole('link', { name: 'Sign in with Meghna ID' }).click();
    await atProvider(second, 'sara');
    await second.waitForSelector('.inbox, .ticket-list, .list');
    assert.equal(await second.evaluate(() => fetch('/api/v2/users/me').then((read) => read.json()).then((read) => read.user.email)), 'sara@sahay.example');
    await page.getByRole('button', { name: 'Disconnect: Meghna ID' }).click();
    await page.fill('#oidc-password', 'not the password');
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.locator('[role=dialog] [role=alert], dialog [role=alert]').waitFor();
    await page.fill('#oidc-password', server.password);
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByRole('button', { name: 'Connect Meghna ID' }).waitFor();
  });
});
