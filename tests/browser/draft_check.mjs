// The check of a draft in the console (C6): notes while one writes, plain words by one key, a reply that a rule of its group
// stops and that leaves with a reason.
// Usage: node --test tests/browser/draft_check.mjs
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

before(async () => {
  if (skip) return;
  server = await rig.server();
  const made = async (where, body) => (await server.api(where, { method: 'POST', body }));
  const { user } = await made('/api/v2/users', { user: { name: 'Rina Akter', email: 'rina@meghna.example', verified: true } });
  ({ ticket } = await made('/api/v2/tickets', { ticket: { subject: 'Repair', requester_id: user.id, comment: { body: 'When will the repair be done?', author_id: user.id } } }));
  await made('/api/v2/draft_policies', { draft_policy: { levels: { officialese: 'block' } } });
  browser = await rig.browser();
});
after(() => rig.close());

test('notes stand beside the draft, one key puts in plain words, and a rule that blocks asks for a reason', { skip }, async () => {
  const agent = await consolePage(browser, server, server.people.sara, { prefs: { undoSeconds: 0 } });
  await agent.goto(`${server.base}/console/tickets/${ticket.id}`);
  const text = agent.locator('.ProseMirror');
  await text.click();
  await agent.keyboard.insertText('Please be advised that in order to help you we look into it.');
  await seen(agent, '.draft-mark.level-block', 'Please be advised that');
  await agent.click('.draft-notes');
  await seen(agent, '.draft-note', 'When will the repair be done?');
  // Evaluated by the debugger, so the page's content policy does not stop it.
  await agent.evaluate(axe);
  const { violations } = await agent.evaluate(() => globalThis.axe.run(document.querySelector('.composer')));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`), []);

  await text.click();
  await agent.keyboard.press('Control+Home');
  await agent.keyboard.press('Control+.');
  await until(async () => (await text.innerText()).startsWith('In order to help'), 'the phrase is left out and the next word has the capital');
  await agent.keyboard.press('Control+z');
  await until(async () => (await text.innerText()).startsWith('Please be advised that in order'), 'the key of undo brings it back');

  await agent.keyboard.press('Control+Enter');
  await seen(agent, '.refused', 'Please be advised that');
  await until(async () => (await text.innerText()).startsWith('Please be advised'), 'the draft is back');
  await agent.fill('.refused input', 'The lawyers wrote this');
  await agent.keyboard.press('Enter');
  await seen(agent, '.comment.ours', 'Please be advised that');
  const kept = async () => (await server.api('/api/v2/draft_overrides')).draft_overrides;
  await until(async () => (await kept()).length > 0, 'the reason is kept');
  assert.deepEqual((await kept()).map(({ reason, rules }) => [reason, rules]), [['The lawyers wrote this', ['officialese']]]);
  assert.deepEqual(agent.faults, []);
});
