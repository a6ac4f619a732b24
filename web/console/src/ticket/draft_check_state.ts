// What the server's rules say of the reply that is being written: asked some moments after the last key, never twice for the
// same text. Without a connection, or when the check fails, there are simply no notes: writing and sending go on.
import { signal } from '@preact/signals';
import { request } from '@sahay/shared/client';

export type Level = 'hint' | 'warn' | 'block';
export type RuleName = 'officialese' | 'passive' | 'long_sentence' | 'jargon' | 'unanswered' | 'no_next_step' | 'known_data' | 'missing_attachment'
  | 'wrong_recipient' | 'wrong_language' | 'no_greeting' | 'no_apology';

export interface Finding {
  rule: RuleName;
  level: Level;
  start: number | null;
  end: number | null;
  text: string;
  substitutes: string[];
  known: string | null;
  fact?: { id: number; done_by: 'customer' | 'us' | 'other' | null; kind: string; at: string } | null;
}

export interface Readability {
  formula: 'flesch_1948' | 'oborneva_2006' | 'lengths';
  score: number | null;
  level: 'easy' | 'medium' | 'hard' | '';
  sentences: number;
  words: number;
  words_per_sentence: number;
  letters_per_word: number;
}

export interface DraftCheck {
  findings: Finding[];
  questions: { text: string; answered: boolean }[];
  readability: Readability | null;
  blocked: boolean;
  may_override: boolean;
}

export const draftCheck = signal<{ ticket: number; check: DraftCheck } | null>(null);

const quiet = 600;
let timer: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | undefined;
let asked = '';

/** Asks after a quiet moment; `then` hears the answer when the text is still the same. */
export function checkSoon(ticket: number, read: () => { text: string; attachments: number }, then: (check: DraftCheck) => void): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(ticket, read, then), quiet);
}

export function forgetCheck(): void {
  clearTimeout(timer);
  running?.abort();
  asked = '';
  draftCheck.value = null;
}

async function ask(ticket: number, read: () => { text: string; attachments: number }, then: (check: DraftCheck) => void): Promise<void> {
  const draft = read();
  const same = JSON.stringify([ticket, draft]);
  if (same === asked) {
    // The same text anew, as after a refused send: its underlines are gone.
    if (draftCheck.value) then(draftCheck.value.check);
    return;
  }
  running?.abort();
  if (draft.text.trim() === '') {
    asked = same;
    draftCheck.value = null;
    return;
  }
  const own = (running = new AbortController());
  try {
    const answer = await request<{ draft_check: DraftCheck }>('POST', `/tickets/${ticket}/draft_checks`, { draft_check: draft }, { signal: own.signal });
    if (own.signal.aborted || read().text !== draft.text) return;
    asked = same;
    draftCheck.value = { ticket, check: answer.draft_check };
    then(answer.draft_check);
  } catch {
    if (!own.signal.aborted) draftCheck.value = null;
  }
}
