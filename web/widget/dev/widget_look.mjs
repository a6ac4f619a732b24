// Looks at the widget in a browser against the stand-in server: pictures, axe, behaviour at a cut line.
// usage: node widget_look.mjs [FOLDER FOR PICTURES]
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { start_mock } from './mock_server.mjs';

const folder = process.argv[2] ?? 'build/shots';
mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const port = 8195;
const mock = start_mock({ port });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let failed = 0;
const check = (name, ok, detail = '') => {
  if (!ok) failed += 1;
  console.log(`${ok ? 'ok' : 'FAILED'}  ${name} ${ok ? '' : detail}`);
};

async function open({ lang = 'en', dark = false, width = 1280, height = 800 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: lang, timezoneId: 'Asia/Dhaka', bypassCSP: true });
  const page = await context.newPage();
  page.on('pageerror', (e) => check(`no script error (${lang})`, false, e.message));
  await page.goto(`http://127.0.0.1:${port + 1}/?lang=${lang}`);
  await page.locator('sahay-widget button').click();
  const frame = page.frameLocator('sahay-widget iframe');
  await frame.locator('h1').waitFor();
  return { context, page, frame };
}
async function inspect(page, name) {
  const inner = page.frames().find((f) => f.url().includes('/widget/frame'));
  await inner.evaluate(axe);
  const { violations } = await inner.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  check(`axe ${name}`, violations.length === 0, JSON.stringify(violations.map((v) => [v.id, v.nodes.map((n) => n.html + ' ' + n.failureSummary)])));
  const overflow = await inner.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`no sideways scroll ${name}`, overflow <= 0, String(overflow));
  await page.screenshot({ path: `${folder}/widget-${name}.png` });
}

const words = { en: 'The drill stops after a minute. What can I do?', bn: 'ড্রিলটি এক মিনিট পরে থেমে যায়। কী করব?', ru: 'Дрель останавливается через минуту. Что делать?' };
const answers = { en: 'Thank you. Is the battery cold? Please warm it for ten minutes and try again.', bn: 'ধন্যবাদ। ব্যাটারি কি ঠান্ডা? দশ মিনিট ঘরের তাপে রেখে আবার চেষ্টা করুন।', ru: 'Спасибо. Аккумулятор холодный? Подержите его десять минут в тепле и попробуйте снова.' };
for (const [lang, dark, width] of [['en', false, 1280], ['en', true, 360], ['bn', false, 360], ['bn', true, 1280], ['ru', false, 1280], ['ru', true, 360]]) {
  const name = `${lang}-${dark ? 'dark' : 'light'}-${width}`;
  mock.state.open = lang !== 'bn';
  const { context, page, frame } = await open({ lang, dark, width, height: width === 360 ? 740 : 800 });
  await inspect(page, `home-${name}`);
  await frame.locator('.row.primary').click();
  await frame.locator('textarea').fill(words[lang]);
  await frame.locator('textarea').press('Enter');
  await frame.getByText(words[lang]).waitFor();
  await frame.locator('.entry.mine time').waitFor();
  mock.agent_says(answers[lang]);
  await frame.getByText(answers[lang]).waitFor();
  mock.agent_types();
  await page.waitForTimeout(150);
  await inspect(page, `chat-${name}`);
  await context.close();
  mock.visitors.clear();
}
mock.state.open = true;

{
  const { page, frame, context } = await open();
  await frame.locator('.row.primary').click();
  const say = async (text) => {
    await frame.locator('textarea').fill(text);
    await frame.locator('textarea').press('Enter');
  };
  mock.state.drop_after_commit = true;
  await say('first');
  await frame.locator('.entry.mine time').waitFor({ timeout: 15000 });
  mock.state.drop_before_commit = true;
  await say('second');
  await frame.locator('.entry.mine time').nth(1).waitFor({ timeout: 15000 });
  mock.state.accepting = false;
  mock.state.drop_before_commit = true;
  await say('third');
  await say('fourth');
  await page.waitForTimeout(6000);
  check('a cut line is told', await frame.locator('.bar.warning').isVisible());
  await inspect(page, 'chat-offline');
  await page.reload();
  mock.state.accepting = true;
  await page.locator('sahay-widget button').click();
  await frame.getByText('fourth').waitFor({ timeout: 15000 });
  await frame.locator('.entry.mine time').nth(3).waitFor({ timeout: 40000 });
  const texts = mock.all_messages().map((e) => e.data.text);
  check('each message exactly once and in order', texts.join() === 'first,second,third,fourth', texts.join());
  await say('refuse me');
  await frame.locator('.failed').waitFor();
  check('a refused message stays', await frame.getByText('refuse me').isVisible());
  await inspect(page, 'chat-refused');
  await page.keyboard.press('Escape');
  check('Escape closes', await page.locator('sahay-widget iframe').isHidden());
  check('focus goes back to the button', await page.evaluate(() => document.activeElement?.localName === 'sahay-widget'));
  mock.agent_says('Are you still there?');
  await page.locator('sahay-widget b:not([hidden])').waitFor();
  check('the button counts', (await page.locator('sahay-widget button').getAttribute('aria-label')) === 'Help (1)');
  await context.close();
}
await browser.close();
mock.stop();
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);
