// A small matrix of looks for ./check: each surface on a phone in Bengali and on a desk in Russian (English is what the
// other tests read), of those with many screens one of the two. The whole matrix (SAHAY_LOOKS=all, or of one language) is `./dev proof ui`; SAHAY_LOOKS_PICTURES names a folder for pictures. Usage: node --test tests/browser/looks_test.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gate } from './gate.mjs';
import { all, lookedAt, middle, narrow, whole, wide } from './looks.mjs';
import { lacking, Rig } from './rig.mjs';
import { consoleRoutes, pageRoutes, patternOf, routeOf } from './screens.mjs';

const skip = lacking();
const rig = new Rig();
let looks;

before(async () => {
  if (!skip) looks = await lookedAt(rig, process.env.SAHAY_LOOKS_PICTURES);
});
after(() => rig.close());

const matrix = whole
  ? all.flatMap((language) => ['light', 'dark'].flatMap((theme) => [wide, middle, narrow].map((width) => [language, theme, width])))
  : [['bn', 'dark', narrow], ['ru', 'light', wide]];

// The share of ./check where a surface has many screens.
// The states of every screen, and that none was left out, belong to the whole matrix.
const share = { fixtures: [], admin_area: [['bn', 'dark', narrow]], welcome: [['bn', 'dark', narrow]], work: [['ru', 'dark', wide]], knowledge: [['bn', 'light', narrow]] };

for (const surface of ['portal', 'widget', 'console', 'welcome', 'work', 'knowledge', 'fixtures', 'admin_area'])
  for (const [language, theme, width] of (whole ? null : share[surface]) ?? matrix)
    test(`${surface} in ${language}, ${theme}, ${width} px: no axe finding, nothing sideways, no script error`, { skip }, async () => {
      looks.faults = [];
      await looks.all(surface, language, theme, width);
      assert.deepEqual(looks.faults, []);
    });

// The screens come from where they are made: what was not looked at is named.
test('every screen of the router and every page of the server was looked at', { skip: skip || !whole }, (t) => {
  const paths = [...looks.visited];
  const routes = consoleRoutes(), pages = pageRoutes();
  assert.ok(routes.length > 8 && pages.length > 8, 'the lists are read');
  const left = [...routes.filter((name) => !paths.some((where) => where.startsWith('/console') && routeOf(where) === name)),
    ...pages.filter((pattern) => !paths.some((where) => !where.startsWith('/console') && patternOf(pages, where) === pattern))];
  const said = all.length > 1 ? '' : `, ${{ en: 'English', bn: 'Bengali', ru: 'Russian' }[all[0]]}`;
  gate(t, `Screens left out of the looks${said}`, left.length, 0, { note: left.join(' ') });
  gate(t, `axe findings${said}`, looks.totals.axe, 0, { note: `${looks.seen} looks: ${routes.length} routes of the console, ${pages.length} of the pages, and their states` });
  gate(t, `Sideways overflow, most${said}`, looks.totals.overflow, 0, { unit: 'px' });
  gate(t, `Errors of scripts${said}`, looks.totals.scripts, 0);
  gate(t, `Requests to third parties, all screens${said}`, looks.totals.foreign, 0);
});
