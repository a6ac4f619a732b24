// A person: the photo, or the first letters of the name. Decorative; the name stands beside it as text.

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const known = new Map<string, string>();  // a list draws the same few names again and again

export function initialsOf(name: string): string {
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  if (known.size >= 2000) known.clear();
  const words = name.trim().split(/\s+/).filter(Boolean);
  const initials = words.slice(0, 2).map((word) => letters.segment(word)[Symbol.iterator]().next().value?.segment ?? '').join('').toLocaleUpperCase();
  known.set(name, initials);
  return initials;
}

export function Avatar({ name, photo, size = '' }: { name: string; photo?: string | null; size?: '' | 'small' | 'large' }) {
  const initials = initialsOf(name);
  // Two Bengali letters with their signs are wider than the smallest circle.
  const drawn = size === 'small' && /[\u0980-\u09ff]/.test(initials) ? initialsOf(name.trim().split(/\s+/)[0]!) : initials;
  return <span class={`avatar ${size}`} aria-hidden="true">{photo ? <img src={photo} alt="" /> : drawn}</span>;
}
