// Takes the pictures of docs/user/twelve-mistakes.md from the demonstration: the contact page, a draft in plain language, the
// assistant and its hand-off, what is promised.
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
  const waiting = await consolePage(browser, server, 'sara@sahay.example', { where: `/console/tickets/${newest.id}?view=all`, ...look });
  await waiting.waitForSelector('.assist-bar');
  await settle(waiting);
  await picture(waiting, '11-hand-off');

  const line3 = (await server.api('/api/v2/search?query=type:ticket%20network')).results?.find((each) => each.subject?.startsWith('Label printers on line 3'));
  if (line3) {
    await waiting.goto(`${server.base}/console/tickets/${line3.id}?view=all`);
    await waiting.waitForSelector('.ProseMirror');
    await waiting.locator('.log').focus();
    await waiting.keyboard.press('r');
    await waiting.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
    await waiting.keyboard.type('Please be advised that the issue is being investigated. Please restart the print server. We write to you by tomorrow 15:00.');
    await settle(waiting);
    await settle(waiting);
    await picture(waiting, '5-6-7-draft');
  }
} finally {
  await rig.close();
}
