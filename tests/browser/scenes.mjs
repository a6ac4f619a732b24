// Takes the pictures of docs/user/twelve-mistakes.md from the demonstration: its scenes, the contact page, a draft in plain
// language, the assistant and its hand-off, what is promised, an angry customer.
// Usage: node tests/browser/scenes.mjs docs/images
import path from 'node:path';
import { consolePage, Rig } from './rig.mjs';

const folder = process.argv[2] ?? 'docs/images';
const rig = new Rig();
const picture = (page, name, options = {}) => page.screenshot({ path: path.join(folder, `mistake-${name}.png`), ...options });
const settle = (page) => page.waitForTimeout(1500);

try {
  const server = await rig.server({ demo: 60, config: '[desk]\nname = "Sahay desk"\ntime_zone = "Asia/Dhaka"\nhours = "mon-sun 00:00-23:59"\n' });
  const browser = await rig.browser();
  const [settings] = (await server.api('/api/v2/bot_settings')).bot_settings;
  await server.api(`/api/v2/bot_settings/${settings.id}`, { method: 'PUT', body: { bot_setting: { active: true } } });
  const { views } = await server.api('/api/v2/views?per_page=100');
  // The requests of a scene, as its view shows them.
  const scene = async (number) => {
    const view = views.find((each) => each.title.startsWith(`Scene ${number}:`));
    if (!view) throw new Error(`scene ${number} is missing`);
    const { tickets } = await server.api(`/api/v2/views/${view.id}/tickets`);
    if (!tickets.length) throw new Error(`scene ${number} is empty`);
    return { view, tickets };
  };
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12]) await scene(number);

  const visitor = await (await browser.newContext({ viewport: { width: 1000, height: 760 }, locale: 'en', timezoneId: 'Europe/Moscow' })).newPage();
  await visitor.goto(`${server.base}/contact?lang=en&tz=Europe/Moscow`);
  await picture(visitor, '1-contact');

  await visitor.goto(await rig.hostPage(server.base));
  await visitor.locator('sahay-widget button').click();
  const widget = visitor.frameLocator('sahay-widget iframe');
  await widget.locator('.row.primary').click();
  await widget.locator('textarea').fill('The printer shows network error 51');
  await widget.locator('textarea').press('Enter');
  await widget.locator('.entry:not(.mine)').first().waitFor();
  await settle(visitor);
  await widget.getByRole('button', { name: 'Talk to a person' }).click();
  await widget.locator('.notice', { hasText: 'A person was asked' }).waitFor();
  await settle(visitor);
  await picture(visitor, '11-assistant');

  const [newest] = (await server.api('/api/v2/tickets?sort_by=id&sort_order=desc')).tickets;
  const look = { viewport: { width: 1280, height: 800 } };
  const page = await consolePage(browser, server, 'sara@sahay.example', { where: `/console/tickets/${newest.id}?view=all`, ...look });
  await page.waitForSelector('.assist-bar');
  await settle(page);
  await picture(page, '11-hand-off');

  const channels = await scene(2);
  await page.goto(`${server.base}/console/views/view%3A${channels.view.id}`);
  await page.waitForSelector('.row');
  await settle(page);
  await picture(page, '2-3-scenes');

  const open = async (ticket) => {
    await page.goto(`${server.base}/console/tickets/${ticket.id}?view=all`);
    await page.waitForSelector('.ProseMirror');
    await page.locator('.log').focus();
  };
  const line3 = (await scene(5)).tickets.find((each) => each.subject.startsWith('Label printers on line 3'));
  await open(line3);
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await page.keyboard.type('Please be advised that the issue is being investigated. Please restart the print server. We write to you by tomorrow 15:00.');
  await settle(page);
  await settle(page);
  await picture(page, '5-6-7-draft');

  const alarm = (await scene(9)).tickets.find((each) => each.subject.startsWith('Temperature alarm'));
  await open(alarm);
  await settle(page);
  await picture(page, '8-9-care');

  const scanner = (await scene(12)).tickets.find((each) => each.subject.startsWith('Scanner HS-2'));
  await open(scanner);
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await page.keyboard.type('/');
  await settle(page);
  await picture(page, '12-withheld');
} finally {
  await rig.close();
}
