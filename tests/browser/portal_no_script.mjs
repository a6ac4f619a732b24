// The customer's pages with JavaScript switched off, against the real program: everything is a link or a form.
// Usage: node --test tests/browser/portal_no_script.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lacking, patience, Rig, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const rina = 'rina@meghna.example';
let browser, server, sink, page;

before(async () => {
  if (skip) return;
  sink = await rig.mailSink();
  server = await rig.server({ demo: 10, config: `
[desk]
name = "Meghna Tools"
[mail]
address = "support@sahay.example"
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
  browser = await rig.browser();
  page = await (await browser.newContext({ javaScriptEnabled: false, locale: 'en' })).newPage();
  page.setDefaultTimeout(patience);
});
after(() => rig.close());

const heading = () => page.textContent('h1');

test('search finds an article, and the article can be judged', { skip }, async () => {
  await page.goto(server.base);
  await page.fill('input[name=q]', 'battery');
  await page.click('form[role=search] button');
  await page.locator('.results a').first().click();
  assert.ok((await page.textContent('main')).length > 200, 'the article has a text');
  await page.click('.fb button[value=no]');
  assert.ok((await page.inputValue('#tried')).length > 5, 'the form of a new request knows the article');
});

test('the contact page names every way, and leads to a request', { skip }, async () => {
  await page.goto(server.base);
  await page.click('nav a[href="/contact"]');
  await page.locator('main a.btn').click();
  assert.ok(await page.locator('#subject').isVisible());
});

let number;
test('a new request arrives as a ticket', { skip }, async () => {
  await page.goto(`${server.base}/requests/new`);
  await page.fill('#subject', 'The drill smells of smoke');
  await page.fill('#details', 'Since this morning, after ten minutes of work.');
  await page.fill('#name', 'Rina Akter');
  await page.fill('#email', rina);
  // The button of the files speaks our language, and opens them by the pointer and by keys.
  const asked = page.waitForEvent('filechooser');
  await page.getByText('Attach files', { exact: true }).click();
  await asked;
  const again = page.waitForEvent('filechooser');
  await page.focus('#files');
  await page.keyboard.press('Space');
  await (await again).setFiles({ name: 'drill.txt', mimeType: 'text/plain', buffer: Buffer.from('serial 1207') });
  await page.click('form.f .btn');
  number = Number(/Request (\d+) is here/.exec(await heading())?.[1]);
  assert.ok(number, await heading());
  const { ticket } = await server.api(`/api/v2/tickets/${number}.json`);
  assert.equal(ticket.subject, 'The drill smells of smoke');
});

test('signing in takes the link of a mail', { skip }, async () => {
  await page.locator('main a.btn').click();
  await page.fill('#email', rina);
  await page.click('form.f .btn');
  const link = () => sink.mails.filter((each) => each.to === rina).map((each) => /http\S+\/signin\/[\w-]+/.exec(each.text)?.[0]).find(Boolean);
  const address = await until(link, 'the mail with the link');
  assert.ok(address.startsWith(server.base), address);
  await page.goto(address);
  await page.click('form.f .btn');
  assert.match(await heading(), /The drill smells of smoke/);
  const other = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await other.goto(address);
  assert.equal(await other.locator('form.f').count(), 0, 'the link works once');
  await other.context().close();
});

test('my requests, the answer of the agent, a reply', { skip }, async () => {
  await server.api(`/api/v2/tickets/${number}.json`, { method: 'PUT', body: { ticket: { status: 'pending', comment: { body: 'Which serial number?', public: true } } } });
  await server.api(`/api/v2/tickets/${number}.json`, { method: 'PUT', body: { ticket: { comment: { body: 'SECRET note', public: false } } } });
  await page.click('nav a[href="/requests"]');
  await page.locator('.requests a', { hasText: 'The drill smells' }).click();
  assert.match(await page.textContent('main'), /Which serial number\?/);
  assert.doesNotMatch(await page.content(), /SECRET/);
  await page.fill('textarea[name=text]', 'It is 1207.');
  await page.locator('form.f .btn', { hasText: 'Send' }).click();
  assert.match(await page.textContent('main'), /It is 1207\./);
  const { comments } = await server.api(`/api/v2/tickets/${number}/comments.json`);
  assert.ok(comments.some((each) => each.plain_body.includes('It is 1207.')));
  const { ticket } = await server.api(`/api/v2/tickets/${number}.json`);
  assert.equal(ticket.status, 'open');
});

test('with scripts answers come while one types, with what was typed marked in them', { skip }, async () => {
  const typing = await (await browser.newContext({ locale: 'en' })).newPage();
  typing.setDefaultTimeout(patience);
  await typing.goto(server.base);
  await typing.locator('input[name=q]').first().pressSequentially('BATT');
  await typing.waitForSelector('.suggestions mark');
  for (const mark of await typing.locator('.suggestions mark').allTextContents()) assert.equal(mark.toLowerCase(), 'batt');
  assert.match(await typing.locator('.suggestions a:has(mark)').first().textContent(), /batter/i, 'the title is whole');
  await typing.fill('input[name=q]', '(batt*');
  await typing.waitForTimeout(400);
  assert.equal(await typing.locator('.suggestions mark', { hasText: '(' }).count(), 0, 'signs are signs');
  await typing.context().close();
});

test('with scripts the files have one button in the language of the page, and are named below it', { skip }, async () => {
  const russian = await (await browser.newContext({ locale: 'en' })).newPage();
  russian.setDefaultTimeout(patience);
  await russian.goto(`${server.base}/requests/new?lang=ru`);
  const own = await russian.locator('#files').boundingBox();
  assert.ok(own.width <= 1 && own.height <= 1, 'the words of the browser are not seen');
  await russian.focus('#email');
  for (let at = 0; at < 3 && await russian.evaluate(() => document.activeElement.id !== 'files'); at += 1) await russian.keyboard.press('Shift+Tab');
  assert.notEqual(await russian.getByText('Приложить файлы', { exact: true }).evaluate((label) => getComputedStyle(label).outlineStyle), 'none', 'the focus is seen');
  const asked = russian.waitForEvent('filechooser');
  await russian.keyboard.press('Space');
  await (await asked).setFiles([{ name: 'plate.txt', mimeType: 'text/plain', buffer: Buffer.from('1207') }, { name: 'pump.txt', mimeType: 'text/plain', buffer: Buffer.from('9') }]);
  assert.equal(await russian.textContent('.file output'), 'plate.txt, pump.txt');
  await russian.context().close();
});

test('a password is set, and signs in from the keyboard', { skip }, async () => {
  await page.goto(`${server.base}/account`);
  await page.fill('#password', 'short');
  await page.press('#password', 'Enter');
  assert.match(await page.textContent('#password-error'), /at least 8 characters/);
  await page.fill('#password', 'seven green pumps');
  await page.press('#password', 'Enter');
  assert.match(await page.textContent('[role=status]'), /Your password is set/);
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en' });
  const other = await context.newPage();
  other.setDefaultTimeout(patience);
  await other.goto(`${server.base}/requests/${number}`);
  assert.ok(!await other.locator('#password').isVisible(), 'the link by mail is the first way');
  await other.locator('summary', { hasText: 'I have a password' }).focus();
  await other.keyboard.press('Enter');
  await other.fill('#login', rina);
  await other.fill('#password', 'not the one');
  await other.press('#password', 'Enter');
  assert.match(await other.textContent('#password-error'), /is wrong/);
  assert.equal(await other.inputValue('#login'), rina);
  assert.equal(await other.inputValue('#email'), rina, 'the link is one press away');
  assert.equal(await other.inputValue('#password'), '');
  await other.fill('#password', 'seven green pumps');
  await other.press('#password', 'Enter');
  assert.match(await other.textContent('h1'), /The drill smells of smoke/);
  await context.close();
});

test('signing out ends the session', { skip }, async () => {
  await page.locator('form[action="/signout"] button').click();
  await page.goto(`${server.base}/requests/${number}`);
  assert.ok(page.url().includes('/signin'), page.url());
});
