// The history of the person beside the composer (C8): seen without asking, opened by keys, and back again; the company's one press on.
// Usage: node --test tests/browser/history.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, deliver, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, page, first;

before(async () => {
  if (skip) return;
  server = await rig.server({ config: '[mail]\naddress = "support@sahay.example"\nlmtp_listen = "LMTP"\n' });
  await server.api('/api/v2/organizations', { method: 'POST', body: { organization: { name: 'Meghna Tools', domain_names: ['meghna.example'] } } });
  await deliver(server.lmtpPort, { from: 'Rina Akter <rina@meghna.example>', to: 'support@sahay.example', subject: 'The pump hums', text: 'Since Monday.' });
  await until(async () => (await server.api('/api/v2/tickets')).tickets.length === 1, 'the mail is a request');
  first = (await server.api('/api/v2/tickets')).tickets[0].id;
  const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject: 'The valve drips', comment: { body: 'A lot.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  page = await consolePage(await rig.browser(), server, server.people.oleg);
  await page.goto(`${server.base}/console/tickets/${ticket.id}?view=all`);
  await page.waitForSelector('.ProseMirror');
});
after(() => rig.close());

test('earlier requests of the person stand beside the composer and open by a press', { skip }, async () => {
  await seen(page, '.context', 'The pump hums');
  await page.locator('.context a, .context button', { hasText: 'The pump hums' }).first().focus();
  await page.keyboard.press('Enter');
  await seen(page, '.ticket-title h1', 'The pump hums');
  assert.ok(page.url().includes(`/tickets/${first}`));
  await seen(page, '.context', 'The valve drips');
  assert.deepEqual(page.faults, []);
});

test('the company stands there too, with all that it asked', { skip }, async () => {
  await page.locator('.context a', { hasText: 'Meghna Tools' }).first().focus();
  await page.keyboard.press('Enter');
  await seen(page, 'main', 'The valve drips');
  await seen(page, 'main', 'The pump hums');
  assert.deepEqual(page.faults, []);
});
