// The frame: build/web/widget/frame.html and hashed assets below /widget/assets/.
import { appConfig } from '../scripts/vite_base.mjs';

export default appConfig('widget', {
  base: '/widget/',
  build: { rollupOptions: { input: new URL('frame.html', import.meta.url).pathname } },
});
