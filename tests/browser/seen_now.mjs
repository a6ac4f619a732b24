// What customers see now, beside opening hours, deadlines and saved answers: the words are those that customers get, follow what is
// typed before it is saved, and mark what has no value. Usage: node --test tests/browser/seen_now.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, quiet, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let server, admin;

before(async () => {
  if (skip) return;
  server = await rig.server();
  admin = await consolePage(await rig.browser(), server, server.people.sara);
});
after(() => rig.close());

const words = () => admin.locator('.seen-words');
async function open(where) {
  await quiet(admin);
  await admin.goto(`${server.base}/console/admin/${where}`);
  await admin.waitForSelector('.seen-now');
}
const told = async (zone, language = 'en') => {
  const { ways } = await (await fetch(`${server.base}/public/v1/reach?lang=${language}&tz=${zone}`)).json();
  return ways.find((way) => way.kind === 'chat').hours.words;
};

test('hours are told in the words of the contact card before they are saved, in each language and for another zone', { skip }, async () => {
  const { schedules: [usual] } = await server.api('/api/v2/business_hours/schedules');
  await open(`hours/${usual.id}`);
  await seen(admin, '.seen-words', await told('UTC'));
  await admin.getByRole('button', { name: 'Monday to Friday, 9 to 18' }).click();
  await admin.fill('#field-time_zone-input', 'UTC');
  await admin.fill('#seen-day', '2030-01-12');
  await seen(admin, '.seen-now .banner', '2026-12-16');
  await admin.fill('#seen-time', '10');
  await seen(admin, '.seen-words', 'opens Monday');
  await admin.fill('#seen-zone-input', 'Asia/Dhaka');
  await seen(admin, '.seen-words', '15:00');
  await admin.locator('.seen-now').getByText('Русский').click();
  await seen(admin, '.seen-words', 'понедельник');
  await admin.fill('#seen-day', '');
  await admin.fill('#seen-time', '');
  await admin.click('.save-bar button.primary');
  await until(async () => (await told('Asia/Dhaka', 'ru')) === (await words().locator('.strong').textContent()), 'what is stored says the same');
});

test('a closed day is told by its name as soon as it is added', { skip }, async () => {
  await admin.fill('#seen-day', '2030-01-15');
  await admin.fill('#seen-time', '10:00');
  await admin.fill('#holiday-name', 'Language Day');
  await admin.fill('#holiday-start_date', '2030-01-15');
  await admin.locator('.admin-line button[type=submit]').click();
  await seen(admin, '.seen-words', 'Language Day');
});

test('a deadline is counted as it is typed, and its customer reads the confirmation and the page', { skip }, async () => {
  await open('deadlines/new');
  await admin.fill('#target-first_reply_time-normal', '4 h');
  await seen(admin, '.seen-now', 'These deadlines hold for it');
  await admin.waitForSelector('.seen-now dl.pairs dd');
  await admin.selectOption('#seen-priority', 'low');
  await seen(admin, '.seen-now', 'They name no time for this priority');
  await admin.selectOption('#seen-request_kind', 'complaint');
  await admin.selectOption('#seen-priority_class', 'regular');
  await admin.waitForSelector('.seen-now dl.pairs dd');
  assert.equal(await admin.locator('#seen-priority').count(), 0, 'the class says the priority');
  await seen(admin, '.seen-words', 'your message has arrived');
  await admin.locator('.seen-now').getByText('বাংলা').click();
  await until(async () => /[ঀ-৿]/.test(await words().locator('.seen-text').first().textContent()), 'in Bengali');
  assert.equal((await server.api('/api/v2/slas/policies')).sla_policies.length, 0, 'nothing is stored');
});

test('a saved answer is filled with a real request while it is typed, and what has no value is marked', { skip }, async () => {
  await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject: 'Pump', comment: { body: 'It is silent' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  await open('macros/new');
  await seen(admin, '.seen-words', 'writes nothing');
  const { macros } = await server.api('/api/v2/macros');
  const asks = macros.find((each) => each.actions.some((action) => action.field === 'comment_value'));
  await open(`macros/${asks.id}`);
  await seen(admin, '.seen-words', 'Hello Rina');
  const field = admin.locator('#field-actions textarea').first();
  await field.fill('Dear {{ticket.requester.name}}, {{ticket.organization.name}} is closed');
  await seen(admin, '.seen-text mark', '{{ticket.organization.name}}');
  assert.equal(await words().locator('.seen-text').textContent(), 'Dear Rina Akter, {{ticket.organization.name}} is closed');
  await seen(admin, '.seen-words', 'Without a value here');
});
