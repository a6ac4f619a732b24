// Which lines of a text became which: the longest common lines stay, others left or came.

export interface DiffLine { kind: 'same' | 'gone' | 'come'; text: string }
const mostLines = 1500;

export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.split('\n').slice(0, mostLines);
  const b = after.split('\n').slice(0, mostLines);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [...a.slice(0, start).map(same), ...middle(left, right), ...a.slice(a.length - end).map(same)];
}

function middle(a: string[], b: string[]): DiffLine[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const out: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ kind: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
      out.push({ kind: 'gone', text: a[i]! });
      i += 1;
    } else {
      out.push({ kind: 'come', text: b[j]! });
      j += 1;
    }
  }
  return out;
}

/** Lines around the changes; null stands for what was left out. */
export function onlyChanges(lines: DiffLine[], around = 1): (DiffLine | null)[] {
  const near = lines.map((_, index) => lines.slice(Math.max(0, index - around), index + around + 1).some((each) => each.kind !== 'same'));
  const out: (DiffLine | null)[] = [];
  lines.forEach((line, index) => {
    if (near[index]) out.push(line);
    else if (out.length === 0 || out[out.length - 1] !== null) out.push(null);
  });
  return out;
}
