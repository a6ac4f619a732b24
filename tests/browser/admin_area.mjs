// The administration as somebody uses it: what is saved holds, what is wrong is said beside its field, nothing is lost by a wrong
// click, and what is done can be taken back. Usage: node --test tests/browser/admin_area.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, quiet, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, admin;

before(async () => {
  if (skip) return;
  server = await rig.server();
  admin = await consolePage(await rig.browser(), server, server.people.sara, { where: '/console/' });
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

test('a group is made with its members, and a missing name is said beside the field', { skip }, async () => {
  await open('groups/new');
  await save();
  await seen(admin, '#field-name-error', 'Fill this in');
  assert.equal(await admin.evaluate(() => document.activeElement.id), 'field-name');
  await admin.fill('#field-name', 'Repairs');
  await admin.locator('#field-user_ids label', { hasText: 'Oleg Sokolov' }).click();
  await save();
  await admin.waitForURL(/groups\/\d+$/);
  const group = (await found('/groups', 'groups')).find((each) => each.name === 'Repairs');
  const members = await found(`/groups/${group.id}/users`, 'users');
  assert.deepEqual(members.map((each) => each.name), ['Oleg Sokolov']);
});

test('a rule is put together from rows, tried without a change, saved, and the save taken back', { skip }, async () => {
  await server.api('/api/v2/tickets.json', { method: 'POST', body: { ticket: { subject: 'Pump stands', priority: 'urgent', comment: { body: 'It stands.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await open('triggers/new');
  await admin.fill('#field-title', 'Urgent ones');
  await admin.locator('fieldset.rules', { hasText: 'All of these' }).getByText('Add a condition').click();
  const row = admin.locator('fieldset.rules .rule').first();
  await row.locator('select').nth(0).selectOption('priority');
  await row.locator('select').nth(2).selectOption('urgent');
  await admin.getByText('Add an action').click();
  const action = admin.locator('div.rules .rule').first();
  await action.locator('select').nth(0).selectOption('current_tags');
  await action.locator('input').fill('hurry');
  await admin.locator('.admin-box button').click();
  await seen(admin, '.admin-box [role=status]', 'Fits 1 of');
  const ticket = (await found('/tickets.json', 'tickets'))[0];
  assert.deepEqual(ticket.tags, [], 'trying out changes nothing');
  await save();
  await admin.waitForURL(/triggers\/\d+$/);
  await admin.waitForSelector('.admin-danger');
  const rule = () => found('/triggers?per_page=100', 'triggers').then((all) => all.find((each) => /^(Urgent|Quick) ones$/.test(each.title)));
  assert.deepEqual((await rule()).conditions.all, [{ field: 'priority', operator: 'is', value: 'urgent' }]);
  assert.deepEqual((await rule()).actions, [{ field: 'current_tags', value: 'hurry' }]);

  await admin.fill('#field-title', 'Quick ones');
  await admin.keyboard.press('Control+s');
  await until(async () => (await rule()).title === 'Quick ones', 'the new title is stored');
  await admin.locator('.toast button', { hasText: 'Undo' }).click();
  await until(async () => (await rule()).title === 'Urgent ones', 'the old title is back');
});

test('a rule promises: what, and in how long', { skip }, async () => {
  await open('triggers/new');
  await admin.fill('#field-title', 'Call them');
  await admin.locator('fieldset.rules', { hasText: 'All of these' }).getByText('Add a condition').click();
  await admin.getByText('Add an action').click();
  const action = admin.locator('div.rules .rule').first();
  await action.locator('select').nth(0).selectOption({ label: 'Promise' });
  await action.locator('select').nth(1).selectOption('call');
  await action.locator('input').fill('2d');
  await seen(admin, 'div.rules .rule', '4wh');
  await save();
  await admin.waitForURL(/triggers\/\d+$/);
  const made = (await found('/triggers?per_page=100', 'triggers')).find((each) => each.title === 'Call them');
  assert.deepEqual(made.actions, [{ field: 'promise', value: ['call', '2d'] }]);
});

test('how a group writes stands below its levels', { skip }, async () => {
  const { draft_policy: policy } = await server.api('/api/v2/draft_policies', { method: 'POST', body: { draft_policy: { group_id: null, levels: { jargon: 'warn' } } } });
  const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject: 'Case', comment: { body: 'How much is a case?' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await server.api(`/api/v2/tickets/${ticket.id}`, { method: 'PUT', body: { ticket: { comment: { body: 'Hello Rina, a case costs 12 euros. We send it tomorrow.' } } } });
  await until(async () => (await found('/reports/plain_language?interval=week', 'plain_language')).length > 0, 'the answer is counted');
  await open(`wording/${policy.id}`);
  await seen(admin, '.writing-trend', 'Readability');
});

test('a field is said to hold a fact, and what a form asked is then known', { skip }, async () => {
  const { ticket_field: field } = await server.api('/api/v2/ticket_fields', { method: 'POST', body: { ticket_field: { type: 'text', title: 'Serial number' } } });
  await open('facts/new');
  await admin.locator('#field-ticket_field_id option', { hasText: 'Serial number' }).waitFor({ state: 'attached' });
  await admin.selectOption('#field-ticket_field_id', String(field.id));
  await admin.selectOption('#field-kind', 'environment');
  await admin.fill('#field-label', 'Number on the plate');
  await save();
  await admin.waitForURL(/facts\/\d+$/);
  const stored = (await found('/fact_fields', 'fact_fields')).map((each) => [each.ticket_field_id, each.kind, each.label]);
  assert.deepEqual(stored, [[field.id, 'environment', 'Number on the plate']]);
  const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: {
    subject: 'Hums', comment: { body: 'It hums.' }, custom_fields: [{ id: field.id, value: 'MT-20-1187' }], requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await until(async () => (await found(`/tickets/${ticket.id}/facts`, 'facts')).some((each) => each.text === 'MT-20-1187' && each.label === 'Number on the plate'), 'the value is a fact');
  await open('facts');
  await seen(admin, '.admin-row', 'Serial number');
});

test('a tier of the ladder is made, and who hears of an unhappy customer is chosen', { skip }, async () => {
  const [group] = await found('/groups', 'groups');
  await open('tiers/new');
  await admin.fill('#field-title', 'Bench');
  await admin.locator('#field-group_id option', { hasText: group.name }).first().waitFor({ state: 'attached' });
  await admin.selectOption('#field-group_id', String(group.id));
  await admin.selectOption('#field-level', 'vendor');
  await save();
  await admin.waitForURL(/tiers\/\d+$/);
  const [tier] = await found('/escalation_tiers', 'escalation_tiers');
  assert.deepEqual([tier.title, tier.level, tier.group_id, tier.target_minutes, tier.active], ['Bench', 'vendor', group.id, 240, true]);
  await open('desk');
  await admin.locator('#field-manager_ids label', { hasText: 'Oleg Sokolov' }).click();
  await admin.fill('#field-follow_up_hours', '24');
  await save();
  const settings = await until(async () => { const { care_settings: now } = await server.api('/api/v2/moods/settings'); return now.follow_up_hours === 24 && now; }, 'the settings are stored');
  assert.equal(settings.manager_ids.length, 1);
  assert.equal(settings.watch_words, true);
});

test('hours are typed in short, wrong ones are not stored, the night of a shift is kept', { skip }, async () => {
  await open('hours/new');
  await admin.fill('#field-name', 'Shop');
  const times = admin.locator('.week input.time');
  await times.nth(0).fill('8');
  await times.nth(1).fill('7');
  await save();
  await admin.waitForSelector('#field-intervals-error');
  assert.equal((await found('/business_hours/schedules', 'schedules')).length, 1, 'nothing was stored');
  await times.nth(1).fill('1730');
  await save();
  await admin.waitForURL(/hours\/\d+$/);
  const shop = (await found('/business_hours/schedules', 'schedules')).find((each) => each.name === 'Shop');
  assert.deepEqual(shop.intervals[0], { start_time: 1440 + 480, end_time: 1440 + 1050 });
});

test('a page with unsaved words is not left by a wrong click', { skip }, async () => {
  await open('groups');
  await admin.locator('.admin-row a').first().click();
  await admin.waitForSelector('#field-description');
  const where = admin.url();
  await admin.fill('#field-description', 'Half a thought');
  await admin.getByRole('link', { name: 'People', exact: true }).click();
  await seen(admin, 'dialog h2', 'Leave without saving?');
  await admin.locator('dialog button.primary').click();
  assert.equal(admin.url(), where);
  assert.equal(await admin.inputValue('#field-description'), 'Half a thought');
  await admin.goBack();
  await seen(admin, 'dialog h2', 'Leave without saving?');
  await admin.locator('dialog button.danger').click();
  await admin.waitForURL(/admin\/groups$/);
});

test('a deadline is written as people say it', { skip }, async () => {
  await open('deadlines/new');
  await admin.fill('#field-title', 'Quick help');
  await admin.fill('#target-first_reply_time-urgent', '30 min');
  await admin.fill('#target-total_resolution_time-normal', '2 d');
  await save();
  await admin.waitForURL(/deadlines\/\d+$/);
  const [policy] = await found('/slas/policies', 'sla_policies');
  assert.deepEqual(policy.policy_metrics.map((each) => [each.metric, each.priority, each.target_in_seconds]).sort(),
    [['first_reply_time', 'urgent', 1800], ['total_resolution_time', 'normal', 172_800]]);
  assert.equal(policy.warn_percent, 80, 'with a fifth of the time left, four fifths have passed');
});

test('somebody who is invited can sign in, and nobody else sees the password again', { skip }, async () => {
  await open('people/new');
  await admin.fill('#field-name', 'Rina Akter');
  await admin.fill('#field-email', 'rina.agent@sahay.example');
  await save();
  const password = /First password: (\S+)/.exec(await admin.textContent('.copy-box pre'))[1];
  const answer = await fetch(`${server.base}/api/v2/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-sahay': '1' }, body: JSON.stringify({ session: { email: 'rina.agent@sahay.example', password } }) });
  assert.equal(answer.status, 201);
  await admin.click('.admin-done a');
  await admin.locator('.admin-row a', { hasText: 'Rina Akter' }).click();
  await admin.waitForSelector('#field-name');
  assert.ok(!(await admin.textContent('.admin-page')).includes(password));
});

test('what is switched off in a list is off, and one press takes it back', { skip }, async () => {
  await open('macros');
  const row = admin.locator('.admin-row', { hasText: 'Take it' });
  const isOn = async () => (await found('/macros?per_page=100', 'macros')).find((each) => each.title === 'Take it').active;
  await row.locator('input').uncheck();
  await until(async () => !(await isOn()), 'it is off');
  await admin.locator('.toast button', { hasText: 'Undo' }).click();
  await until(isOn, 'it is on again');
});

test('a signature shows as the customer will see it while it is written, in three languages, for a person and for a group', { skip }, async () => {
  const me = (await server.api('/api/v2/users/me.json')).user;
  await quiet(admin);
  await admin.goto(`${server.base}/console/settings`);
  await admin.waitForSelector('#signature-agents');
  await admin.fill('#signature-agents', 'Kind regards\n{agent}');
  await seen(admin, '.signature-mail', 'Kind regards');
  await seen(admin, '.signature-mail .signature-words', me.name);
  await admin.locator('.signature .radio-set label[lang=ru]').click();
  assert.equal(await admin.inputValue('#signature-agents'), '');
  await admin.fill('#signature-agents', 'С уважением, {agent}');
  await admin.locator('.signature-save .button.ghost').click();
  assert.equal(await admin.inputValue('#signature-agents'), '', 'what was typed is discarded when asked to');
  await admin.locator('.signature .radio-set label[lang=en]').click();
  await admin.fill('#signature-agents', 'Kind regards\n{agent}');
  await admin.locator('.signature .radio-set label[lang=bn]').click();
  await admin.fill('#signature-agents', 'শুভেচ্ছাসহ, {agent}');
  await admin.locator('.signature-save .button.primary').click();
  await until(async () => (await found(`/agents/${me.id}/signatures`, 'signatures')).bn === 'শুভেচ্ছাসহ, {agent}', 'both are stored');
  assert.deepEqual(await found(`/agents/${me.id}/signatures`, 'signatures'), { bn: 'শুভেচ্ছাসহ, {agent}', en: 'Kind regards\n{agent}', ru: '' });

  const group = (await found('/groups', 'groups'))[0];
  await open(`groups/${group.id}`);
  await admin.waitForSelector('#signature-groups');
  await admin.fill('#signature-groups', 'The team, {agent}');
  await admin.locator('.signature-save .button.primary').click();
  await until(async () => (await found(`/groups/${group.id}/signatures`, 'signatures')).en === 'The team, {agent}', 'the group has it');
});

test('a signing key shows the record to publish, says what the check found, and goes after a question', { skip }, async () => {
  await open('signing');
  await admin.fill('#signing-domain', 'meghna.example');
  await admin.locator('#signing-kind').selectOption('ed25519');
  await admin.locator('.mail-form .button.primary').click();
  await seen(admin, '.mail-card', '_domainkey.meghna.example');
  await seen(admin, '.mail-card', 'v=DKIM1');
  const key = (await found('/dkim_keys', 'dkim_keys'))[0];
  assert.equal((await admin.locator('.mail-card .copy-box pre').nth(1).textContent()), key.record_value);
  await admin.locator('.mail-card .button', { hasText: 'Check' }).click();
  await admin.waitForSelector('.mail-card .mail-trouble');
  assert.equal((await found('/dkim_keys', 'dkim_keys'))[0].state, 'waiting');
  await admin.locator('.mail-card .button', { hasText: 'Remove' }).click();
  await admin.locator('dialog .button.danger').click();
  await until(async () => (await found('/dkim_keys', 'dkim_keys')).length === 0, 'it is gone');
});

test('an agent is told that these pages are not theirs', { skip }, async () => {
  const oleg = await consolePage(await rig.browser(), server, server.people.oleg);
  await quiet(oleg);
  await oleg.goto(`${server.base}/console/admin`);
  await seen(oleg, '.state', 'Your role may not do this');
  await quiet(oleg);
  assert.equal(await oleg.locator('.rail a[href$="/admin"]').count(), 0);
  assert.deepEqual(admin.faults, []);
});
