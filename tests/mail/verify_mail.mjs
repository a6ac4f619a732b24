// Verifies a mail with mailauth (npm), an implementation that is not ours. Standard input: {"message" (base64), "ip", "helo", "sender",
// "records": {"name TYPE": [...]}, "seal"}. Output: {"dkim": [...], "spf", "dmarc", "arc"}.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const { authenticate } = createRequire(path.join(here, '../../web/package.json'))('mailauth');

let text = '';
for await (const piece of process.stdin) text += piece;
const asked = JSON.parse(text);

async function resolver(name, type) {
  const found = asked.records[`${name.toLowerCase().replace(/\.$/, '')} ${type}`];
  if (!found) throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENOTFOUND' });
  return type === 'TXT' ? found.map((value) => [value]) : found;
}

const result = await authenticate(Buffer.from(asked.message, 'base64'), {
  ip: asked.ip, helo: asked.helo, sender: asked.sender, mta: 'verifier.example', resolver, disableBimi: true, seal: asked.seal,
});
console.log(JSON.stringify({
  dkim: result.dkim.results.map((one) => ({ result: one.status.result, domain: one.signingDomain, algorithm: one.algo, comment: one.status.comment })),
  spf: result.spf ? result.spf.status.result : 'none',
  dmarc: result.dmarc ? result.dmarc.status.result : 'none',
  arc: result.arc ? result.arc.status.result : 'none',
  // With "seal": the fields of a carrier to put in front of the mail.
  sealed: asked.seal ? Buffer.from(result.headers).toString('base64') : undefined,
}));
