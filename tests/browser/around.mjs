// What lies around a request, in the real console: its whole history by one key, who reads along, and its subject.
// Usage: node --test tests/browser/around.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, deliver, lacking, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, page, ticket;

const ask = (path, body, method = 'POST') => server.api(`/api/v2${path}`, { method, body });
const made = async (subject, requester) => (await ask('/tickets', { ticket: { subject, comment: { body: `${subject}.` }, requester } })).ticket;
const now = async () => (await server.api(`/api/v2/tickets/${ticket.id}`)).ticket;
const rina = { name: 'Rina Akter', email: 'rina@meghna.example' };

before(async () => {
  if (skip) return;
  server = await rig.server({ config: '[mail]\naddress = "support@sahay.example"\nlmtp_listen = "LMTP"\n' });
  await ask('/organizations', { organization: { name: 'Meghna Tools', domain_names: ['meghna.example'] } });
  await deliver(server.lmtpPort, { from: 'Rina Akter <rina@meghna.example>', to: 'support@sahay.example', subject: 'The pump hums', text: 'Since Monday.' });
  await until(async () => (await server.api('/api/v2/tickets')).tickets.length === 1, 'the mail is a request');
  await made('The lathe stops', { name: 'Nadia Islam', email: 'nadia@meghna.example' });
  await made('Invoice of May', { name: 'Pavel Orlov', email: 'pavel@elsewhere.example' });
  ticket = await made('help!!', rina);
  page = await consolePage(await rig.browser(), server, server.people.sara);
  await page.goto(`${server.base}/console/tickets/${ticket.id}?view=all`);
  await page.waitForSelector('.ProseMirror');
  await page.locator('.log').focus();
});
after(() => rig.close());

test('one key shows all that the person asked, by every channel, and one more what the company asked', { skip }, async () => {
  await page.keyboard.press('Shift+H');
  await seen(page, '.past', 'The pump hums');
  const rows = await page.locator('.past-row').allTextContents();
  assert.equal(rows.length, 2, rows.join(' | '));
  assert.ok(rows[0].includes('help!!') && rows[0].includes('this one'), 'the newest first, and the open one says so');
  assert.deepEqual(await page.locator('.past-row .icon').evaluateAll((icons) => icons.map((icon) => icon.getAttribute('aria-label'))), ['API', 'E-mail']);
  await page.locator('#past-person').focus();
  await page.keyboard.press('ArrowRight');
  await seen(page, '.past', 'The lathe stops');
  await seen(page, '.past', 'Nadia Islam');
  assert.equal(await page.locator('.past-row').count(), 3, 'of this company and of nobody else');
  await page.fill('.past input', 'lathe');
  await until(async () => (await page.locator('.past-row').count()) === 1, 'the words narrow it');
  await page.locator('.past-row').press('Enter');
  await seen(page, '.ticket-title h1', 'The lathe stops');
  await page.goBack();
  await seen(page, '.ticket-title h1', 'help!!');
});

test('a customer is put in copy and a colleague follows, the composer says so, and one press takes it back', { skip }, async () => {
  await page.locator('.log').focus();
  await page.keyboard.press('Shift+C');
  await page.waitForSelector('#reader');
  await page.fill('#reader', 'nadia');
  await seen(page, '.reader.found', 'Nadia Islam');
  await page.keyboard.press('Enter');
  await until(async () => (await now()).email_cc_ids.length === 1, 'Nadia is in copy');
  await page.fill('#reader', 'oleg');
  await seen(page, '.reader.found', 'Oleg Sokolov');
  await page.keyboard.press('Enter');
  await until(async () => (await now()).follower_ids.length === 1, 'Oleg follows');
  assert.equal((await now()).email_cc_ids.length, 1, 'a colleague is no copy: notes would not reach them');
  await page.fill('#reader', 'nobody here');
  await page.keyboard.press('Enter');
  await seen(page, '#reader-problem', 'Write a whole mail address');
  await page.fill('#reader', 'new.person@meghna.example');
  await page.keyboard.press('Enter');
  await until(async () => (await now()).email_cc_ids.length === 2, 'an address nobody knew is in copy');
  await page.keyboard.press('Escape');
  await seen(page, '.recipient', '2 in copy');
  await seen(page, '.context', 'Oleg Sokolov');
  await page.locator('.recipient .to').click();
  await page.getByRole('button', { name: 'Remove Nadia Islam' }).click();
  await until(async () => (await now()).email_cc_ids.length === 1, 'Nadia gets no copies');
  await page.keyboard.press('Escape');
  await page.locator('.toast', { hasText: 'no longer' }).getByRole('button', { name: 'Undo' }).click();
  await until(async () => (await now()).email_cc_ids.length === 2, 'taken back');
});

test('the palette finds articles beside requests and people', { skip }, async () => {
  const { category } = await ask('/help_center/categories', { category: { name: 'Tools', locale: 'en-us' } });
  const { section } = await ask(`/help_center/categories/${category.id}/sections`, { section: { name: 'Pumps', locale: 'en-us' } });
  const { article } = await ask(`/help_center/sections/${section.id}/articles`, { article: { title: 'When a pump hums', body: '<p>Listen.</p>', locale: 'en-us', draft: false, user_segment_id: null, permission_group_id: 1 } });
  await page.locator('.log').focus();
  await page.keyboard.press('Control+k');
  await page.fill('.palette-input', article.title);
  await page.locator('.palette .option', { hasText: article.title }).first().click();
  await until(() => page.url().endsWith(`/knowledge/${article.id}`), 'the article is open');
  await page.goto(`${server.base}/console/tickets/${ticket.id}?view=all`);
  await page.waitForSelector('.ProseMirror');
});

test('the subject is changed by keys, and an empty one is not taken', { skip }, async () => {
  await page.locator('.log').focus();
  // On a busy machine a key may come before the page listens to it.
  await until(async () => {
    await page.locator('.log').focus();
    await page.keyboard.press('Shift+T');
    return page.waitForSelector('.dialog input', { timeout: 5000 }).catch(() => null);
  }, 'the subject opens');
  await page.fill('.dialog input', '  ');
  await page.keyboard.press('Enter');
  assert.equal((await now()).subject, 'help!!');
  await page.fill('.dialog input', 'The valve drips');
  await page.keyboard.press('Enter');
  await seen(page, '.ticket-title h1', 'The valve drips');
  assert.equal((await now()).subject, 'The valve drips');
  await page.locator('.toast', { hasText: 'Subject changed' }).getByRole('button', { name: 'Undo' }).click();
  await seen(page, '.ticket-title h1', 'help!!');
  assert.deepEqual(page.faults, []);
});
