// E6 in a real browser with the virtual authenticator of its developer tools: passkeys of an agent in the console and of a
// customer in the portal are added, named, used and taken away, and a copied authenticator is noticed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Rig, lacking, patience, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, base, sink;

before(async () => {
  if (skip) return;
  sink = await rig.mailSink();
  server = await rig.server({ config: `
[mail]
address = "support@sahay.example"
lmtp_listen = "LMTP"
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
  // Browsers keep passkeys for names, never for addresses of machines.
  base = server.base.replace('127.0.0.1', 'localhost');
  browser = await rig.browser();
});
after(() => rig.close());

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function newPage(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.addInitScript(() => { if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', JSON.stringify({ language: 'en' })); });
  page.tools = await context.newCDPSession(page);
  await page.tools.send('WebAuthn.enable');
  page.device = await addDevice(page, options);
  return page;
}
const addDevice = async (page, options = {}) => (await page.tools.send('WebAuthn.addVirtualAuthenticator', {
  options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, ...options },
})).authenticatorId;
const keysOf = async (page, device = page.device) => (await page.tools.send('WebAuthn.getCredentials', { authenticatorId: device })).credentials;

test('passkeys of an agent', { skip }, async (t) => {
  const page = await newPage();
  await t.test('are added in the settings with the password and get a name', async () => {
    await page.goto(`${base}/console/`);
    await page.fill('#signin-email', server.people.oleg);
    await page.fill('#signin-password', server.password);
    await page.click('button[type=submit]');
    await page.waitForSelector('.inbox, .ticket-list, .list');
    await page.goto(`${base}/console/settings`);
    await button(page, 'Add a passkey').click();
    await page.fill('#passkey-name', 'Work laptop');
    await page.fill('#passkey-password', 'not the password');
    await button(page, 'Next').click();
    await page.waitForSelector('[role=alert]');
    await page.fill('#passkey-password', server.password);
    await button(page, 'Next').click();
    await seen(page, '.access-keys', 'Work laptop');
    const [key] = await keysOf(page);
    assert.equal(key.rpId, 'localhost');
    assert.equal(key.isResidentCredential, true);
    await until(() => sink.mails.some((mail) => mail.to.includes(server.people.oleg) && mail.text.includes('Work laptop')), 'the mail that tells of it');
  });

  await t.test('open the console without address and password', async () => {
    await page.context().clearCookies();
    await page.goto(`${base}/console/`);
    await button(page, 'Sign in with a passkey').click();
    await page.waitForSelector('.inbox, .ticket-list, .list');
    await page.goto(`${base}/console/settings`);
    await seen(page, '.access-keys', 'Last used');
    await button(page, 'Rename: Work laptop').click();
    await page.fill('#passkey-name', 'Old laptop');
    await button(page, 'Done').click();
    await seen(page, '.access-keys', 'Old laptop');
  });

  await t.test('of a copied authenticator, whose counter stands still, do not open it', async () => {
    const [key] = await keysOf(page);
    await page.tools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: page.device });
    page.device = await addDevice(page);
    await page.tools.send('WebAuthn.addCredential', { authenticatorId: page.device, credential: { ...key, signCount: 0 } });
    await page.context().clearCookies();
    await page.goto(`${base}/console/`);
    await button(page, 'Sign in with a passkey').click();
    await seen(page, '[role=alert]', 'does not open this desk');
    await page.tools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: page.device });
    page.device = await addDevice(page);
    await page.tools.send('WebAuthn.addCredential', { authenticatorId: page.device, credential: { ...key, signCount: key.signCount + 10 } });
    await button(page, 'Sign in with a passkey').click();
    await page.waitForSelector('.inbox, .ticket-list, .list');
  });

  await t.test('that were taken away open nothing any more', async () => {
    await page.goto(`${base}/console/settings`);
    await button(page, 'Remove: Old laptop').click();
    await button(page, 'Remove').click();
    await page.waitForSelector('[role=dialog] [role=alert], dialog [role=alert]');
    await page.fill('#passkey-password', server.password);
    await button(page, 'Remove').click();
    await page.waitForFunction(() => !document.querySelector('.access-keys'));
    await page.context().clearCookies();
    await page.goto(`${base}/console/`);
    await button(page, 'Sign in with a passkey').click();
    await page.waitForSelector('[role=alert]');
    assert.deepEqual(page.faults, []);
  });
});

test('a device that does not look who is there makes no passkey', { skip }, async () => {
  const page = await newPage({ hasUserVerification: false, isUserVerified: false });
  await page.goto(`${base}/console/`);
  await page.fill('#signin-email', server.people.sara);
  await page.fill('#signin-password', server.password);
  await page.click('button[type=submit]');
  await page.waitForSelector('.inbox, .ticket-list, .list');
  await page.goto(`${base}/console/settings`);
  await button(page, 'Add a passkey').click();
  await page.fill('#passkey-password', server.password);
  await button(page, 'Next').click();
  await seen(page, '[role=alert]', 'made no passkey');
  assert.deepEqual(await keysOf(page), []);
});

test('passkeys of a customer in the portal', { skip }, async () => {
  const email = 'rina@meghna.example';
  const page = await newPage();
  await page.goto(`${base}/signin?return_to=/account`);
  await page.fill('[name=email]', email);
  await button(page, 'Send me the link').click();
  const link = await until(() => /http\S+\/signin\/[\w-]+/.exec(sink.mails.findLast((mail) => mail.to.includes(email))?.text ?? '')?.[0], 'the link');
  await page.goto(base + new URL(link).pathname);
  await button(page, `Sign in as ${email}`).click();
  await page.waitForURL(/\/account$/);
  await page.fill('[data-passkey-add] [name=name]', 'My phone');
  await button(page, 'Add a passkey').click();
  await page.waitForSelector('form.key');
  assert.equal(await page.inputValue('form.key [name=name]'), 'My phone');
  await page.context().clearCookies();
  await page.goto(`${base}/signin?return_to=/account`);
  await button(page, 'Sign in with a passkey').click();
  await page.waitForURL(/\/account$/);
  await seen(page, 'form.key', 'Last used');
  // A customer's passkey is no way into the console.
  await page.goto(`${base}/console/`);
  await button(page, 'Sign in with a passkey').click();
  await seen(page, '[role=alert]', 'does not open this desk');
  await page.goto(`${base}/account`);
  await page.locator('form.key').getByRole('button', { name: 'Remove' }).click();
  await page.waitForFunction(() => !document.querySelector('form.key'));
  assert.deepEqual(page.faults, []);
});
