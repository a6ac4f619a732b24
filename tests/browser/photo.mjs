// The photo of an agent (C9): chosen, cut by mouse and keys, seen at once in the console, by the customer on the page of the request
// and in the chat of the widget; removed, the initials are back.
// Usage: node --test tests/browser/photo.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, patience, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server;

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
});
after(() => rig.close());

// Red on the left half, blue on the right.
const twoColours = (page) => page.evaluate(async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 200 });
  const pen = canvas.getContext('2d');
  for (const [colour, left] of [['#f00', 0], ['#00f', 200]]) { pen.fillStyle = colour; pen.fillRect(left, 0, 200, 200); }
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  return [...new Uint8Array(await blob.arrayBuffer())];
});

const colourOf = (page, address) => page.evaluate(async (from) => {
  const picture = await createImageBitmap(await (await fetch(from)).blob());
  const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
  const pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const at = (x) => { const [red, , blue] = pen.getImageData(x, picture.height / 2, 1, 1).data; return red > blue ? 'red' : 'blue'; };
  return { side: [picture.width, picture.height], left: at(4), right: at(picture.width - 4) };
}, address);

async function choose(page, bytes, name = 'me.png') {
  await page.locator('input[data-photo]').setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(bytes) });
}

const photoOf = async (email) => (await server.api(`/api/v2/users?role[]=agent&role[]=admin`)).users.find((user) => user.email === email).photo;

test('an agent cuts a picture with the keys, and what is kept is the square they saw', { skip }, async () => {
  const page = await consolePage(browser, server, server.people.oleg);
  await page.goto(`${server.base}/console/settings`);
  await page.waitForSelector('.photo-row');
  assert.equal(await page.locator('.photo-row .avatar').textContent(), 'OS');
  await choose(page, await twoColours(page));
  await page.locator('.photo-stage').focus();
  for (let i = 0; i < 40; ++i) await page.keyboard.press('ArrowLeft');  // past the edge: only red is left
  await page.locator('.photo-dialog button[type=submit]').click();
  await page.waitForSelector('.photo-row .avatar img');
  const kept = await until(() => photoOf(server.people.oleg), 'the photo is stored');
  assert.deepEqual(await colourOf(page, kept.content_url), { side: [320, 320], left: 'red', right: 'red' });
});

test('what is no picture is refused before anything is sent', { skip }, async () => {
  const page = await consolePage(browser, server, server.people.oleg);
  await page.goto(`${server.base}/console/settings`);
  await page.waitForSelector('.photo-row');
  await choose(page, Buffer.from('not a picture'), 'notes.txt');
  await seen(page, '.photo [role=alert]', 'no picture');
});

test('an administrator removes the photo of somebody and the initials are back', { skip }, async () => {
  const page = await consolePage(browser, server, server.people.sara);
  const { users } = await server.api('/api/v2/users?role[]=agent');
  await page.goto(`${server.base}/console/admin/people/${users.find((user) => user.email === server.people.oleg).id}`);
  await page.waitForSelector('.photo-row .avatar img');
  await page.locator('.photo-row .button.ghost').click();
  await page.waitForFunction(() => document.querySelector('.photo-row .avatar').textContent === 'OS');
  assert.equal(await photoOf(server.people.oleg), null);
});

test('the customer sees the face of who answers in the widget', { skip }, async () => {
  const page = await consolePage(browser, server, server.people.oleg);
  await page.goto(`${server.base}/console/settings`);
  await page.waitForSelector('.photo-row');
  await choose(page, await twoColours(page));
  await page.locator('.photo-dialog button[type=submit]').click();
  await page.waitForSelector('.photo-row .avatar img');
  const kept = await until(() => photoOf(server.people.oleg), 'the photo is stored');
  assert.deepEqual(await colourOf(page, kept.content_url), { side: [320, 320], left: 'red', right: 'blue' });
  const visitor = await (await browser.newContext({ locale: 'en' })).newPage();
  visitor.setDefaultTimeout(patience);
  await visitor.goto(await rig.hostPage(server.base));
  await visitor.locator('sahay-widget button').click();
  const frame = visitor.frameLocator('sahay-widget iframe');
  await frame.locator('.row.primary, textarea').first().waitFor();
  if (await frame.locator('.row.primary').isVisible()) await frame.locator('.row.primary').click();
  await frame.locator('textarea').fill('The drill stops after a minute.');
  await frame.locator('textarea').press('Enter');
  const ticket = await until(async () => (await server.api('/api/v2/tickets')).tickets[0], 'the message is a request');
  await page.goto(`${server.base}/console/tickets/${ticket.id}?view=all`);
  await page.waitForSelector('.ProseMirror');
  await page.locator('.log').focus();
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await page.keyboard.type('Please warm the battery.');
  await page.keyboard.press('Control+Enter');
  const face = frame.locator('.entry:not(.mine) img.face');
  await face.first().waitFor();
  await until(() => face.first().evaluate((picture) => picture.complete && picture.naturalWidth === 320), 'the picture is loaded in the widget');
  await page.waitForSelector('.comment .avatar img');
});
