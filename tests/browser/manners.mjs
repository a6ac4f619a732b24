// Moods and hand-overs by keys (C9, A7, D6): the mood with its reason beside the thread and in the list, a packet that is refused
// with its fields named and then goes, the owner who stays, a colleague who is chosen by name.
// Usage: node --test tests/browser/manners.mjs
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
    subject: 'Pump stopped', comment: { body: 'It stopped at noon. This is unacceptable.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  ticket = made.ticket.id;
  const { ticket: read } = await server.api(`/api/v2/tickets/${ticket}`);
  await server.api('/api/v2/escalation_tiers', { method: 'POST', body: { escalation_tier: { group_id: read.group_id, level: '2', title: 'Bench' } } });
});
after(() => rig.close());

async function openTicket(page) {
  await page.goto(`${server.base}/console/tickets/${ticket}?view=all`);
  await page.waitForSelector('.ProseMirror');
  await page.locator('.log').focus();
}

test('the mood stands in the list and beside the thread, and is changed by keys with a reason', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0, context: true } });
  await openTicket(agent);
  await seen(agent, '.context .chip.mood.unhappy', 'unhappy');
  await seen(agent, '.mood-why', 'unacceptable');
  await seen(agent, '.row .chip.mood', 'unhappy');
  await agent.keyboard.press('m');
  await agent.waitForSelector('dialog[open] .mood-form');
  await agent.locator('dialog[open] input[name=mood]').first().check();
  await agent.locator('dialog[open] textarea').fill('We called her');
  await agent.keyboard.press('Tab');
  await agent.keyboard.press('Enter');
  await until(async () => (await server.api(`/api/v2/tickets/${ticket}/mood`)).mood.mood === 'calm', 'she is calm');
  await seen(agent, '.context .chip.mood.calm', 'calm');
});

test('an incomplete packet names its fields, a complete one moves the work and not the owner', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0, context: true } });
  await openTicket(agent);
  await agent.keyboard.press('i');
  await until(async () => (await server.api(`/api/v2/tickets/${ticket}`)).ticket.owner_id, 'Oleg owns it');
  await agent.keyboard.press('h');
  await agent.waitForSelector('dialog[open] .packet-form select option', { state: 'attached' });
  await agent.locator('dialog[open] button.primary').click();
  await until(async () => (await agent.locator('dialog[open] .bad').count()) >= 5, 'each missing field is named');
  const areas = agent.locator('dialog[open] textarea');
  for (const [index, words] of ['The pump stops after ten minutes.', 'Fuse changed: no effect.', 'Is it the thermal switch?', 'nothing'].entries()) await areas.nth(index).fill(words);
  await agent.locator('dialog[open] input.input').fill('tomorrow at 15:00');
  await until(async () => /15:00/.test(await agent.locator('dialog[open] [role=status]').last().innerText()), 'the time is read back');
  await agent.locator('dialog[open] button.primary').click();
  await seen(agent, '.handover', 'tier 2');
  const { handovers } = await server.api(`/api/v2/tickets/${ticket}/handovers`);
  assert.equal(handovers[0].packet.question, 'Is it the thermal switch?');
  assert.equal(handovers[0].owner_id, (await server.api(`/api/v2/tickets/${ticket}`)).ticket.owner_id);
});

test('a packet goes to the colleague who was chosen, and not to whom the tier names', { skip }, async () => {
  const { ticket: second } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: {
    subject: 'Second pump', comment: { body: 'This one hums.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  const { users } = await server.api('/api/v2/users?role=admin');
  const sara = users.find((each) => each.email === server.people.sara).id;
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0, context: true } });
  await agent.goto(`${server.base}/console/tickets/${second.id}?view=all`);
  await agent.waitForSelector('.ProseMirror');
  await agent.locator('.log').focus();
  await agent.keyboard.press('i');
  await until(async () => (await server.api(`/api/v2/tickets/${second.id}`)).ticket.owner_id, 'Oleg owns it');
  await agent.keyboard.press('h');
  await agent.waitForSelector('dialog[open] .packet-form select option', { state: 'attached' });
  const to = agent.locator('dialog[open] .packet-form select').nth(1);
  assert.equal(await to.locator('option', { hasText: 'Oleg Sokolov' }).count(), 0, 'nobody hands over to themselves');
  await to.selectOption(String(sara));
  const areas = agent.locator('dialog[open] textarea');
  for (const [index, words] of ['The second pump hums since noon.', 'Nothing was tried.', 'Is it the bearing?', 'nothing'].entries()) await areas.nth(index).fill(words);
  await agent.locator('dialog[open] input.input').fill('tomorrow at 15:00');
  await until(async () => /15:00/.test(await agent.locator('dialog[open] [role=status]').last().innerText()), 'the time is read back');
  await agent.locator('dialog[open] button.primary').click();
  await seen(agent, '.handover', 'Sara Ahmed');
  const { handovers } = await server.api(`/api/v2/tickets/${second.id}/handovers`);
  assert.equal(handovers[0].to_id, sara);
  assert.equal((await server.api(`/api/v2/tickets/${second.id}`)).ticket.assignee_id, sara);
  assert.deepEqual(agent.faults, []);
});
