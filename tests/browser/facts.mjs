// What is known of a problem, in the console (A4, C7, A5): words marked in a message become a fact, the composer warns when a draft
// asks for them again, a procedure is worked by keys alone and holds up solving, kind and product are chosen beside the thread (A1).
// Usage: node --test tests/browser/facts.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, root, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const axe = skip ? '' : readFileSync(createRequire(path.join(root, 'web/package.json')).resolve('axe-core/axe.min.js'), 'utf8');
let browser, server, ticket;
const made = async (where, body) => (await server.api(where, { method: 'POST', body }));

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  ({ ticket } = await made('/api/v2/tickets', { ticket: {
    subject: 'No network', comment: { body: 'Since Monday nothing works. I restarted the router twice.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } }));
});
after(() => rig.close());

const facts = async () => (await server.api(`/api/v2/tickets/${ticket.id}/facts`)).facts.filter((fact) => fact.holds);

async function openTicket(page) {
  await page.goto(`${server.base}/console/tickets/${ticket.id}?view=all`);
  await page.waitForSelector('.ProseMirror');
}

// As a reader does with the mouse: the words of the first message from `first` to `last`.
const mark = (page, first, last) => page.evaluate(([from, to]) => {
  const walk = document.createTreeWalker(document.querySelector('.comment-text'), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(from);
    if (at < 0) continue;
    document.getSelection().setBaseAndExtent(node, at, node, node.data.indexOf(to) + to.length);
    return;
  }
}, [first, last]);

test('marked words become a fact and the composer warns when a draft asks for them again', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 } });
  await openTicket(agent);
  await mark(agent, 'restarted the router', 'twice');
  await agent.waitForSelector('.mark-bar');
  await agent.locator('.log').focus();
  await agent.keyboard.press('w');
  await until(async () => agent.evaluate(() => document.activeElement?.closest('.mark-bar') !== null), 'the key goes to the bar');
  await agent.keyboard.press('Tab');
  await agent.keyboard.press('Tab');
  await agent.keyboard.press('Enter');
  const fact = await until(async () => (await facts())[0], 'the fact is noted');
  assert.deepEqual([fact.kind, fact.text, fact.done_by, fact.source], ['tried', 'restarted the router twice', 'customer', 'comment']);
  await seen(agent, '.facts', 'restarted the router twice');
  await agent.locator('.ProseMirror').click();
  await agent.keyboard.insertText('Hello Rina, please restart the router twice and write to me.');
  await agent.click('.draft-notes');
  await seen(agent, '.draft-note', 'by the customer');
  await agent.evaluate(axe);
  const { violations } = await agent.evaluate(() => globalThis.axe.run(document.querySelector('.context')));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`), []);
  assert.deepEqual(agent.faults, []);
});

test('a procedure is worked by keys alone and holds up solving until then', { skip }, async () => {
  const draft = { title: 'No network', steps: [
    { key: 'cable', title: 'Cable checked', mandatory: true, fact: { kind: 'tried' } },
    { key: 'scope', type: 'decision', title: 'One device or all?', mandatory: true, options: [{ key: 'one', title: 'One device', goto: 'end' }, { key: 'all', title: 'All devices' }] },
    { key: 'provider', title: 'Provider called', mandatory: true }] };
  const { procedure } = await made('/api/v2/procedures', { procedure: { draft } });
  await made(`/api/v2/procedures/${procedure.id}/publish`, {});
  await made(`/api/v2/tickets/${ticket.id}/procedure_runs`, { procedure_run: { procedure_id: procedure.id } });
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 } });
  await openTicket(agent);
  await seen(agent, '.procedures', 'Cable checked');
  await agent.locator('.log').focus();
  await agent.keyboard.press('e');
  await seen(agent, '.toast', 'Cable checked');
  const focused = (selector) => until(async () => agent.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector), `the focus is in ${selector}`);
  await agent.locator('.log').focus();
  await agent.keyboard.press('y');
  await focused('.step-now');
  await agent.keyboard.type('both ends');
  await agent.keyboard.press('Enter');
  await seen(agent, '.step-now', 'One device or all?');
  await focused('.step-now');
  await agent.keyboard.press('Enter');
  await seen(agent, '.run', 'All steps are done.');
  assert.ok((await facts()).some((each) => each.text === 'Cable checked' && each.detail === 'both ends'));
  await agent.locator('.log').focus();
  await agent.keyboard.press('e');
  await until(async () => (await server.api(`/api/v2/tickets/${ticket.id}`)).ticket.status === 'solved', 'nothing holds it up any more');
});

test('kind and product are chosen beside the thread, and a fact is written there', { skip }, async () => {
  await made('/api/v2/assets', { asset: { name: 'Pump of hall 2', product: 'pump', model: 'P-40', serial: 'SN-4711' } });
  const { ticket: other } = await made('/api/v2/tickets', { ticket: { subject: 'Pump', comment: { body: 'It is silent.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } });
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0 } });
  await agent.goto(`${server.base}/console/tickets/${other.id}?view=all`);
  await agent.waitForSelector('.ProseMirror');
  const intake = async () => (await server.api(`/api/v2/tickets/${other.id}/intake`)).intake;
  await agent.selectOption('#request-kind', 'complaint');
  await until(async () => (await intake()).request_kind === 'complaint', 'the kind is stored');
  await agent.fill('.asset-field input', 'sn47');
  await seen(agent, '.asset-list', 'Pump of hall 2');
  await agent.keyboard.press('Enter');
  await until(async () => (await intake()).asset?.serial === 'SN-4711', 'the product is stored');
  await seen(agent, '.intake-panel .asset', 'SN-4711');
  await agent.locator('.log').focus();
  await agent.keyboard.press('w');
  await agent.waitForSelector('.fact-form');
  await agent.locator('.fact-form select').first().selectOption('environment');
  await agent.locator('.fact-form input').fill('operating system');
  await agent.locator('.fact-form textarea').fill('Windows 11');
  await agent.keyboard.press('Control+Enter');
  await seen(agent, '.fact-list', 'Windows 11');
  const { facts: noted } = await server.api(`/api/v2/tickets/${other.id}/facts`);
  assert.deepEqual(noted.map((each) => [each.kind, each.label, each.text]), [['environment', 'operating system', 'Windows 11']]);
  assert.deepEqual(agent.faults, []);
});
