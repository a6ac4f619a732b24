// The effort table of ui.md section 15 on the real console: keys (chords count as one) and clicks of the most frequent tasks, letters
// of a text not counted. Every task is done, and the server says that it was.
// Usage: node --test tests/browser/effort.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gate } from './gate.mjs';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, page, oleg;

// Presses and clicks through it are counted, typed text is not.
const hand = {
  keys: 0, clicks: 0,
  key: async (...presses) => { for (const press of presses) { hand.keys += 1; await page.keyboard.press(press); } },
  click: async (where) => { hand.clicks += 1; await (typeof where === 'string' ? page.locator(where).first() : where).click(); },
  text: (words) => page.keyboard.type(words),
};

before(async () => {
  if (skip) return;
  server = await rig.server();
  const macro = { title: 'Ask for the serial number', actions: [{ field: 'comment_value', value: 'Please send us the serial number.' }, { field: 'status', value: 'pending' }] };
  await server.api('/api/v2/macros', { method: 'POST', body: { macro } });
  oleg = (await server.api('/api/v2/users/search?query=oleg')).users[0].id;
  for (let n = 1; n <= 9; n += 1) await made(`Pump ${n} hums`);
  page = await consolePage(await rig.browser(), server, server.people.sara, { prefs: { undoSeconds: 0 } });
});
after(() => rig.close());

async function made(subject, body = 'The drill smokes. Please send the invoice of May.') {
  const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject, comment: { body }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  return ticket.id;
}
const now = async (id) => (await server.api(`/api/v2/tickets/${id}`)).ticket;
const comments = async (id) => (await server.api(`/api/v2/tickets/${id}/comments`)).comments;
const openId = () => Number(/tickets\/(\d+)/.exec(page.url())?.[1]);
const editing = () => page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));

// A conversation stands open and nothing is chosen, as it does all day.
async function open(subject) {
  const id = await made(subject);
  await page.goto(`${server.base}/console/tickets/${id}?view=open`);
  await page.waitForSelector('.ProseMirror');
  await page.waitForSelector('.row[data-id]');
  await page.locator('.log').focus();
  Object.assign(hand, { keys: 0, clicks: 0 });
  return id;
}

const task = (name, limit, run, unit = 'keys') => test(`${name}: at most ${limit} ${unit}`, { skip }, async (t) => {
  await run();
  gate(t, `Effort: ${name}`, unit === 'keys' ? hand.keys : hand.clicks, limit, { unit });
  if (unit === 'keys') assert.equal(hand.clicks, 0, 'without a click');
  else assert.equal(hand.keys, 0, 'without a key');
  assert.deepEqual(page.faults, []);
});

task('open the next due request', 1, async () => {
  const first = await open('Press');
  await hand.key('j');
  await page.waitForFunction((id) => !location.pathname.endsWith(`/${id}`), first);
  await page.waitForSelector('.ProseMirror');
});

task('reply and send', 2, async () => {
  const id = await open('Drill');
  await hand.key('r');
  await editing();
  await hand.text('Please warm the battery.');
  await hand.key('Control+Enter');
  await until(async () => (await comments(id)).some((each) => each.public && each.plain_body.includes('warm the battery')), 'the answer is there');
});

task('reply, solve, go to the next', 2, async () => {
  const id = await open('Saw');
  await hand.key('r');
  await editing();
  await hand.text('The blade is in the mail.');
  await hand.key('Control+Shift+Enter');
  await page.waitForFunction((solved) => !location.pathname.endsWith(`/${solved}`), id);
  await until(async () => (await now(id)).status === 'solved', 'it is solved');
  assert.ok((await comments(id)).some((each) => each.plain_body.includes('The blade')));
});

task('reply, solve, go to the next, by clicks', 2, async () => {
  const id = await open('Saw by hand');
  await hand.click('.ProseMirror');
  await hand.text('The blade is in the mail.');
  await hand.click('.composer-bar .button:not(.primary):has-text("solve")');
  await page.waitForFunction((solved) => !location.pathname.endsWith(`/${solved}`), id);
  await until(async () => (await now(id)).status === 'solved', 'it is solved');
}, 'clicks');

// The sign counts, the letters of the name do not.
task('internal note with a mention', 3, async () => {
  const id = await open('Lathe');
  await hand.key('n');
  await editing();
  await hand.key('@');
  await page.waitForFunction(() => document.activeElement?.closest('.popover.insert'));
  await hand.text('ol ');
  await editing();
  await hand.text('have you seen this?');
  await hand.key('Control+Enter');
  await until(async () => (await now(id)).follower_ids.includes(oleg), 'he follows');
  const note = (await comments(id)).find((each) => each.plain_body.includes('have you seen this'));
  assert.equal(note.public, false);
  assert.match(note.plain_body, /@Oleg Sokolov have you seen this\?/);
});

task('insert a saved answer', 3, async () => {
  await open('Hose');
  await hand.key('r');
  await editing();
  await hand.key('/');
  await page.waitForFunction(() => document.activeElement?.closest('.popover.insert'));
  await hand.text('ser');
  await seen(page, '.popover.insert .option', 'serial');
  await hand.key('Enter');
  await editing();
  assert.match(await page.locator('.ProseMirror').innerText(), /Please send us the serial number/);
});

task('run a macro with preview, nothing sent before Send', 3, async () => {
  const id = await open('Valve');
  await hand.key('r');
  await editing();
  await hand.key('/');
  await page.waitForFunction(() => document.activeElement?.closest('.popover.insert'));
  await hand.text('ser');
  await seen(page, '.insert-preview .chip', 'Waiting');
  await hand.key('Enter');
  await editing();
  await seen(page, '.composer .extras .chip', 'Waiting');
  assert.equal((await now(id)).status, 'new');
  assert.equal((await comments(id)).length, 1);
});

// One letter of the name is enough here; it counts.
task('assign to a colleague', 3, async () => {
  const id = await open('Motor');
  await hand.key('a');
  await page.waitForSelector('.popover input');
  await hand.key('o', 'Enter');
  await until(async () => (await now(id)).assignee_id === oleg, 'it is his');
});

task('snooze until tomorrow 9:00', 2, async () => {
  const id = await open('Gauge');
  await hand.key('z');
  await page.waitForSelector('.popover [role=listbox]');
  await hand.key('2');
  const { snooze } = await until(async () => { const read = await server.api(`/api/v2/tickets/${id}/snooze`); return read.snooze && read; }, 'it rests');
  const tomorrow = new Date();
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(9, 0, 0, 0);
  assert.equal(new Date(snooze.until_at).getTime(), tomorrow.getTime());
  await seen(page, '.ticket-facts', 'until');
});

task('split into two requests (after marking the words)', 2, async () => {
  const id = await open('Two things');
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('.comment .comment-text'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf('Please send the invoice of May.');
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, walker.currentNode.data.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
  });
  await hand.key('s');
  await page.waitForSelector('dialog[open] .split-line');
  await page.waitForFunction(() => document.activeElement?.closest('dialog form'));
  await hand.key('Enter');
  const splits = await until(async () => { const read = (await server.api(`/api/v2/tickets/${id}/splits`)).splits; return read.length && read; }, 'it is split');
  assert.equal(splits[0].ticket_ids.length, 1);
});

task('log a call with the next call (the date is text)', 2, async () => {
  const id = await open('Compressor');
  await hand.key('c');
  await page.waitForSelector('dialog[open] .call-form');
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await hand.text('He looks at the valve. Call again tomorrow at 15:00.');
  await hand.key('Control+Enter');
  await until(async () => (await server.api(`/api/v2/tickets/${id}/calls`)).calls.length === 1, 'the call is logged');
  const next = await until(async () => (await server.api(`/api/v2/tickets/${id}/promises`)).promises.find((each) => each.kind === 'call'), 'the next call is promised');
  assert.equal(new Date(next.due_at).getUTCHours(), 15);
});

task('solve five from the list', 11, async () => {
  for (let n = 1; n <= 6; n += 1) await made(`Batch ${n}`);
  await page.goto(`${server.base}/console/views/unassigned`);
  await page.waitForFunction(() => document.querySelectorAll('.row[data-id]').length >= 6);
  await page.locator('.row[data-id]').first().click();
  await page.waitForSelector('.log');
  await page.locator('.log').focus();
  Object.assign(hand, { keys: 0, clicks: 0 });
  const chosen = [];
  for (let n = 0; n < 5; n += 1) {
    chosen.push(openId());
    await hand.key('x', 'j');
    await page.waitForFunction((id) => !location.pathname.endsWith(`/${id}`), chosen.at(-1));
  }
  await hand.key('e');
  await until(async () => (await Promise.all(chosen.map(now))).every((each) => each.status === 'solved'), 'all five are solved');
});

task('promise the time of the next update', 2, async () => {
  const id = await open('Crane');
  await hand.key('Shift+U');
  await page.waitForSelector('.next-update-form input');
  await page.waitForFunction(() => document.activeElement?.closest('.next-update-form'));
  await hand.key('Enter');
  await seen(page, '.promised', '11:00');
  await editing();
  await page.keyboard.type('We look at it.');
  await page.keyboard.press('Control+Enter');
  await until(async () => (await server.api(`/api/v2/tickets/${id}/promises`)).promises.some((each) => each.kind === 'update' && each.state === 'open'), 'it is promised');
});

task('promise the time of the next update, by clicks', 1, async () => {
  await open('Winch');
  await hand.click('.next-update button');
  await seen(page, '.promised', '11:00');
}, 'clicks');
