// A new subject for a request: what the customer wrote in haste becomes what it is about.
import { useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { aroundOpen } from '../shell/open';
import { changeTicket, screen } from '../state/ticket';
import { t, useTexts } from './texts';

export default function RenameDialog() {
  const texts = useTexts();
  const ticket = screen.value?.ticket;
  const [subject, setSubject] = useState(ticket?.subject ?? '');
  const [busy, setBusy] = useState(false);
  if (!texts || !ticket) return null;
  const close = () => { aroundOpen.value = null; };
  const clean = subject.trim();
  const save = async () => {
    if (!clean || busy) return;
    setBusy(true);
    if (clean === ticket.subject || await changeTicket(ticket.id, { subject: clean }, t('around.renamed'))) close();
    setBusy(false);
  };
  return (
    <Dialog title={t('around.rename')} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form class="dialog-body form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label class="field">{t('around.subject')}<input class="input" dir="auto" required maxLength={255} value={subject} onInput={(event) => setSubject(event.currentTarget.value)} /></label>
        <p class="sm t3">{t('around.renameHint')}</p>
        <button type="submit" class="button primary" disabled={!clean || busy}>{t('around.renameSave')}</button>
      </form>
    </Dialog>
  );
}
