// Shapes of the HTTP API and of the live stream as the web apps read them (docs/api.md and the Zendesk Support v2 shapes).
// Only keys that a screen uses are listed; answers carry more.

import type * as wire from './wire';

export type Status = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';
export type Priority = 'urgent' | 'high' | 'normal' | 'low' | null;
export type Role = 'end-user' | 'agent' | 'admin';
export type Channel = 'email' | 'chat' | 'web' | 'api' | 'phone';
export type Language = 'en' | 'bn' | 'ru';

export interface User {
  id: number | null;
  name: string;
  email: string | null;
  role: Role;
  phone?: string | null;
  locale?: string;
  time_zone?: string;
  iana_time_zone?: string;
  organization_id?: number | null;
  photo_url?: string | null;
  notes?: string | null;
  details?: string | null;
  created_at?: string;
  updated_at?: string;
  tags?: string[];
}

export interface Agent {
  id: number;
  name: string;
  email: string;
  role: Role;
  group_ids: number[];
  presence?: 'online' | 'away';
}

export interface Group {
  id: number;
  name: string;
}

export interface Organization {
  id: number;
  name: string;
  domain_names?: string[];
  details?: string | null;
  notes?: string | null;
  tags?: string[];
  created_at?: string;
}

export interface Ticket {
  id: number;
  subject: string;
  status: Status;
  priority: Priority;
  type: string | null;
  requester_id: number;
  assignee_id: number | null;
  owner_id?: number | null;
  group_id: number | null;
  organization_id: number | null;
  tags: string[];
  channel: Channel;
  event_seq: number;
  locale?: string;
  created_at: string;
  updated_at: string;
  follower_ids?: number[];
  email_cc_ids?: number[];
  collaborator_ids?: number[];
}

export interface Row {
  id: number;
  subject: string;
  status: Status;
  priority: Priority;
  type: string | null;
  channel: Channel;
  requester: { id: number; name: string; email: string | null };
  organization: { id: number; name: string } | null;
  assignee_id: number | null;
  group_id: number | null;
  snippet: string;
  last_comment_public: boolean;
  last_author_role: 'end-user' | 'agent' | 'admin' | 'bot';
  unread: boolean;
  created_at: string;
  updated_at: string;
  /** When the next running clock is due, or was; null: nothing is promised. */
  next_due_at?: string | null;
  /** Whether an answer waits for its time, or was held. */
  scheduled?: 'waiting' | 'held' | null;
  locale?: string;
}

export type Counts = Record<string, number>;

export interface RowPage {
  rows: Row[];
  next_cursor: string | null;
  /** How many there are in all; only with the first page. */
  count?: number;
  counts?: Counts;
}

export interface Attachment {
  id: number;
  file_name: string;
  content_url: string;
  content_type: string;
  size: number;
  width?: number | null;
  height?: number | null;
  inline?: boolean;
  thumbnails?: { content_url: string }[];
}

export interface Upload {
  token: string;
  attachment: Attachment;
}

export interface Delivery {
  state: 'queued' | 'sent' | 'failed' | 'unknown';
  to?: string[];
  error?: string | null;
}

/** What was found out about the sender of a mail (docs/admin/mail-trust.md). */
export interface SenderVerdict {
  by: 'receiver' | 'us';
  receiver?: string;
  from?: string;
  dmarc?: string;
  policy?: string;
  spf?: string;
  spf_domain?: string;
  dkim?: string;
  dkim_domain?: string;
  arc?: string;
  arc_sealer?: string;
}

/** An invitation in a mail; times as "2025-06-02T10:00:00" or "2025-06-02" in the zone beside them. */
export interface MailInvite {
  method: string;
  summary: string;
  location: string;
  organizer: string;
  start?: string;
  start_zone?: string;
  end?: string;
  end_zone?: string;
}

export interface CommentEntry {
  kind: 'comment';
  id: number;
  event_id?: number;
  at: string;
  author_id: number | null;
  author_role?: 'end-user' | 'agent' | 'admin' | 'bot' | 'system';
  public: boolean;
  channel: Channel;
  html: string;
  text: string;
  quote_html: string | null;
  attachments: Attachment[];
  delivery: Delivery | null;
  mail: {
    from?: string;
    to?: string[];
    cc?: string[];
    raw_url: string;
    verdict?: SenderVerdict;
    invite?: MailInvite;
    protection?: 'encrypted' | 'signed';
  } | null;
  /** Pictures of other sites wait: GET /comments/{id}/pictures gives the HTML with them. */
  remote_pictures?: boolean;
  trust?: 'verified' | 'unverified' | 'unknown';
}

export interface Change {
  field: string;
  from: unknown;
  to: unknown;
}

export interface EventEntry {
  kind: 'event';
  id: number;
  at: string;
  actor_id: number | null;
  changes: Change[];
  /** Why, where no person decided it, in the reader's language. */
  why?: string;
}

export type TimelineEntry = CommentEntry | EventEntry;

export interface Presence {
  user_id: number;
  mode: 'viewing' | 'writing';
}

/** A mail that was kept out of the tickets and waits for somebody's decision. */
export interface HeldMail {
  id: number;
  author: { name: string; email: string };
  subject: string;
  content: string;
  cause_key: string;
  ticket_id: number | null;
  recipient: string;
  verdict?: SenderVerdict | null;
  raw_url: string;
  created_at: string;
}

/** A held mail that may belong to the ticket it is shown with. */
export type Suggestion = Pick<HeldMail, 'id' | 'author' | 'subject' | 'content' | 'cause_key' | 'raw_url' | 'created_at'>;

/** One clock of a ticket (docs/api.md, "Clocks"); `words` is its ledger in the reader's language. */
export interface ClockOfTicket {
  metric: string;
  title: string;
  instance: number;
  stage: 'active' | 'paused' | 'achieved';
  running: boolean;
  due_at: string | null;
  breached: boolean;
  words: string;
}

export interface TicketScreen {
  ticket: Ticket;
  /** The language that the customer is answered in. */
  locale?: string;
  timeline: TimelineEntry[];
  users: Record<string, User>;
  organization: Organization | null;
  requester_tickets: Row[];
  presence: Presence[];
  suggestions?: Suggestion[];
  clocks?: ClockOfTicket[];
  /** What calls for attention: the ticket stands still, or is passed around. */
  attention?: ('stuck' | 'bouncing')[];
  /** Who wrote by the chat; `identified`: the hosting site says that it is the requester. */
  visitor?: { identified: boolean; external_id: string } | null;
  event_seq?: number;
  /** Answers that go out later: those that wait and those that were held. */
  scheduled_replies?: ScheduledReply[];
}

/** An answer that goes out at its time (docs/api.md). */
export interface ScheduledReply {
  id: number;
  ticket_id: number;
  author_id: number;
  send_at: string;
  state: 'waiting' | 'held' | 'sent' | 'cancelled';
  reason: string | null;
  reason_words: string;
  html_body: string;
  plain_body: string;
  uploads: string[];
  attachments: Attachment[];
  changes: Record<string, unknown>;
  promises: { due_at: string; kind: string }[];
  seen_event_id: number;
}

/** Whether an agent is there: what they chose, and what holds now (leave, a console that is silent). */
export interface AgentAvailability {
  agent_id: number;
  status: 'online' | 'away' | 'offline';
  presence: 'online' | 'away' | 'offline' | 'leave';
}

export interface ViewCount {
  key: string;
  count?: number;
}

export interface ConsoleStart {
  me: User;
  csrf: boolean;
  groups: Group[];
  agents: Agent[];
  views: ViewCount[];
  counts?: Counts;
  settings: { desk_name: string; locales: Language[]; undo_send_seconds: number };
  event_seq: number;
}

export type DraftMode = 'reply' | 'note';

export interface ServerDraft {
  mode: DraftMode;
  html: string;
  updated_at: string;
}

export type ServerFrame =
  | { type: 'welcome'; seq: number }
  | { type: 'event'; seq: number; kind: string; ticket_id: number | null; suspended_ticket_id?: number; actor_id: number | null; row?: Row | null; counts?: Counts }
  | { type: 'presence'; ticket_id: number; users: { id: number; name: string; mode: 'viewing' | 'writing' }[] }
  | { type: 'view'; view_id: number; count?: number; exact?: boolean; error?: string }
  | { type: 'view_rows'; view_id: number; entered: Row[]; changed: Row[]; left: number[]; count: number; exact: boolean; error?: string }
  | { type: 'notification'; seq: number; data: { position?: number; kind?: string; ticket_id?: number; sound?: boolean } }
  | { type: 'reset' }
  | { type: 'ping' }
  | { type: 'pong' };

// What the server says of itself (wire.ts is generated): a key that a screen reads and no resource has fails the build.
type Known<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs> extends never ? true : Exclude<keyof Ours, keyof Theirs>;
export const keysAreKnown: [Known<Group, wire.Group>, Known<Organization, wire.Organization>] = [true, true];
