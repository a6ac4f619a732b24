// Every main screen of console, portal and widget, looked at by a program: axe findings, sideways overflow, script errors; and
// pictures of them. Used by looks_test.mjs (a small matrix) and shots.mjs (all of it).
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { patience, quiet, root, settled, until, watchAsked } from './rig.mjs';
import { consoleAddresses, endHeld, states } from './screens.mjs';

const axeSource = readFileSync(createRequire(path.join(root, 'web/package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What can differ where the elements, their boxes and what is visible are the same and the colours are not.
const ofColours = ['color-contrast', 'link-in-text-block'];
const words = {
  en: { query: 'battery', question: 'The drill stops after a minute. What can I do?', tried: 'Another battery' },
  bn: { query: 'ব্যাটারি', question: 'ড্রিলটি এক মিনিট পরে থেমে যায়। কী করব?', tried: 'অন্য ব্যাটারি' },
  ru: { query: 'аккумулятор', question: 'Дрель останавливается через минуту. Что делать?', tried: 'Другой аккумулятор' },
};

// Everything, or everything in one language, instead of the share of ./check.
// Whether any of these is too small to be hit when it stands in the middle of the window: what lay under a bar at its foot comes out by scrolling.
async function smallInTheMiddle(targets) {
  for (const target of targets) {
    const element = document.querySelector(target);
    const scrolled = [];
    for (let each = element; each; each = each.parentElement) scrolled.push([each, each.scrollTop]);
    element.scrollIntoView({ block: 'center' });
    const { violations } = await globalThis.axe.run(element, { runOnly: { type: 'rule', values: ['target-size'] } });
    for (const [each, top] of scrolled) each.scrollTop = top;
    if (violations.length > 0) return true;
  }
  return false;
}

export const all = ['en', 'bn', 'ru'].filter((language) => ['all', language].includes(process.env.SAHAY_LOOKS));
export const whole = all.length > 0;
export const wide = 1440;
export const middle = 1024;
export const narrow = 360;

export class Looks {
  /** Over all that was looked at, for the table of gates. */
  totals = { looks: 0, axe: 0, overflow: 0, foreign: 0, scripts: 0 };
  visited = new Set();
  made = {};

  // `pictures`: a folder, or null for none. `session`: the cookie of a customer, for the pages behind the sign-in. `rules`: is axe asked?
  constructor({ browser, server, host, email, admin = email, session = '', pictures = null, rules = true }) {
    Object.assign(this, { browser, server, host, email, admin, session, pictures, rules });
    if (pictures) mkdirSync(pictures, { recursive: true });
  }

  // One surface at one width. A screen is opened once, in the first theme or in that of the screen before it, and then changes its
  // colours where it stands, as when the system goes dark. Answers the faults; several may run at once.
  async all(surface, language, themes, width) {
    // The widget takes its colours when it starts.
    if (surface === 'widget' && themes.length > 1) return [...await this.all(surface, language, themes.slice(0, 1), width), ...await this.all(surface, language, themes.slice(1), width)];
    const pass = Object.assign(Object.create(this), { themes, faults: [], asked: new Map(), unanswered: false });
    const phone = width < 760;
    const name = `${surface}-${language}-*-${width}`;
    const context = await this.browser.newContext({
      viewport: { width, height: phone ? 740 : 900 }, colorScheme: themes[0], locale: language, timezoneId: 'Asia/Dhaka', hasTouch: phone, isMobile: phone,
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      page.theme = themes[0];
      watchAsked(page);
      page.on('pageerror', (error) => { this.totals.scripts += 1; pass.faults.push(`${called(name, page.theme)}: ${error.message}`); });
      page.on('request', (request) => {
        if (/^https?:/.test(request.url()) && !request.url().startsWith(this.server.base) && !request.url().startsWith(this.host)) { this.totals.foreign += 1; pass.faults.push(`${called(name, page.theme)}: asks ${request.url()}`); }
      });
      await pass[surface](page, name, { language, phone, slides: width < 1280 });
    } catch (error) {
      pass.faults.push(`${name}: broke off: ${error.stack}`);
    } finally {
      await context.close();
    }
    return pass.faults;
  }

  // `known`: selectors of what a screen before this one has shown already.
  async inspect(page, name, frame = page.mainFrame(), known = []) {
    this.visited.add(new URL(page.url()).pathname);
    await this.inEach(page, (theme) => this.look(page, called(name, theme), theme, frame, known));
  }

  // Does something in each theme once all is drawn; that of the page comes first, the last stays.
  async inEach(page, act) {
    for (const theme of [page.theme, ...this.themes.filter((each) => each !== page.theme)]) {
      if (theme !== page.theme) await page.emulateMedia({ colorScheme: theme });
      page.theme = theme;
      await (this.unanswered ? settled(page) : quiet(page));
      await act(theme);
    }
  }

  async look(page, name, theme, frame, known) {
    this.totals.looks += 1;
    await this.picture(page, name, theme);
    const overflow = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    this.totals.overflow = Math.max(this.totals.overflow, overflow);
    if (overflow > 0) this.faults.push(`${name}: ${overflow} px wider than the window`);
    const slanted = await frame.evaluate(() => [...document.querySelectorAll('body *')].find((each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /[\u0980-\u09ff]/.test(node.data)) && getComputedStyle(each).fontStyle !== 'normal')?.textContent);
    if (slanted) this.faults.push(`${name}: Bengali has no italics: ${slanted}`);
    if (!this.rules) return;
    const drawn = await frame.evaluate(drawnAs, ['.rail', ...known].join(','));
    const asked = this.asked.get(drawn) ?? new Set();
    this.asked.set(drawn, asked);
    if (asked.has(theme)) return;
    const runOnly = asked.size === 0 ? { type: 'tag', values: tags } : { type: 'rule', values: ofColours };
    asked.add(theme);
    // Evaluated by the debugger, so the page's content policy does not stop it.
    if (!await frame.evaluate(() => 'axe' in globalThis)) await frame.evaluate(axeSource);
    // Of what it would read beforehand only media is asked about by these rules, no style sheets.
    const { violations } = await frame.evaluate(([only, exclude]) => globalThis.axe.run(exclude.length ? { exclude } : document, { runOnly: only, iframes: false, resultTypes: ['violations'], preload: { assets: ['media'] } }), [runOnly, known]);
    for (const { id, nodes } of violations) {
      if (id === 'target-size' && !await frame.evaluate(smallInTheMiddle, nodes.map((node) => node.target.at(-1)))) continue;
      this.totals.axe += 1;
      this.faults.push(`${name}: axe ${id} (${nodes.length}): ${nodes[0].target.join(' ')} ${nodes[0].failureSummary?.replace(/\s+/g, ' ').slice(0, 200)}`);
    }
  }

  // With what is below the window; what stands in documents is one window. The whole matrix keeps two of its six.
  async picture(page, name, theme) {
    const look = page.viewportSize();
    if (!this.pictures || (whole && theme !== (look.width === wide ? 'light' : look.width === narrow ? 'dark' : ''))) return;
    const more = /-(home|ticket|chat)$/.test(name) ? 0 : await page.evaluate(() => Math.max(0, ...[document.documentElement, ...document.querySelectorAll('.page, .page-body, .admin-page, .welcome-page, main')].map((each) => each.scrollHeight - each.clientHeight)));
    if (more > 0) await page.setViewportSize({ width: look.width, height: Math.min(look.height + more, 3000) });
    await page.screenshot({ path: path.join(this.pictures, `${name}.png`) });
    if (more > 0) await page.setViewportSize(look);
  }

  async console(page, name, { language, phone }) {
    const { base, password } = this.server;
    await page.addInitScript((prefs) => { if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', JSON.stringify(prefs)); }, { language });
    await page.goto(`${base}/console/`);
    await page.waitForSelector('#signin-email');
    await this.inspect(page, `${name}-signin`);
    await page.fill('#signin-email', this.email);
    await page.fill('#signin-password', password);
    await page.click('button[type=submit]');
    await page.waitForSelector('.row[data-id]');
    await this.inspect(page, `${name}-list`);
    await page.locator('.row[data-id]').first().click();
    await page.waitForSelector('.comment');
    if (phone) await page.locator('.composer.collapsed .icon-button').waitFor();
    else await page.waitForSelector('.ProseMirror');
    await this.inspect(page, `${name}-ticket`);
    if (!phone) {
      await page.keyboard.press('Control+k');
      await page.waitForSelector('dialog.palette');
      await this.inspect(page, `${name}-palette`);
      await page.keyboard.press('Escape');
    }
    await page.goto(`${base}/console/customers`);
    await page.click('[data-bell]');
    await page.waitForSelector('dialog.bell .bell-list, dialog.bell .state');
    await this.inspect(page, `${name}-bell`);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.directory-row');
    await this.inspect(page, `${name}-customers`);
    await page.goto(`${base}/console/reports`);
    await page.waitForSelector('.heat');
    await page.waitForSelector('.report-table');
    await this.inspect(page, `${name}-reports`);
    await page.locator('.figure-number').first().click();
    await page.waitForSelector('.report-row, .state');
    await this.inspect(page, `${name}-counted`);
    await page.goto(`${base}/console/wallboard`);
    await page.waitForSelector('.wall-tile');
    await this.inspect(page, `${name}-wallboard`);
    // Browsers make no passkey for the address of a machine; this one is only shown.
    await page.route(/\/users\/\d+\/passkeys$/, (route) => route.fulfill({ json: { passkeys: [{ id: 1, name: 'Work laptop', created_at: '2026-03-02T08:00:00Z', last_used_at: null }] } }));
    await page.goto(`${base}/console/settings`);
    await page.waitForSelector('.access-keys');
    await this.inspect(page, `${name}-settings`);
    const ways = page.locator('.access-way');
    for (const [which, opens] of [['second-step', ways.nth(0).locator('.access-row button').first()], ['passkey-add', ways.nth(1).locator('.access-row button')], ['passkey-rename', page.locator('.access-keys button').nth(0)], ['passkey-remove', page.locator('.access-keys button').nth(1)]]) {
      await opens.click();
      await page.waitForSelector(`dialog[open] form`);
      await this.inspect(page, `${name}-${which}`);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    }
  }

  // Every screen of the administration's own menu, the form of one row of each, and an empty form: on a phone the empty one alone,
  // on a desk that of the row alone unless the whole matrix is asked for.
  async admin_area(page, name, { language, phone }) {
    const { base, password } = this.server;
    await page.addInitScript((prefs) => { if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', JSON.stringify(prefs)); }, { language });
    await page.goto(`${base}/console/admin`);
    await page.fill('#signin-email', this.admin);
    await page.fill('#signin-password', password);
    await page.click('button[type=submit]');
    await page.waitForSelector('.admin-menu a.view');
    await this.inspect(page, `${name}-menu`);
    const screens = await page.$$eval('.admin-menu a.view', (links) => links.map((link) => link.getAttribute('href')));
    const shell = ['.rail', '.admin-menu'];
    for (const screen of screens) {
      const key = screen.split('/').at(-1);
      await follow(page, screen);
      await page.waitForSelector('.admin-page h1');
      await page.waitForFunction(() => !document.querySelector('.admin-page .bones'));
      await this.inspect(page, `${name}-${key}`, page.mainFrame(), shell);
      const first = (selector) => page.$$eval(selector, (links) => links[0]?.getAttribute('href') ?? null);
      const row = await first('a.admin-name');
      const add = await first('.admin-head a.button.primary');
      for (const [which, where] of [['row', row], ['new', add]]) {
        if (!where || (phone ? which === 'row' : which === 'new' && !whole)) continue;
        await follow(page, where);
        await page.waitForSelector('.admin-page form, .admin-page dl, .admin-page ul');
        await page.waitForFunction(() => !document.querySelector('.admin-page .bones'));
        await this.inspect(page, `${name}-${key}-${which}`, page.mainFrame(), shell);
      }
    }
  }

  // The first set-up: its six steps and the end, which the last step's button opens.
  async welcome(page, name, { language }) {
    await this.signedIn(page, '/console/welcome', this.admin, { language });
    for (const [index, key] of ['company', 'languages', 'hours', 'mail', 'team', 'widget'].entries()) {
      await page.locator('.welcome-steps li button').nth(index).click();
      await page.waitForFunction((n) => document.querySelectorAll('.welcome-steps li')[n].hasAttribute('aria-current') && !document.querySelector('.welcome-page .bones'), index);
      await this.inspect(page, `${name}-${key}`);
    }
    await page.click('.welcome-buttons .primary');
    await page.waitForSelector('.welcome-more');
    await this.inspect(page, `${name}-done`);
  }

  // Every screen of the router in each state of a read: with the whole matrix all of them, otherwise one state each, in turn.
  async fixtures(page, name, { language }) {
    const { ticket, case_id } = await this.busyTicket();
    const { ticket: { requester_id: user, organization_id } } = await this.server.api(`/api/v2/tickets/${ticket}`);
    const organization = organization_id ?? (await this.server.api('/api/v2/organizations?per_page=1')).organizations[0].id;
    const addresses = consoleAddresses({ ticket, case_id, user, organization, article: await this.behindArticle() });
    await this.signedIn(page, '/console/settings', this.admin, { language });
    await page.waitForSelector('.setting');
    let answer = null;
    await page.route((url) => url.pathname.startsWith('/api/v2/') && !url.pathname.endsWith('/console/start'), (route) => (answer ? answer(route) : route.continue()));
    for (const [index, [screen, where]] of addresses.entries()) {
      answer = null;
      await page.goto(`${this.server.base}/console/settings`);
      await page.waitForSelector('.setting');
      for (const state of whole ? Object.keys(states) : [Object.keys(states)[index % Object.keys(states).length]]) {
        answer = states[state];
        this.unanswered = state === 'loading';
        await follow(page, `/console${where}`);
        const lost = state === 'offline';
        if (lost) await page.evaluate(() => window.dispatchEvent(new Event('offline')));
        if (lost && (await page.locator('.shell').count()) && !(await page.waitForSelector('.line-bar', { timeout: patience }).catch(() => null))) this.faults.push(`${name}-${screen}-${state}: the lost line is not told`);
        if (this.unanswered) await page.waitForTimeout(500);  // there is nothing to wait for: the read never ends
        await this.inspect(page, `${name}-${screen}-${state}`, page.mainFrame(), ['.rail']);
        const words = (await page.locator(':is(.shell > main, .shell > section, .wallboard)').allInnerTexts()).join(' ').trim();
        if (!words && state !== 'loading') this.faults.push(`${name}-${screen}-${state}: nothing is said`);
        answer = null;
        this.unanswered = false;
        await endHeld(page);
        if (lost) {
          await page.evaluate(() => window.dispatchEvent(new Event('online')));
          await page.waitForFunction(() => !document.querySelector('.line-bar'));
        }
        await follow(page, '/console/settings');
        await page.waitForSelector('.setting');
      }
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    for (const [screen, where] of [['setup', '/console/setup?token=none'], ['missing', '/console/nowhere'], ['held', '/console/held'], ['organization', `/console/organizations/${organization}`], ['signin-again', '/console/signin']]) {
      await page.goto(this.server.base + where);
      await page.waitForSelector('main');
      await this.inspect(page, `${name}-${screen}`);
    }
  }

  // Daily work beside the thread: today, what is known and the procedure, mood, packet, class, the split sheet, a case.
  async work(page, name, { language, slides }) {
    const { base } = this.server;
    const { ticket, case_id: case_ } = await this.busyTicket();
    await this.signedIn(page, '/console/today', this.email, { language, context: !slides });
    await page.waitForSelector('.today, .duties, .state');
    await this.inspect(page, `${name}-today`);
    await page.goto(`${base}/console/tickets/${ticket}?view=all`);
    await page.waitForSelector('.comment');
    if (slides) {
      await page.locator('.log').focus();
      await page.keyboard.press(']');
    }
    await page.waitForSelector('.context .facts');
    await this.inspect(page, `${name}-context`);
    for (const part of ['.facts', '.procedures', '.handover']) {
      await page.locator(`.context ${part}`).first().scrollIntoViewIfNeeded();
      if (this.pictures) await this.inEach(page, (theme) => page.screenshot({ path: path.join(this.pictures, `${called(name, theme)}-context${part.replace('.', '-')}.png`) }));
    }
    if (slides) await page.keyboard.press('Escape');
    for (const [key, which, part] of [['h', 'packet', 'form'], ['m', 'mood', 'form'], ['Shift+P', 'class', 'form'], ['Shift+H', 'history', '.past-row'], ['Shift+C', 'readers', 'form'], ['Shift+T', 'rename', 'form']]) {
      // On a busy machine a key may come before the page listens to it.
      await until(async () => {
        await page.locator('.log').focus();
        await page.keyboard.press(key);
        return page.waitForSelector(`dialog[open] ${part}`, { timeout: 5000 }).catch(() => null);
      }, `${which} opens by ${key}`);
      await this.inspect(page, `${name}-${which}`);
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    }
    await page.evaluate(() => document.getSelection().selectAllChildren(document.querySelector('.comment .comment-text')));
    await page.locator('.log').focus();
    await page.keyboard.press('s');
    await page.waitForSelector('dialog[open] .split-line');
    await this.inspect(page, `${name}-split`);
    await page.goto(`${base}/console/cases/${case_}`);
    await page.waitForSelector('.case-member');
    await this.inspect(page, `${name}-case`);
  }

  // The help centre's writers: the list, searches that found nothing, an original, a translation that is behind, a new article.
  async knowledge(page, name, { language }) {
    const { base } = this.server;
    const article = await this.behindArticle();
    await this.signedIn(page, '/console/knowledge', this.admin, { language });
    await page.waitForSelector('.article-row');
    await this.inspect(page, `${name}-list`);
    for (const [which, where, part] of [['missed', '?show=missed', '.missed-row, .state'], ['article', `/${article}`, '.page-text'], ['translation', `/${article}?lang=ru`, '.article-notices .banner'], ['new', '/new', '.page-text']]) {
      await page.goto(`${base}/console/knowledge${where}`);
      await page.waitForSelector(part);
      await this.inspect(page, `${name}-${which}`);
    }
    await page.goto(`${base}/console/knowledge/${article}`);
    await page.waitForSelector('.page-text');
    await page.locator('.page-keys button').nth(11).click();
    await page.waitForSelector('.page-keys-more');
    await this.inspect(page, `${name}-table`);
    await page.locator('.page-keys button').nth(6).click();
    await page.waitForSelector('#page-link');
    await this.inspect(page, `${name}-link`);
    await page.keyboard.press('Escape');
    await page.locator('#mode-markdown').click();
    await page.waitForSelector('.md-text');
    await this.inspect(page, `${name}-markdown`);
    await page.locator('.article-head button[aria-haspopup=listbox]').click();
    await page.locator('[role=option]').nth(2).click();
    await page.waitForSelector('dialog[open] .versions-text .diff, dialog[open] .versions-text p');
    await page.mouse.move(0, 0);
    await this.inspect(page, `${name}-versions`);
  }

  // One whose original has changed since it was translated, made once.
  async behindArticle() {
    return (this.made.behind ??= (async () => {
      const { api } = this.server;
      const { articles: [article] } = await api('/api/v2/help_center/en-us/articles?per_page=1');
      await api(`/api/v2/help_center/articles/${article.id}/translations/en-us`, { method: 'PUT', body: { translation: { body: `${article.body}<p>Wait two minutes.</p>` } } });
      return article.id;
    })());
  }

  async signedIn(page, where, email, prefs) {
    await page.addInitScript((wanted) => { if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', JSON.stringify(wanted)); }, prefs);
    await page.goto(this.server.base + where);
    await page.fill('#signin-email', email);
    await page.fill('#signin-password', this.server.password);
    await page.click('button[type=submit]');
    await page.waitForSelector('.rail, .welcome');
    await page.goto(this.server.base + where);
  }

  // A request with all that can stand beside one, made once.
  async busyTicket() {
    return (this.made.busy ??= (async () => {
      const { api } = this.server;
      const made = async (where, body) => api(`/api/v2${where}`, { method: 'POST', body });
      const { ticket } = await made('/tickets', { ticket: { subject: 'No network in the shop', comment: { body: 'Since Monday nothing works. I restarted the router twice. Please send the invoice of May too.' },
        requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } });
      for (const [kind, text] of [['symptom', 'No network since Monday'], ['tried', 'Router restarted twice'], ['version', 'Router firmware 4.2']]) await made(`/tickets/${ticket.id}/facts`, { fact: { kind, text } });
      const { procedures } = await api('/api/v2/procedures?per_page=1');
      await made(`/tickets/${ticket.id}/procedure_runs`, { procedure_run: { procedure_id: procedures[0].id } });
      const { ticket: other } = await made('/tickets', { ticket: { subject: 'Two things', comment: { body: 'The drill smokes. Please send the invoice of May.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } });
      const { comments } = await api(`/api/v2/tickets/${other.id}/comments`);
      await made(`/tickets/${other.id}/split`, { split: { comment_id: comments[0].id, notify: false, tickets: [{ subject: 'The drill smokes', text: 'The drill smokes.' }, { subject: 'The invoice of May', text: 'Please send the invoice of May.' }] } });
      const { ticket: split } = await api(`/api/v2/tickets/${other.id}`);
      return { ticket: ticket.id, case_id: split.case_id };
    })());
  }

  async portal(page, name, { language }) {
    const { base } = this.server;
    await page.context().addCookies([{ name: 'sahay_lang', value: language, url: base }]);
    const visit = async (which, where) => {
      await page.goto(base + where);
      const said = await page.getAttribute('html', 'lang');
      if (said !== language) this.faults.push(`${name}-${which}: the page is in ${said}`);
      await this.inspect(page, `${name}-${which}`);
    };
    // An answer as a stranger reads it, then all of it as a customer.
    await page.goto(`${base}/search?q=${encodeURIComponent(words[language].query)}`);
    await visit('stranger', (await page.locator('.results a').first().getAttribute('href')) ?? '/');
    if (this.session) await page.context().addCookies([{ name: 'sahay_portal', value: this.session, url: base }]);
    await visit('home', '/');
    await visit('search', `/search?q=${encodeURIComponent(words[language].query)}`);
    await visit('article', (await page.locator('.results a').first().getAttribute('href')) ?? '/');
    await visit('contact', '/contact');
    await page.goto(base);
    for (const part of ['categories', 'sections']) {
      const link = await page.locator(`a[href^="/${part}/"]`).first().getAttribute('href').catch(() => null);
      if (link) await visit(part, link);
    }
    await visit('old-link', '/signin/no-such-link');
    await visit('solved-link', '/solved/no-such-link');
    await visit('new', '/requests/new');
    await visit('signin', '/signin');
    await visit('signin-password', '/signin/password');
    await visit('report', '/report');
    await page.fill('#happened', words[language].question);
    for (const step of ['tried', 'show', 'reply']) {
      await page.click('button[value=next]');
      if (step === 'tried') {
        await this.inspect(page, `${name}-report-advice`);
        if (await page.locator('#happened').count()) await page.click('button[value=next]');
        await page.fill('#tried', words[language].tried);
      }
      await this.inspect(page, `${name}-report-${step}`);
    }
    await visit('no-digest', '/digest/off/no-such-link');
    await visit('no-longer-followed', '/follow/no-such-link');
    await visit('not-let-in', '/oidc/back?state=none');
    if (!this.session) return;
    await visit('account', '/account');
    await visit('requests', '/requests');
    await visit('request', await page.locator('.requests a').first().getAttribute('href'));
  }

  async widget(page, name, { language }) {
    await page.goto(`${this.host}?lang=${language}`);
    await page.locator('sahay-widget button').click();
    const inner = page.frameLocator('sahay-widget iframe');
    await inner.locator('.row.primary').waitFor();
    const frame = page.frames().find((each) => each.url().includes('/widget/frame'));
    await this.inspect(page, `${name}-home`, frame);
    await this.report(page, name, inner, frame, language);
    await inner.locator('.row.primary').click();
    await inner.locator('textarea').fill(words[language].question);
    await inner.locator('textarea').press('Enter');
    await inner.locator('.entry.mine time').waitFor();
    await this.answer(words[language].question);
    await inner.locator('.entry:not(.mine)').first().waitFor();
    await this.inspect(page, `${name}-chat`, frame);
    await inner.locator('header [aria-haspopup=menu]').click();
    await inner.getByRole('menuitem').click();
    await inner.locator('form.letter').waitFor();
    await this.inspect(page, `${name}-letter`, frame);
  }

  // The four steps of a report, up to where it would be sent; then home again.
  async report(page, name, inner, frame, language) {
    const on = inner.locator('.foot .button:not(.quiet)');
    await inner.locator('.row.primary + .row').click();
    await inner.locator('#happened').fill(words[language].question);
    await this.inspect(page, `${name}-report`, frame);
    await on.click();
    await inner.locator('.advice, #tried').first().waitFor();
    if (await inner.locator('.advice').count()) await on.click();
    await inner.locator('#tried').fill(words[language].tried);
    for (const [step, shown] of [['tried', '#tried'], ['show', 'h2'], ['reply', 'input[type=email]']]) {
      await inner.locator(shown).first().waitFor();
      await this.inspect(page, `${name}-report-${step}`, frame);
      if (step !== 'reply') await on.click();
    }
    await inner.locator('header button').first().click();
    await inner.locator('.row.primary').waitFor();
  }

  // Somebody of the desk answers the newest chat.
  async answer(question) {
    const { api } = this.server;
    const { tickets } = await api('/api/v2/tickets.json?sort_by=created_at&sort_order=desc&per_page=100');
    const ticket = tickets.filter((each) => each.subject === question).sort((a, b) => b.id - a.id)[0];
    const body = { en: 'Thank you. Is the battery cold? Please warm it for ten minutes and try again.',
      bn: 'ধন্যবাদ। ব্যাটারি কি ঠান্ডা? দশ মিনিট ঘরের তাপে রেখে আবার চেষ্টা করুন।',
      ru: 'Спасибо. Аккумулятор холодный? Подержите его десять минут в тепле и попробуйте снова.' };
    const language = Object.keys(words).find((each) => words[each].question === question);
    await api(`/api/v2/tickets/${ticket.id}.json`, { method: 'PUT', body: { ticket: { comment: { body: body[language], public: true } } } });
  }
}

// The name of a look has its theme where the name of its pass has a star.
const called = (name, theme) => name.replace('*', theme);

// One number for what axe is asked about: every element with its attributes, words and box, and whether it is visible. Not of the
// rail, whose button names the other theme.
const drawnAs = (known) => {
  const parts = [];
  for (const each of document.querySelectorAll('*')) {
    if (each.closest(known)) continue;
    const { x, y, width, height } = each.getBoundingClientRect();
    const own = [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('');
    const attributes = [...each.attributes].filter(({ name }) => name !== 'data-theme').map(({ name, value }) => `${name}=${value}`).join(' ');
    parts.push(`${each.localName} ${attributes} ${own} ${x} ${y} ${width} ${height} ${each.checkVisibility({ opacityProperty: true, visibilityProperty: true })}`);
  }
  const text = parts.join('\n');
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
    two = Math.imul(two ^ text.charCodeAt(at), 1597334677);
  }
  return `${one} ${two} ${text.length}`;
};

// Goes to an address of the console as a link does, without loading the page anew.
const follow = (page, where) => page.evaluate((to) => {
  history.pushState(null, '', to);
  dispatchEvent(new PopStateEvent('popstate'));
}, where);

// A customer with requests, signed in by a link as everybody is; answers the value of the cookie.
export async function customerSession(browser, server, sink, email) {
  const page = await (await browser.newContext({ javaScriptEnabled: false, locale: 'en' })).newPage();
  await page.goto(`${server.base}/signin`);
  await page.fill('#email', email);
  await page.click('form.f .btn');
  const link = await until(() => sink.mails.filter((each) => each.to === email).map((each) => /http\S+\/signin\/[\w-]+/.exec(each.text)?.[0]).find(Boolean), 'the mail with the link');
  await page.goto(link);
  await page.click('form.f .btn');
  const cookie = (await page.context().cookies()).find((each) => each.name === 'sahay_portal');
  await page.context().close();
  return cookie.value;
}

// The desk that is looked at: demonstration, opening hours, a host page, a customer with requests.
export async function lookedAt(rig, pictures = null, rules = true) {
  const sink = await rig.mailSink();
  const server = await rig.server({ demo: 60, config: `
[desk]
name = "Meghna Tools"
time_zone = "Asia/Dhaka"
hours = "mon-sun 00:00-23:59"
[mail]
address = "support@sahay.example"
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
  const host = await rig.hostPage(server.base);
  const browser = await rig.browser();
  const { tickets } = await server.api('/api/v2/tickets.json?per_page=100');
  const { users } = await server.api('/api/v2/users.json?role=end-user&per_page=100');
  const counted = users.map((user) => [tickets.filter((ticket) => ticket.requester_id === user.id).length, user.email]).filter(([, email]) => email);
  const customer = counted.sort((a, b) => b[0] - a[0])[0][1];
  // A provider of sign-in, so that the doors have their button and the administration its row; nobody asks it.
  await server.api('/api/v2/oidc_providers', { method: 'POST', body: { oidc_provider: { name: 'Meghna ID', issuer: 'https://id.meghna.example', client_id: 'desk', client_secret: 'none', for_customers: true, match_email: true, domains: ['meghna.example'] } } });
  const session = await customerSession(browser, server, sink, customer);
  return new Looks({ browser, server, host, email: server.people.oleg, admin: server.people.sara, session, pictures, rules });
}
