import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findEmoji, readLines } from './search';
import { wishIn } from './wish';

const here = path.dirname(fileURLToPath(import.meta.url));
const list = (language: string) => readLines(JSON.parse(readFileSync(path.join(here, 'names', `${language}.json`), 'utf8')) as string[]);
const first = (languages: string[], word: string) => findEmoji(languages.map(list), word).map((each) => each.sign);

test('a colon and two signs where a word begins ask for an emoji', () => {
  assert.equal(wishIn(':sm'), 'sm');
  assert.equal(wishIn('Thank you :thu'), 'thu');
  assert.equal(wishIn('(:ok'), 'ok');
  assert.equal(wishIn('Спасибо :серд'), 'серд');
  assert.equal(wishIn('ধন্যবাদ :হা'), 'হা');
  assert.equal(wishIn('good :+1'), '+1');
});

test('times, addresses, lists and single letters ask for none', () => {
  for (const text of ['10:30', 'at 10:3', 'http://sm', 'https:sm', 'localhost:smtp', 'mailto:sm', 'C:windows', 'Note:see', 'two things: sm', ':s', ':', ': sm', ':)', ':D', '::sm', 'a::sm', ':30'])
    assert.equal(wishIn(text), null, text);
});

test('each language finds by its own words, and by the English ones', () => {
  assert.ok(first(['en'], 'thumbs_up').includes('👍️') || first(['en'], 'thumbs_up').includes('👍'));
  for (const languages of [['en'], ['ru', 'en'], ['bn', 'en']]) assert.ok(first(languages, 'smile').filter((sign) => '😀😃😄😁😆🙂😊'.includes(sign)).length >= 3, first(languages, 'smile').join(''));
  assert.ok(first(['en'], 'sm').some((sign) => '😀😃😄🙂😊☺️😉'.includes(sign)), first(['en'], 'sm').join(''));
  assert.ok(first(['ru', 'en'], 'сердце').some((sign) => sign.startsWith('❤') || sign.startsWith('💔') || sign.startsWith('💘')), first(['ru', 'en'], 'сердце').join(''));
  assert.ok(first(['ru', 'en'], 'rocket').includes('🚀'));
  assert.ok(first(['bn', 'en'], 'rocket').includes('🚀'));
  assert.equal(findEmoji([list('bn'), list('en')], 'rocket')[0]!.name.replace(/[\u0980-\u09ff\s\u200c\u200d]/g, ''), '', 'named in the language of the reader');
  assert.deepEqual(first(['en'], 'zzzz'), []);
});

test('no sign stands in the list twice and none is put together of several', () => {
  for (const language of ['en', 'ru', 'bn']) {
    const signs = list(language).map((each) => each.sign);
    assert.ok(signs.length > 800, `${language}: ${signs.length}`);
    assert.equal(new Set(signs).size, signs.length);
    assert.ok(signs.every((sign) => !sign.includes('\u200d')));
    assert.ok(list(language).every((each) => each.name !== ''));
  }
});
