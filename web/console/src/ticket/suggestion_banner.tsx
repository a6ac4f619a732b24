// "A mail from X may belong here": held mails that the server ties to the open ticket, one at a time.
import { Suspense } from 'preact/compat';
import type { TicketScreen } from '@sahay/shared/api';
import { lazyHere } from '../shell/here';
import { elsewhere } from '../state/held';

const SuggestedMail = lazyHere(() => import('./suggested_mail'), true);

export function SuggestionBanner({ read }: { read: TicketScreen }) {
  const waiting = (read.suggestions ?? []).filter((mail) => !elsewhere.value.has(mail.id));
  const first = waiting[0];
  if (!first) return null;
  return <Suspense fallback={null}><SuggestedMail key={first.id} mail={first} ticket={read.ticket.id} others={waiting.length - 1} /></Suspense>;
}
