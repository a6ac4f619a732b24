// A mail on its way through the desk: in by LMTP, seen in the console without a reload, answered, out to the customer by SMTP.
// Usage: node --test tests/browser/mail_reply.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, deliver, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const desk = 'support@sahay.example';
const rina = 'Rina Akter <rina@meghna.example>';
const rig = new Rig();
let browser, server, sink;

before(async () => {
  if (skip) return;
  sink = await rig.mailSink();
  server = await rig.server({ config: `
[mail]
address = "${desk}"
lmtp_listen = "LMTP"
[[inbox]]
address = "billing@sahay.example"
group = "Billing"
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
  browser = await rig.browser();
});
after(() => rig.close());

test('a mail stands in the open console within a second, and the answer leaves to its sender', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 } });
  let loads = 0;
  agent.on('load', () => { loads += 1; });
  await deliver(server.lmtpPort, { from: rina, to: desk, subject: 'Warm the console', text: 'So that the next one is measured.' });
  await seen(agent, '.row[data-id]', 'Warm the console');
  await agent.evaluate(() => {
    globalThis.shownAt = new Promise((resolve) => {
      const look = () => [...document.querySelectorAll('.row[data-id]')].some((row) => row.textContent.includes('Pump stopped')) && resolve(Date.now());
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  });
  await deliver(server.lmtpPort, { from: rina, to: desk, subject: 'Pump stopped', text: 'It stopped at noon.' });
  const accepted = Date.now();
  const delay = (await agent.evaluate(() => globalThis.shownAt)) - accepted;
  console.log(`in the list ${delay} ms after the mail was accepted`);
  assert.ok(delay < 1000, `in the list after ${delay} ms`);
  assert.equal(loads, 0, 'the console was not loaded again');

  await agent.locator('.row[data-id]', { hasText: 'Pump stopped' }).click();
  await seen(agent, '.comment', 'It stopped at noon.');
  await agent.waitForSelector('.ProseMirror');
  await agent.locator('.log').focus();
  await agent.keyboard.press('r');
  await agent.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await agent.keyboard.type('Please open the red valve.');
  await agent.keyboard.press('Control+Enter');
  await seen(agent, '.comment.ours:not(.sending)', 'Please open the red valve.');
  const mail = await until(() => sink.mails.find((each) => each.text.includes('red valve')), 'the answer at the customer\'s mail server');
  assert.equal(mail.to, 'rina@meghna.example');
  assert.match(mail.raw, /^In-Reply-To: /im);
  assert.match(mail.text, /Subject: Re: Pump stopped/);
  assert.deepEqual(agent.faults, []);
  await agent.context().close();
});

test('two colleagues on one ticket see each other read and write', { skip }, async () => {
  await deliver(server.lmtpPort, { from: rina, to: desk, subject: 'Seen by two', text: 'Who answers?' });
  const [sara, oleg] = [await consolePage(browser, server, server.people.sara), await consolePage(browser, server, server.people.oleg)];
  for (const page of [sara, oleg]) {
    await page.locator('.row[data-id]', { hasText: 'Seen by two' }).click();
    await page.waitForSelector('.ProseMirror');
  }
  await seen(sara, '.ticket-body > .banner', 'Oleg Sokolov is reading');
  await oleg.locator('.log').focus();
  await oleg.keyboard.press('r');
  await oleg.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await oleg.keyboard.type('I take it');
  await seen(sara, '.ticket-body > .banner', 'Oleg Sokolov is writing');
  for (const page of [sara, oleg]) {
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});
