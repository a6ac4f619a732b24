// What the customer is told to expect, seen by the customer (C1, C2): a promise and its new time on the page of the request and in
// the widget; the notice of a delay is drafted and leaves by one press.
// Usage: node --test tests/browser/told_in_time.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, patience, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const rina = 'rina@meghna.example';
let browser, server, sink, host, agent, ticket, visitor, customer;

before(async () => {
  if (skip) return;
  sink = await rig.mailSink();
  server = await rig.server({ config: `
[desk]
name = "Meghna Tools"
time_zone = "UTC"
[mail]
address = "support@sahay.example"
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
  host = await rig.hostPage(server.base);
  browser = await rig.browser();
});
after(() => rig.close());

const frame = () => visitor.frameLocator('sahay-widget iframe');
const pageOfRequest = async () => {
  await customer.goto(`${server.base}/requests/${ticket}`);
  return customer.textContent('.eta');
};
const request = () => frame().locator('section .row', { has: frame().locator('small bdi') }).first();
// The first view of the widget, opened anew as a customer does who comes back.
const rowOfRequest = async () => {
  await visitor.goto(host);
  await visitor.locator('sahay-widget button').click();
  await frame().locator('h1').waitFor();
  if (await frame().locator('textarea').isVisible()) await frame().locator('header .icon-button').first().click();
  await request().locator('.facts').waitFor();
  return request().textContent();
};

test('what an agent promises stands on the page of the request and in the widget', { skip }, async () => {
  visitor = await (await browser.newContext({ locale: 'en', timezoneId: 'UTC' })).newPage();
  visitor.setDefaultTimeout(patience);
  await visitor.goto(host);
  await visitor.locator('sahay-widget button').click();
  await frame().locator('.row.primary, textarea').first().waitFor();
  if (await frame().locator('.row.primary').isVisible()) await frame().locator('.row.primary').click();
  await frame().locator('textarea').fill('The pump is silent.');
  await frame().locator('textarea').press('Enter');
  const made = await until(async () => (await server.api('/api/v2/tickets')).tickets[0], 'the message is a request');
  ticket = made.id;
  await server.api(`/api/v2/users/${made.requester_id}`, { method: 'PUT', body: { user: { email: rina, verified: true } } });

  agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 } });
  await agent.goto(`${server.base}/console/tickets/${ticket}?view=all`);
  await agent.waitForSelector('.ProseMirror');
  await agent.locator('.log').focus();
  await agent.keyboard.press('r');
  await agent.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await agent.keyboard.type('I write to you tomorrow at 15:00.');
  await seen(agent, '.promise-offer', '15:00');
  await agent.locator('.promise-offer .button').first().click();
  await seen(agent, '.promised', '15:00');
  await agent.locator('.ProseMirror').focus();
  await agent.keyboard.press('Control+Enter');
  await seen(agent, '.promises', '15:00');

  customer = await (await browser.newContext({ locale: 'en', timezoneId: 'UTC' })).newPage();
  customer.setDefaultTimeout(patience);
  await customer.goto(`${server.base}/signin?return_to=/requests/${ticket}`);
  await customer.fill('#email', rina);
  await customer.click('form.f .btn');
  const link = () => sink.mails.filter((each) => each.to === rina).map((each) => /http\S+\/signin\/[\w-]+/.exec(each.text)?.[0]).find(Boolean);
  await customer.goto(await until(link, 'the mail with the link'));
  await customer.click('form.f .btn');
  const told = await pageOfRequest();
  assert.match(told, /Oleg Sokolov/);
  assert.match(told, /15:00/);
  assert.match(await rowOfRequest(), /15:00/);
});

test('the notice of a delay is drafted, leaves by one press, and both places show the new time', { skip }, async () => {
  await agent.bringToFront();
  await agent.locator('.promises .promise-buttons .button.ghost').first().click();
  await agent.locator('.delay .button.ghost').first().click();  // what would be sent
  await seen(agent, '.toast', '15:00');
  const [promise] = (await server.api(`/api/v2/tickets/${ticket}/promises`)).promises;
  const { draft } = await server.api(`/api/v2/promises/${promise.id}/draft`);
  await agent.locator('.delay .button.primary').click();
  const next = await until(async () => (await server.api(`/api/v2/tickets/${ticket}/promises`)).promises.find((each) => each.replaces_id === promise.id), 'the promise has a new time');
  assert.equal(next.due_at, draft.new_due_at);
  const hour = next.due_at.slice(11, 16);
  const told = await pageOfRequest();
  assert.match(told, /Oleg Sokolov/);
  assert.ok(told.includes(hour), `${told} has ${hour}`);
  assert.ok(!told.includes('late'), told);
  assert.ok((await customer.textContent('.tl')).includes('15:00'), 'the notice stands in the history');
  assert.ok((await rowOfRequest()).includes(hour), `the widget has ${hour}`);
  await request().click();
  await frame().locator('.entry:not(.mine)', { hasText: hour }).first().waitFor();
});
