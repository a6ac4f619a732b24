// Takes pictures of the console's screens in three languages, two themes and two widths, and reports sideways overflow, script
// errors and axe findings. Usage: node tests/browser/shots.mjs BASE EMAIL PASSWORD [output folder] [en,bn,ru] [light,dark] [1440,360]
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(path.join(root, 'web/package.json'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [base, email, password, output = path.join(root, 'build/shots'), languages = 'en,bn,ru', themes = 'light,dark', widths = '1440,360'] = process.argv.slice(2);
if (!base || !email || !password) {
  console.error('usage: node tests/browser/shots.mjs BASE EMAIL PASSWORD [output folder] [languages] [themes] [widths]');
  process.exit(2);
}
mkdirSync(output, { recursive: true });

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let faults = 0;

function fault(text) {
  faults += 1;
  console.log(`FAULT ${text}`);
}

async function inspect(page, name) {
  await page.waitForTimeout(350);
  await page.screenshot({ path: path.join(output, `${name}.png`) });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) fault(`${name}: ${overflow} px wider than the window`);
  // Evaluated by the debugger, so the page's content policy does not stop it.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, iframes: false }), axeTags);
  for (const violation of violations) {
    fault(`${name}: axe ${violation.id} (${violation.nodes.length}): ${violation.nodes[0].target.join(' ')} ${violation.nodes[0].failureSummary?.replace(/\s+/g, ' ').slice(0, 200)}`);
  }
  console.log(`shot ${name}`);
}

async function signIn(page) {
  await page.goto(`${base}/console/`);
  await page.fill('#signin-email', email);
  await page.fill('#signin-password', password);
  await page.click('button[type=submit]');
  await page.waitForSelector('.row[data-id]');
}

async function tour(page, name, phone) {
  await inspect(page, `${name}-list`);
  await page.locator('.row[data-id]').first().click();
  await page.waitForSelector('.comment');
  await inspect(page, `${name}-ticket`);
  if (phone) await page.locator('.composer.collapsed .icon-button').click();
  else await page.keyboard.press('n');
  await page.waitForSelector('.ProseMirror');
  await inspect(page, `${name}-note`);
  if (phone) await page.locator('.composer-head > .icon-button').click();
  else await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.waitForSelector('dialog.palette');
  await inspect(page, `${name}-palette`);
  await page.keyboard.press('Escape');
  if (phone) {
    await page.locator('.ticket-head .more').click();
    await inspect(page, `${name}-more`);
    await page.keyboard.press('Escape');
  } else {
    await page.keyboard.press('a');
    await inspect(page, `${name}-assign`);
    await page.keyboard.press('Escape');
  }
  await page.goto(`${base}/console/customers`);
  await page.waitForSelector('.directory-row');
  await inspect(page, `${name}-customers`);
  await page.goto(`${base}/console/settings`);
  await page.waitForSelector('.setting');
  await inspect(page, `${name}-settings`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
try {
  for (const width of widths.split(',').map(Number)) {
    const phone = width < 760;
    for (const language of languages.split(',')) {
      for (const theme of themes.split(',')) {
        const name = `${language}-${theme}-${width}`;
        const context = await browser.newContext({ viewport: { width, height: phone ? 740 : 900 }, colorScheme: theme, hasTouch: phone, isMobile: phone });
        const page = await context.newPage();
        page.on('pageerror', (error) => fault(`${name}: ${error.message}`));
        page.on('console', (message) => { if (message.type() === 'error' && !/401/.test(message.text())) fault(`${name}: ${message.text()}`); });
        await page.addInitScript((prefs) => { if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', JSON.stringify(prefs)); }, { language, theme });
        await page.goto(`${base}/console/`);
        await page.waitForSelector('#signin-email');
        await inspect(page, `${name}-signin`);
        await signIn(page);
        await tour(page, name, phone);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
}
console.log(faults === 0 ? 'no faults' : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
