// A small matrix of looks for ./check: each surface on a phone in Bengali and on a desk in Russian (English is what the
// other tests read), of those with many screens one of the two. The whole matrix (SAHAY_LOOKS=all, or of one language) is `./dev proof ui`; SAHAY_LOOKS_PICTURES names a folder for pictures. Usage: node --test tests/browser/looks_test.mjs
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
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

// The whole matrix opens each screen once a width and looks at it in both themes, opened in either.
const matrix = whole
  ? all.flatMap((language) => [wide, middle, narrow].map((width) => [language, width === middle ? ['dark', 'light'] : ['light', 'dark'], width]))
  : [['bn', ['dark'], narrow], ['ru', ['light'], wide]];

// The share of ./check where a surface has many screens.
// The states of every screen, and that none was left out, belong to the whole matrix.
const share = { fixtures: [], admin_area: [['bn', ['dark'], narrow]], welcome: [['bn', ['dark'], narrow]], work: [['ru', ['dark'], wide]], knowledge: [['bn', ['light'], narrow]] };

// Two lanes fill each other's waits; the halves of the whole matrix take about as long. One surface runs once at a time: a chat
// is answered by its words.
const lanes = [['portal', 'fixtures'], ['console', 'widget', 'welcome', 'work', 'knowledge', 'admin_area']];
const said = { en: 'English', bn: 'Bengali', ru: 'Russian' };

describe('looks', { concurrency: whole ? lanes.length : 1 }, () => {
  for (const lane of lanes)
    describe(lane.join(', '), { concurrency: 1 }, () => {
      for (const surface of lane)
        for (const [language, themes, width] of (whole ? null : share[surface]) ?? matrix)
          test(`${surface} in ${language}, ${themes.join(' and ')}, ${width} px: no axe finding, nothing sideways, no script error`, { skip }, async (t) => {
            const faults = await looks.all(surface, language, themes, width);
            if (whole) gate(t, `Looks, ${said[language]}: ${surface.replace('_', ' ')}, ${themes.join(' and ')}, ${width} px, findings`, faults.length, 0, { note: faults[0]?.slice(0, 200) ?? '' });
            assert.deepEqual(faults, []);
          });
    });
});

// The screens come from where they are made: what was not looked at is named.
test('every screen of the router and every page of the server was looked at', { skip: skip || !whole }, (t) => {
  const paths = [...looks.visited];
  const routes = consoleRoutes(), pages = pageRoutes();
  assert.ok(routes.length > 8 && pages.length > 8, 'the lists are read');
  const left = [...routes.filter((name) => !paths.some((where) => where.startsWith('/console') && routeOf(where) === name)),
    ...pages.filter((pattern) => !paths.some((where) => !where.startsWith('/console') && patternOf(pages, where) === pattern))];
  const of = all.length > 1 ? '' : `, ${said[all[0]]}`;
  gate(t, `Screens left out of the looks${of}`, left.length, 0, { note: left.join(' ') });
  gate(t, `axe findings${of}`, looks.totals.axe, 0, { note: `${looks.totals.looks} looks: ${routes.length} routes of the console, ${pages.length} of the pages, and their states` });
  gate(t, `Sideways overflow, most${of}`, looks.totals.overflow, 0, { unit: 'px' });
  gate(t, `Errors of scripts${of}`, looks.totals.scripts, 0);
  gate(t, `Requests to third parties, all screens${of}`, looks.totals.foreign, 0);
});
