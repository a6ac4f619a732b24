// What the keys of the editor make of a Markdown text and its selection. Pure: the field applies what comes out.

export interface Edit { from: number; to: number; text: string; selectFrom: number; selectTo: number }
export interface Marked { text: string; from: number; to: number }

/** Puts marks around the selection, or takes them away. */
export function toggleAround({ text, from, to }: Marked, mark: string, hint: string): Edit {
  const size = mark.length;
  const picked = text.slice(from, to);
  if (picked.startsWith(mark) && picked.endsWith(mark) && picked.length >= 2 * size) {
    const bare = picked.slice(size, -size);
    return { from, to, text: bare, selectFrom: from, selectTo: from + bare.length };
  }
  if (text.slice(from - size, from) === mark && text.slice(to, to + size) === mark) {
    return { from: from - size, to: to + size, text: picked, selectFrom: from - size, selectTo: to - size };
  }
  const words = picked || hint;
  return { from, to, text: mark + words + mark, selectFrom: from + size, selectTo: from + size + words.length };
}

const prefixes = { bullet: /^(\s*)[-*+] /, number: /^(\s*)\d+[.)] /, quote: /^> ?/, heading: /^#{1,6} / };
export type LineMark = keyof typeof prefixes;

/** Marks every line of the selection as an item, a quotation or a heading, or unmarks them when all are. */
export function toggleLines({ text, from, to }: Marked, mark: LineMark): Edit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const after = text.indexOf('\n', to);
  const end = after < 0 ? text.length : after;
  const lines = text.slice(start, end).split('\n');
  const pattern = prefixes[mark];
  const all = lines.every((line) => pattern.test(line));
  const made = lines.map((line, index) => {
    if (all) return line.replace(pattern, mark === 'bullet' || mark === 'number' ? '$1' : '');
    const bare = line.replace(pattern, '').replace(mark === 'bullet' ? prefixes.number : mark === 'number' ? prefixes.bullet : /^$/, '');
    const lead = { bullet: '- ', number: `${index + 1}. `, quote: '> ', heading: '## ' }[mark];
    return lead + bare;
  }).join('\n');
  const caret = start + made.length;
  return { from: start, to: end, text: made, selectFrom: lines.length > 1 ? start : caret, selectTo: caret };
}

export function link({ text, from, to }: Marked, hint: string): Edit {
  const picked = text.slice(from, to);
  if (/^https?:\/\/\S+$/.test(picked)) return { from, to, text: `[${hint}](${picked})`, selectFrom: from + 1, selectTo: from + 1 + hint.length };
  const words = picked || hint;
  const place = from + words.length + 3;
  return { from, to, text: `[${words}](https://)`, selectFrom: place, selectTo: place + 8 };
}

/** On its own line, with the caret after it. */
export function block({ text, from, to }: Marked, words: string): Edit {
  const before = from === 0 || text.slice(0, from).endsWith('\n\n') ? '' : text[from - 1] === '\n' ? '\n' : '\n\n';
  const made = `${before}${words}\n\n`;
  return { from, to, text: made, selectFrom: from + made.length, selectTo: from + made.length };
}

/** Enter inside a list goes on with the next item; in an empty item it ends the list. Null: an ordinary line end. */
export function nextLine({ text, from, to }: Marked): Edit | null {
  if (from !== to) return null;
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const line = text.slice(start, from);
  const item = /^(\s*)([-*+]|(\d+)([.)])|>) /.exec(line);
  if (!item) return null;
  if (item[0].length === line.length) return { from: start, to: from, text: '', selectFrom: start, selectTo: start };
  const lead = item[3] ? `${item[1]}${Number(item[3]) + 1}${item[4]} ` : item[0];
  return { from, to, text: `\n${lead}`, selectFrom: from + 1 + lead.length, selectTo: from + 1 + lead.length };
}

/** What makes one text of another; null when they are the same. */
export function difference(before: string, after: string): Edit | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const text = after.slice(from, after.length - end);
  return { from, to: before.length - end, text, selectFrom: from + text.length, selectTo: from + text.length };
}
