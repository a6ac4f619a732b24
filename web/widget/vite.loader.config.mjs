// The loader: one classic script, build/web/widget/widget.js, served as /widget.js without a hash.
import { appConfig } from '../scripts/vite_base.mjs';

export default appConfig('widget', {
  base: '/',
  build: {
    emptyOutDir: false,
    lib: {
      entry: new URL('src/loader.ts', import.meta.url).pathname,
      formats: ['iife'],
      name: 'SahayLoader',
      fileName: () => 'widget.js',
    },
  },
});
