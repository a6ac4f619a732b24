// The mode of the composer and the handle of its editor, so that shortcuts and the palette can reach them.
import { signal } from '@preact/signals';
import type { DraftMode } from '@sahay/shared/api';
import type { MarksHandle } from './draft_places';

export interface EditorHandle {
  focus(): void;
  html(): string;
  isEmpty(): boolean;
  setHtml(html: string): void;
  toggle(what: 'strong' | 'em' | 'bullet_list' | 'ordered_list'): void;
  link(address: string): void;
  undo(): void;
  /** Puts markup where the caret is. */
  insert(html: string): void;
  /** Where the caret is on the screen. */
  caret(): { left: number; top: number; bottom: number };
  /** The plain text, and the underlines of the draft check. */
  marks: MarksHandle;
}

export const composerMode = signal<DraftMode>('reply');
/** On a phone the composer is one line until it is opened. */
export const composerOpen = signal(false);
export const editor = signal<EditorHandle | null>(null);

export type InsertKind = 'answer' | 'mention' | 'article';
/** The list of what can be put into the text; `typed`: opened by its sign, which Esc gives back. */
export const insertMenu = signal<{ kind: InsertKind; left: number; top: number; bottom: number; typed: boolean } | null>(null);

export function openInsert(kind: InsertKind, typed = false): void {
  const handle = editor.value;
  if (handle) insertMenu.value = { kind, typed, ...handle.caret() };
}
let focusWhenReady = false;

export function write(mode: DraftMode): void {
  composerMode.value = mode;
  composerOpen.value = true;
  focusWhenReady = true;
  requestAnimationFrame(() => {
    if (!editor.value) return;
    focusWhenReady = false;
    editor.value.focus();
  });
}

export function editorReady(handle: EditorHandle | null): void {
  editor.value = handle;
  if (handle && focusWhenReady) {
    focusWhenReady = false;
    handle.focus();
  }
}

export function leaveEditor(): void {
  composerOpen.value = false;
  document.querySelector<HTMLElement>('.log')?.focus();
}
