// Who wrote to whom, and what was found out about the sender. Loaded when it is asked for.
import type { CommentEntry } from '@sahay/shared/api';
import { t } from '../i18n';
import { VerdictPairs } from './verdict_pairs';

export default function MailDetails({ mail, trust }: { mail: NonNullable<CommentEntry['mail']>; trust: CommentEntry['trust'] }) {
  return (
    <dl class="pairs">
      {mail.from && <><dt>{t('mail.from')}</dt><dd>{mail.from}</dd></>}
      {mail.to && mail.to.length > 0 && <><dt>{t('mail.to')}</dt><dd>{mail.to.join(', ')}</dd></>}
      {mail.cc && mail.cc.length > 0 && <><dt>{t('mail.cc')}</dt><dd>{mail.cc.join(', ')}</dd></>}
      {mail.verdict && <VerdictPairs verdict={mail.verdict} />}
      {!mail.verdict && trust === 'verified' && <><dt>{t('mail.sender')}</dt><dd>{t('timeline.verifiedHint')}</dd></>}
      {!mail.verdict && trust === 'unverified' && <><dt>{t('mail.sender')}</dt><dd>{t('timeline.unverifiedHint')}</dd></>}
    </dl>
  );
}
