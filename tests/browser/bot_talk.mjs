// Who speaks first (C11), from both ends against the real program: a visitor and the assistant in the widget, the way to a person,
// an agent who takes over; and the contact card of the widget's first view (B8).
// Usage: node --test tests/browser/bot_talk.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, patience, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, host;

before(async () => {
  if (skip) return;
  server = await rig.server({ config: '[desk]\nname = "Meghna Tools"\n' });
  host = await rig.hostPage(server.base);
  browser = await rig.browser();
  const post = (where, body) => server.api(`/api/v2${where}`, { method: 'POST', body });
  const category = (await post('/help_center/en-us/categories', { category: { name: 'Pumps' } })).category.id;
  const section = (await post(`/help_center/en-us/categories/${category}/sections`, { section: { name: 'Faults' } })).section.id;
  await post(`/help_center/en-us/sections/${section}/articles`, { article: { title: 'The pump stops after a minute', body: '<p>Clean the filter of the pump first.</p>', draft: false } });
  await post('/bot_settings', { bot_setting: { active: true, channels: ['chat'], questions: [{ en: 'Which serial number?' }] } });
  await post('/contact_ways', { contact_way: { kind: 'phone', value: '+880 2 5566 7788', cost_en: 'local rate', best_for_en: 'a machine that stands still', hours: 'always' } });
});
after(() => rig.close());

const inside = (page) => page.frameLocator('sahay-widget iframe');
async function visitor() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(host);
  await page.locator('sahay-widget button').click();
  await inside(page).locator('.row.primary').waitFor();
  return page;
}
async function say(page, text) {
  await inside(page).locator('textarea').fill(text);
  await inside(page).locator('textarea').press('Enter');
}
const hears = (page, text) => inside(page).locator('.log', { hasText: text }).first().waitFor();

test('the first view names every way with its cost and what it is good for', { skip }, async () => {
  const page = await visitor();
  const words = await inside(page).locator('main').innerText();
  for (const part of ['+880 2 5566 7788', 'local rate', 'a machine that stands still']) assert.ok(words.includes(part), `${part} in ${words}`);
  await page.context().close();
});

test('the assistant is labelled, quotes its source, and stops at the first word of a person', { skip }, async () => {
  const page = await visitor();
  await inside(page).locator('.row.primary').click();
  await inside(page).getByRole('button', { name: 'Talk to a person' }).waitFor();  // from the first second
  await say(page, 'The pump stops after a minute');
  await hears(page, 'Clean the filter of the pump first.');
  await hears(page, 'Assistant, not a person');
  await hears(page, 'From our help centre: The pump stops after a minute');
  const ticket = (await server.api('/api/v2/tickets')).tickets[0].id;
  const agent = await consolePage(browser, server, server.people.oleg, { where: `/console/tickets/${ticket}?view=all`, prefs: { undoSeconds: 0 } });
  await seen(agent, '.assist-bar', 'The assistant speaks');
  await seen(agent, '.comment.ours', 'Assistant');
  await agent.locator('.log').focus();
  await agent.keyboard.press('r');
  await agent.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await agent.keyboard.type('Oleg here.');
  await agent.keyboard.press('Control+Enter');
  await hears(page, 'Oleg here.');
  await say(page, 'It is the second pump');
  await until(async () => (await server.api(`/api/v2/tickets/${ticket}/bot`)).bot.speaker === 'human', 'a person has the word');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const roles = (await server.api(`/api/v2/console/tickets/${ticket}`)).timeline.filter((each) => each.kind === 'comment').map((each) => each.author_role);
  assert.deepEqual(roles, ['end-user', 'bot', 'agent', 'end-user']);
  await page.context().close();
  await agent.context().close();
});

test('"Talk to a person" is told to the customer and to the group with its time', { skip }, async () => {
  const page = await visitor();
  await inside(page).locator('.row.primary').click();
  await say(page, 'Where is my order?');
  await hears(page, 'Which serial number?');
  await inside(page).getByRole('button', { name: 'Talk to a person' }).click();
  await hears(page, 'A person was asked to answer.');
  const ticket = (await server.api('/api/v2/tickets?sort_by=id&sort_order=desc')).tickets[0].id;
  const agent = await consolePage(browser, server, server.people.oleg, { where: `/console/tickets/${ticket}?view=all` });
  await seen(agent, '.assist-bar', 'waits for a person');
  await page.context().close();
  await agent.context().close();
});
