// What is done with one message, in the real console: quoted with who and when, by marked words or whole, a link that opens the
// request there however old the message is, and a split from there; by pointer, by keys, on a phone.
// Usage: node --test tests/browser/one_message.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, page, long, russian;

const ask = (path, body, method = 'POST') => server.api(`/api/v2${path}`, { method, body });
const blockquotes = () => page.locator('.ProseMirror blockquote');
const open = async (id) => {
  await page.goto(`${server.base}/console/tickets/${id}?view=all`);
  await page.waitForSelector('.ProseMirror');
};
const emptied = async () => {
  await page.locator('.ProseMirror').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
};

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  long = (await ask('/tickets', { ticket: { subject: 'The pump hums', comment: { body: 'It hums since Monday.\n\nThe valve is new.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } })).ticket.id;
  for (let n = 1; n <= 40; n += 1) await ask(`/tickets/${long}`, { ticket: { comment: { body: n === 40 ? 'For us: call the maker.' : `Word ${n} of us.`, public: n < 40 } } }, 'PUT');
  const { user } = await ask('/users', { user: { name: 'Pavel Orlov', email: 'pavel@elsewhere.example', locale: 'ru', time_zone: 'Europe/Moscow' } });
  russian = (await ask('/tickets', { ticket: { subject: 'Насос гудит', comment: { body: 'Гудит с понедельника.' }, requester_id: user.id } })).ticket.id;
  page = await consolePage(browser, server, server.people.sara);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => undefined);
});
after(() => rig.close());

test('all of a message is quoted under the pointer, with who and when in the customer\'s language', { skip }, async () => {
  await open(russian);
  await page.locator('.log .comment .card').hover();
  await page.locator('.message-bar [data-action=quote]').click();
  await blockquotes().waitFor();
  assert.equal(await blockquotes().textContent(), 'Гудит с понедельника.');
  const line = await page.locator('.ProseMirror > p').first().textContent();
  assert.match(line, /^\d+ \S+ \d{4} г\..* Pavel Orlov пишет:$/);
  const [{ created_at }] = (await server.api(`/api/v2/tickets/${russian}/comments`)).comments;
  assert.ok(line.includes(new Date(Date.parse(created_at) + 3 * 3600_000).toISOString().slice(11, 16)), `${line}: by the clock of Moscow, ${created_at}`);
  await until(() => page.evaluate(() => getSelection().anchorNode && !getSelection().anchorNode.parentElement.closest('blockquote')), 'the caret stands below');
  await page.keyboard.type('We look into it.');
  assert.equal(await page.locator('.ProseMirror > p').last().textContent(), 'We look into it.');
  assert.equal(await blockquotes().textContent(), 'Гудит с понедельника.', 'nothing is typed into it');
  await emptied();
});

test('marked words alone are quoted by q, and an internal note only in a note', { skip }, async () => {
  await open(long);
  await page.locator('.older').click();
  await page.locator('.log').focus();
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('.log .comment .comment-text')));
  await page.waitForSelector('.mark-bar');
  await page.keyboard.press('q');
  await blockquotes().waitFor();
  assert.ok((await blockquotes().textContent()).startsWith('It hums since Monday.'));
  await emptied();
  await page.keyboard.press('Escape');
  await page.locator('.log .comment.note').last().focus();
  await page.keyboard.press('q');
  await page.waitForSelector('.composer[data-mode=note] .ProseMirror blockquote');
  assert.equal(await blockquotes().textContent(), 'For us: call the maker.');
  await emptied();
  await page.keyboard.press('Escape');
  await page.locator('.composer [role=tab]').first().click();
  assert.equal(await blockquotes().count(), 0, 'the answer holds nothing of it');
});

test('the link of a message is copied by keys, and opens the request there although the message is older than what is shown', { skip }, async () => {
  await open(long);
  await page.locator('.older').click();
  const first = page.locator('.log .comment').first();
  const id = Number((await first.getAttribute('id')).slice('comment-'.length));
  await page.locator('.log .comment').nth(1).focus();
  await page.keyboard.press('ArrowUp');
  await until(() => first.evaluate((card) => card === document.activeElement), 'arrows go from message to message');
  await page.waitForSelector(`#comment-${id} .message-bar`);
  for (let n = 0; n < 6 && await page.evaluate(() => document.activeElement?.dataset.action) !== 'quote'; n += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await seen(page, '.toast', 'link to this message');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, `${server.base}/console/tickets/${long}?comment=${id}`);
  await page.keyboard.press('Escape');
  await until(() => first.evaluate((card) => card === document.activeElement), 'Esc goes back to the message');

  await page.goto(link);
  const pointed = page.locator(`#comment-${id}[aria-current]`);
  await pointed.waitFor();
  await until(() => pointed.evaluate((card) => {
    const log = card.closest('.log').getBoundingClientRect(), own = card.getBoundingClientRect();
    return own.top >= log.top && own.top < log.bottom;
  }), 'the message is in sight');
  assert.equal(await page.locator('.log .comment[aria-current]').count(), 1);
  await until(() => pointed.evaluate((card) => card === document.activeElement), 'and has the focus');
  await page.goto(`${server.base}/console/tickets/${long}?comment=99999999`);
  await page.waitForSelector('.comment');
  assert.equal(await page.locator('.log .comment[aria-current]').count(), 0, 'what is not there marks nothing');
});

test('a split begins with the message it was asked from, once', { skip }, async () => {
  await open(russian);
  for (let time = 0; time < 2; time += 1) {
    await page.locator('.log .comment .card').hover();
    await page.locator('.message-bar [data-action=split]').click();
    await page.waitForSelector('dialog[open] .split-line');
    assert.equal(await page.locator('.split-line').count(), 1);
    assert.equal(await page.locator('.split-line input').first().inputValue(), 'Гудит с понедельника');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { state: 'detached' });
  }
  assert.deepEqual(page.faults, []);
});

test('where nothing hovers one button opens the same', { skip }, async () => {
  const phone = await consolePage(browser, server, server.people.oleg, { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
  await phone.goto(`${server.base}/console/tickets/${russian}?view=all`);
  const more = phone.locator('.message-more button').first();
  await more.waitFor();
  const box = await more.boundingBox();
  assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
  await more.tap();
  assert.equal(await phone.locator('.popover .option').count(), 3);
  await phone.locator('.popover .option').first().tap();
  await phone.waitForSelector('.composer.full .ProseMirror blockquote');
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 360);
  assert.deepEqual(phone.faults, []);
});
