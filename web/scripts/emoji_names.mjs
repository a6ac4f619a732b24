// Writes console/src/emoji/names/LANGUAGE.json anew: one line of "sign|name|more words" for each emoji that one key press makes
// everywhere. Usage: npm pack emojibase-data@17.0.0, unpack it, then node scripts/emoji_names.mjs FOLDER
// Left out: flags, parts, what is put together of several signs, what is younger than old telephones.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { webRoot } from './vite_base.mjs';

const from = process.argv[2];
// As many as fit: a language's names are one part of the console, at most 30 kB.
const mostWords = { en: 10, ru: 3, bn: 4 };

for (const language of ['en', 'ru', 'bn']) {
  const all = JSON.parse(readFileSync(path.join(from, language, 'data.json'), 'utf8'));
  const kept = all.filter((each) => each.group !== undefined && ![2, 9].includes(each.group) && each.version <= 13 && !each.emoji.includes('\u200d')).sort((a, b) => a.order - b.order);
  const lines = kept.map(({ emoji, label, tags = [] }) => {
    const name = label.toLocaleLowerCase(language).replace(/[:|]/g, '');
    const more = [...new Set(tags.map((tag) => tag.toLocaleLowerCase(language)))].filter((tag) => !name.split(' ').includes(tag)).slice(0, mostWords[language]);
    return `${emoji}|${name}|${more.join(' ')}`;
  });
  writeFileSync(path.join(webRoot, 'console/src/emoji/names', `${language}.json`), `${JSON.stringify(lines)}\n`);
  console.log(language, lines.length);
}
