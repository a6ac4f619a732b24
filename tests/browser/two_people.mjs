// Two people at one request, each in a browser of their own, and one person at two devices: drafts that survive everything, a stale
// send that is refused with what came in between, a cut line that neither loses nor doubles, undo for both to see.
// Usage: node --test tests/browser/two_people.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gate } from './gate.mjs';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const cutSeconds = Number(process.env.CUT_SECONDS ?? 5);
const rig = new Rig();
let server, line, browsers, passed = 0;

before(async () => {
  if (skip) return;
  server = await rig.server();
  line = await rig.line(server.port);
  browsers = [await rig.browser(), await rig.browser()];
});
after(() => rig.close());

async function made(subject) {
  const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject, comment: { body: 'It hums.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  return ticket.id;
}
async function at(id, email, { browser = browsers[0], base = server.base, undo = 0 } = {}) {
  const page = await consolePage(browser, server, email, { base, prefs: { undoSeconds: undo, nextAfterSolve: false } });
  await page.goto(`${base}/console/tickets/${id}?view=all`);
  await page.waitForSelector('.ProseMirror');
  return page;
}
async function write(page, key, words) {
  await page.locator('.log').focus();
  await page.keyboard.press(key);
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await page.keyboard.type(words);
}
// The token is Sara's: the desk has her draft.
const kept = (id, words) => until(async () => (await server.api(`/api/v2/console/tickets/${id}`)).drafts.some((each) => each.html.includes(words)), 'the draft is on the server');
const comments = async (id, words) => (await server.api(`/api/v2/tickets/${id}/comments`)).comments.filter((each) => each.plain_body.includes(words));
const close = async (...pages) => { for (const page of pages) { assert.deepEqual(page.faults, []); await page.context().close(); } };
const story = (name, run) => test(name, { skip }, async () => { await run(); passed += 1; });

story('a draft survives a reload', async () => {
  const id = await made('Reloaded');
  const sara = await at(id, server.people.sara);
  await write(sara, 'r', 'Half a thought');
  await kept(id, 'Half a thought');
  await sara.reload();
  await seen(sara, '.ProseMirror', 'Half a thought');
  await close(sara);
});

story('a draft survives the death of the browser', async () => {
  const id = await made('Crashed');
  const dying = await rig.browser();
  const sara = await at(id, server.people.sara, { browser: dying });
  await write(sara, 'r', 'Written before the crash');
  await kept(id, 'Written before the crash');
  const crashed = new Promise((resolve) => { sara.once('crash', resolve); });
  const wire = await sara.context().newCDPSession(sara);
  wire.send('Page.crash').catch(() => undefined);
  await crashed;
  const again = await at(id, server.people.sara);
  await seen(again, '.ProseMirror', 'Written before the crash');
  await close(again);
});

story('a draft survives signing out', async () => {
  const id = await made('Signed out');
  const sara = await at(id, server.people.sara);
  await write(sara, 'r', 'Back after lunch');
  await kept(id, 'Back after lunch');
  await sara.evaluate(() => fetch('/api/v2/session', { method: 'DELETE', headers: { 'x-sahay': '1' } }));
  await sara.goto(`${server.base}/console/tickets/${id}?view=all`);
  await sara.fill('#signin-email', server.people.sara);
  await sara.fill('#signin-password', server.password);
  await sara.click('button[type=submit]');
  await seen(sara, '.ProseMirror', 'Back after lunch');
  await close(sara);
});

story('a draft is there on a second device, and a colleague never sees it', async () => {
  const id = await made('Two devices');
  const desk = await at(id, server.people.sara);
  await write(desk, 'r', 'Begun at the desk');
  await kept(id, 'Begun at the desk');
  const phone = await at(id, server.people.sara, { browser: browsers[1] });
  await seen(phone, '.ProseMirror', 'Begun at the desk');
  const oleg = await at(id, server.people.oleg, { browser: browsers[1] });
  assert.equal((await oleg.locator('.ProseMirror').innerText()).trim(), '');
  await close(desk, phone, oleg);
});

story('an answer that has not seen the colleague\'s is refused, shows it, and goes out when that is wanted', async () => {
  const id = await made('Both answer');
  const sara = await at(id, server.people.sara, { base: line.base });
  const oleg = await at(id, server.people.oleg, { browser: browsers[1] });
  await write(sara, 'r', 'We send a new pump.');
  await kept(id, 'We send a new pump.');
  // Sara hears nothing of what Oleg does: her line is cut while he answers.
  await sara.context().setOffline(true);
  line.cut();
  await write(oleg, 'r', 'Please switch it off first.');
  await oleg.keyboard.press('Control+Enter');
  await until(async () => (await comments(id, 'switch it off')).length === 1, 'his answer is there');
  await sara.keyboard.press('Control+Enter');
  line.mend();
  await sara.context().setOffline(false);
  await seen(sara, '.banner', 'Oleg Sokolov');
  await seen(sara, '.comment', 'Please switch it off first.');
  await seen(sara, '.ProseMirror', 'We send a new pump.');
  assert.equal((await comments(id, 'new pump')).length, 0, 'nothing went out');
  await sara.locator('.banner .button.ghost').click();
  await until(async () => (await comments(id, 'new pump')).length === 1, 'it went out when she wanted it to');
  await close(sara, oleg);
});

story(`a line that is cut for ${cutSeconds} s during the send loses nothing and doubles nothing`, async () => {
  const id = await made('Cut');
  const sara = await at(id, server.people.sara, { base: line.base });
  await write(sara, 'r', 'One answer, once.');
  line.cut();
  await sara.keyboard.press('Control+Enter');
  await seen(sara, '.comment.sending', 'One answer, once.');
  await sara.waitForTimeout(cutSeconds * 1000);
  line.mend();
  await until(async () => (await comments(id, 'One answer, once.')).length === 1, 'it is there');
  await sara.waitForFunction(() => !document.querySelector('.comment.sending'));
  await sara.waitForTimeout(500);
  assert.equal((await comments(id, 'One answer, once.')).length, 1, 'once');
  await close(sara);
});

story('an answer taken back disappears for both, and its words are a draft again', async () => {
  const id = await made('Taken back');
  const sara = await at(id, server.people.sara, { undo: null });
  const oleg = await at(id, server.people.oleg, { browser: browsers[1] });
  await write(sara, 'r', 'Too early.');
  await sara.keyboard.press('Control+Enter');
  await seen(oleg, '.comment', 'Too early.');
  await sara.locator('.toast button').first().click();
  await seen(sara, '.ProseMirror', 'Too early.');
  await oleg.waitForFunction(() => ![...document.querySelectorAll('.comment')].some((each) => each.textContent.includes('Too early.')));
  assert.equal((await comments(id, 'Too early.')).length, 0);
  await close(sara, oleg);
});

story('a change that is undone is undone for both', async () => {
  const id = await made('Undone');
  const sara = await at(id, server.people.sara);
  const oleg = await at(id, server.people.oleg, { browser: browsers[1] });
  await sara.locator('.log').focus();
  await sara.keyboard.press('e');
  await seen(oleg, '.ticket-facts', 'Solved');
  await sara.keyboard.press('Control+z');
  await seen(oleg, '.ticket-facts', 'New');
  assert.equal((await server.api(`/api/v2/tickets/${id}`)).ticket.status, 'new');
  await close(sara, oleg);
});

test('all of it held', { skip }, (t) => gate(t, 'Two people, two devices, a cut line: stories', passed, 8, { least: true }));
