// "Another time…": until when a ticket rests, in words.
import { useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { t } from '../i18n';
import { ReadBack, useWhen } from '../promises/when_field';
import { screen } from '../state/ticket';
import { rest, snoozeOpen } from './snooze';

export default function SnoozeDialog() {
  const id = snoozeOpen.value!;
  const [words, setWords] = useState('');
  const date = useWhen(id, words);
  const close = () => { snoozeOpen.value = null; };
  const save = async () => {
    const ticket = screen.value?.ticket;
    if (!date || ticket?.id !== id) return;
    if (await rest(ticket, date.due_at)) close();
  };
  return (
    <Dialog title={t('snooze.title')} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form class="dialog-body form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label>{t('snooze.when')}<input class="input" value={words} placeholder={t('duty.whenExample')} onInput={(event) => setWords(event.currentTarget.value)} /></label>
        <ReadBack words={words} date={date} />
        <button type="submit" class="button primary" disabled={!date}>{t('ticket.snooze')}</button>
      </form>
    </Dialog>
  );
}
