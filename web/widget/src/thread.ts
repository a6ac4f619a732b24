// One conversation as the visitor sees it: events in order of their sequence, no doubles, no holes.
// Rule of use: every event and every ack goes through take(); it answers the sequence after which events are missing
// when there is a hole, otherwise null. Pure: no timers, no network.
import type { ChatEvent } from './protocol';

export class Thread {
  readonly events: ChatEvent[] = [];
  last = 0;
  private held = new Map<number, ChatEvent>();

  take(event: ChatEvent): number | null {
    if (event.seq <= this.last) return this.hole();
    this.held.set(event.seq, event);
    for (;;) {
      const next = this.held.get(this.last + 1);
      if (!next) break;
      this.held.delete(next.seq);
      this.events.push(next);
      this.last = next.seq;
    }
    return this.hole();
  }

  hole(): number | null {
    return this.held.size ? this.last : null;
  }
}
