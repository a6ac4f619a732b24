// A small matrix of looks for ./check: each surface in each language, both themes and both widths in turn; of the many screens of
// the administration one language a theme. The whole matrix (SAHAY_LOOKS=all) is `./dev proof ui`. Usage: node --test tests/browser/looks_test.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { lookedAt, narrow, whole, wide } from './looks.mjs';
import { lacking, Rig } from './rig.mjs';

const skip = lacking();
const rig = new Rig();
let looks;

before(async () => {
  if (!skip) looks = await lookedAt(rig);
});
after(() => rig.close());

const matrix = whole
  ? ['en', 'bn', 'ru'].flatMap((language) => ['light', 'dark'].flatMap((theme) => [wide, narrow].map((width) => [language, theme, width])))
  : [['en', 'dark', narrow], ['bn', 'light', narrow], ['ru', 'light', wide]];

// The share of ./check where a surface has many screens.
const share = { admin_area: [['bn', 'dark', narrow], ['ru', 'light', wide]], welcome: [['bn', 'dark', narrow]], work: [['ru', 'dark', wide], ['bn', 'light', narrow]], knowledge: [['bn', 'dark', narrow], ['ru', 'light', wide]] };

for (const surface of ['portal', 'widget', 'console', 'welcome', 'work', 'knowledge', 'admin_area'])
  for (const [language, theme, width] of (whole ? null : share[surface]) ?? matrix)
    test(`${surface} in ${language}, ${theme}, ${width} px: no axe finding, nothing sideways, no script error`, { skip }, async () => {
      looks.faults = [];
      await looks.all(surface, language, theme, width);
      assert.deepEqual(looks.faults, []);
    });
