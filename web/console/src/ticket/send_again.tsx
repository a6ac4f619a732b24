// Sending a mail once more. Loaded when there is one that failed.
import { useState } from 'preact/hooks';
import type { CommentEntry } from '@sahay/shared/api';
import { ApiError, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { openId } from '../state/ticket';
import { say } from '../state/toasts';

/** A mail that failed, or of which nobody knows whether it arrived: a person decides whether it goes once more. */
export default function SendAgain({ comment }: { comment: CommentEntry }) {
  const [asked, setAsked] = useState(false);
  const ticket = openId.value;
  if (ticket === null || asked) return null;
  const run = () => {
    setAsked(true);
    request('POST', `/tickets/${ticket}/comments/${comment.id}/send_again`, {}).then(
      () => say(t('delivery.again')),
      (error) => { setAsked(false); say(error instanceof ApiError && error.status !== 0 ? error.reason : t('session.failed')); },
    );
  };
  return <button type="button" class="button ghost" onClick={run}>{t('delivery.sendAgain')}</button>;
}
