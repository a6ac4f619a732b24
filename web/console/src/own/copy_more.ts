// The number of a request for elsewhere, and more of it with each further press.
import type { Ticket } from '@sahay/shared/api';
import { t } from '../i18n';
import { basePath, ticketPath } from '../router';
import { copyText } from '../ticket/ticket_header';

let copies = { id: 0, times: 0, at: 0 };

/** Once the number, pressed again the number with the subject, a third time with the address. */
export function copyMore(ticket: Ticket): void {
  const now = performance.now();
  copies = { id: ticket.id, times: copies.id === ticket.id && now - copies.at < 900 ? copies.times + 1 : 0, at: now };
  const parts = [`#${ticket.id}`, ticket.subject, location.origin + basePath + ticketPath(ticket.id, '')];
  copyText(copies.times === 0 ? String(ticket.id) : parts.slice(0, copies.times + 1).join(' '), t('ticket.numberCopied'));
}
