// Within everybody's reach (ui.md section 15): what is pressed on a telephone is 44 px high and wide, nothing runs off at 320 px or at
// twice the size, nothing moves for who asked for that, and who has colours of their own sees what is chosen and where the focus is.
// Usage: node --test tests/browser/reach.mjs        SAHAY_REACH=portal,widget for some surfaces
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gate } from './gate.mjs';
import { lookedAt } from './looks.mjs';
import { consolePage, lacking, patience, Rig } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
const surfaces = process.env.SAHAY_REACH?.split(',') ?? ['portal', 'widget', 'console', 'welcome', 'work', 'knowledge', 'admin_area', 'fixtures'];
let looks;

before(async () => {
  if (skip) return;
  looks = await lookedAt(rig);
  looks.rules = false;
});
after(() => rig.close());

/** Every screen of the surfaces in one width, asked one question instead of what looks ask. */
async function ask(language, width, question) {
  const asked = Object.assign(Object.create(looks), { look: question });
  const faults = [];
  for (const surface of surfaces) faults.push(...await asked.all(surface, language, ['light'], width));
  return faults;
}

// What can be pressed, is seen, and is smaller than a finger; its label counts where it has one. A link in the middle of a sentence is
// as high as the sentence.
const smallOnes = () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option], [role=tab], [role=switch]')]
  .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !each.disabled && !each.closest('[inert], .skip'))
  .map((each) => {
    const labels = ['checkbox', 'radio', 'file'].includes(each.type) ? [...each.labels] : [];
    const boxes = [each, ...labels].map((one) => one.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.width)), height = Math.max(...boxes.map((box) => box.height));
    const sentence = each.tagName === 'A' && getComputedStyle(each).display === 'inline' && [...each.parentElement.childNodes].some((node) => node !== each && node.nodeType === Node.TEXT_NODE && node.data.trim());
    return width === 0 || height === 0 || sentence || (width >= 43.5 && height >= 43.5) ? null : `${each.outerHTML.slice(0, 90)} ${Math.round(width)} by ${Math.round(height)}`;
  }).filter(Boolean);

test('on a telephone all that is pressed is 44 px high and wide', { skip }, async (t) => {
  const small = new Map();
  let seen = 0;
  const broken = await ask('en', 360, async (page, name, theme, frame) => {
    seen += 1;
    for (const each of await frame.evaluate(smallOnes)) if (!small.has(each)) small.set(each, name);
  });
  assert.deepEqual(broken, []);
  if (!process.env.SAHAY_REACH) assert.ok(seen > 120, `${seen} looks`);
  gate(t, 'Targets below 44 px at 360 px', small.size, 0, { note: small.size ? [...small].slice(0, 6).map(([each, name]) => `${name}: ${each}`).join('; ') : `${seen} looks` });
});

for (const [width, said] of [[320, 'at 320 px'], [720, 'at twice the size, 720 px']]) {
  test(`nothing runs off sideways ${said}`, { skip }, async (t) => {
    const off = [];
    const broken = await ask('ru', width, async (page, name, theme, frame) => {
      const by = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (by > 0) off.push(`${name}: ${by} px`);
    });
    assert.deepEqual(broken, []);
    gate(t, `Screens that run off sideways ${said}`, off.length, 0, { note: off.slice(0, 6).join('; ') });
  });
}

test('nothing moves for who asked for less motion', { skip }, async (t) => {
  const moving = [];
  const look = async (page, what) => {
    for (const each of await page.evaluate(() => document.getAnimations().filter((one) => Number(one.effect?.getTiming().duration) > 1).map((one) => one.animationName ?? one.transitionProperty))) moving.push(`${what}: ${each}`);
  };
  const page = await consolePage(looks.browser, looks.server, looks.email);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${looks.server.base}/console/views/all`);
  await look(page, 'list on its way');
  await page.waitForSelector('.row[data-id]');
  await page.keyboard.press('j');
  await page.waitForSelector('.ProseMirror');
  for (const key of ['Control+k', 'Escape', '?', 'Escape', 's']) {
    await page.keyboard.press(key);
    await look(page, `console after ${key}`);
  }
  await page.goto(`${looks.server.base}/`);
  await look(page, 'portal');
  await page.goto(looks.host);
  await page.evaluate(() => window.Sahay?.open?.());
  await look(page, 'widget');
  for (const frame of page.frames()) await look(frame, 'frame of the widget');
  gate(t, 'Movements with less motion asked for', moving.length, 0, { note: moving.slice(0, 5).join('; ') });
});

test('with colours of their own people see what is chosen and where the focus is', { skip }, async (t) => {
  const unseen = [];
  const page = await consolePage(looks.browser, looks.server, looks.email);
  page.setDefaultTimeout(patience);
  await page.emulateMedia({ forcedColors: 'active' });
  const outlined = (selector) => page.locator(selector).first().evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
  });
  const focused = () => page.evaluate(() => {
    // The ring may stand around what holds the focus.
    for (let each = document.activeElement, far = 0; each && far < 3; each = each.parentElement, far += 1) {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) return '';
    }
    return document.activeElement === document.body ? '' : document.activeElement.outerHTML.slice(0, 100);
  });
  let steps = 0;
  const walk = async (times) => {
    for (let n = 0; n < times; n += 1) {
      await page.keyboard.press('Tab');
      steps += 1;
      const lost = await focused();
      if (lost) unseen.push(`no ring: ${lost}`);
    }
  };
  await page.goto(`${looks.server.base}/console/views/all`);
  await page.waitForSelector('.row[data-id]');
  await page.keyboard.press('j');
  await page.waitForSelector('.ProseMirror');
  await page.waitForSelector('.row[aria-current]');
  for (const each of ['.row[aria-current]', '.button.primary', '.rail [aria-current=page]']) if (!await outlined(each)) unseen.push(`not to be told apart: ${each}`);
  await walk(25);
  for (const where of ['/', '/contact', '/requests/new']) {
    await page.goto(looks.server.base + where);
    await walk(8);
  }
  assert.ok(steps > 40, 'it went somewhere');
  gate(t, 'Forced colours: focus or choice that is not seen', unseen.length, 0, { note: unseen.slice(0, 4).join('; ') });
});
