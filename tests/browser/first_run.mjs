// The newcomer's path, by what the screens say and by the keyboard alone: an empty desk, the one-time link, six steps, the first mail
// answered, the first article; a colleague goes on with a phone; the copied line works on the company's page; what was said holds everywhere at once.
// Usage: node --test tests/browser/first_run.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deliver, lacking, patience, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const desk = 'support@sahay.example';
const password = 'a password for tests';
const rig = new Rig();
let browser, server, sink, newcomer, snippet, firstPassword;

before(async () => {
  if (skip) return;
  sink = await rig.mailSink();
  server = await rig.server({ empty: true, config: `
[mail]
address = "${desk}"
lmtp_listen = "LMTP"
undo_send_seconds = 2
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
  browser = await rig.browser();
});
after(() => rig.close());

async function newPage(look = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en', timezoneId: 'Asia/Dhaka', ...look });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  return page;
}

async function signIn(page, email, words, where = '/console/') {
  await page.goto(server.base + where);
  await page.fill('#signin-email', email);
  await page.fill('#signin-password', words);
  await page.keyboard.press('Enter');
}

// As somebody without a mouse: Tab until the focus is there.
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never comes to ${selector}`);
}
const next = async (page) => { await tabTo(page, '.welcome-buttons .primary'); await page.keyboard.press('Enter'); };
const step = (page, title) => seen(page, '.welcome-page h1', title);

test('a newcomer sets the desk up, leaves in the middle, goes on, and answers the first mail', { skip }, async () => {
  const began = Date.now();
  const link = await until(() => /http\S+\/console\/setup\?token=\S+/.exec(server.log())?.[0], 'the link for the first administrator');
  const page = newcomer = await newPage();
  await page.goto(link);
  await tabTo(page, '#setup-name');
  for (const words of ['Sara Ahmed', 'sara@sahay.example', password]) {
    await page.keyboard.type(words);
    if (words !== password) await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');

  await step(page, 'What is your company called?');
  await next(page);
  await seen(page, '#field-name-error', 'Fill this in');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'field-name', 'the keyboard is where the mistake is');
  await page.keyboard.type('Meghna Tools');
  await page.keyboard.press('Enter');
  await step(page, 'Which languages do you speak?');
  await next(page);
  await step(page, 'When do you answer?');

  // Another day, another browser: the set-up goes on where it stopped.
  const another = await newPage();
  await signIn(another, 'sara@sahay.example', password, '/console/welcome');
  await step(another, 'When do you answer?');
  await another.context().close();

  await tabTo(page, '.week .button');
  await page.keyboard.press('Enter');
  await tabTo(page, '.week input.time');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('830');
  await page.keyboard.press('Tab');
  assert.equal(await page.inputValue('.week input.time >> nth=0'), '08:30');
  await next(page);

  await step(page, 'Where do customers write to?');
  await seen(page, '[role=status]', desk);
  await next(page);
  await step(page, 'Who answers with you?');
  await tabTo(page, '#field-name');
  await page.keyboard.type('Oleg Sokolov');
  await page.keyboard.press('Tab');
  await page.keyboard.type('oleg@sahay.example');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.copy-box pre');
  firstPassword = /First password: (\S+)/.exec(await page.textContent('.copy-box pre'))[1];
  await next(page);
  await step(page, 'Put the help on your site');
  snippet = await page.textContent('.copy-box pre');
  await next(page);
  await step(page, 'Your desk works');
  await tabTo(page, '.admin-done a');
  await page.keyboard.press('Enter');

  await deliver(server.lmtpPort, { from: 'Rina Akter <rina@meghna.example>', to: desk, subject: 'The drill stops', text: 'It stops after a minute.' });
  await seen(page, '.row[data-id]', 'The drill stops');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await seen(page, '.comment', 'It stops after a minute.');
  await page.waitForSelector('.ProseMirror');
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await page.keyboard.type('Please warm the battery for ten minutes.');
  await page.keyboard.press('Control+Enter');
  const answer = await until(() => sink.mails.find((mail) => mail.text.includes('warm the battery')), 'the answer at the customer\'s mail server');
  assert.equal(answer.to, 'rina@meghna.example');
  assert.match(answer.raw, /^From: .*Sara Ahmed.*Meghna Tools/m, 'the mail bears the name that the first step asked for');
  console.log(`from the link to the answer in the customer's mail box: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  assert.deepEqual(page.faults, []);
});

test('what the set-up was told is everywhere at once, without a restart', { skip }, async () => {
  const customer = await newPage({ viewport: { width: 360, height: 740 } });
  await customer.goto(`${server.base}/contact`);
  assert.match(await customer.title(), /Meghna Tools/);
  await seen(customer, '.ways', '08:30');
  assert.equal(await customer.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  const { schedules } = await server.api('/api/v2/business_hours/schedules.json');
  assert.deepEqual(schedules[0].intervals[0], { start_time: 1440 + 510, end_time: 1440 + 1080 });
  assert.equal(schedules[0].time_zone, 'Asia/Dhaka');
});

test('the first article is written on a desk that has no place for one, and customers find it', { skip }, async () => {
  const press = async (selector, label) => { await seen(newcomer, selector, label); await tabTo(newcomer, selector); await newcomer.keyboard.press('Enter'); };
  await newcomer.click('.rail a[href$="/knowledge"]');
  for (const [button, name] of [['New category', 'Drills'], ['New section', 'Batteries']]) {
    await press('.state button.primary', button);
    await newcomer.waitForSelector('dialog[open] #place-en-us');
    await tabTo(newcomer, '#place-en-us');
    await newcomer.keyboard.type(name);
    await newcomer.keyboard.press('Enter');
    await newcomer.waitForFunction(() => !document.querySelector('dialog[open]'));
  }
  await press('.state a.primary', 'New article');
  await newcomer.waitForSelector('.page-text');
  await tabTo(newcomer, '.article-title');
  await newcomer.keyboard.type('The drill stops when it is cold');
  await tabTo(newcomer, '.page-text');
  await newcomer.keyboard.type('Warm the **battery** for ten minutes.');
  await newcomer.keyboard.press('Control+Enter');
  await newcomer.waitForURL(/knowledge\/\d+/);
  const customer = await newPage();
  await until(async () => {
    await customer.goto(`${server.base}/search?q=cold`);
    return (await customer.locator('.results a', { hasText: 'The drill stops when it is cold' }).count()) === 1;
  }, 'the search of the help centre finds it');
  await customer.locator('.results a').first().click();
  await seen(customer, 'strong', 'battery');
  assert.deepEqual(newcomer.faults, []);
});

test('the invited colleague signs in on a phone with what the card said and answers', { skip }, async () => {
  await deliver(server.lmtpPort, { from: 'Rina Akter <rina@meghna.example>', to: desk, subject: 'Spare battery', text: 'How much is a second one?' });
  const phone = await newPage({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await signIn(phone, 'oleg@sahay.example', firstPassword, '/console/views/open');
  await phone.locator('.row[data-id]', { hasText: 'Spare battery' }).tap();
  await phone.locator('.composer.collapsed button.input').tap();
  await phone.locator('.ProseMirror').waitFor();
  await phone.keyboard.type('Forty euros, and it comes tomorrow.');
  await phone.keyboard.press('Control+Enter');
  await until(() => sink.mails.find((mail) => mail.text.includes('Forty euros')), 'the answer of the colleague');
  assert.deepEqual(phone.faults, []);
});

test('the copied line puts the help of the company on its own page', { skip }, async () => {
  const host = await rig.hostPage(server.base);
  assert.ok((await (await fetch(host)).text()).includes(/src="[^"]+"/.exec(snippet)[0]), 'the page has the line that the screen said');
  const visitor = await newPage();
  await visitor.goto(host);
  await visitor.locator('sahay-widget button').click();
  const frame = visitor.frameLocator('sahay-widget iframe');
  await frame.locator('.row.primary').click();
  await frame.locator('textarea').fill('Do you repair pumps?');
  await frame.locator('textarea').press('Enter');
  await frame.locator('.entry.mine time').waitFor();
  await until(async () => (await server.api('/api/v2/tickets.json?sort_by=id&sort_order=desc')).tickets.some((each) => each.subject.includes('repair pumps')), 'the question is a request');
  assert.deepEqual(visitor.faults, []);
});
