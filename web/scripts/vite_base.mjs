// Settings every Vite build of this workspace shares: JSX for Preact, content hashes, output in build/web/<app>.
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const webRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const repositoryRoot = path.resolve(webRoot, '..');

export function appConfig(app, { base, build = {}, ...rest } = {}) {
  return {
    root: path.join(webRoot, app),
    base,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    resolve: {
      alias: [
        { find: /^@sahay\/ui\//, replacement: path.join(webRoot, 'ui/src') + '/' },
        { find: /^@sahay\/shared\//, replacement: path.join(webRoot, 'shared') + '/' },
      ],
    },
    build: {
      target: 'es2022',
      cssMinify: 'lightningcss',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      outDir: path.join(repositoryRoot, 'build/web', app),
      emptyOutDir: true,
      reportCompressedSize: false,
      ...build,
    },
    ...rest,
  };
}
