// Reports and wallboard (E5) in the browser: every number opens as many requests as it says, the address keeps the question,
// the chart is walked by keys and read as a table, a file is taken away, and the wallboard says when it is cut off.
// Usage: node --test tests/browser/reports.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server, line, agent;
const rina = { name: 'Rina Akter', email: 'rina@meghna.example' };
const days = 'start=2026-03-01&end=2026-03-31';

async function past(subject, created, solved, answered) {
  const body = { ticket: { subject, requester: rina, created_at: created, tags: ['pump'], status: solved ? 'closed' : 'open', ...(solved ? { solved_at: solved } : {}),
    comments: [{ body: 'It stopped.', created_at: created }, ...(answered ? [{ body: 'Press the button.', author_id: server.me, created_at: answered }] : [])] } };
  await server.api('/api/v2/imports/tickets', { method: 'POST', body });
}

before(async () => {
  if (skip) return;
  server = await rig.server();
  browser = await rig.browser();
  server.me = (await server.api('/api/v2/users/me')).user.id;
  await past('First', '2026-03-02T09:00:00Z', '2026-03-03T12:00:00Z', '2026-03-02T10:00:00Z');
  await past('Second', '2026-03-02T09:20:00Z', '2026-03-04T12:00:00Z', '2026-03-02T11:00:00Z');
  await past('Third', '2026-03-10T15:00:00Z');
  await past('Before', '2026-02-10T15:00:00Z', '2026-02-11T12:00:00Z', '2026-02-11T10:00:00Z');
  line = await rig.line(server.port);
  agent = await consolePage(browser, server, server.people.oleg, { base: line.base });
});
after(() => rig.close());

const openReports = async (query = days) => {
  await agent.goto(`${line.base}/console/reports?${query}`);
  await agent.waitForSelector('.heat a');
  await agent.waitForSelector('.report-table');
};
const rows = () => agent.locator('.report-row').count();
/** Follows a link and answers how many requests it opened. */
async function opened(link) {
  await link.click();
  await agent.waitForSelector('.report-row');
  const count = await rows();
  await agent.goBack();
  await agent.waitForSelector('.heat a');
  await agent.waitForSelector('.report-table');
  return count;
}

test('g r opens the reports, and each number opens as many requests as it says', { skip }, async () => {
  await agent.locator('body').press('g');
  await agent.keyboard.press('r');
  await agent.waitForSelector('.reports h1');
  await openReports();
  for (const name of ['New requests', 'Solved requests', 'Open at the end']) {
    const link = agent.locator(`.figure-number[aria-label^="${name}:"]`);
    const said = Number(await link.innerText());
    assert.equal(await opened(link), said, name);
  }
  assert.equal(await agent.locator('.figure-number[aria-label^="New requests:"]').innerText(), '3');
  const hour = agent.locator('.heat a').first();
  assert.equal(await opened(hour), Number(await hour.innerText()));
  const cell = agent.locator('.report-table td a').first();
  assert.equal(await opened(cell), Number(await cell.innerText()));
  assert.deepEqual(agent.faults, []);
});

test('the address keeps days and filters, so a reload and a colleague see the same', { skip }, async () => {
  await openReports();
  await agent.getByLabel('Tag').fill('pump');
  await agent.getByLabel('Tag').press('Tab');
  await agent.waitForURL(/tag=pump/);
  await agent.getByLabel('Divided by', { exact: true }).selectOption('channel');
  await agent.waitForURL(/by=channel/);
  await agent.reload();
  await agent.waitForSelector('.heat a');
  assert.equal(await agent.getByLabel('Tag').inputValue(), 'pump');
  assert.match(agent.url(), /start=2026-03-01/);
  await agent.getByLabel('Tag').fill('nothing-of-this');
  await agent.getByLabel('Tag').press('Tab');
  await seen(agent, '.state', 'No requests in this period');
});

test('the chart is walked by keys, read as a table and taken away as a file', { skip }, async () => {
  await openReports();
  await agent.waitForSelector('.u-over');
  await agent.locator('.chart-frame').focus();
  await agent.keyboard.press('Home');
  await agent.keyboard.press('ArrowRight');
  await seen(agent, '.chart-words', '2 new');
  await agent.keyboard.press('Enter');
  await agent.waitForSelector('.report-row');
  assert.equal(await rows(), 2);
  await agent.goBack();
  await agent.waitForSelector('.chart-frame');
  await agent.getByRole('button', { name: 'Show as table' }).click();
  const table = agent.getByRole('region', { name: 'New and solved requests' });
  assert.equal(await table.locator('tbody tr').count(), 31);
  const waiting = agent.waitForEvent('download');
  await agent.getByRole('link', { name: 'Download as CSV: New and solved requests' }).click();
  const file = await waiting;
  assert.equal(file.suggestedFilename(), 'days_2026-03-01_2026-03-31.csv');
  const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
  assert.equal(lines[2], '2026-03-02,2026-03-02,2,0');
});

test('the wallboard shows the desk as it stands and says when it is cut off', { skip }, async () => {
  await agent.goto(`${line.base}/console/wallboard`);
  await agent.waitForSelector('.wall-tile');
  assert.equal(await agent.locator('.wall-number[aria-label^="Open:"]').innerText(), '1');
  await past('Fourth', '2026-03-12T15:00:00Z');
  await until(async () => (await agent.locator('.wall-number[aria-label^="Open:"]').innerText()) === '2', 'a new request shows by itself');
  line.cut();
  await seen(agent, '.wall-time', 'No connection');
  line.mend();
  await until(async () => (await agent.locator('.wallboard').getAttribute('data-lost')) === 'false', 'it comes back by itself');
  assert.deepEqual(agent.faults, []);
});

test('hand-overs, first decisions and moods of the days stand below the figures', { skip }, async () => {
  const made = (await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject: 'Fourth', requester: rina, comment: { body: 'Nobody answers, this is unacceptable.' }, assignee_id: server.me } } })).ticket;
  const tier = (await server.api('/api/v2/escalation_tiers', { method: 'POST', body: { escalation_tier: { group_id: made.group_id, level: '2', title: 'Bench' } } })).escalation_tier.id;
  const packet = { problem: 'The pump stops.', facts: 'Fuse changed.', question: 'Is it the switch?', promised: 'nothing', next_contact_at: new Date(Date.now() + 86_400_000).toISOString() };
  const handed = await server.api(`/api/v2/tickets/${made.id}/handovers`, { method: 'POST', body: { handover: { tier_id: tier, why: 'skill', packet } } });
  await server.api(`/api/v2/handovers/${handed.handover.id}/return`, { method: 'POST', body: { return: { outcome: 'solved', result: 'Done', tell_customer: 'It works' } } });
  await server.api(`/api/v2/tickets/${made.id}/triage`, { method: 'POST', body: { triage: { decision: 'analysis', checkpoint_at: packet.next_contact_at } } });
  await openReports('days=7');
  const part = agent.getByRole('region', { name: 'How customers were treated' });
  await seen(agent, '.report-part', 'needs a specialist');
  const cells = async (label) => (await part.getByRole('region', { name: label }).locator('tbody tr').allInnerTexts()).map((row) => row.split(/\s*\t\s*/));
  assert.deepEqual((await cells('Hand-overs'))[0].slice(0, 5), ['needs a specialist', '1', '1', '0', '0']);
  assert.deepEqual((await cells('First decision'))[1], ['Analysis', '0', '0', '1']);
  assert.deepEqual((await cells('Moods'))[0], ['unhappy', '1', '1']);
  await part.getByLabel('Hand-overs divided by').selectOption('level');
  await seen(agent, '.report-part', 'tier 2');
});

test('what customers wrote with their ratings is a list with a filter, opens its request and is taken away as a file', { skip }, async () => {
  const ids = [];
  for (const [subject, score, comment] of [['Pump', 'good', 'Quick and kind'], ['Drill', 'bad', '=Too late, again'], ['Saw', 'good', '']]) {
    const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject, requester: rina, comment: { body: 'It stopped.' } } } });
    await server.api(`/api/v2/tickets/${ticket.id}`, { method: 'PUT', body: { ticket: { status: 'solved', assignee_id: server.me, comment: { body: 'Done.' } } } });
    const as = { method: 'POST', headers: { authorization: `Bearer ${server.run(['token', 'add', '--email', server.people.sara, '--act-for-others']).trim()}`, 'content-type': 'application/json', 'x-on-behalf-of': rina.email } };
    const answer = await until(async () => {
      const given = await fetch(`${server.base}/api/v2/tickets/${ticket.id}/satisfaction_rating`, { ...as, body: JSON.stringify({ satisfaction_rating: { score, comment } }) });
      return given.status === 201 ? given : null;
    }, 'the rating is offered');
    assert.equal(answer.status, 201);
    ids.push(ticket.id);
  }
  await agent.goto(`${line.base}/console/reports/comments`);
  await seen(agent, '[role=status]', '2 comments');
  const lines = async () => (await agent.locator('.report-comment').allInnerTexts()).map((each) => each.trim()).sort();
  assert.deepEqual(await lines(), [`#${ids[0]} Quick and kind`, `#${ids[1]} =Too late, again`].sort());
  const [file] = await Promise.all([agent.waitForEvent('download'), agent.getByRole('link', { name: /CSV/ }).first().click()]);
  const kept = readFileSync(await file.path(), 'utf8');
  assert.equal(kept.trim().split('\r\n').length, 3, kept);
  assert.ok(kept.includes(`"'=Too late, again"`), kept);
  await agent.locator('.filter-field select').selectOption('bad');
  await seen(agent, '[role=status]', '1 comment');
  assert.deepEqual(await lines(), [`#${ids[1]} =Too late, again`]);
  await agent.locator('.report-row').click();
  await agent.waitForURL(new RegExp(`/tickets/${ids[1]}`));
});
