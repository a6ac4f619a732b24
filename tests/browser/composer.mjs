// Writing with the keyboard alone: saved answers that act only on send, colleagues called in a note, links to articles.
// Usage: node --test tests/browser/composer.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, sara, oleg;

before(async () => {
  if (skip) return;
  server = await rig.server();
  const macro = { title: 'Ask for the serial number', actions: [
    { field: 'comment_value', value: 'Hello {{ticket.requester.first_name}},\n\nplease send us the serial number.' },
    { field: 'status', value: 'pending' }, { field: 'current_tags', value: 'serial' }] };
  await server.api('/api/v2/macros', { method: 'POST', body: { macro } });
  sara = await consolePage(await rig.browser(), server, server.people.sara, { prefs: { undoSeconds: 0, nextAfterSolve: false } });
  oleg = (await server.api('/api/v2/users/search?query=oleg')).users[0].id;
});
after(() => rig.close());

async function ticket(subject) {
  const made = await server.api('/api/v2/tickets.json', { method: 'POST', body: { ticket: { subject, comment: { body: 'It hums.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await sara.goto(`${server.base}/console/tickets/${made.ticket.id}`);
  await sara.waitForSelector('.ProseMirror');
  return { id: made.ticket.id, now: async () => (await server.api(`/api/v2/tickets/${made.ticket.id}.json`)).ticket };
}

async function write(key) {
  await sara.locator('.log').focus();
  await sara.keyboard.press(key);
  await sara.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
}
const open = () => sara.waitForFunction(() => document.activeElement?.closest('.popover.insert'));
const closed = () => sara.waitForFunction(() => !document.querySelector('.popover.insert') && document.activeElement?.classList.contains('ProseMirror'));
const text = () => sara.locator('.ProseMirror').innerText();

test('a saved answer is seen before it is taken, and does nothing before the send', { skip }, async () => {
  const one = await ticket('A pump that hums');
  await write('r');
  await sara.keyboard.type('/');
  await open();
  await sara.keyboard.type('ser');
  await seen(sara, '.insert-preview', 'please send us the serial number');
  await seen(sara, '.insert-preview .chip', 'Status: Waiting');
  await sara.keyboard.press('Enter');
  await closed();
  assert.match(await text(), /^Hello Rina,\s+please send us the serial number\.$/);
  await seen(sara, '.composer .extras .chip', 'serial');
  const before = await one.now();
  assert.equal(before.status, 'new');
  assert.deepEqual(before.tags, []);
  await sara.keyboard.press('Control+Enter');
  await until(async () => (await one.now()).status === 'pending', 'the answer acted with the send');
  assert.deepEqual((await one.now()).tags, ['serial']);
  assert.equal(await sara.locator('.composer .extras').count(), 0);
});

test('what a saved answer changes can be taken off before the send', { skip }, async () => {
  const one = await ticket('A drill that hums');
  await write('r');
  await sara.keyboard.type('/');
  await open();
  await sara.keyboard.type('ser');
  await seen(sara, '.insert-preview', 'serial number');
  await sara.keyboard.press('Enter');
  await closed();
  await sara.locator('.composer .extras .chip', { hasText: 'Status' }).locator('button').click();
  await write('r');
  await sara.keyboard.press('Control+Enter');
  await until(async () => (await one.now()).tags.includes('serial'), 'what stayed acted');
  assert.notEqual((await one.now()).status, 'pending');
});

test('Esc gives the sign back, and a slash inside a word is a slash', { skip }, async () => {
  await ticket('A saw that hums');
  await write('r');
  await sara.keyboard.type('/');
  await open();
  await sara.keyboard.press('Escape');
  await closed();
  await sara.keyboard.type(' and/or a@b');
  assert.equal(await text(), '/ and/or a@b');
  assert.equal(await sara.locator('.popover.insert').count(), 0);
});

test('a colleague who is called in a note follows the request', { skip }, async () => {
  const one = await ticket('A lathe that hums');
  await write('n');
  await sara.keyboard.type('@');
  await open();
  await sara.keyboard.type('ol');
  await sara.keyboard.press('Enter');
  await closed();
  await sara.keyboard.type('have you seen this before?');
  assert.equal(await text(), '@Oleg Sokolov have you seen this before?');
  await sara.keyboard.press('Control+Enter');
  await until(async () => (await one.now()).follower_ids.includes(oleg), 'he follows');
});

test('an @ in a reply opens nothing: customers read it', { skip }, async () => {
  await ticket('A press that hums');
  await write('r');
  await sara.keyboard.type('Write to @shop');
  assert.equal(await text(), 'Write to @shop');
  assert.deepEqual(sara.faults, []);
});

test('two question marks find an article and put its link in', { skip }, async () => {
  const { category } = await server.api('/api/v2/help_center/en-us/categories', { method: 'POST', body: { category: { name: 'Pumps' } } });
  const { section } = await server.api(`/api/v2/help_center/en-us/categories/${category.id}/sections`, { method: 'POST', body: { section: { name: 'Noise' } } });
  await server.api(`/api/v2/help_center/en-us/sections/${section.id}/articles`, { method: 'POST', body: { article: { title: 'Why a pump hums', body: '<p>Air in the pipe.</p>', draft: false, user_segment_id: null, permission_group_id: 1 } } });
  await ticket('A hose that hums');
  await write('r');
  await sara.keyboard.type('Read ??');
  await open();
  await sara.keyboard.type('pump');
  await seen(sara, '.popover.insert .option', 'Why a pump hums');
  await sara.keyboard.press('Enter');
  await closed();
  assert.match(await sara.locator('.ProseMirror a').getAttribute('href'), /\/articles\/\d+/);
  assert.equal((await text()).trim(), 'Read Why a pump hums');
});

test('words stay with the request they were written for, however fast one goes on', { skip }, async () => {
  const first = await ticket('A pump that hums at night');
  const second = await ticket('A valve that drips');
  const drafts = async (of) => (await sara.evaluate((id) => fetch(`/api/v2/tickets/${id}/draft`).then((answer) => answer.json()), of.id)).drafts ?? [];
  await sara.goto(`${server.base}/console/tickets/${first.id}?view=all`);
  await sara.waitForSelector('.ProseMirror');
  await sara.waitForSelector(`.row[data-id="${second.id}"]`);
  await write('r');
  await sara.keyboard.type('For the pump alone.');
  await sara.click(`.row[data-id="${second.id}"]`);  // the last letter was a moment ago
  await sara.waitForFunction((id) => document.querySelector('.ticket-facts .num')?.textContent.includes(String(id)), second.id);
  await sara.waitForFunction(() => document.querySelector('.ProseMirror')?.textContent.trim() === '');
  assert.equal(await sara.evaluate(() => document.activeElement.closest('.ProseMirror')), null, 'who goes on reads first');
  await write('n');
  await sara.keyboard.type('A note for the valve.');
  await sara.click(`.row[data-id="${first.id}"]`);
  await sara.waitForFunction(() => document.querySelector('.ProseMirror')?.textContent === 'For the pump alone.');
  assert.equal(await sara.locator('.composer').getAttribute('data-mode'), 'reply');
  await sara.locator('.ProseMirror').focus();
  await sara.keyboard.press('Control+z');
  assert.equal(await text(), 'For the pump alone.', 'undo reaches no further back than this request');
  await until(async () => (await drafts(first)).length > 0 && (await drafts(second)).length > 0, 'the drafts are on the server');
  const words = (kept) => kept.map((one) => [one.mode, one.html.replace(/<[^>]+>/g, '')]);
  assert.deepEqual(words(await drafts(first)), [['reply', 'For the pump alone.']]);
  assert.deepEqual(words(await drafts(second)), [['note', 'A note for the valve.']]);
});

test('r opens the editor though the request has just come, and every letter after it is written', { skip }, async () => {
  await ticket('Keys that come fast');
  const { id } = await ticket('Keys that come faster');
  await sara.goto(`${server.base}/console/tickets/${id}?view=all`);
  await sara.waitForSelector('.ProseMirror');  // its script is here
  await sara.locator('.log').focus();
  await sara.keyboard.press('j');
  await sara.waitForFunction((was) => document.querySelector('.comment') && !document.querySelector('.ticket-facts .num').textContent.includes(String(was)), id);
  await sara.keyboard.press('r');
  await sara.keyboard.type('hello');
  await sara.waitForFunction(() => document.querySelector('.ProseMirror')?.textContent === 'hello');
});
