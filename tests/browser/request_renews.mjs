// The page of a request renews itself while somebody looks at it and writes: against the real program, with scripts.
// Usage: node --test tests/browser/request_renews.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lacking, patience, Rig, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const rina = 'rina@meghna.example';
let browser, server, sink, page, number, asked;

before(async () => {
  if (skip) return;
  sink = await rig.mailSink();
  server = await rig.server({ demo: 10, config: `
[desk]
name = "Meghna Tools"
[mail]
address = "support@sahay.example"
undo_send_seconds = 0
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
  browser = await rig.browser();
  const words = Array.from({ length: 40 }, (_, at) => `Line ${at} of what happened.`).join('\n\n');
  const { ticket } = await server.api('/api/v2/tickets.json', { method: 'POST', body: { ticket: { subject: 'The drill smells of smoke', comment: { body: words }, requester: { name: 'Rina Akter', email: rina } } } });
  number = ticket.id;
  page = await (await browser.newContext({ locale: 'en', viewport: { width: 1000, height: 700 } })).newPage();
  page.setDefaultTimeout(patience);
  await page.goto(`${server.base}/signin?return_to=/requests/${number}`);
  await page.fill('#email', rina);
  await page.click('form[action="/signin"] .btn');
  const link = () => sink.mails.filter((each) => each.to === rina).map((each) => /http\S+\/signin\/[\w-]+/.exec(each.text)?.[0]).find(Boolean);
  await page.goto(await until(link, 'the mail with the link'));
  await page.click('form.f .btn');
  assert.match(await page.textContent('h1'), /smells of smoke/);
  asked = [];
  page.on('request', (request) => { if (new URL(request.url()).pathname.startsWith(`/requests/${number}`)) asked.push(new URL(request.url()).pathname); });
  await page.waitForLoadState('networkidle');
});
after(() => rig.close());

const change = (ticket) => server.api(`/api/v2/tickets/${number}.json`, { method: 'PUT', body: { ticket } });
const say = (body, isPublic = true) => change({ comment: { body, public: isPublic } });
/** What the timer does after twenty seconds. */
const look = () => page.evaluate(() => dispatchEvent(new Event('online')));
const shows = (words) => page.locator('.tl', { hasText: words }).waitFor();
const place = (selector) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
const fetched = () => asked.filter((each) => each === `/requests/${number}`).length;

test('an answer appears by itself while somebody writes, who keeps words, caret and place', { skip }, async () => {
  const box = page.locator('textarea[name=text]');
  await box.fill('The serial number is 12');
  await box.focus();
  await page.keyboard.press('ArrowLeft');
  const top = await place('textarea[name=text]');
  await say('Which serial number does it have?');
  await shows('Which serial number does it have?');  // by the timer alone
  assert.equal(await box.inputValue(), 'The serial number is 12');
  assert.deepEqual(await box.evaluate((element) => [document.activeElement === element, element.selectionStart]), [true, 22]);
  assert.ok(Math.abs(await place('textarea[name=text]') - top) < 2, 'the field stays where it is');
  const told = page.locator('[data-said][role=status]');
  assert.match(await told.textContent(), /^New in this request: /);
  assert.ok(await told.locator('a[href^="#c"]').count(), 'the message is one press away');
  await page.keyboard.type('07');
  assert.equal(await box.inputValue(), 'The serial number is 1072');
});

test('state and next step follow', { skip }, async () => {
  const before = await page.textContent('[data-live=state]');
  await change({ status: 'pending' });
  await look();
  await page.locator('[data-live=state]', { hasText: 'Waiting for your answer' }).waitFor();
  assert.notEqual(before, 'Waiting for your answer');
  assert.match(await page.textContent('[data-live=next]'), /We need your answer/);
  assert.match(await page.textContent('[data-said]'), /^New in this request: We need your answer to go on$/);
});

test('whoever reads further down stays there, and what they unfolded stays open', { skip }, async () => {
  await page.locator('.copies summary').click();
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, document.querySelector('.tl li:last-child').getBoundingClientRect().top + scrollY + 300); });
  const top = await place('.tl li:last-child');
  await say('One more thing.\n\n'.repeat(12));
  await look();
  await shows('One more thing.');
  assert.ok(Math.abs(await place('.tl li:last-child') - top) < 2);
  assert.ok(await page.locator('.copies').evaluate((details) => details.open));
});

test('notes of the team stay theirs, and a word that was taken out goes', { skip }, async () => {
  await say('SECRET between agents', false);
  await say('To be redacted soon.');
  await look();
  await shows('To be redacted soon.');
  assert.doesNotMatch(await page.content(), /SECRET/);
  const { comments } = await server.api(`/api/v2/tickets/${number}/comments.json`);
  const last = comments.findLast((each) => each.plain_body.includes('To be redacted'));
  await server.api(`/api/v2/tickets/${number}/comments/${last.id}/redact.json`, { method: 'PUT', body: { text: 'redacted soon' } });
  await look();
  await page.locator('.tl', { hasText: 'To be redacted soon.' }).waitFor({ state: 'detached' });
});

test('without news the page is not asked for, and a hidden tab asks nothing', { skip }, async () => {
  await look();
  await page.waitForTimeout(300);
  const pages = fetched();
  const before = asked.length;
  await look();
  await until(() => asked.length > before, 'the question');
  await page.waitForTimeout(300);
  assert.equal(fetched(), pages);
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
  const then = asked.length;
  await say('Said to nobody who looks.');
  await look();
  await page.waitForTimeout(500);
  assert.equal(asked.length, then);
  await page.evaluate(() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); });
  await shows('Said to nobody who looks.');
});

test('offline it keeps what it shows, and goes on when the network is back', { skip }, async () => {
  await page.context().setOffline(true);
  await look();
  await page.waitForTimeout(300);
  assert.match(await page.textContent('.tl'), /Which serial number/);
  await say('Back again.');
  await page.context().setOffline(false);  // the browser itself says so
  await shows('Back again.');
});

test('what somebody writes stays when the request is solved meanwhile', { skip }, async () => {
  assert.equal(await page.inputValue('textarea[name=text]'), 'The serial number is 1072');
  await change({ status: 'solved' });
  await look();
  await page.locator('[data-live=next] button[value=yes]').waitFor();
  assert.equal(await page.inputValue('textarea[name=text]'), 'The serial number is 1072');
});

test('signed out elsewhere, the page stays as it was read', { skip }, async () => {
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await say('For whoever is signed in.');
  await look();
  await page.waitForTimeout(500);
  assert.doesNotMatch(await page.textContent('.tl'), /For whoever is signed in/);
  assert.match(await page.textContent('.tl'), /Which serial number/);
  await page.context().addCookies(cookies);
});
