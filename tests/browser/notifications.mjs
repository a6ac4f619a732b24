// Notifications in a real browser: the bell fills live, is worked by keys, empties by opening the request; the settings hold, a
// device without a push service says what is wrong, and the tone sounds in one of two tabs.
// Usage: node --test tests/browser/notifications.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, oleg;

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser(['--autoplay-policy=no-user-gesture-required']);
  const { users } = await server.api('/api/v2/users?role=agent');
  oleg = users.find((each) => each.email === server.people.oleg).id;
});
after(() => rig.close());

async function given(subject) {
  const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: {
    subject, comment: { body: 'It stopped at noon.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await server.api(`/api/v2/tickets/${ticket.id}`, { method: 'PUT', body: { ticket: { assignee_id: oleg } } });
  return ticket.id;
}
async function agentAt(where) {
  const page = await consolePage(browser, server, server.people.oleg);
  await page.evaluate(() => fetch('/api/v2/notifications/read', { method: 'PUT', headers: { 'x-sahay': '1', 'content-type': 'application/json' }, body: '{}' }));
  await page.goto(server.base + where);
  await page.waitForSelector('[data-bell]');
  return page;
}
const badge = async (page) => (await page.locator('[data-bell] .badge').allInnerTexts()).join('');
const focusedText = (page) => page.evaluate(() => document.activeElement?.textContent ?? '');

test('the bell fills live, keys move in it, Enter opens the request and that reads it', { skip }, async () => {
  const page = await agentAt('/console/customers');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await seen(page, 'dialog.bell', 'Nothing has happened yet');
  await page.keyboard.press('Escape');
  const first = await given('Pump one');
  await until(async () => (await badge(page)) === '1', 'the bell says one');
  await given('Pump two');
  await until(async () => (await badge(page)) === '2' && (await page.title()).startsWith('(2)'), 'bell and title say two');
  await page.click('[data-bell]');
  await until(async () => /Pump two/.test(await focusedText(page)), 'the newest line has the focus');
  await page.keyboard.press('r');
  await until(async () => (await badge(page)) === '1', 'one is read');
  await page.keyboard.press('j');
  await until(async () => /Pump one/.test(await focusedText(page)), 'j moves down');
  await page.keyboard.press('Enter');
  await until(() => page.url().includes(`/tickets/${first}`), 'the request is open');
  await until(async () => (await badge(page)) === '', 'nothing is unread');
  assert.equal(await page.locator('dialog.bell').count(), 0);
  assert.deepEqual(page.faults, []);
});

test('a request that is opened in the list is read too, and all are read at once', { skip }, async () => {
  const page = await agentAt('/console/customers');
  const id = await given('Pump three');
  await until(async () => (await badge(page)) === '1', 'one is unread');
  await page.goto(`${server.base}/console/tickets/${id}?view=all`);
  await until(async () => (await server.api('/api/v2/users/me')).user && (await badge(page)) === '', 'it is read');
  await page.goto(`${server.base}/console/customers`);
  await given('Pump four');
  await given('Pump five');
  await until(async () => (await badge(page)) === '2', 'two are unread');
  await page.click('[data-bell]');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await until(async () => (await badge(page)) === '', 'none is unread');
  assert.deepEqual(page.faults, []);
});

test('the tone sounds in one of two tabs, once the browser is allowed to', { skip }, async () => {
  const page = await agentAt('/console/settings');
  const other = await page.context().newPage();
  const listen = () => {
    globalThis.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function counted(...when) { globalThis.tones += 1; return start.apply(this, when); };
  };
  await page.evaluate(listen);
  await page.getByLabel('Play sounds in this browser').check();
  await until(async () => (await page.evaluate(() => globalThis.tones)) === 2, 'asking for it sounds once');
  await page.evaluate(() => { globalThis.tones = 0; });
  await other.goto(`${server.base}/console/customers`);
  await other.waitForSelector('[data-bell]');
  await other.evaluate(listen);
  await given('Pump six');
  await until(async () => (await badge(page)) === '1' && (await badge(other)) === '1', 'both bells say it');
  await until(async () => (await page.evaluate(() => globalThis.tones)) + (await other.evaluate(() => globalThis.tones)) >= 2, 'it sounds');
  assert.equal((await page.evaluate(() => globalThis.tones)) + (await other.evaluate(() => globalThis.tones)), 2, 'two notes, of one tab');
});

// Each tab is a process with a copy of the storage of its own: what one writes the other reads a moment later. Here, never.
test('two tabs of which neither sees what the other stores sound once', { skip }, async () => {
  const first = await agentAt('/console/customers');
  await first.evaluate(() => localStorage.setItem('sahay.sound', 'on'));
  const second = await first.context().newPage();
  await second.goto(`${server.base}/console/customers`);
  await second.waitForSelector('[data-bell]');
  for (const page of [first, second])
    await page.evaluate(() => {
      globalThis.tones = 0;
      const { getItem } = Storage.prototype;
      Storage.prototype.getItem = function late(key) { return key === 'sahay.sounded' ? null : getItem.call(this, key); };
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function counted(...when) { globalThis.tones += 1; return start.apply(this, when); };
    });
  const tones = async () => (await first.evaluate(() => globalThis.tones)) + (await second.evaluate(() => globalThis.tones));
  await given('Pump seven');
  await until(async () => (await badge(first)) === '1' && (await badge(second)) === '1', 'both bells say it');
  await until(async () => (await tones()) >= 2, 'it sounds');
  await first.waitForTimeout(300);
  assert.equal(await tones(), 2, 'two notes, of one tab');
});

test('ways, quiet hours and the morning are kept; a mistake is named', { skip }, async () => {
  const page = await agentAt('/console/settings');
  const box = page.getByLabel('A customer answers me: Device', { exact: true });
  assert.equal(await box.isChecked(), false);
  await box.check();
  await page.fill('#quiet-from', '22:00');
  await page.fill('#quiet-to', '7');
  await page.locator('form:has(#quiet-from) button[type=submit]').click();
  await seen(page, 'form [role=alert]', '22:00');
  await page.fill('#quiet-to', '07:00');
  await page.locator('form:has(#quiet-from) button[type=submit]').click();
  await seen(page, '.toast', 'Saved');
  await page.reload();
  await page.waitForSelector('#quiet-from');
  assert.deepEqual([await page.inputValue('#quiet-from'), await page.inputValue('#quiet-to'), await box.isChecked()], ['22:00', '07:00', true]);
  assert.equal(await page.getByLabel(/Mail was set aside/).count(), 0, 'of administrators alone');
  assert.deepEqual(page.faults, []);
});

test('the worker of the console is served and shows what comes', { skip }, async () => {
  const answer = await fetch(`${server.base}/console/sw.js`);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /javascript/);
  const page = await agentAt('/console/settings');
  const state = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.register('/console/sw.js', { scope: '/console/' });
    await navigator.serviceWorker.ready;
    return registration.scope;
  });
  assert.ok(state.endsWith('/console/'));
});
