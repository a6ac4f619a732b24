// The agent console: a single-page application served below /console/. `npm run dev` proxies the API to the mock server.
import path from 'node:path';
import { appConfig, webRoot } from '../scripts/vite_base.mjs';

const api = process.env.SAHAY_API ?? 'http://127.0.0.1:8790';

export default appConfig('console', {
  base: '/console/',
  server: {
    port: 5173,
    // The host stays as the browser sent it: the server refuses a stream whose Origin is not its own host.
    proxy: { '/api': { target: api, ws: true }, '/attachments': { target: api } },
    fs: { allow: [webRoot] },
  },
  build: {
    rollupOptions: {
      input: path.join(webRoot, 'console/index.html'),
      // What every screen needs is one file: many small ones compress worse. What the editors of answers and of articles share is another.
      output: { codeSplitting: { groups: [{ name: 'editor-base', test: /node_modules[\\/](prosemirror-|orderedmap|rope-sequence|w3c-keyname)/ }, { name: 'base', test: /node_modules[\\/](preact|@preact)[\\/]|lucide-preact[\\/]dist[\\/]esm[\\/](shared|Icon|createLucideIcon)|console[\\/]src[\\/](router|words|format|i18n|lazy_texts)\.|console[\\/]src[\\/]state[\\/](session|prefs|ticket|after_paint|live|list)\.|web[\\/]shared[\\/](client|stream)\./ }] } },
    },
  },
});
