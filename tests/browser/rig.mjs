// What every browser test stands on: the real program with its own data folder, Chromium, a line that can be cut, a host page of
// another site, a sink for the server's mails and a way to bring mails in.
// Rule of use: everything registers its own end; call close() of the rig in after().
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(path.join(root, 'web/package.json'));
const binary = process.env.SAHAY_BINARY ?? path.join(root, 'build/release/sahay');
// The shell has no window to draw: it takes two thirds of the processor time. What measures speed asks for the browser that people use.
const found = (...files) => process.env.CHROMIUM ?? files.find((file) => existsSync(file)) ?? files[0];
const chromiumPath = found('/usr/bin/chromium-headless-shell', '/usr/bin/chromium');
export const wholeChromium = found('/usr/bin/chromium', '/usr/bin/chromium-headless-shell');
export const patience = Number(process.env.PATIENCE_SECONDS ?? 60) * 1000;

// For node:test's `skip`: false, or the reason.
export const lacking = () =>
  !existsSync(chromiumPath) ? 'chromium is not installed' : !existsSync(binary) ? 'build/release/sahay does not exist' : false;

export class Rig {
  #ends = [];

  async close() {
    for (const end of this.#ends.splice(0).reverse()) await end();
  }
  atEnd(end) {
    this.#ends.push(end);
  }

  async browser(more = [], executablePath = chromiumPath) {
    const { chromium } = require('playwright-core');
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...more],
    });
    this.atEnd(() => browser.close());
    return browser;
  }

  // `config` is TOML for the server; `demo` is the number of demonstration tickets (0: an empty desk with two people).
  // `empty`: nobody is there yet; api() works once sara@sahay.example has been made.
  async server({ demo = 0, config = '', empty = false } = {}) {
    const folder = mkdtempSync(path.join(tmpdir(), 'sahay-browser-'));
    this.atEnd(() => rmSync(folder, { recursive: true, force: true }));
    const [port, lmtpPort] = [await freePort(), await freePort()];
    const file = path.join(folder, 'sahay.toml');
    writeFileSync(file, '# a test\n' + config.replace('LMTP', `127.0.0.1:${lmtpPort}`));
    const data = ['--data', path.join(folder, 'data'), '--config', file];
    const run = (words, input) => execFileSync(binary, [...words, ...data], { input, encoding: 'utf8' });
    run(['init']);
    const people = { sara: 'sara@sahay.example', oleg: 'oleg@sahay.example' };
    let password = 'a password for tests';
    if (demo) {
      password = /with the password\s+(\S+)/.exec(run(['demo', '--tickets', String(demo)]))[1];
    } else if (!empty) {
      run(['user', 'add', '--email', people.sara, '--name', 'Sara Ahmed', '--role', 'admin', '--password-stdin'], `${password}\n`);
      run(['user', 'add', '--email', people.oleg, '--name', 'Oleg Sokolov', '--role', 'agent', '--password-stdin'], `${password}\n`);
    }
    const newToken = () => run(['token', 'add', '--email', people.sara, '--act-for-others']).trim();
    let token = empty ? '' : newToken();
    const log = openSync(path.join(folder, 'server.log'), 'a');
    const process_ = spawn(binary, ['serve', ...data, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', log, log] });
    const ended = new Promise((resolve) => process_.once('exit', resolve));
    this.atEnd(async () => {
      process_.kill('SIGTERM');
      const timer = setTimeout(() => process_.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    });
    const base = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${base}/readyz`).catch(() => null))?.ok, 'the server is ready');
    return {
      base, port, lmtpPort, people, password, run,
      api: async (where, options = {}) => {
        token ||= newToken();
        const answer = await fetch(base + where, {
          ...options,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: options.body && JSON.stringify(options.body),
        });
        return answer.json();
      },
      log: () => readFileSync(path.join(folder, 'server.log'), 'utf8'),
    };
  }

  // A line to `port` that can be cut: while cut, what is open breaks and nothing opens.
  async line(port) {
    const open = new Set();
    let whole = true;
    const server = net.createServer((near) => {
      if (!whole) return near.destroy();
      const far = net.connect(port, '127.0.0.1');
      for (const [from, to] of [[near, far], [far, near]]) {
        open.add(from);
        from.on('error', () => {});
        from.on('close', () => { open.delete(from); to.destroy(); });
        from.pipe(to);
      }
    });
    await listen(server, '127.0.0.1');
    const cut = () => { whole = false; for (const socket of open) socket.destroy(); };
    this.atEnd(() => { cut(); server.close(); });
    return { base: `http://127.0.0.1:${server.address().port}`, cut, mend: () => { whole = true; } };
  }

  // Somebody's shop on another site than the desk, with the widget's one line.
  async hostPage(desk, attributes = '') {
    const html = (language) => `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Drills and pumps</title><link rel="icon" href="data:,">
<style>body{font:16px/1.6 system-ui,sans-serif;margin:0 auto;max-width:44rem;padding:2rem 1rem}</style>
<h1>Drills and pumps</h1><p>Everything that turns, with a year of warranty. Delivered in Dhaka in one day.</p>
<script async src="${desk}/widget.js" ${attributes}></script></html>`;
    const server = createHttpServer((request, response) => response.end(html(/lang=(\w\w)/.exec(request.url)?.[1] ?? 'en')));
    await listen(server, 'localhost');
    this.atEnd(() => { server.closeAllConnections(); server.close(); });
    return `http://localhost:${server.address().port}/`;
  }

  // Takes every mail that the server sends. `port` goes into the url of [smtp]; mails() are {to, text} with the text decoded.
  async mailSink() {
    const mails = [];
    const server = net.createServer((socket) => receiveMails(socket, mails));
    await listen(server, '127.0.0.1');
    this.atEnd(() => server.close());
    return { port: server.address().port, mails };
  }
}

export async function until(condition, what, limit = patience) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await condition();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

// What a screen is drawn from: scripts, styles, fonts, and reads of the API.
const awaited = (request) => ['script', 'stylesheet', 'font'].includes(request.resourceType()) || (['fetch', 'xhr'].includes(request.resourceType()) && new URL(request.url()).pathname.startsWith('/api/v2/'));

// Fonts are there, nothing moves, and what the last answer brought is drawn. What never ends, or stands still, is not waited for.
// Looked at again each frame: what was taken away in mid-course never says that it has ended.
export const settled = (page) => page.evaluate(async () => {
  const frame = () => new Promise((done) => { requestAnimationFrame(done); });
  const moves = () => document.getAnimations().some((each) => each.playState === 'running' && Number.isFinite(each.effect?.getComputedTiming().endTime ?? 0));
  await document.fonts.ready;
  do await frame(); while (moves());
  await frame();
});

/** Keeps what the page has asked for and not got yet, for quiet(). */
export function watchAsked(page) {
  page.asked = new Set();
  for (const [happened, change] of [['request', 'add'], ['requestfinished', 'delete'], ['requestfailed', 'delete']]) page.on(happened, (request) => { if (awaited(request)) page.asked[change](request); });
}

/** Nothing that a screen is made of is on its way any more, and nothing moves. A page that is left earlier breaks what it loads. */
export async function quiet(page) {
  for (let still = 0; still < 2;) {
    await until(() => page.asked.size === 0, `${page.url()} has what it asked for`);
    await settled(page);
    still = page.asked.size === 0 ? still + 1 : 0;
  }
}

export async function consolePage(browser, server, email, { base = server.base, where = '/console/', prefs = {}, ...look } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...look });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  watchAsked(page);
  await page.addInitScript((wanted) => {
    if (!localStorage.getItem('sahay.prefs')) localStorage.setItem('sahay.prefs', JSON.stringify(wanted));
  }, { language: 'en', ...prefs });
  await page.goto(base + where);
  await page.fill('#signin-email', email);
  await page.fill('#signin-password', server.password);
  await page.click('button[type=submit]');
  await page.waitForSelector('.inbox, .ticket-list, .row[data-id], .list');
  return page;
}

export const seen = (page, selector, text) => page.waitForFunction(
  ([where, words]) => [...document.querySelectorAll(where)].some((element) => element.textContent.includes(words)), [selector, text]);

// One mail in by LMTP, as the mail server beside us does it.
export async function deliver(port, { from, to, subject, text, id = `${Date.now()}@customer.example` }) {
  const socket = net.connect(port, '127.0.0.1');
  const replies = [];
  let rest = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop();
    for (const line of lines) if (line[3] !== '-') replies.push(line);
  });
  const answer = async (code) => {
    const line = await until(() => replies.shift(), 'an answer of LMTP');
    if (!line.startsWith(code)) throw new Error(`LMTP: ${line}`);
  };
  const say = async (line, code) => { socket.write(`${line}\r\n`); await answer(code); };
  await answer('220');
  await say('LHLO mta.example', '250');
  await say(`MAIL FROM:<${/<(.*)>/.exec(from)?.[1] ?? from}>`, '250');
  await say(`RCPT TO:<${to}>`, '250');
  await say('DATA', '354');
  const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${id}>`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'];
  await say(`${head.join('\r\n')}\r\n\r\n${text}\r\n.`, '250');
  socket.end('QUIT\r\n');
}

function receiveMails(socket, mails) {
  let rest = '';
  let to = '';
  let data = null;
  socket.setEncoding('latin1').on('error', () => {});
  socket.write('220 sink.example ESMTP\r\n');
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop();
    for (const line of lines) {
      if (data) {
        if (line !== '.') { data.push(line.startsWith('..') ? line.slice(1) : line); continue; }
        mails.push({ to, raw: data.join('\r\n'), text: decoded(data.join('\r\n')) });
        data = null;
        socket.write('250 taken\r\n');
      } else if (/^RCPT/i.test(line)) {
        to = /<(.*)>/.exec(line)[1];
        socket.write('250 ok\r\n');
      } else if (/^DATA/i.test(line)) {
        data = [];
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(line)) {
        socket.end('221 bye\r\n');
      } else {
        socket.write('250 sink.example\r\n');
      }
    }
  });
}

// Enough of MIME for our own mails: every part as text, whatever its transfer encoding.
function decoded(mail) {
  const quoted = mail.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  const base64 = [...mail.matchAll(/base64(?:\r\n[^\r\n]+)*\r\n\r\n([A-Za-z0-9+/=\r\n]+)/gi)].map((part) => Buffer.from(part[1], 'base64').toString('utf8'));
  return Buffer.from(quoted, 'latin1').toString('utf8') + base64.join('\n');
}

const listen = (server, host) => new Promise((resolve) => server.listen(0, host, resolve));

export async function freePort() {
  const server = net.createServer();
  await listen(server, '127.0.0.1');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
