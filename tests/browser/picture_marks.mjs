// Pictures of the composer: what is blurred or cropped away is not in the file that the desk has, whether the picture was pasted or
// uploaded before; by pointer and by keys alone.
// Usage: node --test tests/browser/picture_marks.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, browser, sara;

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  sara = await consolePage(browser, server, server.people.sara, { prefs: { undoSeconds: 0, nextAfterSolve: false } });
});
after(() => rig.close());

async function ticket(page = sara) {
  const made = await server.api('/api/v2/tickets.json', { method: 'POST', body: { ticket: { subject: 'A panel', comment: { body: 'It blinks.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await page.goto(`${server.base}/console/tickets/${made.ticket.id}`);
  await page.waitForSelector('.ProseMirror');
  return { comments: async () => (await server.api(`/api/v2/tickets/${made.ticket.id}/comments`)).comments };
}

// White, with a line of black bars as fine as letters at x 40 to 360, y 40 to 70; a green field right below.
const draw = `async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 400;
  canvas.height = 200;
  const c = canvas.getContext('2d');
  c.fillStyle = '#fff';
  c.fillRect(0, 0, 400, 200);
  c.fillStyle = '#000';
  for (let x = 40; x < 360; x += 4) c.fillRect(x, 40, 2, 30);
  c.fillStyle = '#00ff00';
  c.fillRect(300, 150, 100, 50);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  return new File([blob], 'panel.png', { type: 'image/png' });
}`;

const paste = (page = sara) => page.evaluate(async (source) => {
  const data = new DataTransfer();
  data.items.add(await (0, eval)(`(${source})`)());
  document.querySelector('.ticket-body').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, draw);

const drop = () => sara.evaluate(async (source) => {
  const data = new DataTransfer();
  data.items.add(await (0, eval)(`(${source})`)());
  document.querySelector('.ticket-body').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, draw);

/** Size, how many steps from dark to light lie in the line of text, and one pixel of the green field, read from the server's file. */
const look = (page, url) => page.evaluate(async (from) => {
  const picture = await createImageBitmap(await (await fetch(from)).blob());
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  const c = canvas.getContext('2d');
  c.drawImage(picture, 0, 0);
  const line = c.getImageData(0, Math.min(55, picture.height - 1), picture.width, 1).data;
  let steps = 0;
  for (let x = 1; x < picture.width; x += 1) if (Math.abs(line[x * 4] - line[x * 4 - 4]) > 60) steps += 1;
  return { width: picture.width, height: picture.height, steps, corner: [...c.getImageData(picture.width - 5, picture.height - 5, 1, 1).data].slice(0, 3) };
}, new URL(url).pathname);

async function drag(page, [x0, y0], [x1, y1]) {
  const box = await page.locator('.mark-dialog canvas').boundingBox();
  const at = (x, y) => [box.x + (x / 400) * box.width, box.y + (y / 200) * box.height];
  await page.mouse.move(...at(x0, y0));
  await page.mouse.down();
  await page.mouse.move(...at((x0 + x1) / 2, (y0 + y1) / 2));
  await page.mouse.move(...at(x1, y1));
  await page.mouse.up();
}

const tool = (name) => sara.locator('.mark-dialog').getByRole('button', { name, exact: true }).click();
const use = (page = sara) => page.getByRole('button', { name: 'Use this picture' }).click();
const waiting = () => sara.locator('.files.pending .file.done').waitFor();

async function send(one, words = 'See here.') {
  await sara.locator('.ProseMirror').fill(words);
  await sara.keyboard.press('Control+Enter');
  await until(async () => (await one.comments()).length === 2, 'it was sent');
  return (await one.comments())[1].attachments[0].content_url;
}

test('the picture that tests read has the text that must go', { skip }, async () => {
  const one = await ticket();
  await drop();
  await waiting();
  const now = await look(sara, await send(one));
  assert.deepEqual([now.width, now.height, now.corner], [400, 200, [0, 255, 0]]);
  assert.ok(now.steps > 100, `${now.steps} steps from dark to light`);
});

test('what is blurred in a pasted picture is gone from the file, and nothing was uploaded before', { skip }, async () => {
  const one = await ticket();
  let uploads = 0;
  const count = (request) => { if (request.url().includes('/api/v2/uploads')) uploads += 1; };
  sara.on('request', count);
  await paste();
  await sara.locator('.mark-dialog canvas').waitFor();
  await drag(sara, [30, 30], [370, 80]);
  assert.equal(uploads, 0);
  await use();
  await waiting();
  assert.equal(uploads, 1);
  sara.off('request', count);
  const now = await look(sara, await send(one));
  assert.ok(now.steps <= 2, `${now.steps} steps: of the line nothing is left but the two ends of the blurred field`);
  assert.deepEqual([now.width, now.height, now.corner], [400, 200, [0, 255, 0]], 'the rest is as it was');
});

test('a picture that is there already is cropped, and its original cannot be had any more', { skip }, async () => {
  const one = await ticket();
  const answered = sara.waitForResponse((response) => response.url().includes('/api/v2/uploads') && response.request().method() === 'POST');
  await drop();
  const first = (await (await answered).json()).upload.attachment.content_url;
  await waiting();
  assert.equal((await fetch(server.base + new URL(first).pathname)).status, 200);
  await sara.getByRole('button', { name: 'Crop or blur panel.png' }).click();
  await sara.locator('.mark-dialog canvas').waitFor();
  await tool('Crop');
  await drag(sara, [200, 100], [400, 200]);
  await use();
  await until(async () => (await fetch(server.base + new URL(first).pathname)).status === 404, 'the original is gone');
  await waiting();
  const url = await send(one);
  assert.notEqual(url, first);
  const now = await look(sara, url);
  assert.ok(Math.abs(now.width - 200) <= 2 && Math.abs(now.height - 100) <= 2, `half of 400 by 200, not ${now.width} by ${now.height}`);
  assert.deepEqual(now.corner, [0, 255, 0]);
});

test('by keys alone: a region is drawn, moved, sized and undone', { skip }, async () => {
  const one = await ticket();
  await paste();
  await sara.waitForFunction(() => document.activeElement?.matches('.mark-dialog canvas'));
  const press = async (...keys) => { for (const key of keys) await sara.keyboard.press(key); };
  const many = (key, n) => Array.from({ length: n }, () => key);
  const undo = sara.locator('.mark-dialog').getByRole('button', { name: 'Undo' });
  await press('Enter', 'ArrowRight', 'ArrowDown', 'Enter');
  assert.equal(await undo.isEnabled(), true);
  await press('Control+z');
  assert.equal(await undo.isEnabled(), false);
  // From the middle (which is where the pen was set) a small region, then held: to the corner, and as large as the picture.
  await press('Enter', 'ArrowRight', 'ArrowDown', 'Enter', 'Space', ...many('ArrowLeft', 45), ...many('ArrowUp', 25), ...many('Shift+ArrowRight', 45), ...many('Shift+ArrowDown', 8), 'Space');
  await press('Tab', 'Tab');
  await use();
  await waiting();
  const now = await look(sara, await send(one));
  assert.equal(now.steps, 0, 'the line of text is gone');
});

test('Esc leaves the picture out, and on a telephone everything is inside of the screen', { skip }, async () => {
  const one = await ticket();
  await paste();
  await sara.locator('.mark-dialog canvas').waitFor();
  await sara.keyboard.press('Escape');
  await sara.locator('.mark-dialog').waitFor({ state: 'detached' });
  assert.equal(await sara.locator('.files.pending').count(), 0);
  assert.equal((await one.comments()).length, 1);
  const phone = await consolePage(browser, server, server.people.oleg, { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });
  await ticket_on(phone);
  await paste(phone);
  await phone.locator('.mark-dialog canvas').waitFor();
  const right = await phone.evaluate(() => Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.mark-dialog, .mark-dialog button, .mark-dialog canvas')].map((each) => each.getBoundingClientRect().right)));
  assert.ok(right <= 360, `${right} px`);
  const low = await phone.evaluate(() => Math.min(...[...document.querySelectorAll('.mark-dialog button')].map((each) => each.getBoundingClientRect().height)));
  assert.ok(low >= 36, `${low} px high`);
  await use(phone);
  await phone.locator('.mark-dialog').waitFor({ state: 'detached' });
  assert.deepEqual(phone.faults, []);
});

async function ticket_on(phone) {
  const made = await server.api('/api/v2/tickets.json', { method: 'POST', body: { ticket: { subject: 'A small screen', comment: { body: 'x' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await phone.goto(`${server.base}/console/tickets/${made.ticket.id}`);
  await phone.locator('.composer').waitFor();
}
