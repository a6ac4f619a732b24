// The report that is being written: kept on this device for seven days and on the server under a key that only this device
// knows. Without a line it is written all the same; a report that was to be sent goes out when the line is back.
// Rule of use: views read `draft` and call the verbs; a picture that never went up is gone with the page.
import { signal } from '@preact/signals';
import { page_of_host } from '../state';
import { read, write } from '../storage';
import { language } from '../text';

export type Field = 'happened' | 'expected' | 'since' | 'where' | 'how_often' | 'how_many' | 'tried' | 'name' | 'email';
export interface Picture {
  id: number;
  name: string;
  size: number;
  token: string | null; // null while it waits or goes up
  url: string;
}
export interface Result {
  ticket_id: number;
  person: string;
  group: string;
  next_step: string;
  request_url: string;
}
export interface Draft {
  key: string;
  at: number;
  step: number;
  answers: Partial<Record<Field, string>>;
  pictures: Picture[];
  with_data: boolean;
  sending: boolean;
  advice: string; // the one detail to add; told once
  trouble: '' | 'failed';
  result: Result | null;
}
interface Answer {
  report_draft: { files: { token: string; name: string; size: number; url: string }[]; advice: { text: string } | null; result: Result | null };
}

const week = 7 * 86_400_000;
const patience = 15_000;
const drafts = new URL('../api/v2/report_drafts/', new URL('.', location.href));
const waiting = new Map<number, File>(); // of this page: bytes that are not up yet
let next_id = 1;
let busy = false;

function fresh(): Draft {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const key = btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_');
  return { key, at: Date.now(), step: 0, answers: {}, pictures: [], with_data: false, sending: false, advice: '', trouble: '', result: null };
}

function kept(): Draft {
  const found = read<Draft | null>('report', null);
  if (!found || Date.now() - found.at > week) return fresh();
  const pictures = found.pictures.filter((each) => each.token);
  next_id = pictures.reduce((top, each) => Math.max(top, each.id), 0) + 1;
  return { ...found, pictures, trouble: '' };
}

export const draft = signal<Draft>(kept());

export function change(more: Partial<Draft>): void {
  draft.value = { ...draft.value, ...more, at: Date.now() };
  write('report', draft.value);
}
export const answer = (field: Field, value: string) => change({ answers: { ...draft.value.answers, [field]: value }, advice: '' });

export function begin_anew(): void {
  waiting.clear();
  draft.value = fresh();
  write('report', null);
}

// What the server is told only with a visible tick.
export function browser_data(): { page: string; browser: string; screen: string; errors: string } {
  const { url, errors } = page_of_host();
  return { page: url, browser: navigator.userAgent, screen: `${screen.width}×${screen.height}, ${devicePixelRatio}`, errors: errors.join('\n') };
}

async function ask(path: string, method: string, body?: BodyInit, type = 'application/json'): Promise<Answer['report_draft']> {
  const address = new URL(`${draft.value.key}${path}`, drafts);
  address.searchParams.set('locale', language);
  // No cookie goes along: whoever is signed in on this site is not who reports.
  const given = await fetch(address, { method, body, credentials: 'omit', headers: { 'Content-Type': type } });
  if (!given.ok) throw new Error(String(given.status));
  return ((await given.json()) as Answer).report_draft;
}

const refused = (error: unknown) => error instanceof Error && /^4\d\d$/.test(error.message) && error.message !== '429';

function keep(leaving = ''): Promise<Answer['report_draft']> {
  const { answers, with_data } = draft.value;
  const data = with_data ? browser_data() : { page: '', browser: '', screen: '', errors: '' };
  return ask('', 'PUT', JSON.stringify({ report_draft: { answers: { ...answers, ...data }, leaving } }));
}

/** Leaves the step; stays once where a detail is missing. Without a line nothing holds anybody up. */
export async function leave(step: 'happened' | 'tried' | 'show'): Promise<boolean> {
  const said = await keep(step).catch(() => null);
  if (!said?.advice) return true;
  change({ advice: said.advice.text });
  return false;
}

async function go_up(picture: Picture): Promise<void> {
  const file = waiting.get(picture.id);
  if (!file) return;
  const before = new Set(draft.value.pictures.map((each) => each.token));
  const { files } = await ask(`/files?filename=${encodeURIComponent(file.name)}`, 'POST', file, file.type || 'application/octet-stream');
  const made = files.find((each) => !before.has(each.token)) ?? files.at(-1)!;
  waiting.delete(picture.id);
  change({ pictures: draft.value.pictures.map((each) => (each.id === picture.id ? { ...each, token: made.token, url: made.url } : each)) });
}

// One after another: each tells its own file from the others by what was not there before.
async function all_up(): Promise<void> {
  for (const picture of draft.value.pictures) if (!picture.token) await go_up(picture);
}

let line: Promise<void> = Promise.resolve();
export function add_picture(file: File): void {
  const picture: Picture = { id: next_id++, name: file.name, size: file.size, token: null, url: '' };
  waiting.set(picture.id, file);
  change({ pictures: [...draft.value.pictures, picture] });
  line = line.then(() => go_up(picture)).catch((error) => {
    if (refused(error)) drop_picture(picture.id);
  });
}
export function drop_picture(id: number): void {
  const gone = draft.value.pictures.find((each) => each.id === id);
  waiting.delete(id);
  change({ pictures: draft.value.pictures.filter((each) => each.id !== id) });
  if (gone?.token) void ask(`/files/${gone.token}`, 'DELETE').catch(() => undefined);
}

export async function send(): Promise<void> {
  change({ sending: true, trouble: '' });
  if (busy) return;
  busy = true;
  try {
    await line;
    await all_up();
    await keep();
    const { result } = await ask('/send', 'POST', '{}');
    change({ sending: false, result, step: 0, answers: {}, pictures: [] });
  } catch (error) {
    if (refused(error)) change({ sending: false, trouble: 'failed' });
    else setTimeout(() => void go_on(), patience);
  } finally {
    busy = false;
  }
}

async function go_on(): Promise<void> {
  if (draft.value.sending) await send();
}
addEventListener('online', () => void go_on());
void go_on(); // what was to be sent when the page was left
