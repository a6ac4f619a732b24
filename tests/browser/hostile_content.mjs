// Texts, names, files and mails that are written to run in somebody's browser: nothing runs, and no other server is asked.
// The control shows that the trap works: the same payloads put raw into a page do run.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consolePage, lacking, Rig, until } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let browser, server;
const trap = 'window.__ran=(window.__ran||0)+1';
const payloads = [
  `<script>${trap}</script>`, `<img src=x onerror="${trap}">`, `<svg onload="${trap}"></svg>`, `<details open ontoggle="${trap}">x</details>`,
  `"><img src=x onerror="${trap}">`, `'-(${trap})-'`, `</title><script>${trap}</script>`, `</textarea><svg/onload="${trap}">`,
  `<iframe srcdoc="<script>parent.${trap}</script>"></iframe>`, `<math><mtext><table><mglyph><style><img src=x onerror="${trap}">`,
  `<svg><style><img src=x onerror="${trap}"></style></svg>`, `<noscript><p title="</noscript><img src=x onerror='${trap}'>">`,
  `<a href="javascript:${trap}">press</a>`, `<form action="javascript:${trap}"><button>press</button></form>`,
  `<input autofocus onfocus="${trap}">`, `<video><source onerror="${trap}"></video>`, `{{constructor.constructor('${trap}')()}}`,
  `<img src="https://foreign.example/pixel.png">`, `<style>@import url(https://foreign.example/a.css);body{background:url(https://foreign.example/b)}</style>`,
  `<link rel=stylesheet href="https://foreign.example/c.css">`, `<meta http-equiv=refresh content="0;url=https://foreign.example/d">`,
  `<div style="background:url(https://foreign.example/e)">x</div>`, `<base href="https://foreign.example/"><object data="f"></object><embed src="g">`,
  `<video poster="https://foreign.example/h" src="https://foreign.example/i" autoplay></video>`,
];

before(async () => {
  if (skip) return;
  browser = await rig.browser();
  server = await rig.server();
});
after(() => rig.close());

const ran = async (page) => (await Promise.all(page.frames().map((frame) => frame.evaluate(() => window.__ran ?? 0).catch(() => 0)))).reduce((a, b) => a + b, 0);

function watch(page) {
  page.foreign = [];
  page.on('request', (request) => { if (/^(https?|ws):/.test(request.url()) && !request.url().startsWith(server.base)) page.foreign.push(request.url()); });
  page.on('dialog', (dialog) => { page.foreign.push('dialog'); dialog.dismiss(); });
}

const clean = async (page, where) => {
  assert.equal(await ran(page), 0, `a payload ran: ${where}`);
  assert.deepEqual(page.foreign, [], `another server was asked: ${where}`);
};

test('the trap works: raw payloads run in a page', { skip }, async () => {
  const page = await browser.newPage();
  await page.setContent(payloads.slice(0, 12).join('\n'));
  await until(() => ran(page), 'the control runs');
  await page.close();
});

test('nothing runs in the console, and nobody else is asked', { skip }, async () => {
  const made = [];
  for (const payload of payloads) {
    const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: {
      subject: payload, comment: { html_body: `<p>opened</p>${payload}` }, tags: [payload.replaceAll(' ', '_')],
      requester: { name: payload.slice(0, 200), email: `guest${made.length}@customer.example` } } } });
    assert.ok(ticket, payload);
    await server.api(`/api/v2/tickets/${ticket.id}`, { method: 'PUT', body: { ticket: { comment: { body: payload, public: true } } } });
    made.push(ticket.id);
  }
  const page = await consolePage(browser, server, server.people.sara);
  watch(page);
  await page.waitForTimeout(500);
  await clean(page, 'the list');
  for (const [index, id] of made.entries()) {
    await page.goto(`${server.base}/console/tickets/${id}`);
    await page.waitForSelector('.comment');
    await page.waitForTimeout(150);
    await clean(page, payloads[index]);
  }
  await page.context().close();
});

test('nothing runs in the pages for customers', { skip }, async () => {
  const page = await browser.newPage();
  watch(page);
  const places = ['/signin?email=', '/requests/new?subject=', '/contact?lang=', '/articles/'];
  for (const [index, payload] of payloads.entries()) {
    for (const where of ['/search?q=', places[index % places.length]]) {
      await page.goto(server.base + where + encodeURIComponent(payload));
      await clean(page, `${where} ${payload}`);
    }
  }
  await page.close();
});
