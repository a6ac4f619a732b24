// What stands beside the button of a form: that there is something to save, or that it could not be sent and may be pressed again.
import { t } from '../texts';
import type { Faults } from './store';

export function SaveWords({ faults, otherwise }: { faults: Faults; otherwise: string }) {
  return faults.unsent ? <span class="grow sm unsent" role="alert">{t('admin.notSaved')}</span> : <span class="grow sm" role="status">{otherwise}</span>;
}
