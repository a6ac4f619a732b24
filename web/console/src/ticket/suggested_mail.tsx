// A held mail that may belong to the open ticket: what it is, its words when asked for, and the buttons that settle it.
import { useState } from 'preact/hooks';
import { MailQuestionMark } from 'lucide-preact';
import type { Suggestion } from '@sahay/shared/api';
import { fullTime } from '../format';
import { t } from '../i18n';
import { originalOpen } from '../shell/open';
import { notHere, recoverHeld, senderOf } from '../state/held';
import { reloadNow } from '../state/ticket';
import { causeWord } from '../words';
import { linkedText } from './plain_html';

export default function SuggestedMail({ mail, ticket, others }: { mail: Suggestion; ticket: number; others: number }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    await recoverHeld(mail, { ticket });
    await reloadNow(ticket);
    setBusy(false);
  };
  return (
    <section class="banner calm suggestion" aria-label={t('held.suggestion', { name: senderOf(mail) })}>
      <MailQuestionMark class="icon" size={16} aria-hidden="true" />
      <p class="grow">
        <b dir="auto">{t('held.suggestion', { name: senderOf(mail) })}</b>{' '}
        <span dir="auto">{mail.subject || t('ticket.noSubject')}</span>
        {others > 0 && <span> · {t('held.others', { n: others })}</span>}
      </p>
      <span class="suggestion-buttons">
        <button type="button" class="button ghost" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t('held.fold') : t('held.read')}</button>
        <button type="button" class="button" disabled={busy} onClick={() => void add()}>{t('held.add')}</button>
        <button type="button" class="button ghost" disabled={busy} onClick={() => notHere(mail.id)}>{t('held.notThis')}</button>
      </span>
      {open && (
        <div class="card suggestion-text">
          <p class="xs t3">{causeWord(mail.cause_key)} · {mail.author.email} · <time dateTime={mail.created_at}>{fullTime(mail.created_at)}</time></p>
          <div class="comment-text" dir="auto"><p class="lines">{mail.content.trim() ? linkedText(mail.content.trim()) : t('held.noText')}</p></div>
          <button type="button" class="fold xs" aria-haspopup="dialog" onClick={() => { originalOpen.value = { url: mail.raw_url, title: mail.subject }; }}>{t('mail.showOriginal')}</button>
        </div>
      )}
    </section>
  );
}
