// Customers: finding people and organizations, and one page for each with their requests.
import { useEffect, useState } from 'preact/hooks';
import { ChevronLeft } from 'lucide-preact';
import type { Organization, Ticket, User } from '@sahay/shared/api';
import { ApiError, get } from '@sahay/shared/client';
import { Avatar } from '@sahay/ui/avatar';
import { fullTime, localClock, shortTime } from '../format';
import { t } from '../i18n';
import { basePath, go, route, ticketPath } from '../router';
import { Awaited, Problem, useLate } from '../shell/states';
import { CompanyTerms } from '../intake/company_terms';
import { statusWord } from '../words';

type Read<T> = { phase: 'loading' | 'failed' | 'missing' } | { phase: 'ready'; value: T };

function useRead<T>(read: () => Promise<T>, key: string): [Read<T>, () => void] {
  const [state, setState] = useState<Read<T>>({ phase: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    setState((before) => (before.phase === 'ready' ? before : { phase: 'loading' }));
    read().then(
      (value) => { if (current) setState({ phase: 'ready', value }); },
      (error) => { if (current) setState({ phase: error instanceof ApiError && error.status === 404 ? 'missing' : 'failed' }); },
    );
    return () => { current = false; };
  }, [key, round]);
  return [state, () => setRound(round + 1)];
}

export default function Customers() {
  const where = route.value;
  if (where.name !== 'customers') return null;
  if (where.user !== null) return <Person key={where.user} id={where.user} />;
  if (where.organization !== null) return <Company key={where.organization} id={where.organization} />;
  return <Directory />;
}

function Directory() {
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed.trim()), 150);
    return () => clearTimeout(timer);
  }, [typed]);
  const [state, again] = useRead(async () => {
    const encoded = encodeURIComponent(query);
    const [people, companies] = await Promise.all([
      get<{ users: User[] }>(query ? `/users/search?query=${encoded}&per_page=50` : '/users?role=end-user&per_page=50'),
      get<{ organizations: Organization[] }>(query ? `/organizations/autocomplete?name=${encoded}` : '/organizations?per_page=50'),
    ]);
    return { people: people.users ?? [], companies: companies.organizations ?? [] };
  }, query);
  return (
    <div class="page-body">
      <h1>{t('shell.customers')}</h1>
      <input class="input search-input" type="search" aria-label={t('customers.search')} placeholder={t('customers.search')} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      <Body state={state} again={again}>
        {({ people, companies }) => (people.length + companies.length === 0
          ? <Problem title={query ? t('list.nothingFound') : t('customers.empty')} hint={query ? t('list.nothingFoundHint') : t('customers.emptyHint')} />
          : (
            <div class="two-columns">
              <section>
                <h2>{t('customers.people')}</h2>
                <ul class="directory">{people.map((user) => (
                  <li key={user.id}><a class="directory-row" href={`${basePath}/customers/${user.id}`}>
                    <Avatar name={user.name} photo={user.photo_url} />
                    <span class="grow"><span class="clip block" dir="auto">{user.name}</span><span class="clip block sm t3">{user.email ?? user.phone ?? ''}</span></span>
                  </a></li>
                ))}</ul>
              </section>
              <section>
                <h2>{t('customers.organizations')}</h2>
                <ul class="directory">{companies.map((company) => (
                  <li key={company.id}><a class="directory-row" href={`${basePath}/organizations/${company.id}`}>
                    <Avatar name={company.name} />
                    <span class="grow"><span class="clip block" dir="auto">{company.name}</span><span class="clip block sm t3">{company.domain_names?.join(', ')}</span></span>
                  </a></li>
                ))}</ul>
              </section>
            </div>
          ))}
      </Body>
    </div>
  );
}

function Body<T>({ state, again, children }: { state: Read<T>; again(): void; children(value: T): preact.ComponentChildren }) {
  const late = useLate(200);
  if (state.phase === 'ready') return <>{children(state.value)}</>;
  if (state.phase === 'failed') return <Problem title={t('customers.failed')} action={t('ui.tryAgain')} onAction={again} />;
  if (state.phase === 'missing') return <Problem title={t('customers.missing')} />;
  return (
    <>
      <Awaited words={t('shell.customers')} />
      {late && <div aria-busy="true" class="bones-list">{[1, 2, 3, 4].map((n) => <div key={n} class="bone" />)}</div>}
    </>
  );
}

function Back() {
  return <button type="button" class="button ghost" onClick={() => go('/customers')}><ChevronLeft class="icon" size={16} aria-hidden="true" />{t('shell.customers')}</button>;
}

function Tickets({ tickets }: { tickets: Ticket[] }) {
  if (tickets.length === 0) return <p class="sm t3">{t('customers.noTickets')}</p>;
  return (
    <ul class="directory">{tickets.map((ticket) => (
      <li key={ticket.id}><a class="directory-row" href={basePath + ticketPath(ticket.id, 'all')}>
        <span class="grow"><span class="clip block" dir="auto">{ticket.subject}</span><span class="sm t3 num">#{ticket.id} · <time dateTime={ticket.updated_at}>{shortTime(ticket.updated_at)}</time></span></span>
        <span class={`chip ${ticket.status}`}>{statusWord(ticket.status)}</span>
      </a></li>
    ))}</ul>
  );
}

const newest = (tickets: Ticket[]) => [...tickets].sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));

function Person({ id }: { id: number }) {
  const [state, again] = useRead(async () => {
    const [{ user }, { tickets }] = await Promise.all([
      get<{ user: User }>(`/users/${id}`), get<{ tickets: Ticket[] }>(`/users/${id}/tickets/requested?per_page=50`),
    ]);
    const company = user.organization_id ? (await get<{ organization: Organization }>(`/organizations/${user.organization_id}`)).organization : null;
    return { user, company, tickets: newest(tickets ?? []) };
  }, `u${id}`);
  return (
    <div class="page-body narrow">
      <Back />
      <Body state={state} again={again}>{({ user, company, tickets }) => {
        const zone = user.iana_time_zone ?? user.time_zone;
        const local = zone ? localClock(zone) : null;
        return (
          <>
            <div class="person"><Avatar name={user.name} photo={user.photo_url} size="large" /><h1 class="grow" dir="auto">{user.name}</h1></div>
            <dl class="pairs wide">
              {user.email && <><dt>{t('context.email')}</dt><dd><a class="link" href={`mailto:${user.email}`}>{user.email}</a></dd></>}
              {user.phone && <><dt>{t('context.phone')}</dt><dd class="num">{user.phone}</dd></>}
              {company && <><dt>{t('customers.organization')}</dt><dd><a class="link" href={`${basePath}/organizations/${company.id}`}>{company.name}</a></dd></>}
              {local && <><dt>{t('context.localTime')}</dt><dd class="num">{local} · {zone}</dd></>}
              {user.created_at && <><dt>{t('customers.since')}</dt><dd>{fullTime(user.created_at)}</dd></>}
              {user.notes && <><dt>{t('customers.notes')}</dt><dd dir="auto">{user.notes}</dd></>}
            </dl>
            <h2>{t('customers.requests')}</h2>
            <Tickets tickets={tickets} />
          </>
        );
      }}</Body>
    </div>
  );
}

function Company({ id }: { id: number }) {
  const [state, again] = useRead(async () => {
    const [{ organization }, { users }, { tickets }] = await Promise.all([
      get<{ organization: Organization }>(`/organizations/${id}`),
      get<{ users: User[] }>(`/organizations/${id}/users?per_page=50`),
      get<{ tickets: Ticket[] }>(`/organizations/${id}/tickets?per_page=50`),
    ]);
    return { organization, users: users ?? [], tickets: newest(tickets ?? []) };
  }, `o${id}`);
  return (
    <div class="page-body narrow">
      <Back />
      <Body state={state} again={again}>{({ organization, users, tickets }) => (
        <>
          <div class="person"><Avatar name={organization.name} size="large" /><h1 class="grow" dir="auto">{organization.name}</h1></div>
          <dl class="pairs wide">
            {(organization.domain_names?.length ?? 0) > 0 && <><dt>{t('customers.domains')}</dt><dd>{organization.domain_names!.join(', ')}</dd></>}
            {organization.notes && <><dt>{t('customers.notes')}</dt><dd dir="auto">{organization.notes}</dd></>}
          </dl>
          <CompanyTerms id={organization.id} users={users} />
          <h2>{t('customers.people')}</h2>
          {users.length === 0 ? <p class="sm t3">{t('customers.noPeople')}</p> : (
            <ul class="directory">{users.map((user) => (
              <li key={user.id}><a class="directory-row" href={`${basePath}/customers/${user.id}`}><Avatar name={user.name} /><span class="grow"><span class="clip block" dir="auto">{user.name}</span><span class="clip block sm t3">{user.email}</span></span></a></li>
            ))}</ul>
          )}
          <h2>{t('customers.requests')}</h2>
          <Tickets tickets={tickets} />
        </>
      )}</Body>
    </div>
  );
}
