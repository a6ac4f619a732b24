// The widget's look and the log of changes, in the administration: a colour nobody could read is made darker, the line that is copied
// does what the preview says, and a change in the log is taken back by one press unless it was changed again.
// Usage: node --test tests/browser/admin_look.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, page, browser;

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  page = await consolePage(browser, server, server.people.sara);
});
after(() => rig.close());

const snippet = () => page.locator('.copy-box pre').first().textContent();

test('a colour that nobody could read is made darker, and the line says all that was chosen', { skip }, async () => {
  await page.goto(`${server.base}/console/admin/widget`);
  await page.waitForSelector('#field-color');
  assert.equal(await snippet(), `<script async src="${server.base}/widget.js"></script>`);
  await page.fill('#field-color', 'no colour');
  await seen(page, '.field', 'Write a colour with six signs');
  assert.ok(!(await snippet()).includes('data-color'));
  await page.fill('#field-color', '#FFCC00');
  await seen(page, '.banner', '#ffcc00 is too light');
  const used = /data-color="(#[0-9a-f]{6})"/.exec(await snippet())[1];
  assert.notEqual(used, '#ffcc00');
  const drawn = await page.locator('.look-button').evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(drawn, `rgb(${[1, 3, 5].map((at) => parseInt(used.slice(at, at + 2), 16)).join(', ')})`, 'the preview has the colour of the line');
  await page.fill('#field-label', 'Ask "us"');
  await page.selectOption('#field-position', 'left').catch(() => page.getByLabel('Left').check());
  await page.fill('#field-hide', '/checkout, admin');
  await seen(page, '.field', 'Begin each address with a slash');
  await page.fill('#field-hide', '/checkout, /admin');
  const line = await snippet();
  for (const part of ['data-label="Ask &quot;us&quot;"', 'data-on-color="#ffffff"', 'data-position="left"', 'data-hide="/checkout,/admin"']) assert.ok(line.includes(part), line);
});

test('the test page has the widget as it was chosen', { skip }, async () => {
  const [trial] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Try it on a test page' }).click()]);
  const button = trial.locator('sahay-widget button');
  await button.waitFor();
  assert.equal(await button.getAttribute('aria-label'), 'Ask "us"');
  const { left, colour } = await button.evaluate((element) => ({ left: element.getBoundingClientRect().left, colour: getComputedStyle(element).backgroundColor }));
  assert.equal(left, 20);
  assert.notEqual(colour, 'rgb(26, 91, 194)');
  await button.click();
  await trial.frameLocator('sahay-widget iframe').locator('h1, h2').first().waitFor();
  await trial.close();
  const hostile = await fetch(`${server.base}/widget/try?color=red;}&position=up&offset=9999&theme=%22%3E%3Cscript%3E&label=%22%3E%3Cscript%3Ealert(1)`);
  const text = await hostile.text();
  assert.equal(hostile.status, 200);
  assert.ok(!/data-(color|position|offset|theme)=/.test(text), 'what is of no known form is left out');
  assert.ok(!text.includes('"><script>'), 'and a name is a name');
});

test('a change in the log is taken back by one press, and stands there again', { skip }, async () => {
  const { group } = await server.api('/api/v2/groups', { method: 'POST', body: { group: { name: 'Tier 1' } } });
  await server.api(`/api/v2/groups/${group.id}`, { method: 'PUT', body: { group: { name: 'First line' } } });
  const nameNow = async () => (await server.api(`/api/v2/groups/${group.id}`)).group.name;
  await page.goto(`${server.base}/console/admin/audit`);
  await page.getByRole('button', { name: 'Take back the change of First line' }).first().click();
  await seen(page, '.toast', 'the change is taken back');
  await until(async () => (await nameNow()) === 'Tier 1', 'the old name is back');
  await page.getByRole('button', { name: 'Take back the change of Tier 1' }).first().waitFor();
  await seen(page, '.admin-row', 'may be in use by now');
});

test('what was made is deleted again and what was deleted is made again, with all that it held', { skip }, async () => {
  const all = async (path, many) => (await server.api(`/api/v2/${path}`))[many];
  const post = (path, body) => server.api(`/api/v2/${path}`, { method: 'POST', body });
  const { macro } = await post('macros', { macro: { title: 'Good bye', description: 'At the end', actions: [{ field: 'comment_value', value: 'Bye, {{ticket.requester.name}}' }, { field: 'status', value: 'solved' }] } });
  await page.goto(`${server.base}/console/admin/audit`);
  await page.getByRole('button', { name: 'Delete Good bye again' }).first().click();
  await seen(page, '.toast', 'Good bye is deleted again');
  assert.equal((await all('macros', 'macros')).filter((each) => each.title === 'Good bye').length, 0);
  await page.getByRole('button', { name: 'Make Good bye again' }).first().click();
  await seen(page, '.toast', 'Good bye is there again, with the new number');
  const back = (await all('macros', 'macros')).filter((each) => each.title === 'Good bye');
  assert.equal(back.length, 1);
  for (const key of ['description', 'actions', 'active', 'restriction', 'position']) assert.deepEqual(back[0][key], macro[key], key);
  await seen(page, '.admin-row', 'made again');
  const { view } = await post('views', { view: { title: 'Late ones', all: [{ field: 'status', operator: 'less_than', value: 'solved' }], output: { columns: ['status', 'subject'], sort_by: 'created', sort_order: 'asc' } } });
  await server.api(`/api/v2/views/${view.id}`, { method: 'DELETE' }).catch(() => undefined);
  await page.reload();
  await page.getByRole('button', { name: 'Make Late ones again' }).first().click();
  await seen(page, '.toast', 'Late ones is there again');
  const [same] = (await all('views', 'views')).filter((each) => each.title === 'Late ones');
  assert.deepEqual(same.conditions, view.conditions);
  assert.deepEqual(same.execution.columns.map((each) => each.id), view.execution.columns.map((each) => each.id));
  assert.deepEqual([same.execution.sort_by, same.execution.sort_order], [view.execution.sort_by, view.execution.sort_order]);
});

test('what was made and changed since is left alone, and what is gone is said to be gone', { skip }, async () => {
  const { macro } = await server.api('/api/v2/macros', { method: 'POST', body: { macro: { title: 'Kept', actions: [{ field: 'status', value: 'open' }] } } });
  await page.goto(`${server.base}/console/admin/audit`);
  const button = page.getByRole('button', { name: 'Delete Kept again' }).first();
  await button.waitFor();
  await server.api(`/api/v2/macros/${macro.id}`, { method: 'PUT', body: { macro: { description: 'Somebody wrote here' } } });
  await button.click();
  await seen(page, '.toast', 'was changed again since');
  assert.equal((await server.api(`/api/v2/macros/${macro.id}`)).macro.title, 'Kept');
});

test('what somebody changed since is left alone', { skip }, async () => {
  const { trigger } = await server.api('/api/v2/triggers', { method: 'POST', body: { trigger: {
    title: 'Urgent ones', conditions: { all: [{ field: 'priority', operator: 'is', value: 'urgent' }], any: [] }, actions: [{ field: 'set_tags', value: 'urgent' }] } } });
  const rename = (title) => server.api(`/api/v2/triggers/${trigger.id}`, { method: 'PUT', body: { trigger: { title } } });
  await rename('Second name');
  await page.goto(`${server.base}/console/admin/audit`);
  const button = page.getByRole('button', { name: 'Take back the change of Second name' }).first();
  await button.waitFor();
  await rename('Third name');
  await button.click();
  await seen(page, '.toast', 'was changed again since');
  assert.equal((await server.api(`/api/v2/triggers/${trigger.id}`)).trigger.title, 'Third name');
  assert.deepEqual(page.faults, []);
});
