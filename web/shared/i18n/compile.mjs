// Compiles the ICU messages of i18n/*.json and i18n/parts/*.json into one typed module per app and language:
// <app>/src/generated/messages.<lang>.ts (loaded alone) and <app>/src/generated/messages.ts (the type of all of them).
// Which key prefixes an app gets is written in apps.json: "areas", less those under "without"; "short" names the one whose prefix
// is left out of the keys; "folder" is where the modules go when it is not <app>/src. Run as a script, it also fails on the faults
// check.mjs finds.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { faultsOf } from './check.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const webRoot = path.resolve(here, '../..');
export const languages = ['en', 'bn', 'ru'];

export function readCatalogues(folder = path.resolve(webRoot, '../i18n')) {
  const catalogues = Object.fromEntries(languages.map((language) => [language, {}]));
  for (const language of languages) {
    const files = [path.join(folder, `${language}.json`)];
    const parts = path.join(folder, 'parts');
    if (existsSync(parts)) {
      files.push(...readdirSync(parts).filter((name) => name.endsWith(`.${language}.json`)).sort()
        .map((name) => path.join(parts, name)));
    }
    for (const file of files) {
      if (existsSync(file)) Object.assign(catalogues[language], JSON.parse(readFileSync(file, 'utf8')));
    }
  }
  return catalogues;
}

export function parseMessage(text) {
  return parse(text, { ignoreTag: true, captureLocation: false });
}

/** The arguments of a message as a map name -> TypeScript type. */
export function argumentsOf(nodes, found = new Map()) {
  for (const node of nodes) {
    if (node.type === TYPE.argument) found.set(node.value, found.get(node.value) ?? 'string | number');
    if (node.type === TYPE.number || node.type === TYPE.plural) found.set(node.value, 'number');
    if (node.type === TYPE.select) found.set(node.value, 'string');
    if (node.type === TYPE.plural || node.type === TYPE.select) {
      for (const option of Object.values(node.options)) argumentsOf(option.value, found);
    }
  }
  return found;
}

const access = (name) => `a[${JSON.stringify(name)}]`;

function expression(nodes, language, pluralOf) {
  const pieces = nodes.map((node) => {
    switch (node.type) {
      case TYPE.literal: return JSON.stringify(node.value);
      case TYPE.argument: return access(node.value);
      case TYPE.number: return `number(${JSON.stringify(language)}, ${access(node.value)})`;
      case TYPE.pound: return `number(${JSON.stringify(language)}, ${access(pluralOf)})`;
      case TYPE.plural: return pluralExpression(node, language);
      case TYPE.select: return selectExpression(node, language, pluralOf);
      default: throw new Error(`message element of type ${node.type} is not supported`);
    }
  });
  if (pieces.length === 0) return '""';
  if (pieces.length === 1) return pieces[0];
  // Text first, so that two number arguments side by side are joined and not added.
  return `(${pieces[0].startsWith('"') ? '' : '"" + '}${pieces.join(' + ')})`;
}

function pluralExpression(node, language) {
  let exact = '';
  const forms = [];
  for (const [form, option] of Object.entries(node.options)) {
    const value = expression(option.value, language, node.value);
    if (form.startsWith('=')) exact += `${access(node.value)} === ${Number(form.slice(1))} ? ${value} : `;
    else forms.push(`${form}: () => ${value}`);
  }
  return `(${exact}plural(${JSON.stringify(language)}, ${access(node.value)}, { ${forms.join(', ')} }))`;
}

function selectExpression(node, language, pluralOf) {
  let code = '';
  let other = '""';
  for (const [form, option] of Object.entries(node.options)) {
    const value = expression(option.value, language, pluralOf);
    if (form === 'other') other = value;
    else code += `${access(node.value)} === ${JSON.stringify(form)} ? ${value} : `;
  }
  return `(${code}${other})`;
}

/** JavaScript source of one message: a string literal, or an arrow function of its arguments. */
export function compileMessage(text, language) {
  const nodes = parseMessage(text);
  const names = argumentsOf(nodes);
  const body = expression(nodes, language, null);
  return names.size === 0 ? body : `(a) => "" + ${body}`;
}

function typeOf(text) {
  const names = argumentsOf(parseMessage(text));
  if (names.size === 0) return 'string';
  return `(a: { ${[...names].map(([name, type]) => `${JSON.stringify(name)}: ${type}`).join('; ')} }) => string`;
}

export function compileMessages() {
  const catalogues = readCatalogues();
  const apps = JSON.parse(readFileSync(path.join(here, 'apps.json'), 'utf8'));
  for (const [app, setting] of Object.entries(apps)) {
    const areas = Array.isArray(setting) ? setting : setting.areas;
    const shortOf = (key) => (setting.short && key.startsWith(`${setting.short}.`) ? key.slice(setting.short.length + 1) : key);
    const folder = path.join(webRoot, setting.folder ?? `${app}/src`, 'generated');
    mkdirSync(folder, { recursive: true });
    const under = (key, prefixes) => prefixes.some((area) => key.startsWith(`${area}.`));
    const keys = Object.keys(catalogues.en).filter((key) => under(key, areas) && !under(key, setting.without ?? [])).sort();
    const head = '// Generated from i18n/ by shared/i18n/compile.mjs. Do not edit.\n';
    writeFileSync(path.join(folder, 'messages.ts'), `${head}export interface Messages {\n` +
      keys.map((key) => `  ${JSON.stringify(shortOf(key))}: ${typeOf(catalogues.en[key])};\n`).join('') + '}\n');
    for (const language of languages) {
      const lines = keys.map((key) => {
        const text = catalogues[language][key] ?? catalogues.en[key];
        return `  ${JSON.stringify(shortOf(key))}: ${compileMessage(text, language)},\n`;
      });
      const source = lines.join('');
      const imports = ['number', 'plural'].filter((name) => source.includes(`${name}(`));
      writeFileSync(path.join(folder, `messages.${language}.ts`), head +
        (imports.length ? `import { ${imports.join(', ')} } from '@sahay/shared/i18n/runtime';\n` : '') +
        `import type { Messages } from './messages';\n\nexport const messages: Messages = {\n${source}};\n`);
    }
  }
  return catalogues;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = faultsOf(compileMessages(), languages);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
}
