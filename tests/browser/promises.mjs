// A promise from the draft to the customer (C1): offered while the agent writes, stored with the reply, shown on the customer's
// page and in the list of today; a call is logged by keys alone; time that was spent is put right; leave has its place.
// Usage: node --test tests/browser/promises.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, ticket;

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  const made = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: {
    subject: 'Pump stopped', comment: { body: 'It stopped at noon.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  ticket = made.ticket.id;
});
after(() => rig.close());

const promises = async () => (await server.api(`/api/v2/tickets/${ticket}/promises`)).promises;

async function openTicket(page) {
  await page.goto(`${server.base}/console/tickets/${ticket}?view=all`);
  await page.waitForSelector('.ProseMirror');
  await page.locator('.log').focus();
}

test('a date in the draft is offered, stored with the reply and shown to the customer', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 } });
  await openTicket(agent);
  await agent.keyboard.press('r');
  await agent.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await agent.keyboard.type('I call you tomorrow at 15:00.');
  await seen(agent, '.promise-offer', '15:00');
  await agent.locator('.promise-offer .button').first().click();
  await seen(agent, '.promised', '15:00');
  await agent.locator('.ProseMirror').focus();
  await agent.keyboard.press('Control+Enter');
  const stored = await until(async () => (await promises())[0], 'the promise is stored');
  assert.equal(stored.state, 'open');
  assert.equal(new Date(stored.due_at).getUTCHours(), 15);
  assert.ok(stored.comment_id, 'it belongs to the reply');
  await seen(agent, '.promises', '15:00');
  const shown = (await server.api(`/api/v2/requests/${ticket}/promises`)).next_step;
  assert.ok(shown.words.includes('Oleg Sokolov') && shown.words.includes('15:00'), shown.words);
});

test('a call is logged by keys alone and settles what is owed', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 } });
  await openTicket(agent);
  await agent.keyboard.press('c');
  await agent.waitForSelector('dialog[open] .call-form');
  await agent.locator('dialog[open] textarea').focus();
  await agent.keyboard.type('The valve is open now.');
  await agent.keyboard.press('Tab');
  await agent.keyboard.press('Enter');
  await until(async () => (await promises()).every((each) => each.state === 'kept'), 'the call has kept the promise');
  await seen(agent, '.comment', 'The valve is open now.');
});

test('the list of today names who must hear from us and sends the update by one press', { skip }, async () => {
  const soon = new Date(Date.now() + 120_000).toISOString().replace(/\.\d+/, '');
  await server.api(`/api/v2/tickets/${ticket}/promises`, { method: 'POST', body: { promise: { due_at: soon, kind: 'update' } } });
  const agent = await consolePage(browser, server, server.people.oleg);
  await agent.goto(`${server.base}/console/today`);
  await seen(agent, '.duty', 'Rina Akter');
  await agent.locator('.duty .button').first().click();
  await until(async () => (await promises()).every((each) => !each.owed), 'the update is sent');
  await until(async () => (await agent.locator('.duty').count()) === 0, 'nobody waits any more');
});

test('on a telephone the list of today shows the whole of a subject of two lines, and the time below it', { skip }, async () => {
  const subject = 'The pump in the second hall stopped at noon and hums';
  const { ticket: { id } } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: {
    subject, comment: { body: 'It hums.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  const soon = new Date(Date.now() + 600_000).toISOString().replace(/\.\d+/, '');
  await server.api(`/api/v2/tickets/${id}/promises`, { method: 'POST', body: { promise: { due_at: soon, kind: 'update' } } });
  const agent = await consolePage(browser, server, server.people.oleg);
  await agent.setViewportSize({ width: 360, height: 740 });
  await agent.goto(`${server.base}/console/today`);
  const line = agent.locator('.duty', { hasText: subject }).locator('p', { hasText: subject });
  await line.waitFor();
  // An underline may stand a pixel below its line.
  const looks = await line.evaluate((element) => ({
    cut: element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 4,
    below: element.closest('.duty-main').querySelector('.due').getBoundingClientRect().top >= element.getBoundingClientRect().bottom,
  }));
  assert.deepEqual(looks, { cut: false, below: true });
});

test('the time that was spent stands beside the thread and its owner puts it right', { skip }, async () => {
  await server.api(`/api/v2/tickets/${ticket}/calls`, { method: 'POST', body: { call: { outcome: 'reached', seconds: 600 } } });
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0, context: true } });
  await openTicket(agent);
  await seen(agent, '.time-spent', '1');
  await agent.locator('.time-spent button.link').click();
  await agent.locator('.time-spent input').nth(0).fill('2,5');
  await agent.locator('.time-spent input').nth(1).fill('I was called away');
  await agent.locator('.time-spent form button').click();
  const mine = async () => (await server.api(`/api/v2/tickets/${ticket}/active_time`)).active_time.people.find((each) => each.kinds.correction !== undefined);
  assert.equal((await until(mine, 'the correction is stored')).seconds, 150);
});

test('leave is written in the settings', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.oleg);
  await agent.goto(`${server.base}/console/settings`);
  await agent.locator('.leave input').nth(0).fill('2040-03-01');
  await agent.locator('.leave input').nth(1).fill('2040-03-05');
  await agent.locator('.leave button[type=submit]').click();
  await seen(agent, '.leave li', '2040-03-05');
  const { users: [oleg] } = await server.api('/api/v2/users/search?query=' + server.people.oleg);
  const leaves = async () => (await server.api(`/api/v2/agent_availability/${oleg.id}`)).agent_availability.leaves;
  assert.deepEqual(await leaves(), [{ from: '2040-03-01', to: '2040-03-05' }]);
  await agent.locator('.leave li button').click();
  await until(async () => (await leaves()).length === 0, 'the leave is removed');
});
