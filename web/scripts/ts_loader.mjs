// Lets node:test run our TypeScript: `node --import ./scripts/ts_loader.mjs --test "**/*.test.ts"`.
import { register } from 'node:module';

register('./ts_hooks.mjs', import.meta.url);
