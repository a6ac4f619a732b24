// First view of the frame: is somebody there, the search for answers, every way to reach the desk with its hours, and
// the visitor's own conversations.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Availability, open_words } from './availability';
import { Header, Icon, type IconName } from './parts';
import type { Contact } from './protocol';
import { config, conversations, find_answers, go, hours, named, select, type Found } from './state';
import { read } from './storage';
import { t } from './text';

export function Home() {
  const [query, set_query] = useState('');
  const [found, set_found] = useState<Found[] | null>(null);
  useEffect(() => {
    if (query.trim().length < 2) return set_found(null);
    let stale = false;
    const timer = setTimeout(async () => {
      const answers = await find_answers(query).catch(() => []);
      if (!stale) set_found(answers);
    }, 150);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query]);
  return (
    <>
      <Header title={t('widget.greeting')}>
        <Availability />
      </Header>
      <main class="body">
        {config.value?.notices?.map((event) => (
          <p key={event.title} class="bar warning" role="note">
            <b dir="auto">{event.title}</b> <span>{event.when}</span> {event.body && <span dir="auto">{event.body}</span>}
          </p>
        ))}
        <label class="search">
          <Icon name="search" />
          <span class="hidden">{t('widget.search')}</span>
          <input
            type="search"
            value={query}
            placeholder={t('widget.search')}
            autocomplete="off"
            onInput={(e) => set_query(e.currentTarget.value)}
          />
        </label>
        <div role="status">{found && <Answers found={found} />}</div>
        {!found && <Ways />}
      </main>
    </>
  );
}

function start_chat() {
  select(null);
  go('chat');
}

function Answers({ found }: { found: Found[] }) {
  if (!found.length)
    return (
      <p class="note">
        {t('widget.nothing_found')}{' '}
        <button type="button" class="link" onClick={start_chat}>
          {t('widget.talk_to_person')}
        </button>
      </p>
    );
  return (
    <div class="rows">
      {found.map((answer) => (
        <a class="row" href={answer.url} target="_blank" rel="noopener">
          <span>
            <b>{answer.title}</b>
            <small class="two-lines">{answer.snippet}</small>
          </span>
          <Icon name="right" />
        </a>
      ))}
    </div>
  );
}

// The visitor's own requests come with the first of them.
const requests = signal<ComponentType | null>(null);

function Ways() {
  const some = named.value || conversations.value.length > 0;
  useEffect(() => {
    if (some && !requests.value) void import('./Requests').then((made) => (requests.value = made.Requests), () => undefined);
  }, [some]);
  const List = some && requests.value;
  const chat = open_words(hours.value);
  return (
    <>
      <div class="rows">
        <button type="button" class="row primary" onClick={start_chat}>
          <Icon name="person" />
          <span>
            <b>{t('widget.chat_with_person')}</b>
            <small class={chat.open ? '' : 'shut'}>{chat.text}</small>
          </span>
          <Icon name="right" />
        </button>
        <button type="button" class="row" onClick={() => go('report')}>
          <Icon name="form" />
          <span>
            <b>{t('widget.report')}</b>
            <small>{t(report_begun() ? 'widget.report_kept' : 'widget.report_hint')}</small>
          </span>
          <Icon name="right" />
        </button>
      </div>
      {List && <List />}
      {config.value && config.value.contacts.length > 0 && (
        <section>
          <h2>{t('widget.all_ways')}</h2>
          <div class="rows">{config.value.contacts.map((c) => <Way contact={c} />)}</div>
          {config.value.closed_days && <p class="note">{config.value.closed_days}</p>}
        </section>
      )}
    </>
  );
}

const report_begun = () => {
  const kept = read<{ answers: object; result: unknown } | null>('report', null);
  return kept !== null && !kept.result && Object.keys(kept.answers).length > 0;
};

const icon_of = (kind: Contact['kind']): IconName => (kind === 'callback' ? 'phone' : kind === 'forum' ? 'chat' : kind);

function Way({ contact }: { contact: Contact }) {
  // The answer time stands below with what it rests on.
  const words = open_words(contact.hours && contact.reply ? { ...contact.hours, eta_s: null } : contact.hours);
  const inside = (
    <>
      <Icon name={icon_of(contact.kind)} />
      <span>
        <b>{contact.label}</b>
        <small>
          {contact.value && <bdi>{contact.value}</bdi>}
          {contact.value && contact.hours && ' · '}
          {contact.hours && <span class={words.open ? 'open' : 'shut'}>{words.text}</span>}
        </small>
        {(contact.reply || contact.cost) && <small class="facts">{[contact.reply, contact.cost, contact.languages].filter(Boolean).join(' · ')}</small>}
        {contact.best_for && <small class="facts">{contact.best_for}</small>}
        {contact.note && <small class="shut">{contact.note}</small>}
      </span>
      <Icon name="right" />
    </>
  );
  if (contact.kind === 'chat')
    return (
      <button type="button" class="row" onClick={start_chat}>
        {inside}
      </button>
    );
  const outside = /^https?:|^\//.test(contact.url);
  return (
    <a class="row" href={contact.url} {...(outside ? { target: '_blank', rel: 'noopener' } : { target: '_top' })}>
      {inside}
    </a>
  );
}
