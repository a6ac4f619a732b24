// Everything that the person, and the company of the person, ever asked, by whatever channel: one key away from the composer.
import '../styles/around.css';
import { useEffect, useState } from 'preact/hooks';
import { Code, Globe, Mail, MessageCircle, Phone } from 'lucide-preact';
import type { Ticket, User } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { matches } from '@sahay/ui/picker';
import { longTime } from '../format';
import { basePath, ticketPath } from '../router';
import { Problem, RowBones } from '../shell/states';
import { aroundOpen } from '../shell/open';
import { listView } from '../state/list';
import { screen } from '../state/ticket';
import { channelWord, statusWord } from '../words';
import { t, useTexts } from './texts';

type Whose = 'person' | 'company';
interface Past { rows: Ticket[]; names: ReadonlyMap<number, string>; more: boolean }

const channelIcons = { email: Mail, chat: MessageCircle, web: Globe, api: Code, phone: Phone };
const atOnce = 100;

async function readPast(whose: Whose, id: number, page: number): Promise<Past> {
  const path = whose === 'person' ? `/users/${id}/tickets/requested` : `/organizations/${id}/tickets`;
  const [answer, people] = await Promise.all([
    get<{ tickets: Ticket[]; next_page: string | null }>(`${path}?sort_by=created_at&sort_order=desc&per_page=${atOnce}&page=${page}`),
    whose === 'company' && page === 1 ? get<{ users: User[] }>(`/organizations/${id}/users?per_page=${atOnce}`) : { users: [] },
  ]);
  return { rows: answer.tickets ?? [], names: new Map((people.users ?? []).map((user) => [user.id as number, user.name])), more: Boolean(answer.next_page) };
}

export default function HistoryDialog() {
  const texts = useTexts();
  const read = screen.value;
  const person = read?.users[read.ticket.requester_id];
  const company = read?.organization;
  const [whose, setWhose] = useState<Whose>('person');
  const [past, setPast] = useState<Past | null>(null);
  const [page, setPage] = useState(1);
  const [failed, setFailed] = useState(false);
  const [query, setQuery] = useState('');
  const close = () => { aroundOpen.value = null; };
  const id = whose === 'person' ? read?.ticket.requester_id : company?.id;
  useEffect(() => {
    if (!id) return undefined;
    let wanted = true;
    setFailed(false);
    readPast(whose, id, page).then((found) => {
      if (wanted) setPast((before) => (page === 1 || !before ? found : { ...found, rows: [...before.rows, ...found.rows], names: before.names }));
    }, () => { if (wanted) setFailed(true); });
    return () => { wanted = false; };
  }, [whose, id, page]);
  if (!texts || !read) return null;
  const choose = (next: Whose) => { if (next !== whose) { setPast(null); setPage(1); setWhose(next); } };
  const tab = (value: Whose, name: string) => (
    <button
      type="button" role="tab" id={`past-${value}`} aria-controls="past-list" aria-selected={whose === value} tabIndex={whose === value ? 0 : -1}
      onClick={() => choose(value)}
    ><span class="clip" dir="auto">{name}</span></button>
  );
  const tabs = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = whose === 'person' && company ? 'company' : 'person';
    choose(next);
    requestAnimationFrame(() => document.getElementById(`past-${next}`)?.focus());
  };
  const nameOf = (ticket: Ticket) => past?.names.get(ticket.requester_id) ?? read.users[ticket.requester_id]?.name ?? '';
  const shown = past?.rows.filter((ticket) => matches(`${ticket.id} ${ticket.subject} ${nameOf(ticket)} ${channelWord(ticket.channel)} ${statusWord(ticket.status)}`, query)) ?? [];
  return (
    <Dialog title={t('around.history')} closeLabel={t('ui.close')} class="past" onClose={close}>
      <div class="dialog-body">
        <div class="tabs" role="tablist" aria-label={t('around.whose')} onKeyDown={tabs}>
          {tab('person', person?.name ?? t('context.unknown'))}
          {company && tab('company', company.name)}
        </div>
        <input class="input" type="search" aria-label={t('around.find')} placeholder={t('around.find')} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
        <div id="past-list" role="tabpanel" aria-labelledby={`past-${whose}`} class="past-list" tabIndex={0}>
          {failed && !past && <Problem title={t('customers.failed')} action={t('ui.tryAgain')} onAction={() => setPage(page === 1 ? 1 : page)} />}
          {!failed && !past && <RowBones rows={5} />}
          {past && <p class="sm t3" role="status">{shown.length === 0 ? t('ui.nothing') : t('around.count', { n: shown.length })}</p>}
          <ul class="others">
            {shown.map((ticket) => {
              const Icon = channelIcons[ticket.channel] ?? Code;
              const open = ticket.id === read.ticket.id;
              return (
                <li key={ticket.id}>
                  <a class="past-row" href={basePath + ticketPath(ticket.id, listView.value)} aria-current={open ? 'true' : undefined} onClick={close}>
                    <Icon class="icon" size={16} role="img" aria-label={channelWord(ticket.channel)} />
                    <span class="grow">
                      <span class="block" dir="auto">#{ticket.id} {ticket.subject || t('ticket.noSubject')}</span>
                      <span class="block xs t3" dir="auto">{longTime(ticket.created_at)}{whose === 'company' && nameOf(ticket) ? ` · ${nameOf(ticket)}` : ''}{open ? ` · ${t('around.thisOne')}` : ''}</span>
                    </span>
                    <span class={`chip ${ticket.status}`}>{statusWord(ticket.status)}</span>
                  </a>
                </li>
              );
            })}
          </ul>
          {past?.more && <button type="button" class="button ghost" onClick={() => setPage(page + 1)}>{t('around.more')}</button>}
        </div>
      </div>
    </Dialog>
  );
}
