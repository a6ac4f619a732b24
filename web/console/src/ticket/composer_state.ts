// The mode of the composer and the handle of its editor, so that shortcuts and the palette can reach them.
import { signal } from '@preact/signals';
import type { DraftMode, ScheduledReply } from '@sahay/shared/api';
import { isField } from '@sahay/ui/hotkeys';
import type { Letter as Written } from '../state/outbox';
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
  /** Puts whole blocks below the one with the caret, which goes to their end. */
  insertBelow(html: string): void;
  /** Where the caret is on the screen. */
  caret(): { left: number; top: number; bottom: number };
  /** The plain text, and the underlines of the draft check. */
  marks: MarksHandle;
}

/** What a text is written for. The same object for the same ticket and mode. */
export interface Letter { readonly ticket: number; readonly mode: DraftMode }
export interface Typed { ticket: number; html: string }

let last: Letter = { ticket: 0, mode: 'reply' };

export function letterOf(ticket: number, mode: DraftMode): Letter {
  if (last.ticket !== ticket || last.mode !== mode) last = { ticket, mode };
  return last;
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

/** A time is asked for: for the letter that `take` gives (nothing when there is none), or for one that waits already. */
export const laterOpen = signal<{ ticket: number; maySolve: boolean; take(solve: boolean): Written | null } | { ticket: number; reply: ScheduledReply } | null>(null);

let focusWhenReady = false;
let waitUntil = 0;
/** Somebody wants to write now; the editor need not wait for a quiet moment to appear. */
export const editorWanted = signal(false);

export function write(mode: DraftMode): void {
  composerMode.value = mode;
  composerOpen.value = true;
  focusWhenReady = true;
  editorWanted.value = editor.peek() === null;
  waitUntil = performance.now() + 2000;
  const focus = () => {
    if (!editor.value) return;
    focusWhenReady = false;
    // Who has gone on to another field meanwhile stays there.
    if (document.activeElement !== at && isField(document.activeElement)) return;
    editor.value.focus();
  };
  // At once, since the next letter may come before the next frame; and once more when the mode has changed the page.
  editor.peek()?.focus();
  const at = document.activeElement;
  requestAnimationFrame(focus);
}

/** Somebody has asked for the editor and it is not there yet: what they type now is no shortcut. */
export const aboutToWrite = () => focusWhenReady && editor.peek() === null && performance.now() < waitUntil;

export function editorReady(handle: EditorHandle | null): void {
  editor.value = handle;
  if (handle) editorWanted.value = false;
  if (handle && focusWhenReady) {
    focusWhenReady = false;
    handle.focus();
  }
}

export function leaveEditor(): void {
  composerOpen.value = false;
  document.querySelector<HTMLElement>('.log')?.focus();
}
