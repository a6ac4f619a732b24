// An emoji that is being asked for: ":" and at least two signs of its name in front of the caret. Nothing is asked for within
// addresses, times and code.
import { signal } from '@preact/signals';

export interface EmojiWish {
  word: string;
  /** Where the word stands on the screen now. */
  place(): { left: number; top: number; bottom: number };
  /** Puts it where the word stands. */
  take(emoji: string): void;
  /** Leaves the word as it is, and asks no more for it. */
  dismiss(): void;
}
export const emojiWish = signal<EmojiWish | null>(null);

/** What the list does with a key while it shows something; true when it took it. */
export const emojiKeys: { now: ((event: KeyboardEvent) => boolean) | null } = { now: null };

/** The name that is being written at the end of a line's text. */
export const wishIn = (before: string): string | null => /(?:^|[\s(])[:]([\p{L}+][\p{L}\p{M}\d_-]{1,30})$/u.exec(before)?.[1] ?? null;
