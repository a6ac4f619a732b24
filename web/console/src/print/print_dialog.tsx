// Prints one request. The sheet stands beside the console, seen by paper alone; internal notes are on it when asked for.
import { createPortal } from 'preact/compat';
import { useState } from 'preact/hooks';
import { Printer } from 'lucide-preact';
import { Dialog } from '@sahay/ui/dialog';
import { t as consoleText } from '../i18n';
import { t } from '../message/texts';
import { aroundOpen } from '../shell/open';
import { screen } from '../state/ticket';
import '../styles/print.css';
import { Sheet } from './sheet';

export default function PrintDialog() {
  const [notes, setNotes] = useState(false);
  const read = screen.value;
  if (!read) return null;
  return (
    <>
      {createPortal(<Sheet read={read} notes={notes} />, document.body)}
      <Dialog title={t('message.printTitle', { id: String(read.ticket.id) })} closeLabel={consoleText('ui.close')} class="narrow" onClose={() => { aroundOpen.value = null; }}>
        <form class="dialog-body form" onSubmit={(event) => { event.preventDefault(); print(); }}>
          <p class="sm t2">{t('message.printHint')}</p>
          <label class="switch"><input type="checkbox" checked={notes} onChange={(event) => setNotes(event.currentTarget.checked)} /><span>{t('message.printNotes')}<br /><span class="sm t3">{t('message.printNotesHint')}</span></span></label>
          <button type="submit" class="button primary"><Printer class="icon" size={16} aria-hidden="true" />{t('message.print')}</button>
        </form>
      </Dialog>
    </>
  );
}
