// The XSS rig: generated payloads as HTML mail through LMTP into the running program, then every place that shows them, in
// Chromium. Nothing may run and no other server may be asked; the control shows the same payloads raw and must run.
// usage: node tests/xss/run.mjs [--payloads 2000] [--no-control]
import { createServer } from 'node:http';
import net from 'node:net';
import { consolePage, lacking, Rig, until } from '../browser/rig.mjs';
import { foreign, payloads } from './payloads.mjs';

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const count = Number(option('--payloads', 2000));
const withControl = !process.argv.includes('--no-control');
const perTicket = 12;
const mustRun = 0.45;
const desk = 'support@sahay.example';
const rina = 'rina@meghna.example';

if (lacking()) {
  console.log(`skipped: xss: ${lacking()}\n0 passed, 0 failed, 1 skipped`);
  process.exit(0);
}
const rig = new Rig();
const all = payloads(count);
const problems = [];
const seen = {};

// Everything that has a name leads here: a request that the page's events do not show is still a connection, and names its host
// in its first bytes (in plain HTTP, or in the greeting of TLS). Chromium's own calls home are none of our business.
async function trap() {
  const hits = { count: 0 };
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => { if (bytes.includes(foreign)) hits.count++; socket.destroy(); });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  rig.atEnd(() => server.close());
  hits.rule = `--host-resolver-rules=MAP * 127.0.0.1:${server.address().port}, EXCLUDE 127.0.0.1, EXCLUDE localhost`;
  return hits;
}

function watch(page, own, found) {
  page.on('console', (message) => {
    const ran = /xss-(\d+)/.exec(message.text());
    // A policy that refuses a script quotes it in an error of its own: refused is not run.
    if (ran && message.type() === 'log') found.ran.add(Number(ran[1]));
  });
  page.on('dialog', (dialog) => { found.dialogs++; dialog.dismiss().catch(() => {}); });
  page.on('request', (request) => {
    const url = request.url();
    if (/^(https?|wss?|ftp):/.test(url) && !own.some((base) => url.startsWith(base))) found.foreign.push(url);
  });
}
const nothing = () => ({ ran: new Set(), dialogs: 0, foreign: [], structure: new Set() });

function judge(where, found, hits) {
  seen[where] = (seen[where] ?? 0) + 1;
  const told = (what) => problems.push(`${where}: ${what}`);
  for (const id of found.ran) told(`payload ${id} ran (${all[id - 1]?.name})`);
  if (found.dialogs) told(`${found.dialogs} dialogs`);
  if (found.foreign.length) told(`asked ${[...new Set(found.foreign)].slice(0, 3).join(' ')}`);
  if (hits.count) told(`${hits.count} connections to elsewhere`);
  for (const what of found.structure) told(what);
  Object.assign(found, nothing());
  hits.count = 0;
}

// What must not be in a comment at all, and a mark that a script would have left.
async function inspect(page, selector, found) {
  for (const frame of page.frames()) {
    const bad = await frame.evaluate((where) => {
      const roots = location.href === 'about:srcdoc' ? [document.body] : [...document.querySelectorAll(where)];
      const out = document.documentElement.dataset.ran ? ['a mark of a script'] : [];
      for (const element of roots.flatMap((root) => [...root.querySelectorAll('*')])) {
        if (element.matches('iframe.mail-frame, .mail-frame *')) continue;
        if (/^(script|iframe|frame|object|embed|applet|form|input|button|select|textarea|svg|math|style|link|meta|base|video|audio|template)$/i.test(element.localName) &&
            !element.closest('.pictures, .quote > button, summary')) out.push(`element ${element.localName}`);
        for (const { name, value } of element.attributes) {
          if (/^on/i.test(name)) out.push(`attribute ${name}`);
          if (/^(href|src|action|formaction|xlink:href)$/i.test(name) && /^\s*(javascript|vbscript|data:text)/i.test(value)) out.push(`${name}=${value.slice(0, 30)}`);
        }
      }
      return out;
    }, selector).catch(() => ['a frame that could not be looked into']);
    for (const what of bad) found.structure.add(what);
  }
}

// --- the mails -------------------------------------------------------------------------------------------------------------
const b64 = (bytes) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
const qp = (text) => [...Buffer.from(text)].map((c) => `=${c.toString(16).toUpperCase().padStart(2, '0')}`).join('').replace(/(?:=..){24}/g, '$&=\r\n');
const utf16 = (text) => { const bytes = Buffer.from(`\ufeff${text}`, 'utf16le'); return bytes; };
const utf7 = (text) => text.replace(/[^A-Za-z0-9 '(),.:?/\r\n=-]/g, (c) => `+${Buffer.from(c, 'utf16le').swap16().toString('base64').replace(/=+$/, '')}-`);
const part = (type, encoding, body) => `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`;
const lines = (text) => text.replace(/\r?\n/g, '\r\n');

function bodyOf({ html, transport, id }) {
  const page = `<html><body>${html}</body></html>`;
  switch (transport) {
    case 'base64': return part('text/html; charset=utf-8', 'base64', b64(page));
    case 'quoted-printable': return part('text/html; charset=utf-8', 'quoted-printable', qp(page));
    case 'alternative':
      return `Content-Type: multipart/alternative; boundary="a${id}"\r\n\r\n--a${id}\r\n${part('text/plain; charset=utf-8', 'base64', b64(html))}--a${id}\r\n` +
        `${part('text/html; charset=utf-8', 'base64', b64(page))}--a${id}--\r\n`;
    case 'related': {
      const picture = '<svg xmlns="http://www.w3.org/2000/svg" onload="console.log(\'xss-svg\')"/>';
      return `Content-Type: multipart/related; boundary="r${id}"\r\n\r\n--r${id}\r\n${part('text/html; charset=utf-8', 'base64', b64(`<html><body><img src="cid:p${id}">${html}</body></html>`))}` +
        `--r${id}\r\nContent-ID: <p${id}>\r\n${part('image/svg+xml', 'base64', b64(picture))}--r${id}--\r\n`;
    }
    case 'utf-16': return part('text/html; charset=utf-16', 'base64', b64(utf16(page)));
    case 'utf-7': return part('text/html; charset=utf-7', 'quoted-printable', qp(utf7(page)));
    case 'latin1': return part('text/html; charset=iso-8859-1', 'base64', b64(page));
    case 'html in text': return part('text/plain; charset=utf-8', 'base64', b64(html));
    case 'attached':
      return `Content-Type: multipart/mixed; boundary="m${id}"\r\n\r\n--m${id}\r\n${part('text/html; charset=utf-8', 'base64', b64(page))}` +
        `--m${id}\r\nContent-Disposition: attachment; filename="${id}.html"\r\n${part('text/html', 'base64', b64(page))}--m${id}--\r\n`;
    default: return part('text/html; charset=utf-8', '8bit', lines(page));
  }
}
const word = (text) => `=?utf-8?B?${Buffer.from(text.slice(0, 180)).toString('base64')}?=`;

async function lmtp(port) {
  const socket = net.connect(port, '127.0.0.1');
  rig.atEnd(() => socket.destroy());
  const replies = [];
  let rest = '', wake = () => {};
  socket.setEncoding('utf8').on('data', (chunk) => {
    const got = (rest + chunk).split('\r\n');
    rest = got.pop();
    for (const line of got) if (line[3] !== '-') replies.push(line);
    wake();
  });
  const expect = async (code) => {
    while (!replies.length) await new Promise((resolve) => { wake = resolve; });
    const line = replies.shift();
    if (!line.startsWith(code)) throw new Error(`LMTP: ${line}`);
  };
  const say = async (line, code) => { socket.write(`${line}\r\n`); await expect(code); };
  await expect('220');
  await say('LHLO mta.example', '250');
  return async (from, mail) => {
    await say(`MAIL FROM:<${from}>`, '250');
    await say(`RCPT TO:<${desk}>`, '250');
    await say('DATA', '354');
    await say(`${mail.replace(/^\./gm, '..')}\r\n.`, '250');
  };
}

function mailOf(payload, first, name = 'Rina Akter', subject = `Payload ${payload.id}`) {
  const id = `p${payload.id}@customer.example`;
  const thread = !first || first === payload ? '' : `In-Reply-To: <p${first.id}@customer.example>\r\nReferences: <p${first.id}@customer.example>\r\n`;
  return `From: ${word(name)} <${rina}>\r\nTo: ${desk}\r\nSubject: ${word(subject)}\r\nMessage-ID: <${id}>\r\n${thread}` +
    `Date: Mon, 02 Jun 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\n${bodyOf(payload)}`;
}

// --- the run -----------------------------------------------------------------------------------------------------------------
const sink = await rig.mailSink();
const server = await rig.server({ config: `
[mail]
address = "${desk}"
lmtp_listen = "LMTP"
[smtp]
url = "smtp+plain://127.0.0.1:${sink.port}"
` });
const started = Date.now();
const said = (what) => console.log(`${((Date.now() - started) / 1000).toFixed(0)} s: ${what}`);

async function bringIn() {
  const send = await lmtp(server.lmtpPort);
  const tickets = [];
  for (let at = 0; at < all.length; at += perTicket) {
    const group = all.slice(at, at + perTicket);
    let id = 0;
    for (const [index, payload] of group.entries()) {
      await send(rina, mailOf(payload, group[0]));
      // An answer after each mail: it quotes the mail, so that every payload also leaves in a letter.
      const landed = 2 * index + 1;
      await until(async () => {
        if (!id) {
          const { tickets: rows } = await server.api(`/api/v2/tickets?sort_by=id&sort_order=desc&per_page=3`);
          id = rows?.find((row) => row.subject === `Payload ${payload.id}`)?.id ?? 0;
          return id;
        }
        const { comments } = await server.api(`/api/v2/tickets/${id}/comments`);
        return comments?.length >= landed;
      }, `payload ${payload.id} (${payload.name}, ${payload.transport}) as a comment`);
      const answer = await server.api(`/api/v2/tickets/${id}`, { method: 'PUT', body: { ticket: { comment: { body: `Answer ${payload.id}`, public: true } } } });
      if (!answer.ticket) throw new Error(`no answer to ${payload.id}: ${JSON.stringify(answer).slice(0, 200)}`);
    }
    tickets.push(id);
  }
  // Subjects and names: tickets of their own, seen in lists.
  for (const payload of all.filter((_, index) => index % 10 === 0))
    await send(rina, mailOf({ ...payload, id: `s${payload.id}` }, null, `Rina ${payload.html}`, payload.html));
  return tickets;
}

async function inConsole(browser, tickets, hits) {
  const page = await consolePage(browser, server, server.people.sara);
  const found = nothing();
  watch(page, [server.base, server.base.replace('http', 'ws')], found);
  for (const id of tickets) {
    await page.goto(`${server.base}/console/tickets/${id}`);
    await page.waitForSelector('.comment');
    for (let round = 0; round < 2; round++) {
      await page.evaluate(() => { for (const fold of document.querySelectorAll('.quote > button[aria-expanded=false], .pictures > button, .mail-line > button[aria-expanded=false]')) fold.click(); });
      await page.waitForTimeout(400);
    }
    await inspect(page, '.comment-text', found);
    judge('console', found, hits);
    await page.emulateMedia({ media: 'print' });
    await page.pdf().catch(() => {});
    await page.emulateMedia({ media: 'screen' });
    judge('print', found, hits);
  }
  for (const where of ['/console/', '/console/held', '/console/customers']) {
    await page.goto(server.base + where);
    await page.waitForTimeout(700);
    judge('lists and previews', found, hits);
  }
  await page.goto(`${server.base}/console/`);
  await page.waitForSelector('.shell .rail');   // before it stands nobody hears keys
  for (const words of ['Payload', 'xss', 'script', 'press', 'console']) {
    await page.keyboard.press('Control+k');
    await page.fill('.palette-input', words);
    await page.waitForTimeout(800);
    judge('search', found, hits);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.palette-input', { state: 'detached' });
  }
  await page.context().close();
}

async function signedIn(browser) {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  const before = sink.mails.length;
  await page.goto(`${server.base}/signin`);
  await page.fill('#email', rina);
  await page.click('form.f .btn');
  const link = await until(() => sink.mails.slice(before).map((mail) => /https?:\/\/[^\s"<]+\/signin\/[^\s"<]+/.exec(mail.text)?.[0]).find(Boolean), 'a link to sign in');
  await page.goto(server.base + new URL(link).pathname);
  await page.click('form.f .btn');
  await page.waitForURL(/requests|\/$/);
  return page;
}

async function inPortal(browser, tickets, hits) {
  const page = await signedIn(browser);
  const found = nothing();
  watch(page, [server.base, server.base.replace('http', 'ws')], found);
  for (const where of ['/requests', ...tickets.flatMap((id) => [`/requests/${id}`, `/requests/${id}?pictures=1`])]) {
    await page.goto(server.base + where);
    await page.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
    await page.waitForTimeout(100);
    await inspect(page, '.tl .text, .tl .invite, .requests', found);
    judge('portal', found, hits);
  }
  await page.context().close();
}

// A letter as a client without any care would show it: the HTML part in a page of its own, scripts allowed.
function htmlOf(raw) {
  const at = raw.search(/^content-type: text\/html/im);
  if (at < 0) return null;
  const head = raw.slice(Math.max(0, raw.lastIndexOf('\r\n--', at)), raw.indexOf('\r\n\r\n', at));
  const begin = raw.indexOf('\r\n\r\n', at) + 4, end = raw.indexOf('\r\n--', begin);
  const body = raw.slice(begin, end < 0 ? undefined : end);
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (/quoted-printable/i.test(head)) return Buffer.from(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
  return Buffer.from(body, 'latin1').toString('utf8');
}

async function pagesOf(bodies) {
  const site = createServer((request, response) => {
    const body = bodies[Number(request.url.slice(1).split('?')[0])];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(body ?? '');
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  rig.atEnd(() => { site.closeAllConnections(); site.close(); });
  return `http://127.0.0.1:${site.address().port}`;
}

// Shows each of `bodies` by itself, several at a time; `visit` gets what was found.
async function showEach(browser, bodies, visit, pause) {
  const base = await pagesOf(bodies);
  let next = 0;
  const one = async () => {
    for (;;) {
      const at = next++;
      if (at >= bodies.length) return;
      const page = await (await browser.newContext()).newPage();
      const found = nothing();
      watch(page, [base], found);
      await page.goto(`${base}/${at}`, { waitUntil: 'load', timeout: 5000 }).catch(() => {});
      await page.waitForTimeout(pause);
      visit(at, found);
      await page.context().close();
    }
  };
  await Promise.all(Array.from({ length: 6 }, one));
}

async function inLetters(browser, hits) {
  await until(() => sink.mails.filter((mail) => /Answer \d+/.test(mail.text)).length >= all.length, 'a letter for each answer');
  const bodies = sink.mails.map((mail) => htmlOf(mail.raw)).filter(Boolean);
  if (bodies.length < all.length) problems.push(`letters: ${bodies.length} with HTML for ${all.length} answers`);
  // Many in one page: nothing may run in any of them, so they need no page each.
  const pages = [];
  for (let at = 0; at < bodies.length; at += 20) pages.push(bodies.slice(at, at + 20).join('\n'));
  await showEach(browser, pages, (at, found) => { judge('letters', found, hits); }, 250);
  return bodies.length;
}

async function control() {
  const hits = await trap();
  const browser = await rig.browser([hits.rule]);
  const ran = new Set();
  let asked = 0;
  await showEach(browser, all.map(({ html }) => `<!doctype html><html><body>${html}</body></html>`), (at, found) => {
    if (found.ran.has(at + 1)) ran.add(at + 1);
    if (found.foreign.some((url) => url.includes(foreign))) asked++;
  }, 120);
  const share = ran.size / all.length;
  console.log(`control: ${ran.size} of ${all.length} raw payloads ran (${(100 * share).toFixed(1)} %), ${asked} asked another server`);
  if (share < mustRun) problems.push(`control: only ${(100 * share).toFixed(1)} % ran; the rig proves nothing`);
}

try {
  const hits = await trap();
  const browser = await rig.browser([hits.rule]);
  const tickets = await bringIn();
  said(`${all.length} payloads in ${tickets.length} tickets`);
  await inConsole(browser, tickets, hits);
  said('console, print, lists, search');
  await inPortal(browser, tickets, hits);
  said('portal');
  const letters = await inLetters(browser, hits);
  said(`${letters} letters`);
  if (withControl) await control();
  const ran = problems.filter((line) => line.includes(' ran (')).length;
  const asked = problems.filter((line) => line.includes(': asked') || line.includes('connections')).length;
  console.log(`xss: ${all.length} payloads; ${Object.entries(seen).map(([where, times]) => `${where} ${times} pages`).join(', ')}; ${ran} executed, ${asked} pages asked elsewhere`);
} catch (error) {
  problems.push(String(error.stack ?? error));
  console.log(server.log().split('\n').slice(-10).join('\n'));
} finally {
  await rig.close();
}
for (const line of problems.slice(0, 40)) console.log(`FAIL ${line}`);
console.log(problems.length ? '0 passed, 1 failed' : '1 passed, 0 failed');
process.exit(problems.length ? 1 : 0);
