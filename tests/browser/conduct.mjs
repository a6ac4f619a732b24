// The rules of conduct as people meet them on screens: the class by the company's questions (A2), what was agreed with a company and
// who only reports (D1, D2), usual times (C2), the first decision (D5), and on the customer's page the next word (C3), the face of the owner (C5) and
// the question whether it is solved (D9); what sells is not offered while the customer is angry (C12).
// Usage: node --test tests/browser/conduct.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, patience, Rig, seen, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const rina = { name: 'Rina Akter', email: 'rina@meghna.example' };
let browser, server, sink, ticket;
const made = (where, body, method = 'POST') => server.api(`/api/v2${where}`, { method, body });
const read = (where) => server.api(`/api/v2${where}`);

before(async () => {
  if (skip) return;
  sink = await rig.mailSink();
  server = await rig.server({ config: `
[mail]
address = "support@sahay.example"
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
  browser = await rig.browser();
  const { organization } = await made('/organizations', { organization: { name: 'Meghna Tools', domain_names: ['meghna.example'] } });
  for (const user of [rina, { name: 'Nadia Islam', email: 'purchasing@meghna.example' }]) await made('/users', { user: { ...user, organization_id: organization.id, verified: true } });
  const { users: [nadia] } = await read('/users/search?query=purchasing@meghna.example');
  await made('/contact_persons', { contact_person: { organization_id: organization.id, user_id: nadia.id } });
  await made(`/organizations/${organization.id}/terms`, { terms: { hours: 'Sun-Thu 9-18, Dhaka', channels: ['email'] } }, 'PUT');
  for (let i = 0; i < 10; i += 1) {
    const { ticket: quick } = await made('/tickets', { ticket: { subject: `Hose ${i}`, comment: { body: 'It leaks.' }, requester: rina } });
    await made(`/tickets/${quick.id}`, { ticket: { status: 'solved', comment: { body: 'Turn the ring.' } } }, 'PUT');
  }
  ({ ticket } = await made('/tickets', { ticket: { subject: 'Pump stopped', comment: { body: 'It stopped at noon.' }, requester: rina } }));
});
after(() => rig.close());

async function openTicket(id = ticket.id) {
  const agent = await consolePage(browser, server, server.people.oleg, { prefs: { undoSeconds: 0, context: true } });
  await agent.goto(`${server.base}/console/tickets/${id}?view=all`);
  await agent.waitForSelector('.ProseMirror');
  await agent.locator('.log').focus();
  return agent;
}

test('the answers to the company\'s questions say the class', { skip }, async () => {
  const { criteria } = await read('/priority_criteria');
  const agent = await openTicket();
  await agent.keyboard.press('Shift+P');
  await agent.waitForSelector('dialog[open] .class-form fieldset');
  const wanted = { people: 'company', business: 'stopped', harm: 'none', time: 'hours' };
  for (const [index, question] of criteria.questions.filter((each) => !each.by_tier).entries()) {
    const at = question.answers.findIndex((each) => each.value === wanted[question.key]);
    await agent.locator('dialog[open] .class-form fieldset').nth(index).locator('input').nth(at).check();
  }
  await seen(agent, '.class-result', 'failure');
  await agent.locator('dialog[open] button.primary').click();
  await until(async () => (await read(`/tickets/${ticket.id}/intake`)).intake.priority_class === 'failure', 'the class is stored');
  assert.equal((await read(`/tickets/${ticket.id}`)).ticket.priority, 'urgent');
});

test('the usual times stand beside the thread once ten requests were answered', { skip }, async () => {
  // Counted a minute after the start, then hourly.
  await until(async () => (await read(`/tickets/${ticket.id}/eta`)).eta.first_answer?.sample >= 10, 'the usual times are counted', patience + 90_000);
  const agent = await openTicket();
  await seen(agent, '.promises', 'Usual first answer');
});

test('what was agreed with the company and who speaks for it stand beside the thread', { skip }, async () => {
  const agent = await openTicket();
  await seen(agent, '.context', 'Sun-Thu 9-18, Dhaka');
  await seen(agent, '.context', 'Nadia Islam');
  await seen(agent, '.context .chip.pending', 'Reporter');
});

test('an analysis names the time of the next word, and the customer reads it', { skip }, async () => {
  const agent = await openTicket();
  await agent.keyboard.press('i');
  await until(async () => (await read(`/tickets/${ticket.id}`)).ticket.owner_id, 'Oleg owns it');
  await agent.locator('.triage button').nth(1).click();
  await agent.locator('.triage .delay input').fill('tomorrow at 15:00');
  await agent.locator('.triage .delay button.primary:not([disabled])').click();
  await until(async () => (await read(`/tickets/${ticket.id}/promises`)).promises.some((each) => each.source === 'analysis' && each.owed), 'the checkpoint is promised');
  await until(async () => sink.mails.some((each) => each.to === rina.email && each.text.includes('15:00')), 'the customer has the letter');
});

test('what sells is offered for the calm only', { skip }, async () => {
  await made('/macros', { macro: { title: 'Second pump for half the price', actions: [{ field: 'marked_as', value: 'sales' }, { field: 'comment_value', value: 'Buy two.' }] } });
  const { ticket: angry } = await made('/tickets', { ticket: { subject: 'Nobody answers', comment: { body: 'Nobody answers. This is unacceptable!' }, requester: { name: 'Karim Uddin', email: 'karim@meghna.example' } } });
  const offered = async (id) => {
    const agent = await openTicket(id);
    await agent.keyboard.press('r');
    await agent.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
    await agent.keyboard.type('/');
    await agent.waitForFunction(() => document.activeElement?.closest('.popover.insert'));
    await agent.keyboard.type('Second');
    await new Promise((resolve) => setTimeout(resolve, 500));
    return (await agent.locator('.popover.insert').innerText()).includes('half the price');
  };
  assert.equal(await offered(ticket.id), true, 'the calm are offered it');
  assert.equal(await offered(angry.id), false, 'the angry are not');
});

test('the customer\'s page has the next word, the owner\'s face, and asks whether it is solved', { skip }, async () => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  page.setDefaultTimeout(patience);
  await page.goto(`${server.base}/requests/${ticket.id}`);
  await page.goto(`${server.base}/signin`);
  await page.fill('#email', rina.email);
  await page.click('form.f .btn');
  const link = () => sink.mails.filter((each) => each.to === rina.email).map((each) => /http\S+\/signin\/[\w-]+/.exec(each.text)?.[0]).find(Boolean);
  await page.goto(await until(link, 'the mail with the link'));
  await page.click('form.f .btn');
  await page.goto(`${server.base}/requests/${ticket.id}`);
  await seen(page, '.eta', 'Oleg Sokolov');
  await seen(page, '.eta', '15:00');
  await seen(page, '.owner', 'Oleg Sokolov');
  await made(`/tickets/${ticket.id}`, { ticket: { status: 'solved', comment: { body: 'Press the green button.' } } }, 'PUT');
  await page.reload();
  await page.locator('input[name=stars]').nth(4).check({ force: true });
  await page.fill('#solved-comment', 'Quick and kind');
  await page.click('button[name=solved][value=yes]');
  await until(async () => (await read(`/tickets/${ticket.id}`)).ticket.status === 'closed', 'her yes closes it');
  const { satisfaction_rating: rating } = await read(`/tickets/${ticket.id}/satisfaction_rating`);
  assert.equal(rating?.comment, 'Quick and kind');
});
