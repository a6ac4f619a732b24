// Finds what is wrong with a set of message catalogues: a key one language lacks, arguments that differ from English,
// a plural without a form its language needs, text that does not parse. Pure; compile.mjs prints and fails on it.
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

// CLDR cardinal categories for whole numbers; "other" is required by the message syntax itself.
const pluralForms = { en: ['one', 'other'], bn: ['one', 'other'], ru: ['one', 'few', 'many', 'other'] };

function inspect(nodes, names, plurals) {
  for (const node of nodes) {
    if ([TYPE.argument, TYPE.number, TYPE.plural, TYPE.select].includes(node.type)) names.add(node.value);
    if (node.type === TYPE.plural) plurals.push(Object.keys(node.options));
    if (node.type === TYPE.plural || node.type === TYPE.select) {
      for (const option of Object.values(node.options)) inspect(option.value, names, plurals);
    }
  }
}

export function faultsOf(catalogues, languages) {
  const faults = [];
  const keys = new Set(languages.flatMap((language) => Object.keys(catalogues[language])));
  for (const key of [...keys].sort()) {
    let expected = null;
    for (const language of languages) {
      const text = catalogues[language][key];
      if (typeof text !== 'string' || text === '') {
        faults.push(`${language}: ${key} is missing`);
        continue;
      }
      const names = new Set();
      const plurals = [];
      try {
        inspect(parse(text, { ignoreTag: true }), names, plurals);
      } catch (error) {
        faults.push(`${language}: ${key} does not parse: ${error.message}`);
        continue;
      }
      const signature = [...names].sort().join(', ');
      if (expected === null) expected = signature;
      else if (expected !== signature) faults.push(`${language}: ${key} takes (${signature}) instead of (${expected})`);
      for (const forms of plurals) {
        const missing = pluralForms[language].filter((form) => !forms.includes(form));
        if (missing.length > 0) faults.push(`${language}: ${key} lacks the plural form ${missing.join(', ')}`);
      }
    }
  }
  return faults;
}
