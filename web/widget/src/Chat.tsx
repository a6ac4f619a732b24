// The conversation: who answers, the way to a person, the log, the question for an address, the composer.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Availability } from './availability';
import { Composer } from './Composer';
import { Header } from './parts';
import { Log } from './Log';
import {
  answer_email,
  ask_for_person,
  current,
  cut_off,
  desk_name,
  email_answered,
  events,
  go,
  head,
  hours,
  human_asked,
  pending,
  speaker,
  typing,
  visitor_email,
} from './state';
import { duration, moment, t } from './text';

export function Chat() {
  const end = useRef<HTMLDivElement>(null);
  const count = events.value.length + pending.value.length;
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [count, typing.value, head.value?.asks]);
  const who = speaker.value;
  return (
    <>
      <Header
        title={who?.name || desk_name.value || t('widget.chat')}
        face={who}
        on_back={() => go('home')}
      >
        {who ? <small>{who.role === 'bot' ? t('widget.assistant') : t('widget.support')}</small> : <Availability />}
      </Header>
      <main class="column">
        <PersonBar />
        {head.value?.next_step && head.value.status !== 'solved' && head.value.status !== 'closed' && (
          <div class="bar">
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
  if (email_answered.value || visitor_email.value) return null;
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
