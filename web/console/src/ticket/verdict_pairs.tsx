// What was checked about the sender of a mail, for those who want to know.
import type { SenderVerdict } from '@sahay/shared/api';
import { t } from '../i18n';
import { verdictSentence } from './verdict';

const result = (name: string, value?: string, domain?: string) => (value ? `${name} ${value}${domain ? ` (${domain})` : ''}` : '');

/** Pairs for a list of facts: the sentence and who says so, and the results as other programs name them. */
export function VerdictPairs({ verdict }: { verdict: SenderVerdict }) {
  const results = [
    result('DMARC', verdict.dmarc, verdict.policy && `p=${verdict.policy}`), result('SPF', verdict.spf, verdict.spf_domain), result('DKIM', verdict.dkim, verdict.dkim_domain),
  ].filter(Boolean);
  const sealer = verdict.arc_sealer;
  return (
    <>
      <dt>{t('trust.heading')}</dt>
      <dd>
        {verdictSentence(verdict)}{' '}
        <span class="t3">({verdict.by === 'us' ? t('trust.byUs') : t('trust.byReceiver', { server: verdict.receiver ?? '' })})</span>
        {sealer && <><br />{verdict.arc === 'pass' ? t('trust.arc', { domain: sealer }) : t('trust.arcBroken', { domain: sealer })}</>}
      </dd>
      <dt>{t('trust.details')}</dt><dd>{results.join(', ')}</dd>
    </>
  );
}
