// The question before unsaved text is left behind.
import { Dialog } from '@sahay/ui/dialog';
import { t } from '../texts';
import { leaveAsked } from './leaving';

/** Drawn once by every page that holds leaving; nothing while nobody wants to leave. */
export function LeaveQuestion() {
  if (!leaveAsked.value) return null;
  const stay = () => { leaveAsked.value = null; };
  const leave = () => { const on = leaveAsked.value; leaveAsked.value = null; on?.(); };
  return (
    <Dialog title={t('admin.leaveTitle')} closeLabel={t('ui.close')} class="narrow" onClose={stay}>
      <div class="dialog-body form">
        <p>{t('admin.leaveHint')}</p>
        <div class="admin-buttons">
          <button type="button" class="button primary" onClick={stay}>{t('admin.stay')}</button>
          <button type="button" class="button danger" onClick={leave}>{t('admin.leave')}</button>
        </div>
      </div>
    </Dialog>
  );
}
