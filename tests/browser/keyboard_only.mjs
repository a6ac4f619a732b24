// Whole flows without a mouse, from the sign-in to the end, in the console and on the pages for customers: nothing here clicks.
// Usage: node --test tests/browser/keyboard_only.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gate } from './gate.mjs';
import { lacking, patience, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, browser, sink, page, done = 0;
const flows = ['sign in', 'open', 'reply', 'assign', 'solve', 'search', 'split', 'submit a request'];

before(async () => {
  if (skip) return;
  sink = await rig.mailSink();
  server = await rig.server({ config: `[mail]\naddress = "support@sahay.example"\n[smtp]\nurl = "smtp+plain://127.0.0.1:${sink.port}"\n` });
  for (const subject of ['Pump hums', 'Drill smokes', 'Valve drips']) {
    await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject, comment: { body: `${subject}. Please send the invoice of May.` }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  }
  browser = await rig.browser();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })).newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
});
after(() => rig.close());

const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
const say = (words) => page.keyboard.type(words);
const focused = (what) => page.evaluate((where) => document.activeElement?.matches(where) || document.activeElement?.closest(where) !== null, what);
const tickets = async () => (await server.api('/api/v2/tickets')).tickets;
const named = async (subject) => (await tickets()).find((each) => each.subject === subject);
const openId = () => Number(/tickets\/(\d+)/.exec(page.url())?.[1]);

// Tab until the focus is there, as a person does who sees where it is; a ring must be drawn around it.
async function tabTo(where, most = 60) {
  for (let n = 0; n < most; n += 1) {
    if (await focused(where)) {
      const ring = await page.evaluate(() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderColor; });
      assert.ok(ring, `the focus on ${where} can be seen`);
      return;
    }
    await press('Tab');
  }
  assert.fail(`${where} is not reached by Tab`);
}
const flow = (name, run) => test(`${name} by keys alone`, { skip }, async () => { await run(); assert.deepEqual(page.faults, []); done += 1; });

flow('sign in', async () => {
  await page.goto(`${server.base}/console/`);
  await page.waitForSelector('#signin-email');
  await tabTo('#signin-email');
  await say(server.people.sara);
  await tabTo('#signin-password');
  await say(server.password);
  await press('Enter');
  await page.waitForSelector('.row[data-id]');
});

flow('open', async () => {
  await press('g', 'i');
  await press('j');
  await page.waitForSelector('.ProseMirror');
  const first = openId();
  await press('j');
  await page.waitForFunction((id) => !location.pathname.endsWith(`/${id}`), first);
  await press('k');
  await page.waitForFunction((id) => location.pathname.endsWith(`/${id}`), first);
});

flow('reply', async () => {
  const id = openId();
  await press('r');
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await say('We look at it today.');
  await press('Control+Enter');
  await until(async () => (await server.api(`/api/v2/tickets/${id}/comments`)).comments.some((each) => each.plain_body.includes('We look at it')), 'the answer is there');
  await press('Escape');
  await page.waitForFunction(() => document.activeElement?.classList.contains('log'));
});

flow('assign', async () => {
  const id = openId();
  await press('a');
  await page.waitForSelector('.popover input');
  await say('oleg');
  await press('Enter');
  await until(async () => (await server.api(`/api/v2/tickets/${id}?include=users`)).users.some((each) => each.name === 'Oleg Sokolov'), 'it is his');
});

flow('solve', async () => {
  const id = openId();
  await page.evaluate(() => document.activeElement?.blur());
  await press('e');
  await until(async () => (await server.api(`/api/v2/tickets/${id}`)).ticket.status === 'solved', 'it is solved');
});

flow('search', async () => {
  await press('Control+k');
  await page.waitForSelector('dialog.palette input');
  await say('Valve');
  await seen(page, 'dialog.palette [role=option]', 'Valve drips');
  for (let n = 0; n < 12; n += 1) {
    if (await page.evaluate(() => document.querySelector('dialog.palette [aria-selected=true], dialog.palette [data-active=true]')?.textContent.includes('Valve drips'))) break;
    await press('ArrowDown');
  }
  await press('Enter');
  await seen(page, '.ticket-title h1', 'Valve drips');
});

// Without a mouse the whole message makes a line, and its subject says which problem it is.
flow('split', async () => {
  const id = openId();
  await page.waitForSelector('.comment');
  await press('Control+k');
  await page.waitForSelector('dialog.palette input');
  await say('split');
  await seen(page, 'dialog.palette [role=option]', 'Split');
  await press('Enter');
  await page.waitForSelector('dialog.split[open]');
  await tabTo('dialog.split .split-source article button');
  await press('Enter');
  await page.waitForSelector('dialog.split .split-line');
  await tabTo('dialog.split .split-line input');
  await press('Control+a');
  await say('The invoice of May');
  await tabTo('dialog.split .button.primary[type=submit]');
  await press('Enter');
  await until(async () => (await server.api(`/api/v2/tickets/${id}/splits`)).splits?.length > 0, 'it is split');
});

flow('submit a request', async () => {
  page = await (await browser.newContext({ locale: 'en' })).newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  await page.goto(server.base);
  await tabTo('a[href^="/requests/new"]:not([data-help])');
  await press('Enter');
  await page.waitForSelector('#subject');
  for (const [where, words] of [['#subject', 'The saw is blunt'], ['#details', 'It cuts nothing.'], ['#name', 'Rina Akter'], ['#email', 'rina@meghna.example']]) {
    await tabTo(where);
    await say(words);
  }
  await tabTo('form.f .btn');
  await press('Enter');
  await until(() => named('The saw is blunt'), 'the request is there');
});

test('every flow went through', { skip }, (t) => gate(t, 'Flows by keys alone', done, flows.length, { least: true, note: flows.join(', ') }));
