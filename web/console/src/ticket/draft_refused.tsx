// Where a rule of the group stopped a send: the reasons, and the way on. Loaded when it happens.
import { useId, useLayoutEffect, useState } from 'preact/hooks';
import { Ban } from 'lucide-preact';
import { t } from '../i18n';
import { overrideReason, refusedByRule } from '../state/outbox';
import { editor } from './composer_state';
import { draftCheck } from './draft_check_state';

/** A rule of the group refused the reply: what is wrong, and for whom may, a reason to send it all the same. */
export default function Refused({ ticket, onSend }: { ticket: number; onSend(solve: boolean): void }) {
  const refused = refusedByRule.value?.ticket === ticket ? refusedByRule.value : null;
  const [reason, setReason] = useState('');
  const field = useId();
  // At once: a moment later it would take away the first letters of the reason.
  useLayoutEffect(() => setReason(''), [refused]);
  if (!refused) return null;
  const may = draftCheck.value?.check.may_override ?? true;
  const close = () => {
    refusedByRule.value = null;
    editor.value?.focus();
  };
  const send = (event: Event) => {
    event.preventDefault();
    if (reason.trim() === '') return;
    overrideReason.value = { ticket, reason: reason.trim() };
    refusedByRule.value = null;
    (refused.again ?? (() => onSend(refused.solve)))();
  };
  return (
    <div class="banner refused" role="alert">
      <Ban class="icon" size={16} aria-hidden="true" />
      <div class="grow">
        <p><b>{t('drafts.blocked.title')}</b></p>
        <ul>{refused.reasons.map((each) => <li key={each} dir="auto">{each}</li>)}</ul>
        {may ? (
          <form class="refused-form" onSubmit={send}>
            <label class="sm" for={field}>{t('drafts.blocked.reason')}</label>
            <input id={field} class="input" maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
            <p class="xs t2">{t('drafts.blocked.kept')}</p>
            <span class="draft-buttons">
              <button type="button" class="button" onClick={close}>{t('drafts.blocked.back')}</button>
              <button type="submit" class="button ghost" disabled={reason.trim() === ''}>{t('drafts.blocked.send')}</button>
            </span>
          </form>
        ) : (
          <>
            <p class="xs">{t('drafts.blocked.no_right')}</p>
            <button type="button" class="button" onClick={close}>{t('drafts.blocked.back')}</button>
          </>
        )}
      </div>
    </div>
  );
}
