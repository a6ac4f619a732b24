// One comment of the timeline: the customer's bordered, ours tinted, a note yellow and dashed with its own word. Quoted mail is
// folded, files are listed, a delivery that is not done says so.
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Bot, Clock, FileText, ImageOff, Lock, Mail, ShieldCheck, Signature, TriangleAlert } from 'lucide-preact';
import type { Attachment, CommentEntry, TicketScreen } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { Avatar } from '@sahay/ui/avatar';
import { fileSize, fullTime, longTime } from '../format';
import { t as assistText } from '../assist/texts';
import { t } from '../i18n';
import { originalOpen } from '../shell/open';
import { WhereFrom } from '../cases/case_panel';
import { isTouch } from '../state/screen';
import { agentById } from '../state/session';
import { channelWord } from '../words';
import { MailFrame } from './mail_frame';
import { linkedText, plainElements } from './plain_html';
import { verdictSentence } from './verdict';

const MessageBar = lazy(() => import('../message/message_bar'));
const InviteCard = lazy(() => import('./invite_card'));
const MailDetails = lazy(() => import('./mail_details'));
const SendAgain = lazy(() => import('./send_again'));

export function authorOf(id: number | null, read: TicketScreen): { name: string; ours: boolean; photo?: string | null } {
  const user = id === null ? undefined : read.users[id];
  const agent = id === null ? undefined : agentById.value.get(id);
  const name = user?.name ?? agent?.name ?? t('timeline.system');
  return { name, ours: agent !== undefined || (user !== undefined && user.role !== 'end-user'), photo: user?.photo_url };
}

export function CommentText({ html, text, title }: { html: string; text: string; title: string }) {
  const body = useMemo(() => {
    if (!html) return <p class="lines">{linkedText(text)}</p>;
    return plainElements(html) ?? <MailFrame html={html} title={title} />;
  }, [html, text, title]);
  return <div class="comment-text" dir="auto">{body}</div>;
}

export function CommentCard({ comment, read, unseen, pointed }: { comment: CommentEntry; read: TicketScreen; unseen: boolean; pointed: boolean }) {
  const bot = comment.author_role === 'bot';
  const author = bot ? { name: assistText('assist.name'), ours: true, photo: null } : authorOf(comment.author_id, read);
  const kind = !comment.public ? 'note' : author.ours ? 'ours' : 'theirs';
  const title = t('timeline.by', { name: author.name });
  const [near, setNear] = useState(false);
  const reach = near ? undefined : () => setNear(true);
  const card = useRef<HTMLElement>(null);
  // Who follows a link to a message goes on from there with keys.
  useEffect(() => { if (pointed && document.activeElement === document.body) card.current?.focus({ preventScroll: true }); }, [pointed]);
  const [pictured, setPictured] = useState<Pictured | null>(null);
  const html = pictured?.html ?? comment.html, quote = pictured ? pictured.quote_html : comment.quote_html;
  return (
    <>
      {unseen && <p class="since xs" role="separator">{t('timeline.since')}</p>}
      <article
        ref={card} class={`comment ${kind}`} id={`comment-${comment.id}`} tabIndex={0} aria-current={pointed || undefined} onPointerEnter={reach} onFocusIn={reach}
        aria-label={kind === 'note' ? t('timeline.noteBy', { name: author.name }) : title}
      >
        <Avatar name={author.name} photo={author.photo} />
        <div class="card">
          <header class="card-head">
            <b dir="auto">{author.name}</b>
            {kind === 'note'
              ? <span class="xs note-word"><Lock class="icon" size={12} aria-hidden="true" />{t('composer.note')}</span>
              : <span class="xs t3">{channelWord(comment.channel)}</span>}
            {bot && <span class="xs assist-word"><Bot class="icon" size={12} aria-hidden="true" />{assistText('assist.notPerson')}</span>}
            {comment.mail && comment.trust === 'verified' && (
              <span class="verified" role="img" aria-label={t('timeline.verified')} data-tip={t('timeline.verifiedHint')}><ShieldCheck class="icon" size={14} aria-hidden="true" /></span>
            )}
            {comment.mail && comment.trust === 'unverified' && <span class="chip failed" data-tip={comment.mail.verdict ? verdictSentence(comment.mail.verdict) : t('timeline.unverifiedHint')}>{t('timeline.unverified')}</span>}
            <time class="xs t3 num" dateTime={comment.at} data-tip={fullTime(comment.at)}>{longTime(comment.at)}</time>
          </header>
          {comment.remote_pictures && !pictured && <Pictures id={comment.id} onLoaded={setPictured} />}
          {comment.mail?.protection && <Protection kind={comment.mail.protection} />}
          <CommentText html={html} text={comment.text} title={title} />
          {comment.mail?.invite && <Suspense fallback={null}><InviteCard invite={comment.mail.invite} /></Suspense>}
          {quote && <Quote html={quote} />}
          <Files files={comment.attachments} />
          <WhereFrom comment={comment} />
          <DeliveryLine comment={comment} />
          {comment.mail && <MailLine mail={comment.mail} trust={comment.trust} subject={read.ticket.subject} />}
        </div>
        {(near || isTouch.value) && <Suspense fallback={null}><MessageBar comment={comment} read={read} /></Suspense>}
      </article>
    </>
  );
}

interface Pictured { html: string; quote_html: string | null }

/** Pictures of other sites load when asked for, through this server: the sender does not learn who reads, or where. */
function Pictures({ id, onLoaded }: { id: number; onLoaded: (pictured: Pictured) => void }) {
  const [failed, setFailed] = useState(false);
  const load = () => {
    get<{ comment: Pictured }>(`/comments/${id}/pictures`).then(({ comment }) => onLoaded(comment), () => setFailed(true));
  };
  return (
    <p class="pictures xs" role={failed ? 'alert' : undefined}>
      <ImageOff class="icon" size={14} aria-hidden="true" />{failed ? t('timeline.picturesFailed') : t('timeline.pictures')}
      <button type="button" class="fold" onClick={load}>{t('timeline.showPictures')}</button>
    </p>
  );
}

function Protection({ kind }: { kind: 'encrypted' | 'signed' }) {
  const Icon = kind === 'encrypted' ? Lock : Signature;
  return <p class="pictures protection xs"><Icon class="icon" size={14} aria-hidden="true" />{kind === 'encrypted' ? t('mail.encrypted') : t('mail.signed')}</p>;
}

function Quote({ html }: { html: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="quote">
      <button type="button" class="fold xs" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t('timeline.hideQuote') : t('timeline.showQuote')}</button>
      {open && <div class="quote-text"><CommentText html={html} text="" title={t('timeline.quote')} /></div>}
    </div>
  );
}

export function Files({ files }: { files: readonly Attachment[] }) {
  if (files.length === 0) return null;
  return (
    <ul class="files" aria-label={t('composer.files')}>
      {files.map((file) => {
        const picture = file.content_type.startsWith('image/') && file.content_type !== 'image/svg+xml';
        return (
          <li key={file.id}>
            <a class={picture ? 'thumb' : 'file'} href={file.content_url} target="_blank" rel="noopener" data-tip={`${file.file_name} · ${fileSize(file.size)}`}>
              {picture
                ? <img src={file.thumbnails?.[0]?.content_url ?? file.content_url} alt={file.file_name} loading="lazy" width="120" height="90" />
                : <><FileText class="icon" size={18} aria-hidden="true" /><span class="clip">{file.file_name}</span><span class="t3">{fileSize(file.size)}</span></>}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function DeliveryLine({ comment }: { comment: CommentEntry }) {
  const { delivery } = comment;
  if (!delivery || delivery.state === 'sent') return null;
  if (delivery.state === 'failed') {
    return (
      <p class="delivery bad xs" role="alert">
        <TriangleAlert class="icon" size={14} aria-hidden="true" />
        {t('delivery.failed', { to: (delivery.to ?? []).join(', ') })}{delivery.error ? ` ${delivery.error}` : ''}
        <Suspense fallback={null}><SendAgain comment={comment} /></Suspense>
      </p>
    );
  }
  return (
    <p class="delivery xs t3">
      <Clock class="icon" size={14} aria-hidden="true" />
      {delivery.state === 'queued' ? t('delivery.queued') : t('delivery.unknown')}
      {delivery.state === 'unknown' && <Suspense fallback={null}><SendAgain comment={comment} /></Suspense>}
    </p>
  );
}

function MailLine({ mail, trust, subject }: { mail: NonNullable<CommentEntry['mail']>; trust: CommentEntry['trust']; subject: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="mail-line xs">
      <button type="button" class="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Mail class="icon" size={12} aria-hidden="true" />{t('timeline.mailDetails')}
      </button>
      {open && <Suspense fallback={null}><MailDetails mail={mail} trust={trust} /></Suspense>}
      {open && (
        <button type="button" class="fold" aria-haspopup="dialog" onClick={() => { originalOpen.value = { url: mail.raw_url, title: subject }; }}>
          <FileText class="icon" size={12} aria-hidden="true" />{t('mail.showOriginal')}
        </button>
      )}
    </div>
  );
}
