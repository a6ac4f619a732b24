// The split sheet in the console (A3): marked words become a line by one key, one submit makes the requests, an answer that names
// none is put to its request by one press, and the page of the case shows them all.
// Usage: node --test tests/browser/split_sheet.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, ticket;

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  const made = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: {
    subject: 'Two things', comment: { body: 'The drill smokes. Please send the invoice of May.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  ticket = made.ticket.id;
});
after(() => rig.close());

/** Marks words inside the first element that holds them, as a pointer would. */
const mark = (page, where, words) => page.evaluate(([selector, wanted]) => {
  for (const element of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + wanted.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return true;
    }
  }
  return false;
}, [where, words]);

test('words become requests by keys, and the customer hears it once', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 } });
  await agent.goto(`${server.base}/console/tickets/${ticket}?view=all`);
  await agent.waitForSelector('.ProseMirror');
  await agent.locator('.log').focus();
  assert.ok(await mark(agent, '.comment .comment-text', 'The drill smokes.'), 'the words are in the thread');
  await agent.keyboard.press('s');
  await agent.waitForSelector('dialog[open] .split-line');
  assert.equal(await agent.locator('dialog[open] .split-line input').first().inputValue(), 'The drill smokes');
  await agent.locator('.split-source').focus();
  assert.ok(await mark(agent, '.split-source .lines', 'Please send the invoice of May.'), 'the words are in the sheet');
  await agent.keyboard.press('s');
  await until(async () => (await agent.locator('dialog[open] .split-line').count()) === 2, 'there are two lines');
  await seen(agent, '.split .sunken', 'The drill smokes');
  await agent.locator('dialog[open] .button.primary[type=submit]').click();
  await seen(agent, '.toast', '#');
  const { comments } = await server.api(`/api/v2/tickets/${ticket}/comments`);
  assert.equal(comments.filter((each) => each.public).length, 2, 'one message to the customer');
  const { splits } = await server.api(`/api/v2/tickets/${ticket}/splits`);
  assert.equal(splits[0].ticket_ids.length, 2);
});

test('an answer that names none is put to its request by one press', { skip }, async () => {
  const { splits } = await server.api(`/api/v2/tickets/${ticket}/splits`);
  const { ticket: row } = await server.api(`/api/v2/tickets/${ticket}`);
  const token = server.run(['token', 'add', '--email', 'rina@meghna.example']).trim();
  await fetch(`${server.base}/api/v2/requests/${ticket}`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ request: { comment: { body: 'It is the red one.' } } }) });
  assert.ok(row.case_id);
  const agent = await consolePage(browser, server, server.people.oleg);
  await agent.goto(`${server.base}/console/tickets/${ticket}?view=all`);
  await seen(agent, '.waiting-word', 'It is the red one.');
  await agent.locator('.waiting-word .button').first().click();
  await until(async () => (await server.api(`/api/v2/tickets/${splits[0].ticket_ids[0]}/comments`)).comments.length === 2, 'the words are in the request');
  await agent.goto(`${server.base}/console/cases/${row.case_id}`);
  await seen(agent, '.case-members', 'Please send the invoice of May');
  assert.equal(await agent.locator('.case-member').count(), 3);
});
