// What the editor and the check of the draft tell each other. Apart from draft_marks.ts, which brings the editor's library and
// is loaded with it.
import { signal } from '@preact/signals';

export interface DraftMark {
  /** Names the finding that the underline belongs to. */
  id: string;
  /** UTF-16 units of the plain text, as the server counts. */
  start: number;
  end: number;
  level: 'hint' | 'warn' | 'block';
}

export interface MarksHandle {
  text(): string;
  show(marks: readonly DraftMark[]): void;
  /** Selects what is underlined and scrolls to it; false when it is gone. */
  reveal(id: string): boolean;
  /** Replaces what is underlined as one step of the editor's history; the words that stood there, or null. */
  replace(id: string, words: string): string | null;
  /** The underline at the cursor, else the first one behind it, else the first. */
  nearest(): string | null;
}

/** Counts up with every change of the text. */
export const draftEdited = signal(0);
/** The underline that was clicked last. */
export const markClicked = signal<{ id: string } | null>(null);
/** Keys of the draft check; set by its component while it is shown. */
export const draftKeys = signal<{ fix(): boolean; next(): boolean } | null>(null);
