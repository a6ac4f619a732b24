// Several tickets at once in the real console: choosing by key, solving with one undo, merging with a preview, saved views.
// Usage: node --test tests/browser/console_many.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server;
const ids = {};

async function ticket(subject, more = {}) {
  const answer = await server.api('/api/v2/tickets', {
    method: 'POST',
    body: { ticket: { subject, comment: { body: `${subject}: please help.` }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' }, ...more } },
  });
  return answer.ticket.id;
}
const statusOf = async (id) => (await server.api(`/api/v2/tickets/${id}`)).ticket.status;

before(async () => {
  if (skip) return;
  server = await rig.server();
  for (const name of ['Printer', 'Scanner', 'Scale', 'Label roll']) ids[name] = await ticket(name);
  browser = await rig.browser();
});
after(() => rig.close());

async function openInbox(options = {}) {
  const page = await consolePage(browser, server, server.people.sara, options);
  await page.goto(`${server.base}/console/views/all`);
  await seen(page, '.row[data-id]', 'Printer');
  return page;
}

test('x and j choose, e solves all that is chosen, and one undo takes all of it back', { skip }, async () => {
  const page = await openInbox();
  await page.keyboard.press('j');
  await page.waitForSelector('.log');
  await page.locator('.log').focus();
  for (let each = 0; each < 2; each += 1) {
    await page.keyboard.press('x');
    await page.keyboard.press('j');
  }
  await seen(page, '.bulk', '2 tickets chosen');
  await page.keyboard.press('e');
  await seen(page, '.toast', '2 tickets solved');
  const solved = [];
  for (const id of Object.values(ids)) if ((await statusOf(id)) === 'solved') solved.push(id);
  assert.equal(solved.length, 2);
  assert.equal(await page.locator('.bulk').count(), 0, 'nothing stays chosen');
  await page.locator('.toast button').first().click();
  await seen(page, '.toast', 'Taken back');
  for (const id of solved) assert.notEqual(await statusOf(id), 'solved');
  assert.deepEqual(page.faults ?? [], []);
  await page.context().close();
});

test('z lets all that is chosen rest until tomorrow, and one undo wakes all of it', { skip }, async () => {
  const page = await openInbox();
  await page.locator(`.row-slot:has([data-id="${ids.Printer}"]) .row-check`).click();
  await page.locator(`.row-slot:has([data-id="${ids.Scale}"]) .row-check`).click();
  await seen(page, '.bulk', '2 tickets chosen');
  await page.keyboard.press('z');
  await page.waitForSelector('.popover .option');
  await page.keyboard.press('2');
  await seen(page, '.toast', '2 tickets rest until');
  for (const id of [ids.Printer, ids.Scale]) {
    const { snooze } = await server.api(`/api/v2/tickets/${id}/snooze`);
    assert.equal(new Date(snooze.until_at).getUTCMinutes(), 0);
    assert.ok(new Date(snooze.until_at) > Date.now());
    assert.equal(await statusOf(id), 'hold');
  }
  await page.locator('.toast', { hasText: 'rest until' }).getByRole('button', { name: 'Undo' }).click();
  await seen(page, '.toast', 'Taken back');
  for (const id of [ids.Printer, ids.Scale]) assert.notEqual(await statusOf(id), 'hold');
  assert.deepEqual(page.faults ?? [], []);
  await page.context().close();
});

test('two tickets are merged into the older one after saying what happens, and come apart again', { skip }, async () => {
  const page = await openInbox();
  await page.locator(`.row-slot:has([data-id="${ids.Scale}"]) .row-check`).click();
  await page.locator(`.row-slot:has([data-id="${ids.Scanner}"]) .row-check`).click();
  await page.getByRole('button', { name: 'Merge' }).click();
  await seen(page, '.merge', `#${ids.Scale} joins #${ids.Scanner}`);
  await page.locator('.merge .primary').click();
  await seen(page, '.toast', `1 ticket merged into #${ids.Scanner}`);
  assert.equal(await statusOf(ids.Scale), 'closed');
  await page.locator('.toast button').first().click();
  await seen(page, '.toast', 'Taken back');
  await until(async () => (await statusOf(ids.Scale)) !== 'closed', 'the merged ticket lives again');
  await page.context().close();
});

test('a saved view stands beside the list with its count, and a ticket that fits appears by itself', { skip }, async () => {
  const { view } = await server.api('/api/v2/views', {
    method: 'POST',
    body: { view: { title: 'Urgent machines', all: [{ field: 'priority', operator: 'is', value: 'urgent' }, { field: 'status', operator: 'less_than', value: 'solved' }] } },
  });
  const page = await openInbox({ viewport: { width: 1680, height: 900 } });
  await seen(page, '.views .view', 'Urgent machines');
  await page.locator('.views .view', { hasText: 'Urgent machines' }).click();
  await seen(page, '.list', 'Nothing is waiting here.');
  const id = await ticket('Press stands still', { priority: 'urgent' });
  await seen(page, '.row[data-id]', 'Press stands still');
  await until(async () => /1/.test(await page.locator('.views .view', { hasText: 'Urgent machines' }).textContent()), 'the count is 1');
  await server.api(`/api/v2/tickets/${id}`, { method: 'PUT', body: { ticket: { priority: 'low' } } });
  await page.waitForFunction((row) => !document.querySelector(`.row[data-id="${row}"]`), id);
  assert.ok(view.id > 0);
  await page.context().close();
});
