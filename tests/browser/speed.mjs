// Speed in use (ui.md section 15) at a processor four times slower than this one: the console of the real program with many requests.
// A part of ./dev proof ui, not of ./check: it measures time, and wants the machine for itself.
// Usage: node --test tests/browser/speed.mjs        SAHAY_SPEED_TICKETS=10000 SAHAY_SLACK=0.2
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gate, percentile } from './gate.mjs';
import { consolePage, lacking, Rig, seen, wholeChromium } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const many = Number(process.env.SAHAY_SPEED_TICKETS ?? 10_000);
const slow = Number(process.env.SAHAY_SPEED_RATE ?? 4);
const timed = { unit: 'ms', timed: true };
let server, browser, page, wire, long;

before(async () => {
  if (skip) return;
  server = await rig.server({ demo: many });
  const people = { requester: { name: 'Rina Akter', email: 'rina@meghna.example' } };
  const comments = Array.from({ length: 500 }, (_, n) => ({ value: `Word ${n} of a long talk about a pump.`, public: n % 3 > 0, created_at: new Date(Date.now() - (600 - n) * 60_000).toISOString() }));
  const { ticket } = await server.api('/api/v2/imports/tickets', { method: 'POST', body: { ticket: { subject: 'A long talk', comments, ...people } } });
  long = ticket.id;
  browser = await rig.browser(['--js-flags=--expose-gc', '--enable-precise-memory-info'], wholeChromium);
  page = await consolePage(browser, server, server.people.sara, { where: '/console/views/all', prefs: { undoSeconds: 0, nextAfterSolve: false } });
  await page.goto(`${server.base}/console/views/all`);
  await page.waitForSelector('.row[data-id]');
  wire = await page.context().newCDPSession(page);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: slow });
});
after(() => rig.close());

// From the press of a key (of a chord: its last one) to the frame after `shown` holds, by the page's own clock. The page listens
// before the key is pressed.
async function fromKey(press, shown, argument) {
  await page.evaluate(([code, given]) => {
    const holds = new Function('given', `return (${code})(given)`);
    window.measured = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`not shown within 20 s: ${location.pathname}`)), 20_000);
      const pressed = (event) => {
        if (['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
        removeEventListener('keydown', pressed, true);
        const look = () => (holds(given) ? requestAnimationFrame(() => resolve(performance.now() - event.timeStamp)) : requestAnimationFrame(look));
        look();
      };
      addEventListener('keydown', pressed, true);
    });
    window.measured.catch(() => undefined);
  }, [shown.toString(), argument]);
  await page.keyboard.press(press);
  return page.evaluate(() => window.measured);
}

test('the next conversation opens at once', { skip }, async (t) => {
  await page.keyboard.press('j');
  await page.waitForSelector('.ProseMirror');
  const times = [];
  for (let n = 0; n < 40; n += 1) {
    await page.waitForTimeout(700);  // people read; what is read ahead comes in this time
    const before_ = await page.locator('.ticket-title h1').textContent();
    const number = /tickets\/(\d+)/.exec(page.url())[1];
    void before_;
    times.push(await fromKey('j', (old) => !location.pathname.endsWith(`/${old}`) && document.querySelector('.ticket-facts .num')?.textContent.includes(/tickets\/(\d+)/.exec(location.pathname)?.[1]) && document.querySelector('.comment') !== null, number));
  }
  gate(t, 'Next conversation, median', percentile(times, 0.5), 100, timed);
  gate(t, 'Next conversation, 95 %', percentile(times, 0.95), 250, timed);
});

test('typing keeps up', { skip }, async (t) => {
  await page.locator('.log').focus();
  await page.keyboard.press('r');
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    window.delays = [];
    document.querySelector('.ProseMirror').addEventListener('keydown', (event) => requestAnimationFrame(() => { const port = new MessageChannel(); port.port1.onmessage = () => window.delays.push(performance.now() - event.timeStamp); port.port2.postMessage(0); }), true);
  });
  await page.keyboard.type('We look at the pump today and write to you by tomorrow with what we found. Please keep it switched off.', { delay: 110 });
  const delays = await page.evaluate(() => window.delays);
  assert.ok(delays.length > 80);
  gate(t, 'Typing in the editor, 95 %', percentile(delays, 0.95), 50, timed);
});

test('the palette is there at once', { skip }, async (t) => {
  await page.keyboard.press('Escape');
  await page.locator('.log').focus();
  const times = [];
  for (let n = 0; n < 8; n += 1) {
    times.push(await fromKey('Control+k', () => document.querySelector('dialog.palette[open] input') !== null));
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await page.waitForTimeout(150);
  }
  gate(t, 'Palette, first paint (median)', percentile(times.slice(1), 0.5), 50, { ...timed, note: `the very first, with its script: ${times[0].toFixed(0)} ms` });
});

test('a list of many scrolls without a long task', { skip }, async (t) => {
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((each) => each.duration))).observe({ type: 'longtask' });
  });
  const box = await page.locator('.row[data-id]').first().boundingBox();
  await page.mouse.move(box.x + 80, box.y + 200);
  for (let n = 0; n < 60; n += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(60);
  }
  const rows = await page.evaluate(() => document.querySelectorAll('.row[data-id]').length);
  assert.ok(rows < 200, `${rows} rows are drawn at once`);
  const tasks = await page.evaluate(() => window.tasks);
  gate(t, `List of ${many}, longest task while scrolling`, Math.max(0, ...tasks), 100, timed);
});

test('a talk of 500 words opens quickly', { skip }, async (t) => {
  const times = [];
  for (let n = 0; n < 5; n += 1) {
    await page.goto(`${server.base}/console/tickets/${long - 1}?view=all`);
    await page.waitForSelector('.ProseMirror');
    await page.waitForTimeout(400);
    times.push(await page.evaluate((id) => new Promise((resolve) => {
      const begin = performance.now();
      history.pushState(null, '', `/console/tickets/${id}?view=all`);
      dispatchEvent(new PopStateEvent('popstate'));
      const look = () => (document.querySelector('.ticket-facts .num')?.textContent.includes(String(id)) && document.querySelectorAll('.comment').length > 5 ? requestAnimationFrame(() => resolve(performance.now() - begin)) : requestAnimationFrame(look));
      look();
    }), long));
  }
  gate(t, 'Conversation of 500 events opens (median)', percentile(times, 0.5), 300, timed);
});

test('what is said is seen at once, by oneself and by a colleague', { skip }, async (t) => {
  const { ticket } = await server.api('/api/v2/tickets', { method: 'POST', body: { ticket: { subject: 'Two at work', comment: { body: 'It hums.' }, requester: { name: 'Rina Akter', email: 'rina@meghna.example' } } } });
  const other = await consolePage(browser, server, server.people.oleg, { where: `/console/tickets/${ticket.id}?view=all` });
  await other.goto(`${server.base}/console/tickets/${ticket.id}?view=all`);
  await other.waitForSelector('.ProseMirror');
  const came = Date.now();
  await page.goto(`${server.base}/console/tickets/${ticket.id}?view=all`);
  await page.waitForSelector('.ProseMirror');
  const there = Date.now();
  await seen(other, '.banner', 'Sara Ahmed');
  const presence = Math.max(0, Date.now() - there);
  void came;
  const own = [];
  const away = [];
  for (let n = 0; n < 7; n += 1) {
    await page.locator('.log').focus();
    await page.keyboard.press('n');
    await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror'));
    await page.keyboard.type(`Look number ${n}.`);
    await page.waitForTimeout(300);
    const begin = Date.now();
    const hers = fromKey('Control+Enter', (text) => { const all = document.querySelectorAll('.log > .comment'); return all[all.length - 1]?.textContent.includes(text) ?? false; }, `Look number ${n}.`);
    const his = seen(other, '.comment', `Look number ${n}.`).then(() => Date.now() - begin);
    own.push(await hers);
    away.push(await his);
    await page.waitForFunction(() => !document.querySelector('.comment.sending'));
  }
  gate(t, 'Own message is seen (median)', percentile(own, 0.5), 50, timed);
  gate(t, "Message on a colleague's screen (median)", percentile(away, 0.5), 1000, timed);
  gate(t, 'Presence is seen', presence, 1000, timed);
  await other.context().close();
});

test('two hundred conversations leave no weight behind', { skip }, async (t) => {
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.goto(`${server.base}/console/views/all`);
  await page.waitForSelector('.row[data-id]');
  const heap = async () => {
    await wire.send('HeapProfiler.collectGarbage');
    return (await wire.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const opened = async (times) => {
    for (let n = 0; n < times; n += 1) {
      const old = page.url();
      await page.keyboard.press('j');
      await page.waitForFunction((before_) => location.href !== before_, old);
    }
    await page.waitForSelector('.comment');
    return heap();
  };
  await opened(50);  // caches are full from here on
  const first = await opened(50);
  const last = await opened(100);
  gate(t, 'Heap after 200 conversations', last, 60, { unit: 'MB' });
  gate(t, 'Heap, growth from the 100th to the 200th', (last / first - 1) * 100, 10, { unit: '%' });
});
