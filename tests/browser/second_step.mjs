// E6 on the screens: the second step is set up in the settings and at the door, asked for at sign-in, and helps without the phone.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, test } from 'node:test';
import { Rig, consolePage, lacking, patience, seen } from './rig.mjs';

const rig = new Rig();
after(() => rig.close());

// RFC 6238 over RFC 4226, from the text of the RFCs.
function codeOf(secret, steps = 0) {
  let bits = '';
  for (const letter of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
const keyOn = async (page) => (await page.textContent('.access-key')).replace(/\s/g, '');
const button = (page, name) => page.getByRole('button', { name, exact: true });

async function door(browser, server, email) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.addInitScript(() => { if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', JSON.stringify({ language: 'en' })); });
  await page.goto(`${server.base}/console/`);
  await page.fill('#signin-email', email);
  await page.fill('#signin-password', server.password);
  await page.click('button[type=submit]');
  return page;
}

test('the second step', { skip: lacking() }, async (t) => {
  const browser = await rig.browser();
  const server = await rig.server();
  let secret = '';
  let codes = [];

  await t.test('is set up in the settings with the password, a code to scan and a first code', async () => {
    const page = await consolePage(browser, server, server.people.oleg);
    await page.goto(`${server.base}/console/settings`);
    await button(page, 'Set up').click();
    await page.fill('#access-password', 'not the password');
    await button(page, 'Next').click();
    await page.waitForSelector('[role=alert]');
    await page.fill('#access-password', server.password);
    await button(page, 'Next').click();
    await page.waitForSelector('.access-qr path');
    secret = await keyOn(page);
    assert.match(await page.getAttribute('.access-qr path', 'd'), /^(M\d+ \d+h\d+v1h-\d+z)+$/);
    await page.fill('#access-code', '000000');
    await button(page, 'Turn on').click();
    await seen(page, '[role=alert]', 'not right');
    await page.fill('#access-code', codeOf(secret));
    await button(page, 'Turn on').click();
    await page.waitForSelector('.access-codes li');
    codes = await page.$$eval('.access-codes li', (all) => all.map((each) => each.textContent));
    assert.equal(codes.length, 10);
    await button(page, 'I have kept them').click();
    await seen(page, '.access', '10 recovery codes left');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  await t.test('is asked for at the door, and a wrong code does not open it', async () => {
    const page = await door(browser, server, server.people.oleg);
    await page.fill('#access-code', '000000');
    await page.keyboard.press('Enter');
    await seen(page, '[role=alert]', 'not right');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'access-code');
    // The code of the set-up was used; the next one is good half a minute early.
    await page.fill('#access-code', codeOf(secret, 1));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.inbox, .ticket-list, .list');
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  await t.test('opens without the phone by a recovery code', async () => {
    const page = await door(browser, server, server.people.oleg);
    await page.fill('#access-code', codes[3]);
    await button(page, 'Sign in').click();
    await page.waitForSelector('.inbox, .ticket-list, .list');
    await page.goto(`${server.base}/console/settings`);
    await seen(page, '.access', '9 recovery codes left');
    await page.context().close();
  });

  await t.test('is removed by an administrator, required of a role, and then set up at the door', async () => {
    const admin = await consolePage(browser, server, server.people.sara);
    await admin.goto(`${server.base}/console/admin/people`);
    await admin.getByText('Oleg Sokolov').first().click();
    await button(admin, 'Remove the second step').click();
    await seen(admin, '.admin-section', 'Off.');
    await admin.goto(`${server.base}/console/admin/roles/1`);
    await admin.getByLabel('Second step of signing in').check();
    await button(admin, 'Save').click();
    await admin.waitForFunction(() => !document.querySelector('.save-bar'));
    const page = await door(browser, server, server.people.oleg);
    await page.waitForSelector('.access-qr path');
    const fresh = await keyOn(page);
    assert.notEqual(fresh, secret);
    await page.fill('#access-code', codeOf(fresh));
    await button(page, 'Sign in').click();
    await page.waitForSelector('.access-codes li');
    await button(page, 'I have kept them').click();
    await page.waitForSelector('.inbox, .ticket-list, .list');
    assert.deepEqual([...page.faults, ...admin.faults], []);
  });
});
