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
  await agent.waitForSelector('.page-text');
  assert.doesNotMatch(await agent.locator('.page-text').innerText(), /Rina|Akter/);
  await agent.locator('#mode-markdown').click();
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
  await agent.locator('.md-field input[type=file]').setInputFiles({ name: 'valve.png', mimeType: 'image/png', buffer: png });
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

// --- on the drawn page ---

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const page = () => agent.locator('.page-text');
const press = async (...keys) => { for (const key of keys) await agent.keyboard.press(key); };
const make = async (title, markdown, locale = 'en-us') => (await server.api(`/api/v2/help_center/sections/${section}/articles`, { method: 'POST', body: { article: { title, markdown, locale, draft: true } } })).article.id;
const kept = async (id, locale = 'en-us') => (await server.api(`/api/v2/help_center/articles/${id}/translations/${locale}`)).translation;
const open = async (id, more = '') => { await agent.goto(`${line.base}/console/knowledge/${id}${more}`); await agent.waitForSelector('.page-text'); };
const saved = async (id, markdown, locale) => { await press('Control+s'); await until(async () => (await kept(id, locale)).markdown === markdown, 'the Markdown is saved').catch(async (error) => { assert.equal((await kept(id, locale)).markdown, markdown); throw error; }); };

test('an article is written on its page by keys alone: heading, list, link, table and picture', { skip }, async () => {
  await agent.locator('#mode-markdown').focus();
  await press('ArrowLeft');
  await agent.goto(`${line.base}/console/knowledge/new`);
  await agent.waitForSelector('.page-text');
  await agent.locator('.article-title').focus();
  await agent.keyboard.type('The pump hums');
  while (!(await agent.evaluate(() => document.activeElement.classList.contains('page-text')))) await press('Tab');
  await agent.keyboard.type('> **Short answer:** air. ');
  await press('Enter', 'Enter');
  await agent.keyboard.type('## Steps');
  await press('Enter');
  await agent.keyboard.type('1. Open it');
  await press('Enter');
  await agent.keyboard.type('Look');
  await press('Enter', 'Tab');
  await agent.keyboard.type('twice');
  await press('Enter', 'Shift+Tab', 'Enter');
  await agent.keyboard.type('Read ');
  await press('Control+k');
  await agent.waitForSelector('#page-link');
  await agent.keyboard.type('pump stops');
  await agent.waitForSelector('.page-links button');
  await press('Enter');
  await agent.waitForFunction(() => !document.querySelector('dialog[open]') && document.activeElement.classList.contains('page-text'));
  await press('End', 'Enter', 'Alt+F10');
  await agent.waitForFunction(() => document.activeElement.closest('[role=toolbar]'));
  while ((await agent.evaluate(() => document.activeElement.ariaLabel)) !== 'Table') await press('ArrowRight');
  await press('Enter');
  for (const [words, key] of [['Light', 'Tab'], ['Meaning', 'Tab'], ['red', 'Tab'], ['a|b', 'Tab'], ['green', 'Tab'], ['fine', 'Tab'], ['none', 'Enter']]) { await agent.keyboard.type(words); await press(key); }
  await agent.evaluate(async (bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], 'pump.png', { type: 'image/png' }));
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [...png]);
  await agent.waitForSelector('#picture-words');
  await agent.keyboard.type('The pump');
  await press('Enter');
  await agent.waitForFunction(() => document.querySelector('.page-text img[alt="The pump"]'));
  await agent.keyboard.type('End.');
  await press('Control+s');
  await agent.waitForURL(/knowledge\/\d+/);
  const { markdown } = await kept(Number(/knowledge\/(\d+)/.exec(agent.url())[1]));
  assert.equal(markdown.replace(/\(http[^)]*\/help-files\/[^)]*\)/, '(FILE)'), [
    '> **Short answer:** air.', '## Steps', '1. Open it\n2. Look\n   1. twice', `Read [Pump stops](/articles/${article})`,
    '| Light | Meaning |\n| --- | --- |\n| red | a\\|b |\n| green | fine |\n| none |  |', '![The pump](FILE)', 'End.'].join('\n\n'));
});

test('a changed word changes its block alone, in Bengali and Russian too; what the page cannot say is kept', { skip }, async () => {
  const before = '* **সংক্ষেপে:** ব্যাটারি গরম\n* দুই\n\n\n<div>\nhtml\n</div>\n\n__Жирный__ текст\n\n| а | ক |\n|---|:-:|\n| раз | দুই |\n';
  const id = await make('Mixed', before);
  await open(id);
  await seen(agent, '.kept-block', 'Change it in Markdown');
  await agent.locator('.page-text li').nth(1).click();
  await press('End');
  await agent.keyboard.type(' ও তিন');
  await saved(id, before.replace('* দুই\n', '* দুই ও তিন\n'));
  await agent.locator('.page-text > p', { hasText: 'текст' }).click();
  await press('End');
  await agent.keyboard.type(', ещё');
  await saved(id, before.replace('* দুই\n', '* দুই ও তিন\n').replace('__Жирный__ текст', '**Жирный** текст, ещё'));
});

test('going to the Markdown and back keeps the place and what can be undone', { skip }, async () => {
  const id = await make('Two ways', '* one\n\ntwo\n\nthree');
  await open(id);
  await agent.locator('.page-text > p').nth(0).click();
  await press('End');
  await agent.keyboard.type('!');
  await agent.locator('#mode-markdown').click();
  assert.equal(await value(), '* one\n\ntwo!\n\nthree');
  assert.equal(await field().evaluate((element) => element.selectionStart), 7);
  await field().focus();
  await press('Control+End');
  await agent.keyboard.type(' four');
  await agent.locator('#mode-page').click();
  await until(async () => (await page().innerText()).includes('three four'), 'the page has what was typed');
  await page().focus();
  assert.equal(await agent.evaluate(() => getSelection().anchorNode?.parentElement?.closest('.page-text > p')?.textContent ?? ''), 'three four');
  await press('Control+z');
  await until(async () => !(await page().innerText()).includes('four'), 'the words of the Markdown are taken back');
  await press('Control+z');
  await saved(id, '* one\n\ntwo\n\nthree');
});

test('keys are told by their place, and what is pasted is clean and asks for nothing', { skip }, async () => {
  const id = await make('Pasted', '');
  await open(id);
  await page().focus();
  await agent.keyboard.type('слово');
  await press('Control+a');
  const physical = (key, code, more = {}) => agent.evaluate(([key_, code_, rest]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: key_, code: code_, ctrlKey: true, bubbles: true, cancelable: true, ...rest })), [key, code, more]);
  await physical('и', 'KeyB');
  await physical('ি', 'KeyI');
  await physical('৩', 'Digit3', { altKey: true });
  await until(async () => (await page().innerHTML()).includes('<h3 dir="auto"><strong><em>слово'), 'a Russian and a Bengali layout');
  await press('End');
  await agent.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 100)); }));
  await press('Enter');
  const asked = [];
  agent.on('request', (request) => asked.push(request.url()));
  await agent.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/html', '<style>p{color:red}</style><h1 style="color:red">Title</h1><p onclick="x()">One <b style="font-weight:normal">plain</b> <img src="https://elsewhere.example/p.png" alt="seen"> <a href="javascript:x()">bad</a> <a href="https://a.example/">good</a></p><table><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td colspan="2">d</td></tr></table><script>globalThis.ran = 1</scr' + 'ipt>');
    data.setData('text/plain', 'x');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await saved(id, '### ***слово***\n\n## Title\n\nOne plain seen bad [good](https://a.example/)\n\n| a b | c |\n| --- | --- |\n| d |  |');
  assert.deepEqual(asked.filter((url) => url.includes('elsewhere')), []);
  assert.equal(await agent.evaluate(() => globalThis.ran), undefined);
});

test('on the page, too, the second of two writers is told and unsaved words come back', { skip }, async () => {
  const id = await make('Two writers', 'One.');
  await open(id);
  await server.api(`/api/v2/help_center/articles/${id}/translations/en-us`, { method: 'PUT', body: { translation: { markdown: 'Hers.' } } });
  await page().focus();
  await press('Control+End');
  await agent.keyboard.type(' Mine.');
  await seen(agent, '.article-kept', 'not yet saved');
  await agent.reload();
  await seen(agent, '.article-notices', 'had not saved');
  await until(async () => (await page().innerText()).includes('One. Mine.'), 'the words are there again');
  await page().focus();
  await press('Control+s');
  await seen(agent, 'dialog[open] .diff .gone', 'Hers.');
  await agent.locator('dialog[open] button', { hasText: 'Take theirs' }).click();
  await until(async () => (await page().innerText()).trim() === 'Hers.', 'the page has theirs');
});

test('a search that found nothing begins an article; nothing ran that should not', { skip }, async () => {
  await agent.goto(`${line.base}/console/knowledge?show=missed`);
  await agent.locator('.missed-row', { hasText: 'spare blade' }).locator('button', { hasText: 'Write this' }).click();
  await until(async () => (await agent.locator('.article-title').inputValue()) === 'spare blade', 'the title stands there');
  assert.deepEqual(agent.faults, []);
});
