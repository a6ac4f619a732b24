// Marks on one picture of the report before it leaves the device (@sahay/ui/markup/board).
import { MarkBoard } from '@sahay/ui/markup/board';
import { t } from './texts';

export default function MarkUp({ file, on_done }: { file: File; on_done(made: File | null): void }) {
  return (
    <MarkBoard
      file={file} name={file.name} word={(of) => t(`mark.${of}`)}
      onBroken={() => on_done(file)} // what no browser can draw goes as it is
      foot={(make) => (
        <div class="foot">
          <button type="button" class="button quiet" onClick={() => on_done(null)}>{t('leave')}</button>
          <button type="button" class="button" disabled={!make} onClick={() => void make!().then(on_done, () => on_done(file))}>{t('useIt')}</button>
        </div>
      )}
    />
  );
}
