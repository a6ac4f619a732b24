// One held mail: who, to where, why it is held, its text, and the decisions on it. What a button does stands on the button.
import { useEffect, useState } from 'preact/hooks';
import { ChevronLeft, FileText, Inbox, MailPlus, Trash2 } from 'lucide-preact';
import type { HeldMail, Ticket } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { fullTime } from '../format';
import { t } from '../i18n';
import { basePath, go, heldPath, ticketPath } from '../router';
import { originalOpen } from '../shell/open';
import { Toasts } from '../shell/toasts';
import { deleteHeld, recoverHeld, senderOf } from '../state/held';
import { linkedText } from '../ticket/plain_html';
import { VerdictPairs } from '../ticket/verdict_pairs';
import { causeWord } from '../words';

export function HeldDetail({ mail }: { mail: HeldMail }) {
  const { author } = mail;
  return (
    <div class="ticket-body">
      <header class="ticket-head held-head">
        <button type="button" class="icon-button back" aria-label={t('held.back')} onClick={() => go(heldPath(null))}>
          <ChevronLeft class="icon" size={20} aria-hidden="true" />
        </button>
        <div class="ticket-title"><h1 dir="auto">{mail.subject || t('ticket.noSubject')}</h1></div>
      </header>
      <div class="log held-mail" tabIndex={0} role="region" aria-label={mail.subject || t('ticket.noSubject')}>
        <p class="held-cause"><span class="t3">{t('held.cause')}: </span><b>{causeWord(mail.cause_key)}</b></p>
        <dl class="pairs wide">
          <dt>{t('mail.from')}</dt><dd dir="auto">{author.name && author.name !== author.email ? `${author.name} <${author.email}>` : senderOf(mail)}</dd>
          {mail.recipient && <><dt>{t('mail.to')}</dt><dd>{mail.recipient}</dd></>}
          <dt>{t('held.received')}</dt><dd class="num"><time dateTime={mail.created_at}>{fullTime(mail.created_at)}</time></dd>
          {mail.verdict && <VerdictPairs verdict={mail.verdict} />}
          {mail.ticket_id !== null && <><dt>{t('held.maybe')}</dt><dd dir="auto"><SuggestedTicket id={mail.ticket_id} /></dd></>}
        </dl>
        <article class="card held-text" aria-label={t('timeline.by', { name: senderOf(mail) })}>
          {mail.content.trim() ? <div class="comment-text" dir="auto"><p class="lines">{linkedText(mail.content.trim())}</p></div> : <p class="sm t3">{t('held.noText')}</p>}
          <button type="button" class="fold xs" aria-haspopup="dialog" onClick={() => { originalOpen.value = { url: mail.raw_url, title: mail.subject }; }}>
            <FileText class="icon" size={12} aria-hidden="true" />{t('mail.showOriginal')}
          </button>
        </article>
      </div>
      <div class="toast-place"><Toasts /></div>
      <Decisions mail={mail} />
    </div>
  );
}

function SuggestedTicket({ id }: { id: number }) {
  const [subject, setSubject] = useState('');
  useEffect(() => {
    let current = true;
    get<{ ticket: Ticket }>(`/tickets/${id}`).then(({ ticket }) => { if (current) setSubject(ticket.subject); }, () => undefined);
    return () => { current = false; };
  }, [id]);
  return <a class="link" href={basePath + ticketPath(id, '')}><span class="num">#{id}</span>{subject && ` ${subject}`}</a>;
}

function Decisions({ mail }: { mail: HeldMail }) {
  const [always, setAlways] = useState(false);
  const suggested = mail.ticket_id;
  return (
    <footer class="held-actions" role="group" aria-label={t('held.decide')}>
      {mail.author.email && (
        <label class="held-allow sm">
          <input type="checkbox" checked={always} onChange={(event) => setAlways(event.currentTarget.checked)} />
          <span>{t('held.allow', { email: mail.author.email })}</span>
        </label>
      )}
      {suggested !== null && (
        <button type="button" class="button primary" onClick={() => void recoverHeld(mail, { ticket: suggested, always })}>
          <MailPlus class="icon" size={16} aria-hidden="true" />{t('held.addTo', { id: String(suggested) })}
        </button>
      )}
      <button type="button" class={`button${suggested === null ? ' primary' : ''}`} onClick={() => void recoverHeld(mail, { always })}>
        <Inbox class="icon" size={16} aria-hidden="true" />{t('held.make')}
      </button>
      <span class="grow" />
      <button type="button" class="button ghost danger" onClick={() => deleteHeld(mail)}>
        <Trash2 class="icon" size={16} aria-hidden="true" />{t('ui.delete')}
      </button>
    </footer>
  );
}
