// The thread that is read, and beside it, unseen, the one that j opens next: it is drawn and laid out while nothing else is to do, and
// takes its place by a change of class alone. The one before goes away a frame later.
// Rule of use: in the page the thread that is read stands before the one that comes; who looks for messages there asks below `.log`.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TicketScreen } from '@sahay/shared/api';
import { ahead, firstUnseen, pointedAt, unseenIn } from '../state/ticket';
import { Timeline } from './timeline';

interface Thread {
  read: TicketScreen;
  unseen: number | null;
  pointedAt: number | null;
}

export function Threads({ read }: { read: TicketScreen }) {
  const drawn = useRef(new Map<number, Thread>()).current;
  const former = useRef(0);
  const [, drawAgain] = useState(0);
  const { id } = read.ticket;
  const next = ahead.value;
  for (const each of drawn.keys()) if (each !== id && each !== former.current && each !== next?.ticket.id) drawn.delete(each);
  drawn.set(id, { read, unseen: firstUnseen.value, pointedAt: pointedAt.value });
  // What was seen of it is read from the device: once for each reading, not at every drawing.
  if (next && next.ticket.id !== id && drawn.get(next.ticket.id)?.read !== next) drawn.set(next.ticket.id, { read: next, unseen: unseenIn(next), pointedAt: null });
  useEffect(() => {
    former.current = id;
    let gone = false;
    for (const each of drawn.keys()) {
      if (each === id) break;
      gone = drawn.delete(each);
    }
    if (gone) drawAgain((times) => times + 1);
  }, [id]);
  return (
    <div class="threads">
      {[...drawn].map(([each, thread]) => <Timeline key={`${each} ${thread.pointedAt ?? ''}`} {...thread} aside={each !== id} />)}
    </div>
  );
}
