// The draft store of the signed-in agent, with the signals the screens show: what was saved where, and a short text per ticket
// for its list row.
import { signal } from '@preact/signals';
import type { DraftMode, ServerDraft } from '@sahay/shared/api';
import { get, request } from '@sahay/shared/client';
import { painted } from './after_paint';
import { DraftStore } from './draft_store';
import { me } from './session';

export interface SavedMark {
  ticket: number;
  mode: DraftMode;
  where: 'local' | 'server';
  at: number;
}

export const lastSaved = signal<SavedMark | null>(null);
/** Plain beginnings of the drafts by ticket, for the rows of the list. */
export const draftSnippets = signal<ReadonlyMap<number, string>>(new Map());

let store: DraftStore | null = null;

export function drafts(): DraftStore {
  store ??= new DraftStore({
    user: me.value.id ?? 0,
    storage: localStorage,
    server: {
      put: (ticket, mode, html) => request('PUT', `/tickets/${ticket}/draft`, { draft: { mode, html } }),
      remove: (ticket, mode) => painted().then(() => request('DELETE', `/tickets/${ticket}/draft?mode=${mode}`)),
      read: async (ticket) => (await get<{ drafts: ServerDraft[] }>(`/tickets/${ticket}/draft`)).drafts ?? [],
    },
    onSaved: (ticket, mode, where) => { lastSaved.value = { ticket, mode, where, at: Date.now() }; },
  });
  return store;
}

export function startDrafts(): void {
  window.addEventListener('pagehide', () => store?.flush());
  document.addEventListener('visibilitychange', () => { if (document.hidden) store?.flush(); });
  readSnippets();
}

function readSnippets(): void {
  const found = new Map<number, string>();
  const prefix = `sahay.draft.${me.value.id ?? 0}.`;
  for (let index = 0; index < localStorage.length; index += 1) {
    const key = localStorage.key(index) ?? '';
    if (!key.startsWith(prefix)) continue;
    const ticket = Number(key.slice(prefix.length).split('.')[0]);
    found.set(ticket, plainOf(drafts().read(ticket, key.endsWith('.note') ? 'note' : 'reply')));
  }
  draftSnippets.value = found;
}

let snippetTimer: ReturnType<typeof setTimeout> | undefined;

/** Like noteSnippet, when the typing pauses. */
export function noteSnippetSoon(ticket: number): void {
  clearTimeout(snippetTimer);
  snippetTimer = setTimeout(() => noteSnippet(ticket), 300);
}

export function noteSnippet(ticket: number): void {
  const html = drafts().read(ticket, 'reply') || drafts().read(ticket, 'note');
  const text = plainOf(html);
  if ((draftSnippets.value.get(ticket) ?? '') === text) return;
  const next = new Map(draftSnippets.value);
  if (text) next.set(ticket, text);
  else next.delete(ticket);
  draftSnippets.value = next;
}

export function plainOf(html: string): string {
  if (!html) return '';
  const parsed = new DOMParser().parseFromString(html.replace(/<\/(p|li|div)>|<br>/g, ' $&'), 'text/html');
  return (parsed.body.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 120);
}
