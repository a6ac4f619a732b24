// The line is lost: every screen of console and administration says so in one bar with what still works, what waits and a button
// that tries at once; forms keep what was typed, a save says beside its button that it did not leave, and goes when pressed again;
// a screen that was never opened says that it cannot come yet, and comes. Usage: node --test tests/browser/line_lost.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, quiet, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, line, admin;

before(async () => {
  if (skip) return;
  server = await rig.server({ demo: 12 });
  line = await rig.line(server.port);
  admin = await consolePage(await rig.browser(), { ...server, base: line.base }, server.people.sara);
});
after(() => rig.close());

const bar = () => admin.locator('.line-bar');
// By the address, as a link of the console does it: what is read anew would ask the server for the page.
const go = (where) => admin.evaluate((path) => { history.pushState(null, '', path); window.dispatchEvent(new PopStateEvent('popstate')); }, `/console${where}`);
const lose = async () => { line.cut(); await seen(admin, '.line-bar', 'No connection'); };
// It may be found by itself before the button is pressed.
const find = async () => {
  line.mend();
  await bar().getByRole('button').click({ timeout: 1000 }).catch(() => undefined);
  await bar().waitFor({ state: 'detached' });
};

test('the bar stands above every screen, says what one can do there, and goes when it is tried at once', { skip }, async () => {
  await admin.goto(`${line.base}/console/settings`);
  await admin.waitForSelector('.setting');
  await go('/admin/macros');
  await admin.waitForSelector('.admin-row');
  await go('/customers');
  await admin.waitForSelector('main.page h1, main.page h2');
  await quiet(admin);
  await lose();
  for (const [where, words] of [['/customers', 'what was read last'], ['/admin/macros', 'What you typed stays here'], ['/settings', 'What you typed stays here'], ['/views/all', 'answers you send wait here']]) {
    await go(where);
    await seen(admin, '.line-bar', words);
    assert.equal(await admin.locator('.line-bar[role=status]').count(), 1, `${where}: told once`);
  }
  await bar().getByRole('button').click();
  await seen(admin, '.line-bar', 'Trying');
  await find();
});

test('a form keeps what was typed, says beside its button that nothing left, and goes when pressed again', { skip }, async () => {
  await go('/admin/skills/new');
  await admin.waitForSelector('#field-name');
  await quiet(admin);
  await lose();
  await admin.fill('#field-name', 'Bearings');
  await admin.click('.save-bar button.primary');
  await seen(admin, '.save-bar [role=alert]', 'Not saved: no connection');
  assert.equal(await admin.inputValue('#field-name'), 'Bearings');
  assert.equal(await admin.locator('.admin-page .banner.bad').count(), 0, 'said in one place');
  await find();
  assert.equal(await admin.inputValue('#field-name'), 'Bearings');
  await admin.click('.save-bar button.primary');
  await admin.waitForURL(/skills\/\d+$/);
  const { skills } = await server.api('/api/v2/skills');
  assert.equal(skills.filter((each) => each.name === 'Bearings').length, 1);
});

test('a screen that never was opened says that it cannot come, and comes with the line', { skip }, async () => {
  await quiet(admin);
  await lose();
  await go('/reports');
  await seen(admin, 'main.page', 'not on this computer yet');
  await find();
  await admin.waitForSelector('.report-page h1, main.page h1');
  await until(async () => !(await admin.locator('main.page').textContent()).includes('not on this computer yet'), 'the screen is there');
});

test('what waits to be sent is counted in the bar and leaves with the line', { skip }, async () => {
  const { tickets: [ticket] } = await server.api('/api/v2/tickets?per_page=1');
  await go(`/tickets/${ticket.id}?view=all`);
  await admin.waitForSelector('.comment');
  await admin.keyboard.press('n');
  await admin.waitForSelector('.ProseMirror');
  await quiet(admin);
  await lose();
  await admin.locator('.ProseMirror').click();
  await admin.keyboard.type('Noted without a line');
  await admin.keyboard.press('Control+Enter');
  await seen(admin, '.line-bar', '1 answer waits to be sent');
  await go('/customers');
  await seen(admin, '.line-bar', '1 answer waits to be sent');
  await find();
  await until(async () => (await server.api(`/api/v2/tickets/${ticket.id}/comments?per_page=100`)).comments.filter((each) => each.body.includes('Noted without a line')).length === 1, 'it arrived once');
});
