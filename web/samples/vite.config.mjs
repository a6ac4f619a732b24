// The page of samples: build/web/samples, served at /dev/ui by programs with test hooks and by no other.
import { appConfig } from '../scripts/vite_base.mjs';

export default appConfig('samples', {
  base: '/dev/ui/',
  build: { rollupOptions: { input: new URL('index.html', import.meta.url).pathname } },
});
