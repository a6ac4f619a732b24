// Messages that the server has not confirmed. They are sent one at a time, in order, with the client id they were born
// with, so that a repeat is recognised; one that was refused stays visible as failed until the visitor tries again.
// Rule of use: add(), then pump() whenever the line may be free; settle()/refuse() on ack and nack.
import type { FileInfo } from './protocol';
import { read, uuid, write } from './storage';

export interface Draft {
  cid: string;
  conv: string | null; // null: starts a conversation
  text: string;
  files: { token: string; info: FileInfo }[];
  at: string;
  state: 'sending' | 'failed';
  reason?: string;
  email?: string; // not a message: where to answer when the visitor is gone, or where the letter goes
  letter?: boolean; // not a message: the talk is asked for by mail
}

export class Outbox {
  drafts: Draft[];
  private in_flight: string | null = null;

  constructor(
    private readonly transmit: (draft: Draft) => boolean,
    private readonly changed: () => void,
  ) {
    this.drafts = read<Draft[]>('outbox', []);
  }

  add(conv: string | null, text: string, files: Draft['files'], at: Date, email?: string, letter?: boolean): Draft {
    const draft: Draft = { cid: uuid(), conv, text, files, at: at.toISOString(), state: 'sending', email, letter };
    this.drafts = [...this.drafts, draft];
    this.save();
    this.pump();
    return draft;
  }

  // Sends the first message that waits, unless one is on its way.
  pump(): void {
    if (this.in_flight) return;
    const next = this.drafts.find((d) => d.state === 'sending');
    if (next && this.transmit(next)) this.in_flight = next.cid;
  }

  // The line was cut: what was on its way may or may not have arrived, so it is sent again with the same id.
  line_lost(): void {
    this.in_flight = null;
  }

  // Confirmed. When the server opened a new conversation for it, messages written after it follow it there.
  settle(cid: string, conv: string): Draft | undefined {
    const draft = this.drafts.find((d) => d.cid === cid);
    if (this.in_flight === cid) this.in_flight = null;
    if (!draft) return undefined;
    this.drafts = this.drafts.filter((d) => d !== draft);
    if (draft.conv !== conv && conv) this.drafts = this.drafts.map((d) => (d.conv === draft.conv ? { ...d, conv } : d));
    this.save();
    this.pump();
    return draft;
  }

  refuse(cid: string, reason: string): void {
    this.patch(cid, { state: 'failed', reason });
    if (this.in_flight === cid) this.in_flight = null;
    this.pump();
  }

  // The server asked to wait: free the line, keep the message waiting.
  postpone(cid: string): void {
    if (this.in_flight === cid) this.in_flight = null;
  }

  retry(cid: string): void {
    this.patch(cid, { state: 'sending', reason: undefined });
    this.pump();
  }

  private patch(cid: string, change: Partial<Draft>): void {
    this.drafts = this.drafts.map((d) => (d.cid === cid ? { ...d, ...change } : d));
    this.save();
  }

  private save(): void {
    write('outbox', this.drafts);
    this.changed();
  }
}
