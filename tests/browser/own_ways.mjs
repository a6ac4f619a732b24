// What agents arrange for themselves: widths of the columns, keys of their own, choices of the palette one level deeper, and that the
// first key of a reply takes what nobody has. Usage: node --test tests/browser/own_ways.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, root, seen, until } from './rig.mjs';

const skip = lacking();
const axe = skip ? '' : readFileSync(createRequire(path.join(root, 'web/package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const rig = new Rig();
let server, page;

const ask = (path_, body, method = body ? 'POST' : 'GET') => server.api(`/api/v2${path_}`, { method, body });
const now = async (id) => (await ask(`/tickets/${id}`)).ticket;
const widthOf = (where) => page.locator(where).evaluate((element) => Math.round(element.getBoundingClientRect().width));
const thread = () => page.locator('.log').focus();
// A press of a layout that types no Latin letter: the browser tells the letter and the place of the key.
const pressed = (key, code) => page.evaluate(([key_, code_]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: key_, code: code_, bubbles: true, cancelable: true })), [key, code]);
async function open(subject) {
  await page.locator('.row', { hasText: subject }).click();
  await seen(page, '.ticket-title h1', subject);
  await page.waitForSelector('.ProseMirror');
}
async function flawless(where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((part) => globalThis.axe.run(document.querySelector(part)), where);
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`), []);
}

before(async () => {
  if (skip) return;
  server = await rig.server();
  for (const subject of ['Alpha', 'Beta', 'Gamma'])
    await ask('/tickets', { ticket: { subject, comment: { body: `${subject} stands.` }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } });
  await ask('/macros', { macro: { title: 'We look into it', actions: [{ field: 'comment_value', value: 'We look into it today.' }] } });
  page = await consolePage(await rig.browser(), server, server.people.oleg, { where: '/console/views/open' });
  await page.waitForSelector('.row');
  await open('Alpha');
  await page.waitForSelector('.handle');
});
after(() => rig.close());

test('a border is dragged, moved by keys, bounded, kept over a reload, and set back by a double press', { skip }, async () => {
  const handle = page.locator('.handle[data-column=list]');
  assert.equal(await widthOf('.list'), 352);
  const box = await handle.boundingBox();
  await page.mouse.move(box.x + 4, 300);
  await page.mouse.down();
  await page.mouse.move(box.x + 64, 300, { steps: 4 });
  await page.mouse.up();
  assert.equal(await widthOf('.list'), 412);
  assert.equal(await handle.getAttribute('aria-valuenow'), '412');
  await page.reload();
  await page.waitForSelector('.handle');
  assert.equal(await widthOf('.list'), 412, 'kept');
  await handle.focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await widthOf('.list'), 396);
  await page.keyboard.press('Home');
  assert.equal(await widthOf('.list'), 280);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await widthOf('.list'), 280, 'no narrower');
  await page.keyboard.press('End');
  assert.equal(await widthOf('.list'), 480);
  await flawless('.shell');
  await handle.dblclick();
  assert.equal(await widthOf('.list'), 352);
  const context = page.locator('.handle[data-column=context]');
  await context.focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await widthOf('.context'), 336, 'this one grows to the left');
  await page.keyboard.press('Enter');
  assert.equal(await widthOf('.context'), 320);
  await page.setViewportSize({ width: 800, height: 900 });
  await handle.focus();
  await page.keyboard.press('End');
  assert.equal(await widthOf('.list'), 360, 'a small window keeps room for the conversation');
  await page.keyboard.press('Enter');
  await page.setViewportSize({ width: 360, height: 740 });
  await until(async () => (await page.locator('.handle').count()) === 0, 'none on a telephone');
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('the first key of a reply takes what nobody has only for who wants that, and an undo holds', { skip }, async () => {
  const id = Number(/tickets\/(\d+)/.exec(page.url())[1]);
  await page.locator('.ProseMirror').click();
  await page.keyboard.type('One');
  await page.waitForTimeout(300);
  assert.equal((await now(id)).assignee_id, null, 'off at first');
  await page.goto(`${server.base}/console/settings`);
  await page.getByLabel('Writing takes what nobody has').check();
  await page.goto(`${server.base}/console/views/open`);
  await page.waitForSelector('.row');
  await open('Beta');
  const beta = Number(/tickets\/(\d+)/.exec(page.url())[1]);
  await page.keyboard.press('n');
  await page.keyboard.type('A note');
  await page.waitForTimeout(300);
  assert.equal((await now(beta)).assignee_id, null, 'a note takes nothing');
  await page.keyboard.press('Escape');
  await thread();
  await page.keyboard.press('r');
  await page.keyboard.type('H');
  await until(async () => (await now(beta)).assignee_id !== null, 'taken by the first key');
  await page.locator('.toast', { hasText: 'yours' }).getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await now(beta)).assignee_id === null, 'given back');
  await page.locator('.ProseMirror').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('Hello');
  await page.waitForTimeout(400);
  assert.equal((await now(beta)).assignee_id, null, 'and not taken again');
});

test('a command gets another key by a press on its cap; what has it already is named, and one press sets all back', { skip }, async () => {
  await page.keyboard.press('Escape');
  await thread();
  await page.keyboard.press('?');
  const cap = page.locator('.key-cap[data-command=status]');
  await cap.click();
  await page.keyboard.press('r');
  await seen(page, '[role=alert]', 'R is the key of “Reply” already.');
  await page.keyboard.press('Control+T');
  await seen(page, '[role=alert]', 'Ctrl T cannot be used');
  await page.keyboard.press('b');
  await until(async () => (await cap.textContent()) === 'B', 'B');
  await flawless('dialog');
  await page.keyboard.press('Escape');
  await thread();
  await page.keyboard.press('s');
  await page.waitForTimeout(200);
  assert.equal(await page.locator('.popover').count(), 0, 'the usual key is free');
  for (const [key, code, layout] of [['b', 'KeyB', 'Latin'], ['и', 'KeyB', 'Russian'], ['ব', 'KeyB', 'Bengali']]) {
    await thread();
    await pressed(key, code);
    await page.waitForSelector('.popover', { timeout: 5000 }).catch(() => assert.fail(`nothing by ${layout}`));
    await page.keyboard.press('Escape');
    await until(async () => (await page.locator('.popover').count()) === 0, 'closed');
  }
  await page.reload();
  await page.waitForSelector('.ProseMirror');
  await page.locator('[data-picker=status]').first().focus();
  await thread();
  await page.keyboard.press('b');
  await page.waitForSelector('.popover');
  await page.keyboard.press('Escape');
  await thread();
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Set all usual keys' }).click();
  await until(async () => (await cap.textContent()) === 'S', 'usual again');
  await page.keyboard.press('Escape');
  await thread();
  await page.keyboard.press('s');
  await page.waitForSelector('.popover');
  await page.keyboard.press('Escape');
});

test('t goes to the field of a new tag, and the number is copied with more by each further press', { skip }, async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await thread();
  await page.keyboard.press('t');
  await page.waitForSelector('.tag-input');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'input tag-input');
  await page.keyboard.type('spare');
  await page.keyboard.press('Enter');
  await seen(page, '.tags', 'spare');
  await page.keyboard.press('Escape');
  await thread();
  const copied = async (wanted) => until(async () => (await page.evaluate(() => navigator.clipboard.readText())) === wanted, wanted);
  const id = /tickets\/(\d+)/.exec(page.url())[1];
  await page.keyboard.press('.');
  await copied(id);
  await page.waitForTimeout(1000);
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await copied(`#${id} Beta`);
  await page.waitForTimeout(1000);
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('.');
  await copied(`#${id} Beta ${server.base}/console/tickets/${id}`);
});

// The first press of the key fetches the palette; who types waits for its field.
async function palette() {
  await page.keyboard.press('Control+K');
  await page.waitForSelector('.palette-input:focus');
}

test('in the palette → opens the choices of a command, letters narrow them, ← goes back', { skip }, async () => {
  const id = Number(/tickets\/(\d+)/.exec(page.url())[1]);
  await thread();
  await palette();
  await page.keyboard.type('assign to…');
  await page.keyboard.press('ArrowRight');
  await seen(page, '.palette-back', 'Assign to…');
  await page.keyboard.press('ArrowLeft');
  await until(async () => (await page.locator('.palette-back').count()) === 0, 'back');
  assert.equal(await page.locator('.palette-input').inputValue(), 'assign to…', 'with what was typed');
  await page.keyboard.press('ArrowRight');
  await seen(page, '.palette-back', 'Assign to…');
  await flawless('dialog');
  await page.keyboard.press('Escape');
  await until(async () => (await page.locator('.palette-back').count()) === 0, 'Esc goes back too, and does not close');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('sara');
  await page.keyboard.press('Enter');
  const sara = (await ask('/users/me')).user.id;
  await until(async () => (await now(id)).assignee_id === sara, 'assigned');
  await palette();
  await page.keyboard.type('saved answer');
  await page.keyboard.press('ArrowRight');
  await seen(page, '.palette .option', 'We look into it');
  await page.keyboard.type('we look');
  await page.keyboard.press('Enter');
  await seen(page, '.ProseMirror', 'We look into it today.');
  await page.keyboard.press('Escape');
  await palette();
  await page.keyboard.type('language');
  await page.waitForFunction(() => document.querySelector('.palette .option[aria-selected=true]'));
  while ((await page.locator('.palette .option[aria-selected=true]').textContent()) !== 'LanguageSettings') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('ru');
  await page.keyboard.press('Enter');
  await seen(page, '.list-head', 'Открытые');
  assert.deepEqual(page.faults, []);
});
