// The thread of a ticket, oldest first. Opens at the first unseen comment, else at the end; long threads show the last thirty
// entries and load the rest on demand; an address that names a message opens there. What was sent but is not on the server yet stands at the end.
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TicketScreen } from '@sahay/shared/api';
import { Avatar } from '@sahay/ui/avatar';
import { t } from '../i18n';
import { afterPaint, whenDrawn } from '../state/after_paint';
import { outbox, takeBack, throwAway, tryAgain, type OutboxEntry } from '../state/outbox';
import { me } from '../state/session';
import { CommentCard, CommentText, Files, authorOf } from './comment_card';
import { EventGroup } from './event_line';
import { plainOf } from '../state/drafts';
import { copyText } from './ticket_header';
import { arrange } from './timeline_model';
import { Clock, Lock, TriangleAlert } from 'lucide-preact';

const LaterCards = lazy(() => import('../later/later_cards'));

/** As many as a screen shows; the others of the last thirty follow a frame later. */
const firstSeen = 8;
const firstShown = 30;

export interface TimelineProps {
  read: TicketScreen;
  unseen: number | null;
  /** The message that the address names. */
  pointedAt: number | null;
  /** Drawn and laid out, but not shown: it is the next one, or the one before. */
  aside: boolean;
}

export function Timeline({ read, unseen, pointedAt, aside }: TimelineProps) {
  const log = useRef<HTMLDivElement>(null);
  const items = useMemo(() => arrange(read.timeline), [read.timeline]);
  const stage = useStages(items.length > firstSeen, aside);
  const [older, setOlder] = useState(0);
  const fromComment = (id: number | null) => { const at = items.findIndex((item) => item.kind === 'comment' && item.comment.id === id); return at < 0 ? 0 : items.length - at; };
  const pointed = fromComment(pointedAt) > 0 ? pointedAt : null;
  const opened = pointed ?? unseen;
  const fromOpened = fromComment(opened);
  const hidden = Math.max(0, items.length - Math.max(firstShown + older, fromOpened));
  const shown = items.slice(stage === 'few' ? Math.max(hidden, items.length - Math.max(firstSeen, fromOpened)) : hidden);
  const sending = outbox.value.filter((entry) => entry.ticket === read.ticket.id);
  useOpening(log, opened, stage === 'few', aside);
  const later = read.scheduled_replies?.length ?? 0;
  useFollowing(log, read.timeline.length + sending.length + later);

  return (
    <div class={aside ? 'log-aside' : 'log'} role="log" ref={log} tabIndex={0} aria-label={t('timeline.title')} aria-live={stage === 'told' ? undefined : 'off'} onKeyDown={betweenMessages}>
      {hidden > 0 && <button type="button" class="button ghost older" onClick={() => setOlder(older + 60)}>{t('timeline.older', { n: hidden })}</button>}
      {shown.map((item) => (item.kind === 'comment'
        ? <CommentCard key={`c${item.comment.id}`} comment={item.comment} read={read} unseen={item.comment.id === unseen} pointed={item.comment.id === pointed} />
        : <EventGroup key={`e${item.id}`} item={item} read={read} />))}
      {later > 0 && <Suspense fallback={null}><LaterCards read={read} /></Suspense>}
      {sending.map((entry) => <SendingCard key={entry.key} entry={entry} read={read} />)}
    </div>
  );
}

/** From message to message by arrows, while one of them has the focus itself. */
function betweenMessages(event: KeyboardEvent): void {
  const from = event.target as HTMLElement;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !from.matches('article.comment')) return;
  const all = [...document.querySelectorAll<HTMLElement>('.log article.comment[tabindex]')];
  event.preventDefault();
  all[all.indexOf(from) + step]?.focus();
}

/** First what a screen shows, then all that is shown at first; only what comes after that is news that a screen reader tells. */
function useStages(many: boolean, aside: boolean): 'few' | 'all' | 'told' {
  const [stage, setStage] = useState<'few' | 'all' | 'told'>(many ? 'few' : 'told');
  useEffect(() => {
    let gone = false;
    if (stage !== 'told' && !aside) afterPaint(() => { if (!gone) setStage(stage === 'few' ? 'all' : 'told'); });
    return () => { gone = true; };
  }, [stage, aside]);
  return stage;
}

/** Where the thread is opened: at the message that is asked for, the first unseen one, or its end, holding while frames and pictures find their height. */
function useOpening(log: { current: HTMLDivElement | null }, opened: number | null, few: boolean, aside: boolean): void {
  const taken = useRef(false);
  useLayoutEffect(() => {
    const element = log.current;
    if (!element || taken.current) return undefined;
    const place = () => {
      const mark = opened === null ? null : element.querySelector<HTMLElement>(`#comment-${opened}`);
      element.scrollTop = mark ? Math.max(0, mark.offsetTop - element.offsetTop - 48) : element.scrollHeight;
    };
    const watcher = new ResizeObserver(place);
    let gone = false;
    whenDrawn(() => {
      if (gone) return;
      place();
      for (const child of element.children) watcher.observe(child);
    });
    const stop = () => { gone = true; watcher.disconnect(); };
    const take = () => { taken.current = true; stop(); };
    const timer = aside ? undefined : setTimeout(take, 1500);
    const ways = ['wheel', 'pointerdown', 'keydown', 'touchstart'];
    for (const name of ways) element.addEventListener(name, take, { once: true, passive: true });
    return () => {
      clearTimeout(timer);
      stop();
      for (const name of ways) element.removeEventListener(name, take);
    };
  }, [opened, few, aside]);
}

/** Keeps the end in sight when something arrives while the reader is at the end. */
function useFollowing(log: { current: HTMLDivElement | null }, length: number): void {
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return undefined;
    const note = () => { atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80; };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, []);
  const before = useRef(length);
  useLayoutEffect(() => {
    if (length > before.current && atEnd.current) whenDrawn(() => { if (log.current) log.current.scrollTop = log.current.scrollHeight; });
    before.current = length;
  }, [length]);
}

function SendingCard({ entry, read }: { entry: OutboxEntry; read: TicketScreen }) {
  const name = me.value.name || authorOf(me.value.id, read).name;
  const stuck = entry.state === 'failed' || entry.state === 'waiting';
  const state = {
    sending: t('outbox.sending'), waiting: t('outbox.waiting'), failed: t('outbox.notSent'),
  }[entry.state];
  return (
    <article class={`comment ${entry.mode === 'note' ? 'note' : 'ours'} sending`} aria-label={t('timeline.by', { name })}>
      <Avatar name={name} />
      <div class={`card${entry.state === 'failed' ? ' failed' : ''}`}>
        <header class="card-head">
          <b>{name}</b>
          {entry.mode === 'note' && <span class="xs note-word"><Lock class="icon" size={12} aria-hidden="true" />{t('composer.note')}</span>}
          <span class={`xs delivery-state ${stuck ? 'bad' : 't3'}`} role={stuck ? 'alert' : undefined}>
            {stuck ? <TriangleAlert class="icon" size={14} aria-hidden="true" /> : <Clock class="icon" size={14} aria-hidden="true" />}
            {state}{entry.state === 'failed' && entry.error ? ` ${entry.error}` : ''}
          </span>
        </header>
        <CommentText html={entry.html} text="" title={t('timeline.by', { name })} />
        <Files files={entry.files.map((file) => file.attachment)} />
        {stuck && (
          <p class="card-actions">
            <button type="button" class="button" onClick={() => tryAgain(entry.key)}>{t('ui.tryAgain')}</button>
            <button type="button" class="button ghost" onClick={() => takeBack(entry.key)}>{t('outbox.edit')}</button>
            <button type="button" class="button ghost" onClick={() => void copyText(plainOf(entry.html), t('outbox.copied'))}>{t('outbox.copy')}</button>
            <button type="button" class="button ghost danger" onClick={() => throwAway(entry.key)}>{t('ui.delete')}</button>
          </p>
        )}
      </div>
    </article>
  );
}
