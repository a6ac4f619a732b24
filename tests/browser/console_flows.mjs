// Drives the built console in a real browser against its development server: keyboard, drafts, sending, undo, stale sends,
// presence, the frozen list, lost connections. Usage: node tests/browser/console_flows.mjs (after `npm run build -- console`).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lacking, Rig } from './rig.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
// Below the ports that outgoing connections get.
const port = 12_000 + Math.floor(Math.random() * 20_000);
const base = `http://127.0.0.1:${port}`;
const skip = lacking();
const flow = (name, run) => test(name, { skip }, run);
const rig = new Rig();
let server;
let browser;

before(async () => {
  if (skip) return;
  server = spawn(process.execPath, [path.join(root, 'web/console/dev/mock_server.mjs')], { env: { ...process.env, PORT: String(port), UNDO: '2' } });
  await new Promise((resolve, reject) => {
    server.stdout.once('data', resolve);
    server.once('exit', reject);
  });
  browser = await rig.browser();
});

after(async () => {
  await rig.close();
  server?.kill();
});

const control = (name, body = {}) => fetch(`${base}/mock/${name}`, { method: 'POST', body: JSON.stringify(body) });

async function agent(email = 'sara@sahay.example', where = '/console/tickets/48001?view=mine') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.addInitScript(() => { if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', '{"language":"en"}'); });
  await page.goto(base + where);
  await page.fill('#signin-email', email);
  await page.fill('#signin-password', 'mock-password');
  await page.click('button[type=submit]');
  await page.waitForSelector('.comment');
  await page.waitForSelector('.ProseMirror');
  return page;
}

async function write(page, key, text) {
  await page.locator('.log').focus();
  await page.keyboard.press(key);
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await page.keyboard.type(text);
}

const seen = (page, selector, text) => page.waitForFunction(
  ([where, words]) => [...document.querySelectorAll(where)].some((element) => element.textContent.includes(words)), [selector, text]);
const gone = (page, selector) => page.waitForFunction((where) => !document.querySelector(where), selector);
const editorText = (page) => page.textContent('.ProseMirror');
const finish = async (page) => { assert.deepEqual(page.faults, []); await page.context().close(); };

flow('j and k open the neighbours, also typed on a Russian keyboard', async () => {
  const page = await agent();
  const first = page.url();
  await page.locator('.log').focus();
  await page.keyboard.press('j');
  await page.waitForFunction((before) => location.href !== before, first);
  await page.evaluate(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'л', code: 'KeyK' })));
  await page.waitForFunction((before) => location.href === before, first);
  await finish(page);
});

flow('a draft survives a reload and the undo of a send, and is gone once sent', async () => {
  const page = await agent();
  await write(page, 'r', 'Kept words');
  await seen(page, '.draft-state', 'saved');
  await page.reload();
  await seen(page, '.ProseMirror', 'Kept words');
  await page.locator('.ProseMirror').click();
  await page.keyboard.press('Control+Enter');
  await seen(page, '.comment.ours:not(.sending)', 'Kept words');
  assert.equal(await editorText(page), '');
  await page.locator('.toast button').first().click();
  await seen(page, '.ProseMirror', 'Kept words');
  await page.waitForFunction(() => ![...document.querySelectorAll('.comment')].some((comment) => comment.textContent.includes('Kept words')));
  await page.keyboard.press('Control+Enter');
  await gone(page, '.comment.sending');
  await seen(page, '.comment.ours', 'Kept words');
  await page.reload();
  await page.waitForSelector('.ProseMirror');
  assert.equal(await editorText(page), '');
  await finish(page);
});

flow('a note is a note: other colour, own button, sent as private', async () => {
  const page = await agent();
  await write(page, 'n', 'For us only');
  assert.equal(await page.locator('.composer[data-mode=note] .button.note').count(), 1);
  assert.equal(await page.locator('.composer .button.primary').count(), 0);
  await page.keyboard.press('Control+Enter');
  await seen(page, '.comment.note:not(.sending)', 'For us only');
  await finish(page);
});

flow('a reply is stopped when the customer wrote meanwhile, and can be sent anyway', async () => {
  const page = await agent('sara@sahay.example', '/console/tickets/48003?view=all');
  await write(page, 'r', 'Late answer');
  await control('comment', { ticket: 48003, text: 'I write in between' });
  await seen(page, '.composer .banner', 'wrote while you were writing');
  await page.locator('.ProseMirror').click();
  await page.keyboard.press('Control+Enter');
  await seen(page, '.composer .banner', 'Not sent');
  await seen(page, '.ProseMirror', 'Late answer');
  await page.getByText('Send anyway').click();
  await seen(page, '.comment.ours:not(.sending)', 'Late answer');
  await finish(page);
});

flow('colleagues see each other read and write', async () => {
  const [sara, oleg] = [await agent(), await agent('oleg@sahay.example')];
  await seen(sara, '.ticket-body > .banner', 'Oleg Sokolov is reading');
  await write(oleg, 'r', 'x');
  await seen(sara, '.ticket-body > .banner', 'Oleg Sokolov is writing');
  await finish(sara);
  await finish(oleg);
});

flow('nothing moves under the pointer; the bar counts and applies what arrived', async () => {
  const page = await agent('sara@sahay.example', '/console/tickets/48001?view=open');
  const top = () => page.locator('.row[data-id]').first().getAttribute('data-id');
  await page.mouse.move(200, 400);
  await page.mouse.move(204, 404);
  const before_ = await top();
  await control('ticket');
  await seen(page, '.new-bar', '1 new ticket');
  await page.waitForTimeout(2000);
  assert.equal(await top(), before_);
  await page.locator('.new-bar').click();
  await page.waitForFunction((id) => document.querySelector('.row[data-id]')?.dataset.id !== id, before_);
  await finish(page);
});

flow('what is sent without a connection waits and arrives once', async () => {
  const page = await agent();
  await write(page, 'n', 'Written offline');
  await page.context().setOffline(true);
  await control('cut');
  await page.keyboard.press('Control+Enter');
  await seen(page, '.comment.sending', 'No connection');
  await page.context().setOffline(false);
  await gone(page, '.comment.sending');
  assert.equal(await page.locator('.comment.note', { hasText: 'Written offline' }).count(), 1);
  await finish(page);
});

flow('a refused send stays in place with its text and can be tried again', async () => {
  const page = await agent();
  await write(page, 'n', 'Fails at first');
  await page.waitForTimeout(2500);
  await control('fail', { status: 500, times: 1 });
  await page.keyboard.press('Control+Enter');
  await seen(page, '.comment.sending', 'Not sent');
  await page.locator('.comment.sending').getByText('Try again').click();
  await gone(page, '.comment.sending');
  await finish(page);
});

flow('assigning takes a key, letters and Enter', async () => {
  const page = await agent('sara@sahay.example', '/console/tickets/48005?view=all');
  await page.locator('.log').focus();
  await page.keyboard.press('a');
  await page.waitForSelector('.popover input');
  await page.keyboard.type('ole');
  await page.keyboard.press('Enter');
  await seen(page, '.ticket-facts', 'Oleg Sokolov');
  await finish(page);
});

flow('solving goes on to the next ticket and can be undone', async () => {
  const page = await agent();
  await page.locator('.log').focus();
  await page.keyboard.press('e');
  await page.waitForFunction(() => !location.pathname.endsWith('/48001'));
  await page.locator('.toast button').first().click();
  await page.goto(`${base}/console/tickets/48001?view=mine`);
  await seen(page, '.ticket-facts', 'Open');
  await finish(page);
});

flow('rich mail has its full height in a frame without scripts, and keys work inside', async () => {
  const page = await agent();
  const frame = page.locator('iframe.mail-frame').first();
  await page.waitForFunction(() => document.querySelector('iframe.mail-frame').getBoundingClientRect().height > 250);
  assert.doesNotMatch(await frame.getAttribute('sandbox'), /allow-scripts/);
  await page.frameLocator('iframe.mail-frame').first().locator('body').click();
  const before_ = page.url();
  await page.keyboard.press('j');
  await page.waitForFunction((url) => location.href !== url, before_);
  await finish(page);
});

flow('a file is uploaded at once and leaves with the message', async () => {
  const page = await agent();
  await page.setInputFiles('.composer input[type=file]', { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('six printers') });
  await page.waitForSelector('.pending .file.done');
  await write(page, 'r', 'See the list');
  await page.keyboard.press('Control+Enter');
  await seen(page, '.comment.ours:not(.sending) .file', 'list.txt');
  await finish(page);
});

flow('an ended session asks to sign in again and keeps the text', async () => {
  const page = await agent();
  await write(page, 'n', 'Text before the end');
  await control('expire');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('dialog #signin-password');
  await page.fill('dialog #signin-password', 'mock-password');
  await page.click('dialog button[type=submit]');
  await gone(page, 'dialog');
  await page.locator('.comment.sending').getByText('Try again').click();
  await gone(page, '.comment.sending');
  await seen(page, '.comment.note', 'Text before the end');
  await finish(page);
});
