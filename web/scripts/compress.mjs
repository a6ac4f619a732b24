// Writes .gz and .br next to every file of a build that becomes smaller by it (fonts and images do not).
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const compressible = /\.(js|mjs|css|html|svg|json|txt|map|webmanifest)$/;

export function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(full);
    else yield full;
  }
}

export function compressTree(folder) {
  const total = { files: 0, raw: 0, gzip: 0, brotli: 0 };
  for (const file of [...walk(folder)]) {
    if (/\.(gz|br)$/.test(file)) continue;
    total.files += 1;
    const raw = statSync(file).size;
    total.raw += raw;
    if (!compressible.test(file)) {
      total.gzip += raw;
      total.brotli += raw;
      continue;
    }
    const bytes = readFileSync(file);
    const gzip = gzipSync(bytes, { level: 9 });
    const brotli = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    writeFileSync(`${file}.gz`, gzip);
    writeFileSync(`${file}.br`, brotli);
    total.gzip += gzip.length;
    total.brotli += brotli.length;
  }
  return total;
}
