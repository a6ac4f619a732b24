// Takes pictures of console, portal and widget of a server with demonstration data, and reports sideways overflow and
// errors of scripts; what axe finds is for looks_test.mjs to say.
// Usage: node tests/browser/shots.mjs [folder] [en,bn,ru] [light,dark] [1440,360] [console,welcome,work,knowledge,admin_area,portal,widget]
import path from 'node:path';
import { lookedAt } from './looks.mjs';
import { lacking, Rig, root } from './rig.mjs';

const [folder = path.join(root, 'docs/images/shots'), languages = 'en,bn,ru', themes = 'light,dark', widths = '1440,360', surfaces = 'console,welcome,work,knowledge,admin_area,portal,widget'] = process.argv.slice(2);
const reason = lacking();
if (reason) {
  console.log(`skipped: pictures: ${reason}`);
  process.exit(0);
}
const rig = new Rig();
const faults = [];
try {
  const looks = await lookedAt(rig, folder, false);
  for (const surface of surfaces.split(','))
    for (const language of languages.split(','))
      for (const width of widths.split(',').map(Number)) {
        const found = await looks.all(surface, language, themes.split(','), width);
        console.log(`${surface} ${language} ${themes} ${width}`);
        for (const fault of found) console.log(`FAULT ${fault}`);
        faults.push(...found);
      }
  console.log(`${looks.totals.looks} pictures, ${faults.length} faults`);
} finally {
  await rig.close();
}
process.exit(faults.length ? 1 : 0);
