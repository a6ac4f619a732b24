// Finds emoji by the beginnings of their words: a whole word first, then the name, then what else they are called. Pure.
export interface Emoji { sign: string; name: string; more: string }

export function readLines(lines: readonly string[]): Emoji[] {
  return lines.map((line) => { const [sign = '', name = '', more = ''] = line.split('|'); return { sign, name, more }; });
}

function rankOf(emoji: Emoji, part: string): number {
  const words = emoji.name.split(/[\s-]+/);
  if (words[0] === part) return 0;
  if (words.includes(part)) return 1;
  if (emoji.name.startsWith(part)) return 2;
  const more = emoji.more.split(' ');
  if (more.includes(part)) return 3;
  if (words.some((word) => word.startsWith(part))) return 4;
  return more.some((word) => word.startsWith(part)) ? 5 : 9;
}

/** The best of several lists, each sign once; "thumbs_up" is two words. The first list's names are shown. */
export function findEmoji(lists: readonly (readonly Emoji[])[], word: string, most = 8): Emoji[] {
  const parts = word.toLocaleLowerCase().split(/[_-]+/).filter(Boolean);
  const shown = new Map(lists[0]?.map((emoji) => [emoji.sign, emoji]));
  const found = new Map<string, { emoji: Emoji; rank: number; at: number }>();
  lists.forEach((list, which) => list.forEach((emoji, at) => {
    const rank = Math.max(...parts.map((part) => rankOf(emoji, part)));
    const before = found.get(emoji.sign);
    if (rank < 9 && (!before || rank + which / 2 < before.rank)) found.set(emoji.sign, { emoji: shown.get(emoji.sign) ?? emoji, rank: rank + which / 2, at });
  }));
  return [...found.values()].sort((a, b) => a.rank - b.rank || a.at - b.at).slice(0, most).map((each) => each.emoji);
}
