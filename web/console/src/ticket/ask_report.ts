// Words that ask the customer for a guided report, in their language: put where the caret is, and gone with the answer. Their letter
// has a link of their own in the place of the address.
import { get } from '@sahay/shared/client';
import { t } from '../i18n';
import { say } from '../state/toasts';
import { editor } from './composer_state';

export const askForReport = (ticket: number): Promise<void> =>
  get<{ report_ask: { html: string } }>(`/tickets/${ticket}/report_ask`).then(
    ({ report_ask }) => editor.value?.insert(report_ask.html),
    () => { say(t('session.failed'), undefined, 4); },
  );
