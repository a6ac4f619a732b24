// What was found out about the sender of a mail, in one plain sentence.
import type { SenderVerdict } from '@sahay/shared/api';
import { t } from '../i18n';

export function verdictSentence(verdict: SenderVerdict): string {
  const domain = verdict.from || '?';
  switch (verdict.dmarc) {
    case 'pass': return t('trust.pass', { domain });
    case 'fail': return verdict.policy === 'reject' || verdict.policy === 'quarantine' ? t('trust.failRefuse', { domain }) : t('trust.fail', { domain });
    case 'permerror': return t('trust.permerror');
    case 'temperror': return t('trust.temperror');
    default: return t('trust.none', { domain });
  }
}
