// What is known of a ticket's problem, as the console reads and writes it; words marked in a message on their way to become a
// fact.
import { signal } from '@preact/signals';
import type { TicketScreen } from '@sahay/shared/api';
import { ApiError, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { reloadNow } from '../state/ticket';
import { say } from '../state/toasts';

export const kinds = ['symptom', 'environment', 'tried', 'ruled_out'] as const;
export type Kind = (typeof kinds)[number];
export type Doer = 'customer' | 'us' | 'other';
export type Result = 'worked' | 'partly' | 'failed';

export interface Fact {
  id: number;
  ticket_id: number;
  kind: Kind;
  label: string | null;
  text: string;
  done_by: Doer | null;
  result: Result | null;
  detail: string | null;
  happened_at: string | null;
  source: 'hand' | 'comment' | 'field' | 'procedure' | 'report' | 'bot';
  comment_id: number | null;
  made_by: number | null;
  created_at: string;
  holds: boolean;
  withdrawn_at: string | null;
  withdrawn_by: number | null;
  reason: string | null;
  from_ticket_id: number | null;
}

export interface Reproduction {
  steps: string;
  environment: string;
  expected: string;
  actual: string;
  reproduced: 'yes' | 'no' | 'not_attempted';
  build: string;
  updated_by: number | null;
  updated_at: string;
}

/** What the read of a ticket carries beside the shapes of shared/api.ts. */
export interface WithFacts {
  facts?: { facts: Fact[]; reproduction: Reproduction | null };
}
export const factsOf = (read: TicketScreen) => (read as TicketScreen & WithFacts).facts ?? { facts: [], reproduction: null };

export const wordsOf = (fact: Pick<Fact, 'label' | 'text'>) => (fact.label ? `${fact.label}: ${fact.text}` : fact.text);
export const listWord = (kind: Kind) => ({ symptom: t('facts.list.symptom'), environment: t('facts.list.environment'), tried: t('facts.list.tried'), ruled_out: t('facts.list.ruled_out') }[kind]);
export const kindWord = (kind: Kind) => ({ symptom: t('facts.kind.symptom'), environment: t('facts.kind.environment'), tried: t('facts.kind.tried'), ruled_out: t('facts.kind.ruled_out') }[kind]);
export const doerWord = (doer: Doer) => ({ customer: t('facts.by.customer'), us: t('facts.by.us'), other: t('facts.by.other') }[doer]);
export const resultWord = (result: Result) => ({ worked: t('facts.result.worked'), partly: t('facts.result.partly'), failed: t('facts.result.failed') }[result]);

/** The form that is open in the panel, with what was marked. */
export interface Wanted {
  ticket: number;
  kind: Kind;
  comment?: number;
  words?: string;
}
export const factForm = signal<Wanted | null>(null);

export interface Marked {
  comment: number;
  words: string;
}

/** The words that the reader has marked in one message of the thread, also inside the frame of a rich mail. */
export function markedWords(): Marked | null {
  const inPage = fromSelection(document.getSelection(), (node) => node);
  if (inPage) return inPage;
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('.log iframe.mail-frame')) {
    const found = fromSelection(frame.contentDocument?.getSelection() ?? null, () => frame);
    if (found) return found;
  }
  return null;
}

function fromSelection(selection: Selection | null, place: (node: Node) => Node): Marked | null {
  const words = selection?.toString().trim() ?? '';
  if (!selection?.anchorNode || !selection.focusNode || words.length < 2 || words.length > 1000) return null;
  const articleOf = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('.log article[id^="comment-"]') ?? null;
  const article = articleOf(place(selection.anchorNode));
  if (!article || article !== articleOf(place(selection.focusNode))) return null;
  return { comment: Number(article.id.slice('comment-'.length)), words };
}

export function forgetMark(): void {
  document.getSelection()?.removeAllRanges();
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('.log iframe.mail-frame')) frame.contentDocument?.getSelection()?.removeAllRanges();
}

const why = (error: unknown) => (error instanceof ApiError && error.status !== 0 ? error.reason : t('session.failed'));

async function send<Answer>(ticket: number, method: string, path: string, body: unknown): Promise<Answer | null> {
  try {
    const answer = await request<Answer>(method, path, body, { idempotencyKey: newKey() });
    await reloadNow(ticket);
    return answer;
  } catch (error) {
    say(t('facts.refused', { why: why(error) }), undefined, 12);
    return null;
  }
}

export interface NewFact {
  kind: Kind;
  text?: string;
  label?: string;
  done_by?: Doer;
  result?: Result | '';
  detail?: string;
  comment_id?: number;
  words?: string;
}

export async function addFact(ticket: number, fact: NewFact): Promise<boolean> {
  const made = await send<{ fact: Fact }>(ticket, 'POST', `/tickets/${ticket}/facts`, { fact });
  if (made) say(t('facts.saved', { text: wordsOf(made.fact) }), { label: t('ui.undo'), run: () => void withdrawFact(ticket, made.fact) });
  return made !== null;
}

export async function changeFact(ticket: number, fact: Fact, change: Partial<NewFact>): Promise<boolean> {
  return (await send(ticket, 'PUT', `/facts/${fact.id}`, { fact: change })) !== null;
}

export async function withdrawFact(ticket: number, fact: Fact): Promise<void> {
  const done = await send(ticket, 'POST', `/facts/${fact.id}/withdraw`, {});
  if (done) say(t('facts.withdrawn', { text: wordsOf(fact) }), { label: t('ui.undo'), run: () => void restoreFact(ticket, fact) });
}

export async function restoreFact(ticket: number, fact: Fact): Promise<void> {
  if (await send(ticket, 'POST', `/facts/${fact.id}/restore`, {})) say(t('facts.restored', { text: wordsOf(fact) }));
}

export async function saveReproduction(ticket: number, block: Partial<Reproduction>): Promise<boolean> {
  const done = await send(ticket, 'PUT', `/tickets/${ticket}/reproduction`, { reproduction: block });
  if (done) say(t('facts.repro.saved'));
  return done !== null;
}

export const reproductionParts = ['steps', 'environment', 'expected', 'actual'] as const;
export const partWord = (part: (typeof reproductionParts)[number]) => ({ steps: t('facts.repro.steps'), environment: t('facts.repro.environment'), expected: t('facts.repro.expected'), actual: t('facts.repro.actual') }[part]);
export const reproducedWord = (word: Reproduction['reproduced']) => ({ yes: t('facts.reproduced.yes'), no: t('facts.reproduced.no'), not_attempted: t('facts.reproduced.not_attempted') }[word]);
