// A person: the photo, or the first letters of the name. Decorative; the name stands beside it as text.

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return words.slice(0, 2).map((word) => [...letters.segment(word)][0]?.segment ?? '').join('').toLocaleUpperCase();
}

export function Avatar({ name, photo, size = '' }: { name: string; photo?: string | null; size?: '' | 'small' | 'large' }) {
  return <span class={`avatar ${size}`} aria-hidden="true">{photo ? <img src={photo} alt="" /> : initialsOf(name)}</span>;
}
