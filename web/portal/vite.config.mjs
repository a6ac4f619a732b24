// build/web/portal/assets/portal-<hash>.css and .js, named in .vite/manifest.json for the server.
import { appConfig } from '../scripts/vite_base.mjs';

export default appConfig('portal', {
  base: '/portal/',
  build: {
    manifest: 'manifest.json',
    cssCodeSplit: false,
    rollupOptions: {
      input: { portal: new URL('src/main.ts', import.meta.url).pathname },
      output: {
        entryFileNames: 'assets/portal-[hash].js',
        assetFileNames: 'assets/portal-[hash][extname]',
      },
    },
  },
});
