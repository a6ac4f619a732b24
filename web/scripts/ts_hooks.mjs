// Loader hooks behind ts_loader.mjs: resolves the workspace aliases and extensionless imports, strips types by TypeScript.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const webRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const aliases = { '@sahay/ui/': path.join(webRoot, 'ui/src/'), '@sahay/shared/': path.join(webRoot, 'shared/') };

export async function resolve(specifier, context, next) {
  let target = null;
  for (const [prefix, folder] of Object.entries(aliases)) {
    if (specifier.startsWith(prefix)) target = path.join(folder, specifier.slice(prefix.length));
  }
  if (!target && specifier.startsWith('.') && context.parentURL?.startsWith('file:')) {
    target = path.resolve(path.dirname(fileURLToPath(context.parentURL)), specifier);
  }
  if (target) {
    for (const candidate of [target, `${target}.ts`, `${target}.tsx`, path.join(target, 'index.ts')]) {
      if (/\.[a-z]+$/.test(candidate) && existsSync(candidate)) {
        return { url: pathToFileURL(candidate).href, shortCircuit: true };
      }
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!/\.tsx?$/.test(new URL(url).pathname)) return next(url, context);
  const file = fileURLToPath(url);
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.ReactJSX,
      jsxImportSource: 'preact',
      inlineSourceMap: true,
      verbatimModuleSyntax: true,
    },
  });
  return { format: 'module', source: outputText, shortCircuit: true };
}
