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
const began = Date.now();
const minutes = () => `${((Date.now() - began) / 60_000).toFixed(1)} min`;
const rounds = surfaces.split(',').flatMap((surface) => languages.split(',').flatMap((language) => widths.split(',').map((width) => [surface, language, Number(width)])));
try {
  const looks = await lookedAt(rig, folder, false);
  // Two at once: most of a round is waiting for the page to be quiet.
  const waiting = rounds.map((round, index) => [index + 1, ...round]);
  // Never the same surface in the same language: the chats of two visitors who ask the same cannot be told apart.
  const busy = new Set();
  const take = () => {
    const at = waiting.findIndex(([, surface, language]) => !busy.has(surface + language));
    return at < 0 ? null : waiting.splice(at, 1)[0];
  };
  const lane = async () => {
    for (let next = take(); next; next = take()) {
      const [number, surface, language, width] = next;
      busy.add(surface + language);
      const found = await looks.all(surface, language, themes.split(','), width);
      console.log(`${minutes()}: ${number} of ${rounds.length}, ${surface} ${language} ${themes} ${width}, ${looks.totals.looks} pictures`);
      for (const fault of found) console.log(`FAULT ${fault}`);
      faults.push(...found);
      busy.delete(surface + language);
    }
  };
  await Promise.all([lane(), lane()]);
  console.log(`${looks.totals.looks} pictures, ${faults.length} faults, ${minutes()}`);
} finally {
  await rig.close();
}
process.exit(faults.length ? 1 : 0);
