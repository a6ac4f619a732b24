// Emoji by ":" in the composer of the real console: a list by name in three languages that keeps the focus in the text; times,
// addresses and code are let alone.
// Usage: node --test tests/browser/emoji.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, page, id;

const text = (where = page) => where.locator('.ProseMirror').innerText();
const list = (where = page) => where.locator('#emoji-list');
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const emptied = async () => {
  await page.locator('.ProseMirror').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
};
const opened = async (where) => {
  await where.goto(`${server.base}/console/tickets/${id}?view=all`);
  await where.waitForSelector('.ProseMirror');
  await where.locator('.ProseMirror').focus();
};

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  id = (await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject: 'The pump hums', comment: { body: 'It hums.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } })).ticket.id;
  page = await consolePage(browser, server, server.people.sara);
  await opened(page);
});
after(() => rig.close());

test('two letters open the list, the text keeps the focus and says what is chosen, Enter takes it', { skip }, async () => {
  await page.keyboard.type('Thank you :rock');
  await list().waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('ProseMirror')));
  assert.equal(await page.locator('.ProseMirror').getAttribute('aria-controls'), 'emoji-list');
  const chosen = () => page.locator('.ProseMirror').getAttribute('aria-activedescendant');
  assert.equal(await chosen(), 'emoji-0');
  await page.keyboard.type('et');
  await page.waitForSelector('.draft-notes, .promise-bar, .composer-bar');
  await rest(700);
  const { bottom, line } = await page.evaluate(() => ({ bottom: document.querySelector('#emoji-list').getBoundingClientRect().bottom, line: getSelection().getRangeAt(0).getBoundingClientRect().top }));
  assert.ok(bottom <= line + 1, `the word is not covered: ${bottom}, ${line}`);
  await until(async () => (await list().locator('.option').first().innerText()).includes('🚀'), 'each letter narrows it');
  await page.keyboard.press('Enter');
  assert.equal(await text(), 'Thank you 🚀');
  await list().waitFor({ state: 'detached' });
  assert.equal(await chosen(), null);
  await page.keyboard.type(' :he');
  await list().waitFor();
  const second = await list().locator('.option').nth(1).locator('span').first().innerText();
  await page.keyboard.press('ArrowDown');
  assert.equal(await chosen(), 'emoji-1');
  await page.keyboard.press('Tab');
  assert.equal(await text(), `Thank you 🚀 ${second}`);
  await page.keyboard.type(' :smi');
  await list().waitFor();
  const first = await list().locator('.option').first().locator('span').first().innerText();
  await list().locator('.option').first().click();
  assert.equal(await text(), `Thank you 🚀 ${second} ${first}`);
  await emptied();
});

test('Esc leaves the word as it was typed and asks no more; what is found nowhere holds up no key', { skip }, async () => {
  await page.keyboard.type(':smi');
  await list().waitFor();
  await page.keyboard.press('Escape');
  await list().waitFor({ state: 'detached' });
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('ProseMirror')), 'one is still writing');
  await page.keyboard.type('le here');
  assert.equal(await list().count(), 0);
  assert.equal(await text(), ':smile here');
  await page.keyboard.press('Enter');
  await page.keyboard.type(':zzzz');
  await page.keyboard.press('Enter');
  await page.keyboard.type('below');
  assert.equal(await page.locator('.ProseMirror > p').count(), 3, 'Enter is a new line');
  await page.keyboard.press('Escape');
  await until(() => page.evaluate(() => document.activeElement.classList.contains('log')), 'Esc leaves the text');
  await emptied();
});

test('times, addresses and code open nothing', { skip }, async () => {
  for (const words of ['At 10:30 and 9:smart', 'http://smile.example', 'localhost:smile', 'Two things:smile', ':s', ':)']) {
    await page.keyboard.type(words);
    await rest(250);
    assert.equal(await list().count(), 0, words);
    await emptied();
  }
  await page.locator('.ProseMirror').evaluate((element) => {
    const data = new DataTransfer();
    data.setData('text/html', '<pre>let x = 1 </pre>');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForSelector('.ProseMirror pre');
  await page.keyboard.type(' :smile');
  await rest(250);
  assert.equal(await list().count(), 0, 'code');
  assert.ok((await text()).includes(':smile'));
  await emptied();
  await page.keyboard.type(':smile');
  await list().waitFor();
  await emptied();
  assert.deepEqual(page.faults, []);
});

test('names are in the language of the reader, and English ones are understood', { skip }, async () => {
  for (const [language, word, own] of [['ru', ':раке', /ракета/], ['bn', ':রকে', /রকেট/], ['ru', ':rocket', /ракета/]]) {
    const reader = await consolePage(browser, server, server.people.oleg, { prefs: { language }, where: `/console/tickets/${id}` });
    await opened(reader);
    await reader.keyboard.type(word);
    await list(reader).waitFor();
    await until(async () => own.test(await list(reader).innerText()), `${language} ${word}`);
    assert.ok((await list(reader).innerText()).includes('🚀'));
    assert.deepEqual(reader.faults, []);
    await reader.keyboard.press('Control+a');
    await reader.keyboard.press('Delete');
    await reader.context().close();
  }
});
