// Looks at the customer pages of a running server in a browser: pictures, axe, sideways scroll, size, no script errors,
// and the pages again with scripts off. usage: node portal_look.mjs BASE [FOLDER] [SESSION]
// SESSION is the value of the cookie sahay_portal of a customer with requests; without it those pages are left out.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [base = 'http://127.0.0.1:8080', folder = 'build/shots', session = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let failed = 0;
const check = (name, ok, detail = '') => {
  if (!ok) failed += 1;
  if (!ok || process.env.VERBOSE) console.log(`${ok ? 'ok' : 'FAILED'}  ${name} ${ok ? '' : detail}`);
};

const looks = [
  ['en', 'light', 1280],
  ['en', 'dark', 360],
  ['bn', 'light', 360],
  ['bn', 'dark', 1280],
  ['ru', 'light', 1280],
  ['ru', 'light', 360],
];
for (const [lang, theme, width] of looks) {
  const context = await browser.newContext({ viewport: { width, height: 860 }, colorScheme: theme, locale: lang, bypassCSP: true });
  const cookies = [{ name: 'sahay_lang', value: lang, url: base }];
  if (session) cookies.push({ name: 'sahay_portal', value: session, url: base });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const visit = async (name, path) => {
    const answer = await page.goto(base + path, { waitUntil: 'networkidle' });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
    );
    const label = `${name}-${lang}-${theme}-${width}`;
    check(`axe ${label}`, violations.length === 0, JSON.stringify(violations.map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html)])));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`no sideways scroll ${label}`, overflow <= 0, String(overflow));
    check(`language ${label}`, (await page.getAttribute('html', 'lang')) === lang);
    check(`size ${label}`, (await answer.body()).length < 40_000, String((await answer.body()).length));
    await page.screenshot({ path: `${folder}/portal-${label}.png`, fullPage: name !== 'home' });
  };
  await visit('home', '/');
  const article = await page.locator('.hint a').first().getAttribute('href').catch(() => null);
  if (article) await visit('article', article);
  await visit('category', (await page.goto(base + '/').then(() => page.locator('.topics a').first().getAttribute('href'))) ?? '/');
  await visit('search', '/search?q=' + encodeURIComponent({ en: 'battery', bn: 'ব্যাটারি', ru: 'аккумулятор' }[lang]));
  await visit('nothing', '/search?q=zzzz');
  await visit('contact', '/contact');
  await visit('new', '/requests/new');
  await visit('missing', '/articles/424242');
  if (session) {
    await visit('requests', '/requests');
    const first = await page.locator('.requests a').first().getAttribute('href').catch(() => null);
    if (first) await visit('request', first);
  } else await visit('signin', '/signin');
  check(`no script errors ${lang} ${theme}`, errors.filter((e) => !/404/.test(e)).length === 0, errors.join('; '));
  await context.close();
}

// Without scripts: search, feedback and a new request by plain links and forms.
const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'en' });
const page = await plain.newPage();
await page.goto(base + '/');
await page.fill('input[name=q]', 'battery');
await page.click('.s .btn');
check('search without scripts', (await page.locator('.results a').count()) > 0);
await page.locator('.results a').first().click();
await page.click('.fb button[value=no]');
check('no, I need a person, carries the article along', (await page.inputValue('#tried')).length > 5);
await page.fill('#subject', 'Drill smells of smoke');
await page.fill('#details', 'Since this morning, after ten minutes of work.');
await page.fill('#email', 'visitor@client.example');
await page.setInputFiles('#files', { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('PNG') });
await page.click('form.f .btn');
check('a request without scripts', /Request \d+ is here/.test(await page.textContent('h1')), await page.textContent('h1'));
await browser.close();
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);
