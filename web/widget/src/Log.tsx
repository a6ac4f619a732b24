// Messages, oldest first: confirmed events, then what waits in the outbox. A message of the visitor is never taken
// away; one that was refused says so and waits for "Try again".
import { Fragment, type ComponentChildren } from 'preact';
import { Face, FilePill } from './parts';
import type { ChatEvent } from './protocol';
import { events, outbox, pending } from './state';
import type { Draft } from './outbox';
import { clock_time, day_name, t } from './text';

export function Log() {
  let day = '';
  const day_line = (at: Date) => {
    const name = day_name(at);
    if (name === day) return null;
    day = name;
    return <p class="day">{name}</p>;
  };
  return (
    <div class="log" role="log" aria-live="polite" aria-relevant="additions" aria-label={t('widget.messages')}>
      {events.value.map((event) => (
        <Fragment key={event.data.cid ?? event.seq}>
          {day_line(new Date(event.at))}
          {event.kind === 'msg' && event.data.author?.role !== 'system' ? <Message event={event} /> : <Notice event={event} />}
        </Fragment>
      ))}
      {pending.value.map((draft) => (
        <Fragment key={draft.cid}>
          {day_line(new Date(draft.at))}
          <Waiting draft={draft} />
        </Fragment>
      ))}
    </div>
  );
}

function Bubble({ mine, children }: { mine: boolean; children: ComponentChildren }) {
  return <div class={mine ? 'message mine' : 'message'}>{children}</div>;
}

function Message({ event }: { event: ChatEvent }) {
  const { author, text, html, files } = event.data;
  const mine = author?.role === 'visitor';
  const at = new Date(event.at);
  return (
    <div class={mine ? 'entry mine' : 'entry'}>
      {!mine && author && <Face author={author} />}
      <div>
        {(text || html) && (
          <Bubble mine={mine}>
            {mine ? (
              <span class="hidden">{t('widget.you')}: </span>
            ) : (
              <span class="hidden">{author?.name || t('widget.assistant')}: </span>
            )}
            {html && !mine ? (
              // Cleaned by the server; the policy of this frame runs no inline script either.
              <div class="rich" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
            ) : (
              <span dir="auto">{text}</span>
            )}
          </Bubble>
        )}
        {files && files.length > 0 && (
          <div class="files">
            {files.map((f) => (
              <FilePill info={f} />
            ))}
          </div>
        )}
        <small class="meta">
          {!mine && author && `${[author.name, author.role === 'bot' && t('widget.assistant')].filter(Boolean).join(' · ')} · `}
          <time dateTime={event.at}>{clock_time(at)}</time>
          {mine && ` · ${t('widget.sent')}`}
        </small>
      </div>
    </div>
  );
}

function Notice({ event }: { event: ChatEvent }) {
  const name = event.data.author?.name;
  if (event.kind === 'msg') return <p class="notice" dir="auto">{event.data.text}</p>;
  if (event.kind === 'status' && event.data.status === 'solved') return <p class="notice">{t('widget.was_solved')}</p>;
  if (event.kind === 'status' && event.data.status === 'closed') return <p class="notice">{t('widget.was_closed')}</p>;
  if (event.kind === 'status' && event.data.status === 'open') return <p class="notice">{t('widget.was_opened')}</p>;
  if (event.kind === 'assign' && name) return <p class="notice">{t('widget.now_helps', { name })}</p>;
  return null;
}

function Waiting({ draft }: { draft: Draft }) {
  const failed = draft.state === 'failed';
  return (
    <div class="entry mine">
      <div>
        {draft.text && (
          <Bubble mine>
            <span class="hidden">{t('widget.you')}: </span>
            <span dir="auto">{draft.text}</span>
          </Bubble>
        )}
        {draft.files.length > 0 && (
          <div class="files">
            {draft.files.map((f) => (
              <FilePill info={f.info} />
            ))}
          </div>
        )}
        {failed ? (
          <button type="button" class="meta failed" onClick={() => outbox.retry(draft.cid)}>
            {draft.reason ? `${draft.reason} ` : ''}
            {t('widget.not_sent')}
          </button>
        ) : (
          <small class="meta">{t('widget.sending')}</small>
        )}
      </div>
    </div>
  );
}
