// Frames of the widget socket, as docs/api.md "Chat of the widget" tells them. JSON, one object a frame.

export type Role = 'visitor' | 'agent' | 'bot' | 'system' | 'other';
export interface Author {
  name: string;
  role: Role;
  photo?: string | null;
}
export interface FileInfo {
  name: string;
  size: number;
  content_type: string;
  url: string;
}
export interface Hours {
  open: boolean;
  opens_at: string | null;
  closes_at?: string | null;
  eta_s: number | null;
}
export interface Agent {
  name: string;
  photo: string | null;
  online: boolean;
}
/** Whether the word of the hosting page for its visitor holds. */
export interface Identity {
  state: 'verified' | 'refused' | 'none';
  /** Of a refusal: malformed, algorithm, foreign, no_end, expired, early, too_long, nobody, nobody_here, replayed. */
  code?: string;
  description?: string;
  until?: string;
}
/** One of the visitor's own requests. */
export interface Request {
  number: number;
  subject: string;
  status: string;
  next_step: string;
  updated_at: string;
}
export interface ConversationHead {
  conv: string;
  last_seq: number;
  subject: string;
  status: string;
  /** Of the request; null: it is not theirs any more (joined with another's). */
  number?: number | null;
  /** Who does what by when; empty: nothing can be said. Absent in servers before it was told. */
  next_step?: string;
  /** "Did this solve it?" is asked; and how the help was. */
  asks?: boolean;
  stars?: boolean;
}
export interface ChatEvent {
  type: 'event';
  conv: string;
  seq: number;
  kind: 'msg' | 'status' | 'assign' | 'handover';
  at: string;
  data: {
    id?: number;
    cid?: string;
    author?: Author;
    text?: string;
    html?: string | null;
    files?: FileInfo[];
    status?: string;
  };
}
export interface Welcome {
  type: 'welcome';
  session: string;
  visitor: { name: string | null; email: string | null };
  identity?: Identity | null;
  server_time: string;
  resumed: boolean;
  desk: { name: string };
  agents: Agent[];
  hours: Hours;
  conversations: ConversationHead[];
}
export interface Ack {
  type: 'ack';
  cid: string;
  conv: string;
  id: number;
  seq: number;
  at: string;
  /** Of a letter that was asked for: the address that it goes to. */
  to?: string;
}
export interface Nack {
  type: 'nack';
  cid: string;
  code: string;
  field?: string;
  description: string;
  retry_after?: number;
}
export type ServerFrame =
  | Welcome
  | ChatEvent
  | Ack
  | Nack
  | { type: 'head'; conv: string; next_step: string; asks: boolean; stars: boolean }
  | { type: 'typing'; conv: string; on: boolean; name?: string }
  | { type: 'forgotten' }
  | { type: 'gap'; conv: string; from: number }
  | { type: 'ping' }
  | { type: 'pong' };

export interface Contact {
  kind: 'chat' | 'phone' | 'callback' | 'email' | 'messenger' | 'forum' | 'help' | 'form' | 'visit';
  label: string;
  value: string;
  url: string;
  hours: Hours | null;
  /** What it is good for, what it costs the caller, which languages, the measured or promised answer time, in words. */
  best_for?: string;
  cost?: string;
  languages?: string;
  note?: string;
  reply?: string;
}
export interface Config {
  desk_name: string;
  locales: string[];
  accent: string;
  on_accent: string;
  contacts: Contact[];
  /** The desk can send the talk by mail. */
  letters?: boolean;
  /** The closed days to come, in words; '' when none is near. */
  closed_days?: string;
  /** Planned work that is announced. */
  notices?: { title: string; when: string; body: string }[];
}
