// Where marked words stand in the plain text of a comment, in code points as the API counts them. Marks on a screen differ from
// the text in white space, and at line ends in list signs and addresses of links.

export interface Range {
  begin: number;
  end: number;
}

interface Dense {
  text: string;
  places: number[];
}

function dense(text: string): Dense {
  const places: number[] = [];
  let out = '';
  let place = 0;
  for (const sign of text) {
    if (!/\s/u.test(sign)) {
      out += sign;
      for (let i = 0; i < sign.length; i += 1) places.push(place);
    }
    place += 1;
  }
  return { text: out, places };
}

function find(within: Dense, words: string, from = 0): [number, number] | null {
  const wanted = dense(words).text;
  const at = wanted ? within.text.indexOf(wanted, from) : -1;
  return at < 0 ? null : [at, at + wanted.length];
}

/** The range of `words` in `text`, or null when they do not stand there. */
export function passageOf(text: string, words: string): Range | null {
  const within = dense(text);
  let found = find(within, words);
  if (!found) {
    const lines = words.split('\n').filter((line) => line.trim().length > 2);
    const first = lines.length > 1 ? find(within, lines[0]!) : null;
    const last = first && find(within, lines[lines.length - 1]!, first[1]);
    found = first && last ? [first[0], last[1]] : null;
  }
  return found && { begin: within.places[found[0]]!, end: within.places[found[1] - 1]! + 1 };
}

export const wordsAt = (text: string, range: Range): string => [...text].slice(range.begin, range.end).join('');

/** Code points in front of a place that is counted in UTF-16 units. */
export const pointsBefore = (text: string, units: number): number => [...text.slice(0, units)].length;

/** A subject made from the first words: one line, cut between words. */
export function subjectOf(words: string): string {
  const line = words.trim().split('\n')[0]!.replace(/\s+/g, ' ').replace(/[.।!]+$/u, '').trim();
  const signs = [...line];
  if (signs.length <= 70) return line;
  const cut = signs.slice(0, 70).join('');
  return `${cut.slice(0, cut.lastIndexOf(' ') > 30 ? cut.lastIndexOf(' ') : undefined).trim()}…`;
}

/** The text in pieces, with the number of the line that marked each (or null), for showing marks. */
export function pieces(text: string, marks: readonly (Range & { line: number })[]): { text: string; line: number | null }[] {
  const signs = [...text];
  const out: { text: string; line: number | null }[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.begin - b.begin)) {
    const begin = Math.max(mark.begin, at);
    if (mark.end <= begin) continue;
    if (begin > at) out.push({ text: signs.slice(at, begin).join(''), line: null });
    out.push({ text: signs.slice(begin, mark.end).join(''), line: mark.line });
    at = mark.end;
  }
  if (at < signs.length) out.push({ text: signs.slice(at).join(''), line: null });
  return out;
}
