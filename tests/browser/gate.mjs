// A measured gate of ui.md section 15: said in the test's output, kept for the table of docs/proofs/ui.md, and failed when it is over,
// at the end of its test, so that the gates after it are measured too.
// Rule of use: gate() inside a node:test; with SAHAY_GATES=FILE each gate is also a line of JSON there, which tools/proof.py reads.
// SAHAY_SLACK (0.2 is 20 %) widens limits of time alone: machines that measure are shared.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';

export const slack = 1 + Number(process.env.SAHAY_SLACK ?? 0);

// `figure` and `limit` are numbers in `unit`; the figure must be at most the limit, or at least it with `least`.
export function gate(t, name, figure, limit, { unit = '', least = false, timed = false, note = '' } = {}) {
  const bound = timed ? limit * (least ? 1 / slack : slack) : limit;
  const passed = least ? figure >= bound : figure <= bound;
  const shown = (value) => `${Number.isInteger(value) ? value : value.toFixed(value < 10 ? 2 : 1)}${unit && ` ${unit}`}`;
  const line = { gate: name, figure: shown(figure), limit: `${least ? '≥' : '≤'} ${shown(limit)}`, passed, note };
  t.diagnostic(`${name}: ${line.figure} (${line.limit})${passed ? '' : ' OVER'}${note && ` ${note}`}`);
  if (process.env.SAHAY_GATES) appendFileSync(process.env.SAHAY_GATES, `${JSON.stringify(line)}\n`);
  if (!passed) t.after(() => assert.fail(`${name}: ${line.figure}, the limit is ${line.limit} ${note}`));
}

// What could not be measured here, with why; it stands in the table and fails nothing.
export function unmeasured(t, name, why) {
  t.diagnostic(`${name}: not measured: ${why}`);
  if (process.env.SAHAY_GATES) appendFileSync(process.env.SAHAY_GATES, `${JSON.stringify({ gate: name, figure: '–', limit: '', passed: null, note: why })}\n`);
}

export const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
