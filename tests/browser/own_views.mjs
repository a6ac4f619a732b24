// Views of an agent's own from the list, and its order: made from conditions, changed, renamed, ordered, deleted with an undo; by somebody
// without rights of an administrator. Usage: node --test tests/browser/own_views.mjs
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

const ask = (path, body, method = body ? 'POST' : 'GET') => server.api(`/api/v2${path}`, { method, body });
const subjects = () => page.locator('.row .subject').allTextContents();
const shows = (wanted, what) => until(async () => (await subjects()).join(' ') === wanted, `${what}: ${wanted}`).catch(async (error) => { throw new Error(`${error.message}; there stands ${(await subjects()).join(' ')}`); });
const viewNames = async () => (await page.locator('.views-panel .view, .views .view').allTextContents()).map((each) => each.replace(/\d+\+?$/, ''));
const openViews = async () => { if (!(await page.locator('.views-panel, .views').count())) await page.locator('.view-button').click(); };
const personal = async () => {
  const answer = await page.evaluate(() => fetch('/api/v2/views?access=personal').then((each) => each.json()));
  return answer.views;
};
async function flawless(where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((part) => globalThis.axe.run(document.querySelector(part)), where);
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`), []);
}
const rested = () => page.locator('.log, .list .scroll').first().focus();

before(async () => {
  if (skip) return;
  server = await rig.server();
  const group = (await ask('/groups', { group: { name: 'Pumps' } })).group;
  const oleg = (await ask('/users/search?query=oleg')).users[0];
  await ask('/group_memberships', { group_membership: { user_id: oleg.id, group_id: group.id } });
  const rina = { name: 'Rina Akter', email: 'rina@meghna.example' };
  for (const [subject, more] of [['Alpha', { priority: 'low', tags: ['spare'] }], ['Beta', { priority: 'urgent', group_id: group.id }], ['Gamma', { priority: 'urgent', tags: ['spare'] }], ['Delta', { priority: 'normal' }]])
    await ask('/tickets', { ticket: { subject, comment: { body: `${subject} stands.` }, requester: rina, ...more } });
  page = await consolePage(await rig.browser(), server, server.people.oleg, { where: '/console/views/open' });
  await page.waitForSelector('.row');
});
after(() => rig.close());

test('the reader chooses the order by keys; it is kept for this view, and for this one alone', { skip }, async () => {
  await shows('Delta Gamma Beta Alpha', 'by last activity');
  await rested();
  await page.keyboard.press('o');
  await page.waitForSelector('.popover [role=option]');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await shows('Gamma Beta Delta Alpha', 'by priority, the newest of equal ones first');
  await seen(page, '.sort', 'highest priority first');
  await page.reload();
  await page.waitForSelector('.row');
  await shows('Gamma Beta Delta Alpha', 'after a reload');
  await page.goto(`${server.base}/console/views/unassigned`);
  await page.waitForSelector('.row');
  await shows('Delta Gamma Beta Alpha', 'another view stands in its own');
  await page.goto(`${server.base}/console/views/open`);
  await page.waitForSelector('.row');
});

test('what comes while the reader points at the list moves nothing, and then stands at its place in their order', { skip }, async () => {
  await page.locator('.row').nth(1).hover();
  await page.waitForTimeout(100);
  await ask('/tickets', { ticket: { subject: 'Epsilon', priority: 'high', comment: { body: 'Epsilon stands.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } });
  await page.waitForSelector('.new-bar');
  assert.equal((await subjects()).join(' '), 'Gamma Beta Delta Alpha');
  await page.mouse.move(1300, 500);
  await shows('Gamma Beta Epsilon Delta Alpha', 'let go');
});

test('conditions narrow the list as chips, stand in the address, and become a view that only its maker has', { skip }, async () => {
  await rested();
  await page.keyboard.press('Shift+F');
  await page.waitForSelector('.filter-add');
  assert.match(await page.locator('.filter-chips').textContent(), /Status: less than Pending|Status/);
  await page.locator('.filter-add').click();
  await page.keyboard.type('tags');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.filter-edit input');
  await page.locator('.filter-edit input').fill('spare');
  await shows('Gamma Alpha', 'what has the tag');
  await seen(page, '.list-head', 'filtered');
  await page.reload();
  await page.waitForSelector('.filter-chip');
  await shows('Gamma Alpha', 'the address holds the conditions');
  await flawless('.list');
  await page.getByRole('button', { name: 'Save as view' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await seen(page, '.filter-save', 'Give the view a name');
  await page.fill('#view-name', 'Spare parts');
  await page.keyboard.press('Enter');
  await seen(page, '.list-head', 'Spare parts');
  await until(async () => (await personal()).length === 1, 'it is stored');
  const [view] = await personal();
  assert.equal(view.restriction.type, 'User');
  assert.equal(view.execution.sort_by, 'priority', 'the order goes along');
  await shows('Gamma Alpha', 'the same requests');
  const others = await ask('/views');
  assert.ok(!others.views.some((each) => each.title === 'Spare parts'), 'an administrator does not have it');
});

test('an own view that was changed is saved with an undo, or left as it was', { skip }, async () => {
  await page.locator('.filter-add').click();
  await page.keyboard.type('priority');
  await page.keyboard.press('Enter');
  await page.locator('.filter-edit select').nth(1).selectOption('urgent');
  await shows('Gamma', 'narrower');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await until(async () => (await personal())[0].conditions.all.length === 3, 'three conditions');
  await page.locator('.toast', { hasText: 'is changed' }).getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await personal())[0].conditions.all.length === 2, 'two again');
  await shows('Gamma Alpha', 'and the list with it');
});

test('a view of everybody is changed by who may; others are told, and save their own', { skip }, async () => {
  const shared = (await ask('/views', { view: { title: 'Everything urgent', all: [{ field: 'priority', operator: 'is', value: 'urgent' }] } })).view;
  await page.goto(`${server.base}/console/views/view:${shared.id}`);
  await page.waitForSelector('.filter-chip, .list-head');
  await shows('Gamma Beta', 'urgent');
  if (!(await page.locator('.filter-add').count())) await page.keyboard.press('Shift+F');
  await page.locator('.filter-add').click();
  await page.keyboard.type('group');
  await page.keyboard.press('Enter');
  await page.locator('.filter-edit select').nth(1).selectOption({ label: 'Pumps' });
  await shows('Beta', 'of the group');
  await seen(page, '.filter-save', 'others too');
  assert.equal(await page.getByRole('button', { name: 'Save changes' }).count(), 0);
  const refused = await page.evaluate((id) => fetch(`/api/v2/views/${id}`, { method: 'PUT', headers: { 'content-type': 'application/json', 'x-sahay': '1' }, body: '{"view":{"title":"Mine now"}}' }).then((each) => each.status), shared.id);
  assert.equal(refused, 403, 'the server says so, too');
  await page.getByRole('button', { name: 'Save as view' }).click();
  await page.fill('#view-name', 'Urgent pumps');
  await page.keyboard.press('Enter');
  await until(async () => (await personal()).length === 2, 'the second view');
});

test('own views are renamed, put in order and deleted, and what was deleted comes back at its place', { skip }, async () => {
  await openViews();
  await page.getByRole('button', { name: 'Own views…' }).click();
  await page.waitForSelector('.own-views input');
  const names = () => page.locator('.own-views input').evaluateAll((fields) => fields.map((each) => each.value));
  assert.deepEqual(await names(), ['Spare parts', 'Urgent pumps']);
  await flawless('dialog');
  await page.locator('.own-views input').first().fill('Parts');
  await page.keyboard.press('Enter');
  await until(async () => (await personal()).some((each) => each.title === 'Parts'), 'renamed');
  await page.getByRole('button', { name: 'Move “Urgent pumps” up' }).click();
  await until(async () => (await names()).join() === 'Urgent pumps,Parts', 'the other way round');
  await page.getByRole('button', { name: 'Delete “Urgent pumps”' }).click();
  await until(async () => (await names()).join() === 'Parts', 'gone');
  await page.keyboard.press('Escape');
  await page.locator('.toast', { hasText: 'deleted' }).getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await personal()).map((each) => each.title).join() === 'Urgent pumps,Parts', 'back, and first again');
  await openViews();
  const shown = await viewNames();
  assert.ok(shown.includes('Urgent pumps') && shown.includes('Parts'), shown.join(' | '));
  assert.deepEqual(page.faults, []);
});
