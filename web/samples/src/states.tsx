// The states that every screen defines.
import { t } from '../../console/src/i18n';
import { CardBones, Problem, RowBones } from '../../console/src/shell/states';
import type { Sample } from './sample';

const nothing = () => {};
const banner = (words: string, kind = '', action?: string): Sample => () => (
  <p class={`banner whole ${kind}`} role="status"><span class="grow">{words}</span>{action && <button type="button" class="button">{action}</button>}</p>
);
const said = (title: string, hint?: string, action?: string): Sample => () => <div class="whole"><Problem title={title} hint={hint} action={action} onAction={nothing} /></div>;

const Loading: Sample = () => <div class="whole"><RowBones rows={2} /><CardBones label={t('ui.stillLoading')} retryLabel={t('ui.tryAgain')} onRetry={nothing} /></div>;
// The words are read when the section is drawn: the language is known then.
const late = (make: () => Sample): Sample => () => {
  const Made = make();
  return <Made />;
};

export const states: Record<string, Sample> = {
  loading: Loading,
  empty: late(() => said(t('list.empty'), t('list.emptyHint'))),
  'nothing found': late(() => said(t('list.nothingFound'), t('list.nothingFoundHint'))),
  failed: late(() => said(t('list.failed'), undefined, t('ui.tryAgain'))),
  forbidden: late(() => said(t('ticket.forbidden'), t('ticket.forbiddenHint'))),
  offline: late(() => banner(t('composer.offline'))),
  reconnecting: late(() => banner(t('connection.lost'), 'calm')),
  waiting: late(() => banner(t('outbox.waiting'))),
  'send failed': late(() => banner(t('outbox.notSent'), 'bad', t('ui.tryAgain'))),
  stale: late(() => banner(t('composer.stale', { name: 'Rina Akter' }), '', t('composer.readFirst'))),
  'too big': late(() => banner(t('composer.tooLarge', { limit: '25 MB', size: '31 MB' }), 'bad')),
};
