// Where an agent answers: tabs for reply and note (a note looks different everywhere and has its own button), the editor, files,
// the state of the draft, Send and Send and solve. What was typed is a draft from the first letter on. It stays while tickets change
// under it: whatever is kept here is kept by ticket.
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { Bold, CalendarClock, Check, Italic, Link, List, ListChecks, Lock, MessageSquareText, Paperclip, Phone, Reply, Send, X } from 'lucide-preact';
import type { DraftMode, TicketScreen } from '@sahay/shared/api';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { clock } from '../format';
import { emojiWish } from '../emoji/wish';
import { takeWishes } from '../promises/model';
import { PromiseBar } from '../promises/promise_bar';
import { t } from '../i18n';
import { afterPaint } from '../state/after_paint';
import { drafts, lastSaved, noteSnippet, noteSnippetSoon } from '../state/drafts';
import { connection, writing } from '../state/live';
import { aroundOpen } from '../shell/open';
import { returned, send, stale, type Letter as Written } from '../state/outbox';
import { prefs } from '../state/prefs';
import { isPhone } from '../state/screen';
import { agents, me, started } from '../state/session';
import { say } from '../state/toasts';
import { isDone, openId } from '../state/ticket';
import { channelWord } from '../words';
import { askForReport } from './ask_report';
import { addFiles, filesFor, putBackFiles, takeFiles } from './attachments';
import { composerMode, composerOpen, editor, editorReady, insertMenu, laterOpen, leaveEditor, letterOf, openInsert, write, type Letter, type Typed } from './composer_state';
import { DraftCheck } from './draft_check';
import { mentionedIn, takeExtras } from './extras';
import { ExtrasRow } from './extras_row';
import { current, logCall, openNextAfter, takeByWriting } from './ticket_actions';

const Editor = lazy(() => import('./editor'));
const EmojiList = lazy(() => import('../emoji/emoji_list'));
const InsertMenu = lazy(() => import('./insert_menu'));
const LinkField = lazy(() => import('./link_field'));
const PendingFiles = lazy(() => import('./pending_files'));
const StaleBanner = lazy(() => import('./stale_banner'));
const quietAfter = 5000;

export function Composer({ read }: { read: TicketScreen }) {
  const { ticket } = read;
  const mode = composerMode.value;
  const seen = useSeenSequence(read);
  const quiet = useRef<ReturnType<typeof setTimeout>>();
  useLayoutEffect(() => {
    composerMode.value = 'reply';
    composerOpen.value = false;
    insertMenu.value = null;
    afterPaint(() => {
      if (openId.value !== ticket.id) return;
      drafts().restore(ticket.id).then((modes) => {
        if (openId.value === ticket.id && modes.includes(composerMode.value)) editor.value?.setHtml(drafts().read(ticket.id, composerMode.value));
        noteSnippet(ticket.id);
      }).catch(() => undefined);
    });
    return () => { writing.value = false; };
  }, [ticket.id]);
  useEffect(() => {
    const back = returned.value;
    if (!back || back.ticket !== ticket.id) return;
    returned.value = null;
    composerMode.value = back.mode;
    if (mode === back.mode) editor.value?.setHtml(back.html);
    putBackFiles(ticket.id, back.mode, back.files);
    write(back.mode);
  }, [returned.value, ticket.id]);

  const typed = useSignal<Typed | null>(null);
  const change = (html: string, of: Letter) => {
    if (html !== '' && of.mode === 'reply' && of.ticket === ticket.id && drafts().read(of.ticket, of.mode) === '') takeByWriting(ticket);
    drafts().write(of.ticket, of.mode, html);
    noteSnippetSoon(of.ticket);
    if (of.ticket !== ticket.id) return;
    typed.value = { ticket: of.ticket, html };
    writing.value = html !== '';
    clearTimeout(quiet.current);
    quiet.current = setTimeout(() => { writing.value = false; }, quietAfter);
  };
  const submit = (solve: boolean, anyway = false) => sendDraft(read, mode, solve && mode === 'reply', anyway ? null : seen.current);
  const later = () => {
    if (canSend(read, mode)) laterOpen.value = { ticket: ticket.id, maySolve: !isDone(ticket.status), take: (solve) => takeLetter(read, mode, solve, seen.current) };
  };

  if (ticket.status === 'closed') return <p class="composer closed sm t2">{t('composer.closed')}</p>;
  if (isPhone.value && !composerOpen.value) return <CollapsedComposer read={read} />;
  const name = read.users[ticket.requester_id]?.name ?? '';
  return (
    <section class={`composer${isPhone.value ? ' full' : ''}`} data-mode={mode} aria-label={mode === 'note' ? t('composer.note') : t('composer.reply')}>
      <div class="composer-head">
        <ModeTabs mode={mode} />
        <span class="xs recipient clip">
          {mode === 'note'
            ? <><Lock class="icon" size={12} aria-hidden="true" /> {t('composer.noteFor')}</>
            : <button type="button" class="to clip" aria-haspopup="dialog" data-tip={t('command.readers')} data-keys="Shift C" onClick={() => { aroundOpen.value = 'readers'; }}>{t('composer.to', { name, channel: channelWord(ticket.channel) })}{ticket.email_cc_ids?.length ? ` · ${t('composer.copies', { n: ticket.email_cc_ids.length })}` : ''}</button>}
        </span>
        {isPhone.value && <button type="button" class="icon-button" aria-label={t('ui.close')} onClick={leaveEditor}><X class="icon" size={20} aria-hidden="true" /></button>}
      </div>
      {(stale.value?.ticket === ticket.id || seen.newer.length > 0) && <Suspense fallback={null}><StaleBanner read={read} seen={seen} onAnyway={() => submit(false, true)} /></Suspense>}
      {connection.value === 'offline' && <p class="banner" role="status">{t('composer.offline')}</p>}
      <div class="editor-box" id="composer-panel" role="tabpanel" aria-label={mode === 'note' ? t('composer.note') : t('composer.reply')}>
        <Suspense fallback={<div class="editor placeholder t3">{mode === 'note' ? t('composer.notePrompt') : t('composer.prompt')}</div>}>
          <Editor
            of={letterOf(ticket.id, mode)}
            html={drafts().read(ticket.id, mode)}
            label={mode === 'note' ? t('composer.noteLabel') : t('composer.replyLabel')}
            placeholder={mode === 'note' ? t('composer.notePrompt') : t('composer.prompt')}
            onChange={change}
            onSend={() => submit(false)}
            onSendAndSolve={() => submit(true)}
            onLeave={leaveEditor}
            onReady={(handle) => {
              editorReady(handle);
              // The draft may have come while the editor was on its way.
              const kept = handle?.isEmpty() ? drafts().read(ticket.id, mode) : '';
              if (kept) handle!.setHtml(kept);
            }}
            onSign={openBySign}
          />
        </Suspense>
        {filesFor(ticket.id, mode).length > 0 && <Suspense fallback={null}><PendingFiles ticket={ticket.id} mode={mode} /></Suspense>}
        <ExtrasRow ticket={ticket.id} mode={mode} />
        {insertMenu.value && <Suspense fallback={null}><InsertMenu key={insertMenu.value.kind} ticket={ticket} /></Suspense>}
        <EmojiPlace />
        {mode === 'reply' && <DraftCheck key={ticket.id} ticket={ticket.id} onSend={submit} />}
        {mode === 'reply' && <PromiseBar key={ticket.id} ticket={ticket.id} typed={typed} />}
        <div class="composer-bar">
          <Toolbar ticket={ticket.id} />
          <span class="grow" />
          <DraftState ticket={ticket.id} mode={mode} />
          {mode === 'note' ? (
            <button type="button" class="button note" data-keys={writtenKeys('mod+enter')} onClick={() => submit(false)}><Lock class="icon" size={16} aria-hidden="true" />{t('composer.addNote')}</button>
          ) : (
            <>
              {!isDone(ticket.status) && (
                <button type="button" class="button" data-keys={writtenKeys('mod+shift+enter')} onClick={() => submit(true)}><Check class="icon" size={16} aria-hidden="true" />{t('composer.sendSolve')}</button>
              )}
              <button type="button" class="icon-button" data-later aria-label={t('composer.later')} data-tip={t('composer.later')} data-keys={writtenKeys('mod+alt+enter')} onClick={later}><CalendarClock class="icon" size={16} aria-hidden="true" /></button>
              <button type="button" class="button primary" data-keys={writtenKeys('mod+enter')} onClick={() => submit(false)}><Send class="icon" size={16} aria-hidden="true" />{t('composer.send')}</button>
            </>
          )}
        </div>
      </div>
    </section>
  );
}

/** A part of its own: letters of a name draw nothing else anew. */
const EmojiPlace = () => (emojiWish.value ? <Suspense fallback={null}><EmojiList /></Suspense> : null);

/** Signs in the text that open a list. An @ in a reply is an @: customers read it. */
function openBySign(sign: '/' | '@' | '??'): boolean {
  if (sign === '@' && composerMode.value !== 'note') return false;
  openInsert(sign === '/' ? 'answer' : sign === '@' ? 'mention' : 'article', true);
  return true;
}

/** Says what is missing, if something is. */
function canSend({ ticket }: TicketScreen, mode: DraftMode): boolean {
  const own = filesFor(ticket.id, mode);
  const html = editor.value?.html() ?? drafts().read(ticket.id, mode);
  if (html === '' && own.length === 0) {
    say(t('composer.empty'), undefined, 4);
    editor.value?.focus();
    return false;
  }
  const wrong = own.some((file) => file.state === 'failed') ? t('composer.fileFailed') : own.some((file) => file.state !== 'done') ? t('composer.stillUploading') : '';
  if (wrong) say(wrong, undefined, 4);
  return !wrong;
}

/** What is written, with all that goes with it; the composer is empty then. */
function takeLetter(read: TicketScreen, mode: DraftMode, solve: boolean, lastSeen: number | null): Written | null {
  const { ticket } = read;
  if (!canSend(read, mode)) return null;
  const html = editor.value?.html() ?? drafts().read(ticket.id, mode);
  const letter = {
    ticket: ticket.id, mode, html: html || '<p></p>', files: takeFiles(ticket.id, mode), lastSeen,
    status: solve ? 'solved' as const : null,
    assignee: solve && ticket.assignee_id === null ? me.value.id : null,
    promises: mode === 'reply' ? takeWishes(ticket.id) : [],
    extras: takeExtras(ticket.id, mode),
    mentions: mode === 'note' && html.includes('@') ? mentionedIn(new DOMParser().parseFromString(html.replace(/<\/p>|<br>/g, '$& '), 'text/html').body.textContent ?? '', agents.value).map((agent) => agent.id) : [],
  };
  writing.value = false;
  if (isPhone.value) composerOpen.value = false;
  // Emptying the editor sets its cursor, and that lays out the page: when the letter stands in the thread, once for both.
  const empty = () => editor.value?.setHtml('');
  if (solve) empty();
  else queueMicrotask(empty);
  return letter;
}

function sendDraft(read: TicketScreen, mode: DraftMode, solve: boolean, lastSeen: number | null): void {
  const { ticket } = read;
  const letter = takeLetter(read, mode, solve, lastSeen);
  if (!letter) return;
  // What is said in a chat is read at once; everything else leaves as a mail.
  const allowed = mode === 'reply' && ticket.channel !== 'chat' ? started.value?.settings.undo_send_seconds ?? 0 : 0;
  const undoSeconds = allowed > 0 ? prefs.value.undoSeconds ?? allowed : 0;
  const name = read.users[ticket.requester_id]?.name ?? '';
  send(letter, undoSeconds, solve ? t('said.sentSolved', { name }) : t('said.sent', { name }));
  if (solve) openNextAfter(ticket.id);
}

/** The event up to which this agent has read. It stays behind when a colleague or customer writes while a text is being typed. */
function useSeenSequence(read: TicketScreen): Seen {
  const seen = useRef({ ticket: read.ticket.id, current: sequenceOf(read), newer: [] as number[] });
  const known = useRef(new Set(commentIds(read)));
  if (seen.current.ticket !== read.ticket.id) {
    seen.current = { ticket: read.ticket.id, current: sequenceOf(read), newer: [] };
    known.current = new Set(commentIds(read));
  }
  const ids = commentIds(read);
  const fresh = read.timeline.filter((entry) => entry.kind === 'comment' && !known.current.has(entry.id) && entry.author_id !== me.value.id);
  known.current = new Set(ids);
  const text = drafts().read(read.ticket.id, composerMode.value);
  if (text !== '' && fresh.length > 0) seen.current.newer.push(...fresh.map((entry) => entry.id));
  else if (seen.current.newer.length === 0) seen.current.current = sequenceOf(read);
  return seen.current;
}

export interface Seen { current: number; newer: number[] }
export const sequenceOf = (read: TicketScreen) => read.event_seq ?? read.ticket.event_seq;
const commentIds = (read: TicketScreen) => read.timeline.filter((entry) => entry.kind === 'comment').map((entry) => entry.id);

function ModeTabs({ mode }: { mode: DraftMode }) {
  const tab = (value: DraftMode, label: string, key: string) => (
    <button
      type="button"
      role="tab"
      id={`composer-tab-${value}`}
      aria-selected={mode === value}
      aria-controls="composer-panel"
      tabIndex={mode === value ? 0 : -1}
      data-tip={label} data-keys={key}
      onClick={() => write(value)}
    >
      {value === 'note' ? <Lock class="icon" size={14} aria-hidden="true" /> : <Reply class="icon" size={14} aria-hidden="true" />}{label}
    </button>
  );
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label={t('composer.kind')}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        composerMode.value = mode === 'note' ? 'reply' : 'note';
        requestAnimationFrame(() => document.getElementById(`composer-tab-${composerMode.value}`)?.focus());
      }}
    >
      {tab('reply', t('composer.reply'), 'R')}
      {tab('note', t('composer.note'), 'N')}
      <CallTab />
    </div>
  );
}

/** A call is not written here: it has a form of its own. */
function CallTab() {
  const ticket = current();
  if (!ticket) return null;
  return (
    <button type="button" role="tab" aria-selected={false} tabIndex={-1} data-tip={t('duty.logCall')} data-keys="C" onClick={() => logCall(ticket)}>
      <Phone class="icon" size={14} aria-hidden="true" /><span class={isPhone.value ? 'unseen' : undefined}>{t('duty.logCall')}</span>
    </button>
  );
}

function CollapsedComposer({ read }: { read: TicketScreen }) {
  const name = read.users[read.ticket.requester_id]?.name ?? '';
  const hasDraft = drafts().read(read.ticket.id, 'reply') !== '';
  return (
    <div class="composer collapsed">
      <button type="button" class="input clip t3" onClick={() => write('reply')}>{hasDraft ? t('composer.goOn') : t('composer.replyTo', { name })}</button>
      <button type="button" class="icon-button" aria-label={t('composer.note')} onClick={() => write('note')}><Lock class="icon" size={18} aria-hidden="true" /></button>
    </div>
  );
}

function Toolbar({ ticket }: { ticket: number }) {
  const chooser = useRef<HTMLInputElement>(null);
  const [linking, setLinking] = useState(false);
  useEffect(() => setLinking(false), [ticket]);
  const button = (label: string, Icon: typeof Bold, run: () => void, extra = '', keys?: string) => (
    <button type="button" class={`icon-button ${extra}`} aria-label={label} data-tip={label} data-keys={keys} onMouseDown={(event) => event.preventDefault()} onClick={run}>
      <Icon class="icon" size={16} aria-hidden="true" />
    </button>
  );
  return (
    <>
      {button(t('insert.answer'), MessageSquareText, () => openInsert('answer'), '', '/')}
      {composerMode.value === 'reply' && button(t('composer.askReport'), ListChecks, () => void askForReport(ticket))}
      {button(t('composer.attach'), Paperclip, () => chooser.current?.click())}
      <input ref={chooser} type="file" multiple hidden aria-label={t('composer.attach')} onChange={(event) => {
        void addFiles(ticket, event.currentTarget.files ?? []);
        event.currentTarget.value = '';
      }} />
      {button(t('composer.bold'), Bold, () => editor.value?.toggle('strong'), 'wide-only', writtenKeys('mod+b'))}
      {button(t('composer.italic'), Italic, () => editor.value?.toggle('em'), 'wide-only', writtenKeys('mod+i'))}
      {button(t('composer.list'), List, () => editor.value?.toggle('bullet_list'))}
      {button(t('composer.link'), Link, () => setLinking(!linking))}
      {linking && <Suspense fallback={null}><LinkField onDone={() => setLinking(false)} /></Suspense>}
    </>
  );
}

function DraftState({ ticket, mode }: { ticket: number; mode: DraftMode }) {
  const saved = lastSaved.value;
  const own = saved && saved.ticket === ticket && saved.mode === mode && drafts().read(ticket, mode) !== '' ? saved : null;
  return (
    <span class="xs t3 num draft-state" role="status">
      {own ? (own.where === 'server' ? t('composer.saved', { time: clock(own.at) }) : t('composer.savedHere')) : ''}
    </span>
  );
}
