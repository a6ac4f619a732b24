// What the frame knows, as signals, and the few verbs that change it. Views read signals and call verbs; only this file
// and Connection touch the network.
import { batch, computed, signal } from '@preact/signals';
import { Connection, type Line } from './connection';
import { hear_host, tell_host, wanted_locale, type HostPage } from './host';
import { Outbox, type Draft } from './outbox';
import type { Ack, Agent, ChatEvent, Config, ConversationHead, FileInfo, Hours, ServerFrame, Welcome } from './protocol';
import { read, wipe, write } from './storage';
import { Thread } from './thread';
import { language } from './text';

export type View = 'home' | 'chat' | 'report';
const hole_patience_ms = 1000;
const typing_ms = 6000;
const quiet_reconnect_ms = 5000;
const forget_ms = 4000;

export const config = signal<Config | null>(null);
export const view = signal<View>(read<View>('view', 'home')); // a reload comes back to where the visitor was
export const shown = signal(false);
export const line = signal<Line>('connecting');
export const cut_off = signal(false); // the line has been down long enough to say so
export const desk_name = signal('');
export const hours = signal<Hours | null>(null);
export const agents = signal<Agent[]>([]);
export const conversations = signal<ConversationHead[]>([]);
export const named = signal(false); // the hosting page said who it is, and that holds
export const current = signal<string | null>(read<string | null>('current', null));
export const visitor_email = signal<string | null>(null);
export const typing = signal<string | null>(null);
export const drafts = signal<Draft[]>([]);
export const human_asked = signal<Record<string, boolean>>(read('human', {}));
/** The talk by mail: its form, or what became of the last wish. */
export type Letter = { step: 'form' } | { step: 'waits' } | { step: 'sent'; to: string } | { step: 'refused'; reason: string };
export const letter = signal<Letter | null>(null);
export const email_answered = signal(read('email_answered', false)); // given or declined: never asked again
const threads = new Map<string, Thread>();
const revision = signal(0);

export const events = computed<ChatEvent[]>(() => {
  revision.value;
  return current.value ? [...(threads.get(current.value)?.events ?? [])] : [];
});
export const head = computed(() => conversations.value.find((c) => c.conv === current.value) ?? null);
export const pending = computed(() => drafts.value.filter((d) => d.conv === current.value && !d.email && !d.letter));
export const speaker = computed(() => {
  const spoken = events.value.filter((e) => e.data.author && (e.data.author.role === 'agent' || e.data.author.role === 'bot'));
  return spoken.at(-1)?.data.author ?? null;
});
export const unread = computed(() => {
  const seen = seen_upto.value;
  let count = 0;
  revision.value;
  for (const [conv, thread] of threads)
    for (const e of thread.events)
      if (e.kind === 'msg' && e.data.author?.role !== 'visitor' && e.seq > (seen[conv] ?? 0)) count += 1;
  return count;
});
const seen_upto = signal<Record<string, number>>(read('seen', {}));

let page: HostPage = { url: '', title: '', ref: '' };
let page_errors: string[] = []; // told with a report alone, and only with the visitor's tick
export const page_of_host = () => ({ url: page.url, errors: page_errors });
let jwt = '';
let forgetting = false;
let begun = false;
// Of somebody whom the hosting page named it is never written down: who comes next brings a word of their own.
let own_session = read<string | null>('session', null);
let typing_timer = 0;
let typing_told_at = 0;
let cut_timer = 0;
let human_untold = false; // asked for while the line was down
const hole_timers = new Map<string, number>();

const base = new URL('.', location.href); // .../widget/
export const session = () => own_session;

const connection = new Connection(
  Object.assign(new URL('socket', base), { protocol: location.protocol === 'https:' ? 'wss:' : 'ws:' }).href,
  () => ({
    type: 'hello',
    v: 1,
    session: session() ?? undefined,
    jwt: jwt || undefined,
    since: Object.fromEntries([...threads].map(([conv, thread]) => [conv, thread.last])),
    locale: language,
    tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
    page,
  }),
  hear,
  (now) => {
    line.value = now;
    if (now === 'up') {
      clearTimeout(cut_timer);
      cut_timer = 0;
      cut_off.value = false;
    } else if (!cut_timer) {
      outbox.line_lost();
      cut_timer = window.setTimeout(() => (cut_off.value = true), navigator.onLine ? quiet_reconnect_ms : 0);
    }
  },
);

export const outbox: Outbox = new Outbox(
  (draft) =>
    connection.send(draft.letter ? { type: 'letter', cid: draft.cid, conv: draft.conv, email: draft.email } : {
      type: 'send',
      cid: draft.cid,
      ...(draft.conv ? { conv: draft.conv } : { new: true }),
      text: draft.text || undefined,
      email: draft.email,
      files: draft.files.length ? draft.files.map((f) => f.token) : undefined,
    }),
  () => (drafts.value = outbox.drafts),
);

export async function begin(): Promise<void> {
  drafts.value = outbox.drafts;
  hear_host((message) => {
    if (message.type === 'identify') identify(message.jwt);
    else if (message.type === 'forget') forget();
    else if (message.type === 'closed') shown.value = false;
    else {
      const { errors, ...rest } = message.page;
      page = rest;
      page_errors = errors ?? [];
      shown.value = true;
      if (message.view === 'chat' || message.view === 'report') view.value = message.view;
      else if (current.value && unread.value) view.value = 'chat';
      mark_seen();
    }
  });
  try {
    const answer = await fetch(new URL(`config?lang=${language}&tz=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`, base));
    if (answer.ok) config.value = (await answer.json()) as Config;
  } catch {
    // Without it the rows of the card are missing; the chat itself works from the socket alone.
  }
  if (config.value) desk_name.value = config.value.desk_name;
  begun = true;
  connection.start();
}

function identify(token: string): void {
  if (token === jwt || forgetting) return; // the page says it again when the frame begins anew
  jwt = token;
  if (begun) connection.restart();
}

// The desk is told first, so that the token opens nothing any more; without a line the device forgets all the same.
function forget(): void {
  jwt = '';
  wipe();
  forgetting = true;
  if (begun && !connection.send({ type: 'forget' })) connection.hurry();
  setTimeout(forgotten, forget_ms);
}

function forgotten(): void {
  if (!forgetting) return;
  forgetting = false;
  wipe();
  tell_host({ type: 'identity', state: 'none' });
  location.replace(location.pathname + location.search);
}

function hear(frame: ServerFrame): void {
  batch(() => {
    switch (frame.type) {
      case 'welcome':
        return welcome(frame);
      case 'event':
        return take(frame);
      case 'ack':
        return acknowledged(frame);
      case 'nack':
        if (frame.retry_after) {
          outbox.postpone(frame.cid);
          setTimeout(() => outbox.pump(), frame.retry_after * 1000);
        } else if (outbox.drafts.some((d) => d.cid === frame.cid && d.letter)) {
          outbox.settle(frame.cid, '');
          letter.value = { step: 'refused', reason: frame.description };
        } else outbox.refuse(frame.cid, frame.description);
        return;
      case 'forgotten':
        return forgotten();
      case 'gap':
        return void fill(frame.conv);
      case 'head': {
        const { conv, next_step, asks, stars } = frame;
        conversations.value = conversations.value.map((c) => (c.conv === conv ? { ...c, next_step, asks, stars } : c));
        return;
      }
      case 'typing':
        clearTimeout(typing_timer);
        typing.value = frame.on && frame.conv === current.value ? (frame.name ?? '') : null;
        if (frame.on) typing_timer = window.setTimeout(() => (typing.value = null), typing_ms);
    }
  });
}

function welcome(frame: Welcome): void {
  if (forgetting) return void connection.send({ type: 'forget' });
  own_session = frame.session;
  named.value = frame.identity?.state === 'verified';
  write('session', named.value ? null : frame.session);
  if (named.value) email_answered.value = true; // the desk knows where to answer
  if (frame.identity) tell_host({ type: 'identity', ...frame.identity });
  if (frame.identity?.code) console.warn(`Sahay.identify: ${frame.identity.description}`);
  desk_name.value = frame.desk.name;
  hours.value = frame.hours;
  agents.value = frame.agents;
  visitor_email.value = frame.visitor?.email ?? null;
  conversations.value = frame.conversations;
  const known = frame.conversations.map((c) => c.conv);
  for (const conv of threads.keys()) if (!known.includes(conv)) threads.delete(conv); // somebody else's now
  if (current.value && !known.includes(current.value)) select(null);
  if (!current.value) {
    const open = frame.conversations.find((c) => c.status !== 'closed' && c.status !== 'solved');
    if (open) select(open.conv);
  }
  for (const head of frame.conversations) if ((threads.get(head.conv)?.last ?? 0) < head.last_seq) void fill(head.conv);
  queueMicrotask(() => {
    outbox.pump();
    if (!human_untold) return;
    human_untold = false;
    ask_for_person();
  });
}

export function select(conv: string | null): void {
  current.value = conv;
  typing.value = null;
  letter.value = null;
  write('current', conv);
  if (conv) mark_seen();
}

function thread_of(conv: string): Thread {
  let thread = threads.get(conv);
  if (!thread) threads.set(conv, (thread = new Thread()));
  return thread;
}

function take(event: ChatEvent): void {
  const thread = thread_of(event.conv);
  const hole = thread.take(event);
  revision.value += 1;
  if (event.data.cid) confirmed(event.data.cid, event.conv, event.seq);
  // The bot has the word again: the way to a person is open once more.
  if (event.kind === 'msg' && event.data.author?.role === 'bot' && human_asked.value[event.conv] && thread.events.some((e) => e.kind === 'handover' && e.seq < event.seq)) {
    human_asked.value = { ...human_asked.value, [event.conv]: false };
    write('human', human_asked.value);
  }
  if (event.kind === 'msg' && event.data.author?.role !== 'visitor') {
    if (event.conv === current.value) typing.value = null;
    if (!current.value) select(event.conv);
  }
  if (event.kind === 'status' && event.data.status)
    conversations.value = conversations.value.map((c) =>
      c.conv === event.conv ? { ...c, status: event.data.status! } : c,
    );
  clearTimeout(hole_timers.get(event.conv));
  if (hole !== null) hole_timers.set(event.conv, window.setTimeout(() => void fill(event.conv), hole_patience_ms));
  if (!unread.value || shown.value) mark_seen();
  else tell_host({ type: 'unread', count: unread.value });
}

// Either the ack or the event itself tells that a message arrived, whichever comes first.
function confirmed(cid: string, conv: string, seq: number): Draft | undefined {
  const draft = outbox.drafts.find((d) => d.cid === cid);
  outbox.settle(cid, conv);
  if (draft && conv && draft.conv !== conv && !draft.email) {
    conversations.value = [
      { conv, last_seq: seq, subject: draft.text.slice(0, 80), status: 'new' },
      ...conversations.value.filter((c) => c.conv !== conv),
    ];
    if (human_asked.value['new']) human_asked.value = { ...human_asked.value, [conv]: true, new: false };
    select(conv);
  }
  return draft;
}

function acknowledged(ack: Ack): void {
  if (ack.to) {
    letter.value = { step: 'sent', to: ack.to };
    visitor_email.value ??= ack.to;
  }
  const draft = confirmed(ack.cid, ack.conv, ack.seq);
  if (!draft || !ack.conv || ack.seq <= 0) return;
  const data = {
    id: ack.id,
    cid: ack.cid,
    author: { name: '', role: 'visitor' as const },
    text: draft.text,
    files: draft.files.map((f) => f.info),
  };
  take({ type: 'event', conv: ack.conv, seq: ack.seq, kind: 'msg', at: ack.at, data });
}

// Fetches what the socket did not bring. Answers come in pages until one is empty.
export async function fill(conv: string): Promise<void> {
  const key = session();
  if (!key) return;
  for (let pages = 0; pages < 50; pages += 1) {
    const after = thread_of(conv).last;
    let found: ChatEvent[];
    try {
      const answer = await fetch(new URL(`conversations/${encodeURIComponent(conv)}/events?after=${after}`, base), {
        headers: { 'X-Widget-Session': key },
      });
      if (!answer.ok) return;
      found = ((await answer.json()) as { events: ChatEvent[] }).events;
    } catch {
      return; // the next welcome asks again
    }
    batch(() => found.forEach((event) => take({ ...event, type: 'event', conv })));
    if (!found.length || thread_of(conv).last === after) return;
  }
}

export function mark_seen(): void {
  const conv = current.value;
  if (!conv || !shown.value || view.value !== 'chat' || document.visibilityState !== 'visible') return;
  const last = threads.get(conv)?.last ?? 0;
  if ((seen_upto.value[conv] ?? 0) >= last) return;
  seen_upto.value = { ...seen_upto.value, [conv]: last };
  write('seen', seen_upto.value);
  connection.send({ type: 'seen', conv, seq: last });
}

export function go(to: View): void {
  view.value = to;
  write('view', to);
  mark_seen();
}

export function say(text: string, files: Draft['files']): void {
  connection.hurry();
  outbox.add(current.value, text, files, new Date());
  typing_told_at = 0;
}

export function is_typing(): void {
  if (!current.value || Date.now() - typing_told_at < 3000) return;
  typing_told_at = Date.now();
  connection.send({ type: 'typing', conv: current.value, on: true });
}

export function ask_for_person(): void {
  const conv = current.value;
  human_asked.value = { ...human_asked.value, [conv ?? 'new']: true };
  if (conv) write('human', human_asked.value);
  if (!connection.send(conv ? { type: 'human', conv } : { type: 'human' })) human_untold = true;
}

// False: there is no line, and nothing was sent.
export function answer_solved(solved: 'yes' | 'no', stars: number, comment: string): boolean {
  return connection.send({ type: 'solved', conv: current.value, solved, stars: stars || undefined, comment: comment || undefined });
}

export function answer_email(email: string | null): void {
  email_answered.value = true;
  write('email_answered', true);
  if (!email) return;
  visitor_email.value = email;
  outbox.add(current.value, '', [], new Date(), email);
}

// The talk as it stands, once for each press. "": to the address that is known.
export function ask_for_letter(email: string): void {
  letter.value = { step: 'waits' };
  connection.hurry();
  outbox.add(current.value, '', [], new Date(), email || undefined, true);
}

export async function upload(file: File): Promise<{ token: string; info: FileInfo }> {
  const answer = await fetch(new URL(`uploads?filename=${encodeURIComponent(file.name)}`, base), {
    method: 'POST',
    headers: { 'X-Widget-Session': session() ?? '', 'Content-Type': file.type || 'application/octet-stream' },
    body: file,
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const { upload: made } = (await answer.json()) as {
    upload: { token: string; file_name: string; content_type: string; size: number; url?: string };
  };
  return {
    token: made.token,
    info: { name: made.file_name, size: made.size, content_type: made.content_type, url: made.url ?? '' },
  };
}

export interface Found {
  title: string;
  url: string;
  snippet: string;
}
export async function find_answers(text: string): Promise<Found[]> {
  const address = new URL(`../search/suggest?lang=${language}&q=${encodeURIComponent(text)}`, base);
  const answer = await fetch(address);
  return answer.ok ? ((await answer.json()) as { results: Found[] }).results : [];
}

export const locale_of_visitor = wanted_locale;
