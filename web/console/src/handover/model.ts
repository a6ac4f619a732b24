// Hand-overs as the console reads and makes them: the packet, the return, the owner.
import { signal } from '@preact/signals';
import type { TicketScreen } from '@sahay/shared/api';
import { t as h } from './texts';

export interface Packet {
  problem: string;
  facts: string;
  question: string;
  promised: string;
  next_contact_at: string | null;
}
export const packetFields = ['problem', 'facts', 'question', 'promised', 'next_contact_at'] as const;
export const reasons = ['time', 'skill', 'customer', 'class', 'other'] as const;
export const outcomes = ['solved', 'workaround', 'cause_found', 'not_reproduced', 'not_ours'] as const;

export interface Handover {
  id: number;
  level: string;
  level_word: string;
  from_id: number | null;
  to_id: number | null;
  owner_id: number | null;
  why: (typeof reasons)[number];
  packet: Packet;
  may_answer: boolean;
  state: 'open' | 'accepted' | 'returned' | 'rejected' | 'passed_on';
  missing: string[];
  outcome: (typeof outcomes)[number] | null;
  result: string | null;
  tell_customer: string | null;
  due_at: string | null;
  created_at: string;
  ended_at: string | null;
}
export interface Tier {
  id: number;
  level: string;
  level_word: string;
  title: string;
  open: boolean;
}
export interface WithHandover {
  handover?: {
    handovers: Handover[];
    asked: { reason: string; created_at: string } | null;
    owner: { id: number; name: string; title: string; photo_url: string } | null;
  };
}
export const handoverOf = (read: TicketScreen) => (read as TicketScreen & WithHandover).handover;
export const runningOf = (read: TicketScreen) => handoverOf(read)?.handovers.find((each) => !each.ended_at);

export const fieldWord = (field: (typeof packetFields)[number]) => ({
  problem: h('hand.problem'), facts: h('hand.facts'), question: h('hand.question'), promised: h('hand.promised'), next_contact_at: h('hand.next'),
}[field]);
export const reasonWord = (why: (typeof reasons)[number]) => h(`hand.reason.${why}`);
export const outcomeWord = (outcome: (typeof outcomes)[number]) => h(`hand.outcome.${outcome}`);

/** What is open over the ticket: the packet, its rejection, the return, a new owner. */
export type HandoverDialog =
  | { kind: 'packet'; ticket: number }
  | { kind: 'reject' | 'return'; ticket: number; handover: number }
  | { kind: 'owner'; ticket: number; owner: number; name: string };
export const handoverOpen = signal<HandoverDialog | null>(null);
