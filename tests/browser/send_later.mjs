// Send later in the composer: by keys alone, in the customer's hours, as a card of the thread that can be changed, and held when
// the customer writes.
// Usage: node --test tests/browser/send_later.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, browser, sara;

before(async () => {
  if (skip) return;
  server = await rig.server();
  await server.api('/api/v2/users', { method: 'POST', body: { user: { name: 'Rina Akter', email: 'rina@meghna.example', time_zone: 'Asia/Dhaka', verified: true } } });
  browser = await rig.browser();
  sara = await consolePage(browser, server, server.people.sara, { prefs: { undoSeconds: 0, nextAfterSolve: false }, timezoneId: 'Europe/Berlin' });
});
after(() => rig.close());

async function ticket(subject, page = sara) {
  const made = await server.api('/api/v2/tickets.json', { method: 'POST', body: { ticket: { subject, comment: { body: 'It hums.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await page.goto(`${server.base}/console/tickets/${made.ticket.id}`);
  await page.waitForSelector('.ProseMirror');
  const at = `/api/v2/tickets/${made.ticket.id}`;
  return {
    id: made.ticket.id, at,
    replies: async () => (await server.api(`${at}/scheduled_replies?state=all`)).scheduled_replies,
    comments: async () => (await server.api(`${at}/comments`)).comments,
    now: async () => (await server.api(at)).ticket,
  };
}

async function write(words) {
  await sara.locator('.log').focus();
  await sara.keyboard.press('r');
  await sara.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await sara.keyboard.type(words);
}

async function later(words) {
  await write(words);
  await sara.keyboard.press('Control+Alt+Enter');
  await sara.waitForFunction(() => document.activeElement?.matches('.later-dialog input[type=radio]:checked'));
  await sara.keyboard.press('Enter');
  await sara.locator('.log .comment.later').waitFor();
}

const rinaWrites = (one) => server.api(one.at, { method: 'PUT', body: { ticket: { comment: { body: 'It works again.', author_id: one.requester } } } });

test('with three keys an answer waits for nine on the customer\'s clock', { skip }, async () => {
  const one = await ticket('A pump that hums');
  await write('Please change the fuse.');
  await sara.keyboard.press('Control+Alt+Enter');
  await seen(sara, '.later-time', 'Tomorrow 9:00');
  const tomorrow = await sara.locator('.later-time', { hasText: 'Tomorrow 9:00' }).innerText();
  assert.match(tomorrow, /Rina Akter: .*09:00 · you: .*0[45]:00/s, 'both clocks are shown');
  await sara.waitForFunction(() => document.activeElement?.matches('.later-dialog input[type=radio]:checked'));
  await sara.locator('.later-time input[value=tomorrow]').check();
  await sara.keyboard.press('Enter');
  await seen(sara, '.comment.later', 'goes out');
  await seen(sara, '.comment.later', 'Please change the fuse.');
  const [reply] = await one.replies();
  assert.equal(reply.state, 'waiting');
  assert.equal(reply.send_at.slice(11), '03:00:00Z', 'nine in Dhaka');
  assert.ok(Date.parse(reply.send_at) - Date.now() < 48 * 3_600_000);
  assert.equal((await one.comments()).length, 1);
  assert.equal(await sara.locator('.ProseMirror').innerText().then((text) => text.trim()), '', 'the composer is empty');
  await until(async () => (await server.api(`/api/v2/console/tickets?q=%23${one.id}`)).rows[0].scheduled === 'waiting', 'the list says so');
  await sara.locator(`.row[data-id="${one.id}"] .scheduled.waiting`).waitFor();
});

test('its time is changed in words, and sent now it is an answer like any other', { skip }, async () => {
  const one = await ticket('A drill that hums');
  await later('Send it in.');
  const before = (await one.replies())[0].send_at;
  await sara.locator('.log .comment.later').getByRole('button', { name: 'Change time' }).click();
  await sara.locator('.later-time input[value=other]').check();
  await sara.locator('.later-other input').first().fill('in two weeks');
  await until(() => sara.locator('.later-dialog .button.primary').isEnabled(), 'the words are understood');
  await sara.locator('.later-dialog .button.primary').click();
  await until(async () => (await one.replies())[0].send_at > before, 'it has another time');
  await sara.locator('.log .comment.later').getByRole('button', { name: 'Send now' }).click();
  await until(async () => (await one.comments()).length === 2, 'it was sent');
  await sara.locator('.log .comment.later').waitFor({ state: 'detached' });
  assert.deepEqual((await one.replies()).map((each) => each.state), ['sent']);
  assert.match((await one.comments())[1].plain_body, /Send it in\./);
});

test('edited it is a draft again, cancelled it is gone until that is undone', { skip }, async () => {
  const one = await ticket('A saw that hums');
  await later('Oil the chain.');
  await sara.locator('.log .comment.later').getByRole('button', { name: 'Edit' }).click();
  await seen(sara, '.ProseMirror', 'Oil the chain.');
  assert.deepEqual((await one.replies()).map((each) => each.state), ['cancelled']);
  await sara.keyboard.press('Control+Alt+Enter');
  await sara.waitForFunction(() => document.activeElement?.matches('.later-dialog input[type=radio]:checked'));
  await sara.keyboard.press('Enter');
  await sara.locator('.log .comment.later').waitFor();
  await sara.locator('.log .comment.later').getByRole('button', { name: 'Cancel' }).click();
  await sara.locator('.log .comment.later').waitFor({ state: 'detached' });
  await sara.getByRole('button', { name: 'Undo' }).last().click();
  await seen(sara, '.comment.later', 'Oil the chain.');
  assert.equal((await one.replies()).filter((each) => each.state === 'waiting').length, 1);
});

test('a word of the customer holds it before the agent\'s eyes, and the agent decides', { skip }, async () => {
  const one = await ticket('A lamp that hums');
  await later('Change the bulb.');
  one.requester = (await one.now()).requester_id;
  await rinaWrites(one);
  await seen(sara, '.comment.later.held', 'The customer wrote meanwhile.');
  await seen(sara, '.comment.later.held', '1 new message since it was written');
  await sara.locator(`.row[data-id="${one.id}"] .scheduled.held`).waitFor();
  await sara.locator('.log .comment.later').getByRole('button', { name: 'Send now' }).click();
  await until(async () => (await one.comments()).length === 3, 'the agent sent it');
  assert.match((await one.comments())[2].plain_body, /Change the bulb\./);
});

test('solving goes along, and a time that is over cannot be taken', { skip }, async () => {
  const one = await ticket('A fan that hums');
  await write('It is off now.');
  await sara.locator('[data-later]').click();
  await sara.locator('.later-solve input').check();
  await sara.locator('.later-time input[value=other]').check();
  await sara.locator('.later-other input[type=datetime-local]').fill('2020-01-01T09:00');
  await sara.evaluate(() => document.querySelector('.later-dialog form').setAttribute('novalidate', ''));
  await sara.locator('.later-dialog .button.primary').click();
  await seen(sara, '.later-dialog [role=alert]', 'still to come');
  await sara.locator('.later-time input').first().check();
  await sara.locator('.later-dialog .button.primary').click();
  await seen(sara, '.comment.later .chip', 'Solved');
  assert.equal((await one.replies())[0].changes.status, 'solved');
  assert.notEqual((await one.now()).status, 'solved');
});

test('on a telephone the dialog and the card stay inside of the screen', { skip }, async () => {
  const phone = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 }, viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true, timezoneId: 'Europe/Berlin', colorScheme: 'dark' });
  const made = await server.api('/api/v2/tickets.json', { method: 'POST', body: { ticket: { subject: 'A small screen', comment: { body: 'x' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await phone.goto(`${server.base}/console/tickets/${made.ticket.id}`);
  await phone.locator('.composer.collapsed .input').click();
  await phone.locator('.ProseMirror').fill('From the train.');
  await phone.locator('[data-later]').click();
  await phone.locator('.later-time', { hasText: 'Tomorrow' }).waitFor();
  const wide = () => phone.evaluate(() => Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.later-dialog, .comment.later .card, .later-time')].map((each) => each.getBoundingClientRect().right)));
  assert.ok(await wide() <= 360, `${await wide()} px`);
  await phone.locator('.later-dialog .button.primary').click();
  await phone.locator('.log .comment.later').waitFor();
  assert.ok(await wide() <= 360, `${await wide()} px`);
  assert.deepEqual(phone.faults, []);
});
