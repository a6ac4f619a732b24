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
  /** The plain text, and the underlines of the draft check. */
  marks: MarksHandle;
}

export const composerMode = signal<DraftMode>('reply');
/** On a phone the composer is one line until it is opened. */
export const composerOpen = signal(false);
export const editor = signal<EditorHandle | null>(null);
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
