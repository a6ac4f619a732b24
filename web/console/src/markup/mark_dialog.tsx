// A picture of the composer is cropped, blurred and marked before it is sent. Only what is seen afterwards is uploaded; where the
// original was uploaded already, it is taken from the server again.
import '../styles/markup.css';
import { MarkBoard } from '@sahay/ui/markup/board';
import { Dialog } from '@sahay/ui/dialog';
import { t as consoleText } from '../i18n';
import { say } from '../state/toasts';
import { t } from './texts';

export interface MarkDialogProps {
  file: Blob;
  name: string;
  /** null: the picture is left out, or stays as it is. */
  onDone(made: File | null): void;
  /** What leaving without a picture is called: of one that was just pasted, it goes away. */
  pasted?: boolean;
}

export default function MarkDialog({ file, name, onDone, pasted }: MarkDialogProps) {
  const broken = () => {
    say(t('picture.broken', { name }));
    onDone(null);
  };
  return (
    <Dialog title={t('picture.title')} closeLabel={consoleText('ui.close')} class="mark-dialog" onClose={() => onDone(null)}>
      <MarkBoard
        file={file} name={name} first="blur" word={(of) => t(`mark.${of}`)} onBroken={broken}
        foot={(make) => (
          <>
            <p class="note">{t('picture.hint')}</p>
            <div class="dialog-foot">
              <button type="button" class="button ghost" onClick={() => onDone(null)}>{pasted ? t('picture.leave') : consoleText('ui.cancel')}</button>
              <button type="button" class="button primary" disabled={!make} onClick={() => void make!().then(onDone, broken)}>{t('picture.use')}</button>
            </div>
          </>
        )}
      />
    </Dialog>
  );
}
