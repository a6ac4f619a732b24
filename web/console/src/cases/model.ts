// The split sheet and cases as the console knows them: the lines that are being written for a ticket, what the server says of a
// case, and the requests that make, undo and re-join.
import { signal } from '@preact/signals';
import type { CommentEntry, Priority, Status, Ticket, TicketScreen } from '@sahay/shared/api';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { t } from '../i18n';
import type { Asset, Kind, PriorityClass } from '../intake/model';
import { refreshSoon } from '../state/list';
import { reloadSoon } from '../state/ticket';
import { say } from '../state/toasts';
import { passageOf, subjectOf, wordsAt, type Range } from './passage';

export interface Mark extends Range {
  comment: number;
}

export interface SheetLine {
  key: string;
  subject: string;
  type: '' | 'question' | 'incident' | 'problem' | 'task';
  priority: '' | Exclude<Priority, null>;
  group: number | null;
  assignee: number | null;
  kind: Kind | '';
  class_: PriorityClass | '';
  asset: Asset | null;
  marks: Mark[];
}

export interface CaseMember {
  id: number;
  subject: string;
  description: string;
  status: Status;
  priority: Priority;
  who: string | null;
  group: string | null;
  received_at: string;
  updated_at: string;
  comment_count: number;
  expected: string;
}

export interface WaitingWord {
  comment_id: number;
  ticket_id: number;
  text: string;
  created_at: string;
}

export interface CaseOfTicket {
  id: number;
  title: string;
  ticket_id: number | null;
  closed_at: string | null;
  tickets: { id: number; subject: string; status: Status }[];
  waiting: WaitingWord[];
}

export const caseOf = (read: TicketScreen) => (read as TicketScreen & { case?: CaseOfTicket | null }).case ?? null;

export interface Via {
  split?: { ticket_id: number; comment_id: number };
  copied_from?: { ticket_id: number; comment_id: number };
  moved_to?: number[];
}
export const viaOf = (comment: CommentEntry) => (comment as CommentEntry & { via?: Via | null }).via ?? {};

/** The ticket whose split sheet is open. */
export const splitOpen = signal<number | null>(null);
/** What was written into the sheets so far; closing one loses nothing. */
export const sheets = signal<ReadonlyMap<number, readonly SheetLine[]>>(new Map());
export const linesOf = (ticket: number) => sheets.value.get(ticket) ?? [];

export function setLines(ticket: number, lines: readonly SheetLine[]): void {
  sheets.value = new Map(sheets.value).set(ticket, lines);
}

export function addLine(ticket: Pick<Ticket, 'id' | 'group_id' | 'priority'>, text: string, mark: Mark): void {
  const line: SheetLine = {
    key: newKey(), subject: subjectOf(wordsAt(text, mark)), type: '', priority: ticket.priority ?? '', group: ticket.group_id ?? null, assignee: null, kind: '', class_: '', asset: null, marks: [mark],
  };
  setLines(ticket.id, [...linesOf(ticket.id), line]);
}

export const comments = (read: TicketScreen) => read.timeline.filter((entry): entry is CommentEntry => entry.kind === 'comment');

/** Words marked in a message of the thread, also in a mail's frame: which comment, and what. */
export function markedWords(): { comment: number; words: string } | null {
  const own = getSelection();
  if (own && !own.isCollapsed) {
    const node = own.anchorNode instanceof Element ? own.anchorNode : own.anchorNode?.parentElement;
    const card = node?.closest('article[id^="comment-"]');
    if (card && own.toString().trim()) return { comment: Number(card.id.slice(8)), words: own.toString() };
  }
  for (const frame of document.querySelectorAll<HTMLIFrameElement>('.log iframe')) {
    const words = frame.contentDocument?.getSelection()?.toString() ?? '';
    const card = frame.closest('article[id^="comment-"]');
    if (words.trim() && card) return { comment: Number(card.id.slice(8)), words };
  }
  return null;
}

/** Opens the sheet; what is marked becomes a line of it. `from`: the message that is chosen, all of it where nothing is marked. */
export function openSplit(read: TicketScreen, from?: CommentEntry): void {
  const found = markedWords();
  const marked = from && found?.comment !== from.id ? null : found;
  const comment = from ?? (marked && comments(read).find((each) => each.id === marked.comment));
  const range = comment && marked ? passageOf(comment.text, marked.words) : null;
  const whole = from && !marked ? { begin: 0, end: [...from.text].length } : null;
  const chosen = range ?? whole;
  const there = chosen && linesOf(read.ticket.id).some((line) => line.marks.some((mark) => mark.comment === comment?.id && mark.begin === chosen.begin && mark.end === chosen.end));
  if (comment && chosen && !there) addLine(read.ticket, comment.text, { ...chosen, comment: comment.id });
  splitOpen.value = read.ticket.id;
}

const wire = (line: SheetLine) => ({
  subject: line.subject, ...(line.type ? { type: line.type } : {}), ...(line.priority ? { priority: line.priority } : {}),
  ...(line.group !== null ? { group_id: line.group } : {}), ...(line.assignee !== null ? { assignee_id: line.assignee } : {}),
  ...(line.kind ? { request_kind: line.kind } : {}), ...(line.asset ? { asset_id: line.asset.id } : {}),
  // Nobody has answered the questions yet: the class is the agent's word, and the report says where it was given.
  ...(line.class_ ? { priority_class: line.class_, class_reason: t('case.splitReason') } : {}),
});

export async function previewOf(ticket: number, lines: readonly SheetLine[], abort: AbortSignal): Promise<string> {
  const read = await request<{ preview: { message: string } }>('POST', `/tickets/${ticket}/split/preview`, { split: { tickets: lines.map(wire) } }, { signal: abort });
  return read.preview.message;
}

const whyOf = (error: unknown) => (error instanceof ApiError && error.status !== 0 ? error.reason : t('ticket.notSaved'));

export async function runSplit(ticket: number, key: string, lines: readonly SheetLine[], notify: boolean, wait: boolean): Promise<string | null> {
  const tickets = lines.map((line) => ({ ...wire(line), passages: line.marks.map((mark) => ({ comment_id: mark.comment, begin: mark.begin, end: mark.end })) }));
  try {
    const made = await request<{ split: { id: number; ticket_ids: number[] } }>('POST', `/tickets/${ticket}/split`, { split: { notify, wait, tickets } }, { idempotencyKey: key });
    setLines(ticket, []);
    refresh(ticket);
    const numbers = made.split.ticket_ids.map((id) => `#${id}`).join(', ');
    say(t('case.splitDone', { n: made.split.ticket_ids.length, numbers }), { label: t('ui.undo'), run: () => void undoSplit(made.split.id, ticket) }, 30);
    return null;
  } catch (error) {
    return whyOf(error);
  }
}

function refresh(ticket: number): void {
  reloadSoon(ticket);
  refreshSoon();
}

export async function act(ticket: number, method: string, path: string, body: unknown, said: string): Promise<boolean> {
  try {
    await request(method, path, body, { idempotencyKey: newKey() });
    say(said);
    refresh(ticket);
    return true;
  } catch (error) {
    say(t('case.refused', { why: whyOf(error) }), undefined, 12);
    return false;
  }
}

export const undoSplit = (split: number, ticket: number) => act(ticket, 'PUT', `/splits/${split}/undo`, {}, t('case.undone'));
export const assignWord = (found: number, word: WaitingWord, ticket: number) =>
  act(word.ticket_id, 'POST', `/cases/${found}/words`, { word: { comment_id: word.comment_id, ticket_id: ticket } },
    ticket === word.ticket_id ? t('case.wordKept') : t('case.wordMoved', { id: String(ticket) }));
export const rejoinOne = (ticket: number) => act(ticket, 'PUT', `/tickets/${ticket}/rejoin`, {}, t('case.rejoined', { id: String(ticket) }));
export const rejoinAll = (found: number, ticket: number) => act(ticket, 'PUT', `/cases/${found}/rejoin`, {}, t('case.allRejoined'));

export interface CasePage {
  case: { id: number; title: string; ticket_id: number | null; closed_at: string | null; created_at: string };
  tickets: CaseMember[];
  waiting: WaitingWord[];
}
export const readCase = (id: number) => get<CasePage>(`/console/cases/${id}`);
