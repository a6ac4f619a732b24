// One request on paper, from the real console: the head and the whole thread, nothing of the console, notes only when asked for, and
// nothing of another site is loaded.
// Usage: node --test tests/browser/print_request.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, page, id;
const asked = [];

before(async () => {
  if (skip) return;
  server = await rig.server();
  const ask = (path, body, method) => server.api(`/api/v2${path}`, { method, body });
  id = (await ask('/tickets', { ticket: { subject: 'The pump hums', comment: { html_body: '<p>It hums. <img src="http://pictures.example/a.png" alt="x"></p>' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } }, 'POST')).ticket.id;
  for (let n = 1; n <= 60; n += 1) await ask(`/tickets/${id}`, { ticket: { comment: { body: n === 7 ? 'For us alone.' : `Word ${n} to you.`, public: n !== 7 } } }, 'PUT');
  page = await consolePage(await rig.browser(), server, server.people.sara);
  page.on('request', (request) => { if (!request.url().startsWith(server.base) && /^https?:/.test(request.url())) asked.push(request.url()); });
  await page.addInitScript(() => { window.printed = 0; window.print = () => { window.printed += 1; }; });
  await page.goto(`${server.base}/console/tickets/${id}?view=all`);
  await page.waitForSelector('.ProseMirror');
});
after(() => rig.close());

test('Ctrl P asks, prints the whole thread on white paper without notes and console, and with notes when asked', { skip }, async () => {
  await page.locator('.ProseMirror').focus();
  await page.keyboard.press('Control+p');
  await seen(page, 'dialog[open] h2', `Print request #${id}`);
  await page.keyboard.press('Enter');
  await until(() => page.evaluate(() => window.printed === 1), 'Enter prints');
  const sheet = page.locator('.print-sheet');
  assert.equal(await sheet.isVisible(), false, 'nothing of it is seen on the screen');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await sheet.isVisible(), true);
  assert.deepEqual(await page.locator('.rail, .list, .ticket-head, dialog').evaluateAll((all) => all.filter((each) => each.checkVisibility()).length), 0);
  const words = await sheet.innerText();
  for (const part of [`#${id}`, 'The pump hums', 'Rina Akter, rina@meghna.example', 'It hums.', 'Word 1 to you.', 'Word 60 to you.', 'Sara Ahmed', 'Printed']) assert.ok(words.includes(part), part);
  assert.ok(!words.includes('For us alone.'), 'notes stay inside');
  assert.equal(await sheet.locator('time').count() >= 60, true, 'each has its time');
  assert.deepEqual(await sheet.evaluate((element) => [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor]), ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g).length;
  assert.ok(pages >= 3, `${pages} pages: nothing is cut off`);
  await page.emulateMedia({ media: 'screen' });

  await page.locator('dialog[open] input[type=checkbox]').check();
  await page.emulateMedia({ media: 'print' });
  assert.ok((await sheet.innerText()).includes('For us alone.'));
  assert.ok((await sheet.innerText()).includes('not for the customer'));
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(asked, [], 'nothing of another site');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.rail').isVisible(), 'without a sheet the screen prints as it is');
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(page.faults, []);
});
