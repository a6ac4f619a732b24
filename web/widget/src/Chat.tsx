// The conversation: who answers, the way to a person, the log, the question for an address, the composer.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Availability } from './availability';
import { Composer } from './Composer';
import { Header, Icon } from './parts';
import { Log } from './Log';
import {
  answer_email,
  ask_for_person,
  config,
  current,
  cut_off,
  desk_name,
  email_answered,
  events,
  go,
  head,
  hours,
  human_asked,
  letter,
  pending,
  speaker,
  typing,
  visitor_email,
} from './state';
import { duration, moment, t } from './text';

export function Chat() {
  const end = useRef<HTMLDivElement>(null);
  const count = events.value.length + pending.value.length;
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [count, typing.value, head.value?.asks, letter.value?.step]);
  const who = speaker.value;
  const status = head.value?.status;
  const over = status === 'solved' || status === 'closed';
  // By mail comes what was said: there has to be something.
  const writes = Boolean(config.value?.letters && current.value && events.value.some((e) => e.kind === 'msg'));
  useEffect(() => {
    if (writes && (over || letter.value)) with_letters();
  }, [writes, over, letter.value]);
  const Letters = letters.value;
  return (
    <>
      <Header
        title={who?.name || desk_name.value || t('widget.chat')}
        face={who}
        on_back={() => go('home')}
        more={writes && (
          <button type="button" class="icon-button" aria-label={t('widget.more')} aria-haspopup="menu" aria-expanded={menu.value} onClick={() => with_letters(() => (menu.value = !menu.value))}>
            <Icon name="more" />
          </button>
        )}
      >
        {who ? <small>{who.role === 'bot' ? t('widget.assistant') : t('widget.support')}</small> : <Availability />}
      </Header>
      <main class="column">
        {Letters && menu.value && <Letters.Menu close={() => (menu.value = false)} />}
        <PersonBar />
        {head.value?.next_step && !over && (
          <div class="bar">
            {head.value.number && <b>#{head.value.number}</b>}
            <span dir="auto">{head.value.next_step}</span>
          </div>
        )}
        {cut_off.value && (
          <div class="bar warning" role="status">
            {t('widget.offline')}
          </div>
        )}
        <div class="body">
          {!count && <p class="note">{t(hours.value && !hours.value.open ? 'widget.intro_closed' : 'widget.intro')}</p>}
          <Log />
          <EmailQuestion />
          <SolvedQuestion />
          {Letters && writes && (letter.value || over) && <Letters.Letter key={current.value} />}
          {typing.value !== null && (
            <p class="typing">
              <i />
              <i />
              <i /> {t('widget.is_typing', { name: typing.value || desk_name.value })}
            </p>
          )}
          <div ref={end} />
        </div>
        <Composer key={current.value ?? 'new'} />
      </main>
    </>
  );
}

// The menu and the letter come with their first use.
const letters = signal<typeof import('./letter/Letter') | null>(null);
const menu = signal(false);
function with_letters(then = () => {}): void {
  if (letters.value) return then();
  void import('./letter/Letter').then(async (made) => {
    await made.ready();
    letters.value = made;
    then();
  }, () => undefined);
}

function PersonBar() {
  const asked = human_asked.value[current.value ?? 'new'];
  const h = hours.value;
  const person_spoke = speaker.value?.role === 'agent';
  if (asked && !person_spoke) {
    const when =
      h && !h.open
        ? h.opens_at
          ? t('widget.person_asked_closed', { time: moment(new Date(h.opens_at)) })
          : t('widget.person_asked')
        : h?.eta_s
          ? t('widget.person_asked_eta', { time: duration(h.eta_s) })
          : t('widget.person_asked');
    return (
      <div class="bar" role="status">
        {when}
      </div>
    );
  }
  return (
    <div class="bar">
      {!person_spoke && h && <span>{t(h.open ? 'widget.online_now' : 'widget.closed_now')}</span>}
      {person_spoke ? (
        <span>{t('widget.person_here')}</span>
      ) : (
        <button type="button" class="link" onClick={ask_for_person}>
          {t('widget.talk_to_person')}
        </button>
      )}
    </div>
  );
}

// The question comes with its first use: most conversations are not solved yet.
const solved = signal<ComponentType | null>(null);

function SolvedQuestion() {
  const asks = head.value?.asks ?? false;
  useEffect(() => {
    if (asks && !solved.value) void import('./Solved').then((made) => (solved.value = made.Solved), () => undefined);
  }, [asks]);
  const Question = solved.value;
  return asks && Question ? <Question key={current.value} /> : null;
}

// Asked once, after the first message went out (or before it when nobody is there), and never required.
function EmailQuestion() {
  const closed = hours.value !== null && !hours.value.open;
  if (email_answered.value || visitor_email.value || letter.value) return null;
  if (!closed && !events.value.some((e) => e.kind === 'msg')) return null;
  return (
    <form
      class="question"
      onSubmit={(e) => {
        e.preventDefault();
        const field = new FormData(e.currentTarget).get('email') as string;
        answer_email(field.trim());
      }}
    >
      <label for="email">{t(closed ? 'widget.email_question_closed' : 'widget.email_question')}</label>
      <div>
        <input
          id="email"
          name="email"
          type="email"
          required
          maxLength={254}
          autocomplete="email"
          placeholder={t('widget.email_address')}
        />
        <button class="button">{t('widget.save')}</button>
      </div>
      <button type="button" class="link" onClick={() => answer_email(null)}>
        {t('widget.not_now')}
      </button>
    </form>
  );
}
