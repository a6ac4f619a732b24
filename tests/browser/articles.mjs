// The help centre's editor by keys (B4): an article out of a solved request, a translation that falls behind, a save over a
// colleague's, words that survive a reload and a cut line, a search that found nothing.
// Usage: node --test tests/browser/articles.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, section, article, line, agent;
const words = async (locale = 'en-us') => (await server.api(`/api/v2/help_center/articles/${article}/translations/${locale}`)).translation;
const field = () => agent.locator('.md-text');
const value = () => field().inputValue();

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  const { category } = await server.api('/api/v2/help_center/categories', { method: 'POST', body: { category: { name: 'Tools', locale: 'en-us' } } });
  section = (await server.api(`/api/v2/help_center/categories/${category.id}/sections`, { method: 'POST', body: { section: { name: 'Faults', locale: 'en-us' } } })).section.id;
  await fetch(`${server.base}/search?q=spare+blade`);
  line = await rig.line(server.port);
  agent = await consolePage(browser, server, server.people.oleg, { base: line.base, prefs: { undoSeconds: 0 } });
});
after(() => rig.close());

test('an article out of a solved request is one press, leaves the customer out, and is published by keys', { skip }, async () => {
  const made = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: {
    subject: 'Pump stops', status: 'open', comment: { body: 'Hello,\n\nRina Akter here, my pump stops.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await server.api(`/api/v2/tickets/${made.ticket.id}`, { method: 'PUT', body: { ticket: { status: 'solved', comment: { body: 'Open the **valve** <script>alert(1)</script>.' } } } });
  await agent.goto(`${line.base}/console/tickets/${made.ticket.id}?view=all`);
  await agent.locator('.ticket-buttons button', { hasText: 'Write an article' }).click();
  await agent.waitForSelector('.md-text');
  assert.doesNotMatch(await value(), /Rina|Akter/);
  assert.equal(await agent.locator('.article-title').inputValue(), 'Pump stops');
  await field().fill('Open the valve.');
  await field().press('Control+a');
  await field().press('Control+b');
  assert.equal(await value(), '**Open the valve.**');
  await until(async () => (await agent.frameLocator('.article-frame').locator('strong').allInnerTexts())[0] === 'Open the valve.', 'the preview shows it bold');
  await field().press('Control+Enter');
  await agent.waitForURL(/knowledge\/\d+/);
  article = Number(/knowledge\/(\d+)/.exec(agent.url())[1]);
  await seen(agent, '.article-head .chip', 'Published');
  assert.match(await (await fetch(`${server.base}/articles/${article}`)).text(), /<strong>Open the valve\.<\/strong>/);
});

test('what is not saved survives a cut line and a reload, and a picture has words', { skip }, async () => {
  await agent.goto(`${line.base}/console/knowledge/${article}`);
  await agent.waitForSelector('.md-text');
  line.cut();
  await field().press('Control+End');
  await field().pressSequentially(' Then wait.');
  await seen(agent, '.article-kept', 'Kept in this browser');
  line.mend();
  await seen(agent, '.article-kept', 'not yet saved');
  await agent.reload();
  await seen(agent, '.article-notices', 'had not saved');
  assert.equal(await value(), '**Open the valve.** Then wait.');
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await agent.locator('.md-keys input[type=file]').setInputFiles({ name: 'valve.png', mimeType: 'image/png', buffer: png });
  await agent.locator('#picture-words').fill('The red valve');
  await agent.keyboard.press('Enter');
  await until(async () => /!\[The red valve\]\(http[^)]*\/help-files\//.test(await value()), 'the picture stands in the text');
  await field().press('Control+s');
  await until(async () => (await words()).body.includes('alt="The red valve"'), 'it is saved');
});

test('a translation beside its original; a change of the original leaves it behind, and what changed is shown', { skip }, async () => {
  await agent.locator('[role=tab]', { hasText: 'Русский' }).click();
  await agent.waitForSelector('.article-pane[aria-label="Original"]');
  await agent.locator('.article-title').fill('Насос останавливается');
  await field().fill('Откройте кран.');
  await field().press('Control+Enter');
  await until(async () => (await words('ru'))?.title === 'Насос останавливается', 'the Russian text is there');
  await server.api(`/api/v2/help_center/articles/${article}/translations/en-us`, { method: 'PUT', body: { translation: { markdown: 'Open the valve.\n\nWait two minutes.' } } });
  await agent.goto(`${line.base}/console/knowledge?show=behind`);
  await seen(agent, '.article-row', 'Pump stops');
  assert.equal(await agent.locator('.language-mark.behind').innerText(), 'RU\nРусский: out of date');
  await agent.keyboard.press('j');
  await agent.keyboard.press('Enter');
  await agent.locator('[role=tab]', { hasText: 'Русский' }).click();
  await seen(agent, '.article-notices', 'Out of date since');
  await agent.locator('button', { hasText: 'What changed' }).click();
  await seen(agent, '.diff .come', 'Wait two minutes.');
});

test('the second of two writers is told, sees the difference, and an earlier version comes back', { skip }, async () => {
  await agent.goto(`${line.base}/console/knowledge/${article}`);
  await until(async () => (await value()).includes('Wait two minutes.'), 'the text is there');
  await server.api(`/api/v2/help_center/articles/${article}/translations/en-us`, { method: 'PUT', body: { translation: { markdown: 'Hers.' } } });
  await field().fill('Mine.');
  await field().press('Control+s');
  await seen(agent, 'dialog[open] .diff .gone', 'Hers.');
  await seen(agent, 'dialog[open] .diff .come', 'Mine.');
  assert.equal((await words()).markdown, 'Hers.');
  await agent.locator('dialog[open] button', { hasText: 'Save mine' }).click();
  await until(async () => (await words()).markdown === 'Mine.', 'mine is saved with open eyes');
  await agent.locator('.article-head button[aria-label="More"]').click();
  await agent.locator('[role=option]', { hasText: 'Earlier versions' }).click();
  await agent.locator('dialog[open] .versions-list button').nth(1).click();
  await seen(agent, 'dialog[open] .versions-text .gone', 'Hers.');
  await agent.locator('dialog[open] button', { hasText: 'Put this version' }).click();
  await until(async () => (await value()) === 'Hers.', 'the earlier text stands in the editor');
});

test('a search that found nothing begins an article; nothing ran that should not', { skip }, async () => {
  await agent.goto(`${line.base}/console/knowledge?show=missed`);
  await agent.locator('.missed-row', { hasText: 'spare blade' }).locator('button', { hasText: 'Write this' }).click();
  await until(async () => (await agent.locator('.article-title').inputValue()) === 'spare blade', 'the title stands there');
  assert.deepEqual(agent.faults, []);
});
