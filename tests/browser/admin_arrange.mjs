// The rarer screens of the administration as somebody uses them: forms with conditions, texts in languages, deadlines of groups,
// brands, connected programs, keys for some areas, readers, comments, descriptions of sections. Usage: node --test tests/browser/admin_arrange.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, quiet, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, admin;

before(async () => {
  if (skip) return;
  server = await rig.server();
  admin = await consolePage(await rig.browser(), server, server.people.sara);
});
after(() => rig.close());

// The screen before is whole when it is left, and this one is whole before anything is pressed.
async function open(where) {
  await quiet(admin);
  await admin.goto(`${server.base}/console/admin/${where}`);
  await admin.waitForSelector('.admin-page h1');
  await quiet(admin);
}
const save = () => admin.click('.save-bar button.primary');
const found = async (path, what) => (await server.api(`/api/v2${path}`))[what];
const made = async (path, body) => server.api(`/api/v2${path}`, { method: 'POST', body });

test('a form is put together, tried as a customer, saved, and a field that leaves it leaves its conditions', { skip }, async () => {
  const field = async (title, more) => (await made('/ticket_fields', { ticket_field: { title, visible_in_portal: true, editable_in_portal: true, ...more } })).ticket_field.id;
  const product = await field('Product', { type: 'tagger', custom_field_options: [{ name: 'Drill', value: 'drill' }, { name: 'Pump', value: 'pump' }] });
  const battery = await field('Battery number', { type: 'text' });
  const shop = await field('Shop', { type: 'text' });
  await open('forms/new');
  await save();
  await seen(admin, '#field-name-error', 'Fill this in');
  await admin.fill('#field-name', 'Broken tool');
  const add = admin.locator('#field-ticket_field_ids-add');
  for (const id of [battery, product, shop]) {
    await add.locator(`option[value="${id}"]`).waitFor({ state: 'attached' });
    await add.selectOption(String(id));
  }
  await admin.getByRole('button', { name: 'Move Product up' }).click();

  const customers = admin.locator('#field-end_user_conditions');
  await customers.getByText('Add a condition').click();
  await save();
  await seen(admin, '#field-end_user_conditions-error', 'at least one field');
  await customers.getByLabel('While this field').selectOption(String(product));
  await customers.getByLabel('has this answer').selectOption('drill');
  await customers.getByLabel('Battery number').first().check();
  await customers.getByLabel('Battery number: must it be filled in').selectOption('always');

  const preview = admin.locator('.form-preview');
  assert.equal(await preview.locator(`#preview-${battery}`).count(), 0, 'hidden until the answer is given');
  await preview.locator(`#preview-${product}`).selectOption('drill');
  await preview.locator(`#preview-${battery}`).waitFor();
  assert.match(await preview.locator(`label[for=preview-${battery}]`).textContent(), /required/);
  await preview.locator(`#preview-${product}`).selectOption('pump');
  await preview.locator(`#preview-${battery}`).waitFor({ state: 'detached' });

  await save();
  await admin.waitForURL(/forms\/\d+$/);
  const form = async () => (await found('/ticket_forms', 'ticket_forms')).find((each) => each.name === 'Broken tool');
  const stored = await form();
  assert.deepEqual(stored.ticket_field_ids, [product, battery, shop]);
  assert.deepEqual(stored.end_user_conditions.map((each) => [each.parent_field_id, each.value, each.child_fields.map((child) => [child.id, child.is_required])]), [[product, 'drill', [[battery, true]]]]);

  await admin.getByRole('button', { name: 'Remove Battery number' }).click();
  await save();
  await until(async () => (await form()).ticket_field_ids.length === 2, 'the field is out');
  assert.deepEqual((await form()).end_user_conditions, []);
  await admin.locator('.toast button', { hasText: 'Undo' }).click();
  await until(async () => (await form()).end_user_conditions.length === 1, 'field and condition are back');
});

test('a text has its words in each language, and says what falls back', { skip }, async () => {
  await open('texts/new');
  await admin.fill('#field-name', 'Password help');
  await save();
  await seen(admin, '#field-content_en-error', 'Fill this in');
  await admin.fill('#field-content_en', 'Press “Forgot”.');
  await seen(admin, '.admin-box', 'no words of its own: English');
  await admin.fill('#field-content_ru', 'Нажмите «Забыл».');
  await save();
  await admin.waitForURL(/texts\/\d+$/);
  const item = async () => (await found('/dynamic_content/items', 'items'))[0];
  const words = async () => (await item()).variants.map((each) => [each.locale_id, each.content, each.default]).sort((a, b) => a[0] - b[0]);
  assert.equal((await item()).placeholder, '{{dc.password_help}}');
  assert.deepEqual(await words(), [[1, 'Press “Forgot”.', true], [27, 'Нажмите «Забыл».', false]]);
  await seen(admin, '.copy-box pre', '{{dc.password_help}}');

  await admin.fill('#field-content_bn', '“ভুলে গেছি” চাপুন।');
  await admin.fill('#field-content_ru', '');
  await admin.selectOption('#field-default_locale_id', '1384');
  await save();
  await until(async () => (await words()).some(([id]) => id === 1384), 'the third language is there');
  await until(async () => (await words()).length === 2, 'the emptied one is gone');
  assert.deepEqual(await words(), [[1, 'Press “Forgot”.', false], [1384, '“ভুলে গেছি” চাপুন।', true]]);
});

test('how long a group may have a request is written as people say it', { skip }, async () => {
  const { group } = await made('/groups', { group: { name: 'Bench' } });
  await open('group_deadlines/new');
  await admin.fill('#field-title', 'Bench');
  await save();
  await seen(admin, '#field-policy_metrics-error', 'at least one priority');
  await admin.locator('#field-group_ids label', { hasText: 'Bench' }).click();
  await admin.fill('#target-group_ownership_time-urgent', '30 min');
  await save();
  await admin.waitForURL(/group_deadlines\/\d+$/);
  const [policy] = await found('/group_slas/policies', 'group_sla_policies');
  assert.deepEqual(policy.filter.all, [{ field: 'group_id', operator: 'includes', value: [group.id] }]);
  assert.deepEqual(policy.policy_metrics.map((each) => [each.metric, each.priority, each.target_in_seconds]), [['group_ownership_time', 'urgent', 1800]]);
  assert.equal(policy.warn_percent, 80);
  await open('group_deadlines');
  await seen(admin, '.admin-row', '1 group');
});

test('a second brand has its own name; a short name that is taken is said beside its field', { skip }, async () => {
  const [own] = await found('/brands', 'brands');
  await open('brands/new');
  await admin.fill('#field-name', 'Meghna Tools');
  await admin.fill('#field-subdomain', own.subdomain);
  await save();
  await admin.waitForSelector('#field-subdomain-error');
  await admin.fill('#field-subdomain', '');
  await admin.fill('#field-host_mapping', 'help.meghna.example');
  await save();
  await admin.waitForURL(/brands\/\d+$/);
  const brand = (await found('/brands', 'brands')).find((each) => each.name === 'Meghna Tools');
  assert.deepEqual([brand.subdomain, brand.host_mapping, brand.default], ['meghna-tools', 'help.meghna.example', false]);
  await admin.getByRole('button', { name: 'Check the address' }).click();
  await seen(admin, '.admin-page [role=status]', 'is not the address of this desk');
});

test('a program is registered with its secret shown once; what it was given can be taken away', { skip }, async () => {
  await open('apps/new');
  await admin.fill('#field-name', 'Spare parts');
  await admin.fill('#field-redirect_uri', 'ftp//parts');
  await save();
  await admin.waitForSelector('#field-redirect_uri-error');
  await admin.fill('#field-redirect_uri', 'https://parts.example/back\nhttp://localhost:8080/back');
  await save();
  const secret = await admin.textContent('.copy-box pre');
  assert.ok(secret.length > 20);
  const [client] = await found('/oauth/clients', 'clients');
  assert.deepEqual([client.identifier, client.kind, client.redirect_uri], ['spare_parts', 'confidential', ['https://parts.example/back', 'http://localhost:8080/back']]);
  const asked = await fetch(`${server.base}/oauth/tokens`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ grant_type: 'client_credentials', client_id: 'spare_parts', client_secret: secret, scope: 'tickets:read' }) });
  assert.equal(asked.status, 200);
  await open(`apps/${client.id}`);
  assert.ok(!(await admin.textContent('.admin-page')).includes(secret));
  await seen(admin, '.admin-row', 'Requests: read');
  await admin.getByRole('button', { name: 'End: Sara Ahmed' }).click();
  await seen(admin, '.admin-page', 'Nobody yet.');
  assert.deepEqual(await found('/oauth/tokens?all=true', 'tokens'), []);
});

test('a key may be given only some areas, and is refused in the others', { skip }, async () => {
  await open('tokens/new');
  await admin.fill('#field-description', 'Wall display');
  await admin.selectOption('#field-may', 'some');
  await save();
  await seen(admin, '#field-scopes-error', 'at least one area');
  await admin.getByRole('radiogroup', { name: 'Requests' }).getByText('read', { exact: true }).click();
  await save();
  const key = (await admin.textContent('.copy-box pre')).trim();
  const ask = (where, method = 'GET', body) => fetch(`${server.base}/api/v2${where}`, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body }).then((answer) => answer.status);
  assert.equal(await ask('/tickets'), 200);
  assert.equal(await ask('/users'), 403);
  assert.equal(await ask('/tickets', 'POST', JSON.stringify({ ticket: { subject: 'x', comment: { body: 'x' } } })), 403);
  await open('tokens');
  await admin.locator('.admin-row a', { hasText: 'Wall display' }).click();
  await seen(admin, 'dl.pairs', 'Requests: read');
});

test('readers are those of a company, and the delivered ones stay as they are', { skip }, async () => {
  const { organization } = await made('/organizations', { organization: { name: 'Meghna Tools' } });
  await open('readers/new');
  await admin.fill('#field-name', 'Meghna only');
  await admin.locator('#field-organization_ids label', { hasText: 'Meghna Tools' }).click();
  await save();
  await admin.waitForURL(/readers\/\d+$/);
  const segment = (await found('/help_center/user_segments', 'user_segments')).find((each) => each.name === 'Meghna only');
  assert.deepEqual([segment.user_type, segment.organization_ids], ['signed_in_users', [organization.id]]);
  await open('readers');
  await admin.locator('.admin-row', { hasText: 'delivered' }).first().locator('a').click();
  await seen(admin, '.admin-page', 'stays as it is');
  assert.equal(await admin.locator('.admin-danger').count(), 0);
  await open('topics/new');
  await admin.fill('#field-name', 'Pumps');
  await admin.locator('#field-user_segment_id option', { hasText: 'Meghna only' }).waitFor({ state: 'attached' });
  await admin.selectOption('#field-user_segment_id', String(segment.id));
  await save();
  await admin.waitForURL(/topics\/\d+$/);
  assert.deepEqual((await found('/community/topics', 'topics')).map((each) => [each.name, each.user_segment_id]), [['Pumps', segment.id]]);
});

async function sectionOf() {
  const { category } = await made('/help_center/categories', { category: { name: 'Tools', locale: 'en-us' } });
  return (await made(`/help_center/categories/${category.id}/sections`, { section: { name: 'Drills', locale: 'en-us' } })).section;
}

test('a comment of a reader is deleted, and one press brings it back', { skip }, async () => {
  const section = await sectionOf();
  const { article } = await made(`/help_center/sections/${section.id}/articles`, { article: { title: 'Cold battery', body: '<p>Warm it.</p>', locale: 'en-us', draft: false } });
  await made(`/help_center/articles/${article.id}/comments`, { comment: { body: '<p>Ten minutes were enough.</p>', locale: 'en-us' } });
  await open('comments');
  await seen(admin, '.admin-row', 'Ten minutes were enough.');
  await seen(admin, '.admin-row a', 'Cold battery');
  const comments = () => found(`/help_center/articles/${article.id}/comments`, 'comments');
  await admin.locator('.admin-row', { hasText: 'Ten minutes' }).locator('button').click();
  await until(async () => (await comments()).length === 0, 'it is gone');
  await admin.locator('.toast button', { hasText: 'Undo' }).click();
  await until(async () => (await comments()).some((each) => each.body.includes('Ten minutes')), 'it is back');
});

test('what stands under the name of a section is written in the console and read by customers', { skip }, async () => {
  const [section] = await found('/help_center/sections', 'sections');
  await quiet(admin);
  await admin.goto(`${server.base}/console/knowledge`);
  await quiet(admin);
  await admin.locator('.tree-line.inner', { hasText: section.name }).first().hover();
  await admin.getByRole('button', { name: `Rename or move: ${section.name}` }).first().click();
  const dialog = admin.locator('dialog[open]');
  await dialog.locator('summary').click();
  await dialog.locator('#place-words-en-us').fill('Drills & pumps <2 kW>');
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  const page = await (await fetch(`${server.base}/sections/${section.id}?lang=en`)).text();
  assert.match(page, /<p>Drills &amp; pumps &lt;2 kW&gt;\s*<\/p>/);
});

test('a person is signed out where they are signed in', { skip }, async () => {
  const oleg = await consolePage(await rig.browser(), server, server.people.oleg);
  const { id } = (await found('/users?role[]=agent&role[]=admin', 'users')).find((each) => each.email === server.people.oleg);
  await open(`people/${id}`);
  await admin.locator('section', { hasText: 'Signed in' }).locator('.admin-row button').first().click();
  await until(async () => (await found(`/users/${id}/sessions`, 'sessions')).length === 0, 'the session is gone');
  const answer = await oleg.evaluate(() => fetch('/api/v2/users/me.json').then((each) => each.json()));
  assert.ok(!answer.user?.id, 'the browser of Oleg is nobody now');
  assert.deepEqual(admin.faults, []);
});
