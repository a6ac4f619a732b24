// The guided report (D4) against the real program: in the widget with a picture that is pasted, captured and marked, with a line that
// is cut while it is sent; in the portal with scripts switched off; and the agent's one press in the composer.
// Usage: node --test tests/browser/guided_report.mjs
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { consolePage, lacking, patience, Rig, root, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const axe = createRequire(path.join(root, 'web/package.json')).resolve('axe-core/axe.min.js');
const story = 'I press Start on the pump MT-20, it runs ten minutes, then a red light blinks and it stops.';
let browser, server, host, line;

before(async () => {
  if (skip) return;
  server = await rig.server({ config: '[desk]\nname = "Meghna Tools"\n' });
  line = await rig.line(server.port);
  host = await rig.hostPage(line.base);
  browser = await rig.browser();
});
after(() => rig.close());

const inside = (page) => page.frameLocator('sahay-widget iframe');
async function visitor(more = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en', ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(host);
  await page.locator('sahay-widget button').click();
  await inside(page).getByText('Report a problem step by step').click();
  await inside(page).locator('#happened').waitFor();
  return page;
}
const next = (page) => inside(page).getByRole('button', { name: 'Next' }).click();
const frameOf = (page) => page.frames().find((frame) => frame.url().includes('/widget/frame'));

// A picture of one colour on the clipboard, as a person who pastes.
const paste = (page, color) => frameOf(page).evaluate(async (fill) => {
  const canvas = document.createElement('canvas');
  canvas.width = 400;
  canvas.height = 200;
  const c = canvas.getContext('2d');
  c.fillStyle = fill;
  c.fillRect(0, 0, 400, 200);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  const data = new DataTransfer();
  data.items.add(new File([blob], 'panel.png', { type: 'image/png' }));
  document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, color);

// The colour of a stored picture at a place.
const colorAt = async (page, url, x, y) => page.evaluate(async ([from, at]) => {
  const picture = await createImageBitmap(await (await fetch(from)).blob());
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  const c = canvas.getContext('2d');
  c.drawImage(picture, 0, 0);
  return [...c.getImageData(at[0], at[1], 1, 1).data.slice(0, 3), picture.width, picture.height];
}, [url, [x, y]]);

async function drag(page, from, to) {
  const box = await inside(page).locator('.board canvas').boundingBox();
  const at = ([x, y]) => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 5 });
  await page.mouse.up();
}

async function clean(frame, what) {
  await frame.addScriptTag({ path: axe }).catch(async () => frame.evaluate((await import('node:fs')).readFileSync(axe, 'utf8')));
  const { violations } = await frame.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes[0].html}`), [], what);
}

let number;
test('four steps in the widget: the missing detail once, a pasted picture with a covered part, the number in the end', { skip }, async () => {
  const page = await visitor();
  await inside(page).locator('#happened').fill('It does not work');
  await next(page);
  await inside(page).locator('.advice').waitFor();
  await inside(page).locator('#happened').fill(story);
  await next(page);
  await inside(page).locator('#tried').fill('restarted the pump');
  await next(page);
  await inside(page).getByText('Choose a file').waitFor();
  await paste(page, '#00ff00');
  await inside(page).getByRole('button', { name: 'Black out' }).click();
  await drag(page, [0.05, 0.05], [0.5, 0.9]);
  await inside(page).getByRole('button', { name: 'Use this picture' }).click();
  await inside(page).locator('.pictures img').waitFor();
  await next(page);
  await inside(page).locator('input[type=email]').fill('rina@meghna.example');
  await inside(page).getByRole('button', { name: 'Send the report' }).click();
  number = Number(/\d+/.exec(await inside(page).locator('.number').textContent())[0]);
  const { comments } = await server.api(`/api/v2/tickets/${number}/comments`);
  assert.ok(comments[0].plain_body.includes(story));
  assert.ok(!comments[0].plain_body.includes('Mozilla'), 'no data of the browser without the tick');
  const [file] = comments[0].attachments;
  const url = `${server.base}${new URL(file.content_url).pathname}`;
  const reader = await (await browser.newContext()).newPage();
  await reader.goto(server.base);
  assert.deepEqual((await colorAt(reader, url, 100, 100)).slice(0, 3), [0, 0, 0], 'covered is gone from the pixels');
  assert.deepEqual((await colorAt(reader, url, 350, 100)).slice(0, 3), [0, 255, 0], 'the rest is as it was');
  const { facts } = await server.api(`/api/v2/tickets/${number}/facts`);
  assert.ok(facts.some((fact) => fact.kind === 'tried' && fact.text === 'restarted the pump' && fact.done_by === 'customer'));
  await reader.context().close();
  await page.context().close();
});

test('a captured screen can be cropped and blurred', { skip }, async () => {
  const page = await visitor();
  await inside(page).locator('#happened').fill(story);
  await next(page);
  await inside(page).locator('#tried').waitFor();
  await next(page);
  // The picker of the system is no part of this: what it gives is a stream of a canvas.
  await frameOf(page).evaluate(() => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = document.createElement('canvas');
      canvas.width = 640;
      canvas.height = 320;
      const c = canvas.getContext('2d');
      let at = 0;
      setInterval(() => { c.fillStyle = at++ % 2 ? '#3366cc' : '#3366cd'; c.fillRect(0, 0, 640, 320); }, 30);
      return canvas.captureStream(30);
    };
  });
  await inside(page).getByRole('button', { name: 'Capture my screen' }).click();
  await inside(page).getByRole('button', { name: 'Crop' }).click();
  await drag(page, [0.25, 0.25], [0.75, 0.75]);
  await inside(page).getByRole('button', { name: 'Blur' }).click();
  await drag(page, [0.3, 0.3], [0.6, 0.6]);
  await inside(page).getByRole('button', { name: 'Undo' }).click();
  await inside(page).getByRole('button', { name: 'Use this picture' }).click();
  const picture = inside(page).locator('.pictures img');
  await picture.waitFor();
  const size = await until(() => picture.evaluate((image) => image.complete && image.naturalWidth && [image.naturalWidth, image.naturalHeight]), 'the picture');
  assert.ok(Math.abs(size[0] - 320) <= 4 && Math.abs(size[1] - 160) <= 4, `half of 640 by 320, not ${size}`);
  await page.context().close();
});

test('marks are drawn with keys alone, and every step is clean for those who use no mouse', { skip }, async () => {
  const page = await visitor();
  await clean(frameOf(page), 'the first step');
  await inside(page).locator('#happened').fill(story);
  await next(page);
  await inside(page).locator('#tried').waitFor();
  await clean(frameOf(page), 'the second step');
  await next(page);
  await inside(page).getByText('Choose a file').waitFor();
  await clean(frameOf(page), 'the third step');
  await paste(page, '#ffffff');
  await inside(page).locator('.board canvas').focus();
  await clean(frameOf(page), 'the marks');
  for (const key of ['Enter', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  assert.equal(await inside(page).getByRole('button', { name: 'Undo' }).isEnabled(), true);
  await inside(page).getByRole('button', { name: 'Use this picture' }).click();
  await inside(page).locator('.pictures img').waitFor();
  await next(page);
  await inside(page).locator('input[type=email]').waitFor();
  await clean(frameOf(page), 'the last step');
  await page.context().close();
});

test('without a line the report waits, survives a reload and goes out once', { skip }, async () => {
  const page = await visitor();
  await inside(page).locator('#happened').fill(`${story} Again.`);
  await next(page);
  await inside(page).locator('#tried').waitFor();
  await next(page);
  await inside(page).getByText('Choose a file').waitFor();
  await inside(page).locator('.tick input').check();
  await next(page);
  await inside(page).locator('input[type=email]').fill('rina@meghna.example');
  line.cut();
  await inside(page).getByRole('button', { name: 'Send the report' }).click();
  await inside(page).locator('.bar.warning').waitFor();
  line.mend();
  await page.reload();
  await page.locator('sahay-widget button').click();
  await inside(page).locator('.number').waitFor();
  const { tickets } = await server.api('/api/v2/tickets');
  const made = tickets.filter((each) => each.description.includes('Again.'));
  assert.equal(made.length, 1);
  assert.ok(made[0].description.includes('Mozilla'), 'with the tick the browser is told');
  await page.context().close();
});

test('a link with data-help opens the report at once', { skip }, async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(host);
  await page.locator('sahay-widget button').waitFor();
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<a id="ask" href="/contact" data-help="report">Something is broken</a>'));
  await page.click('#ask');
  await inside(page).locator('#happened').waitFor();
  assert.equal(await frameOf(page).evaluate(() => document.documentElement.scrollWidth), 360, 'nothing sticks out on a phone');
  await context.close();
});

test('the portal asks the same without scripts', { skip }, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 }, locale: 'en' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(`${server.base}/requests/new`);
  await page.click('a[href="/report"]');
  await page.fill('#happened', 'The charger does not work');
  await page.click('button[value=next]');
  assert.match(await page.textContent('[role=alert]'), /What do you see or hear/);
  await page.click('button[value=next]');
  await page.fill('#tried', 'another socket');
  await page.click('button[value=next]');
  await page.setInputFiles('#files', { name: 'plate.txt', mimeType: 'text/plain', buffer: Buffer.from('serial 1207') });
  await page.click('button[value=next]');
  await page.click('button[value=back]');
  assert.match(await page.textContent('.files'), /plate\.txt/);
  await page.click('button[value=next]');
  await page.fill('#email', 'rina@meghna.example');
  await page.click('button[value=send]');
  const made = Number(/request (\d+)/.exec(await page.textContent('h1'))[1]);
  const { comments } = await server.api(`/api/v2/tickets/${made}/comments`);
  assert.ok(comments[0].plain_body.includes('another socket'));
  assert.equal(comments[0].attachments[0].file_name, 'plate.txt');
  await context.close();
});

test('an agent asks for a report with one press', { skip }, async () => {
  const made = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject: 'Help', comment: { body: 'It does not work' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  const page = await consolePage(browser, server, server.people.oleg, { where: `/console/tickets/${made.ticket.id}?view=all`, prefs: { undoSeconds: 0 } });
  await page.locator('.ProseMirror').waitFor();
  await page.getByRole('button', { name: 'Ask for a guided report' }).click();
  await seen(page, '.ProseMirror', `/requests/${made.ticket.id}/report`);
  await page.locator('.ProseMirror').press('Control+Enter');
  await until(async () => (await server.api(`/api/v2/tickets/${made.ticket.id}/comments`)).comments.length === 2, 'the answer');
  await page.context().close();
});
