// The square of a picture that becomes the photo: dragged, or moved with the arrow keys, and drawn nearer with the slider. What
// is sent is drawn anew, so nothing but what is seen leaves the browser.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { dragged, middle, mostZoom, savedSide, squareOf, type View } from './crop';
import { t } from './texts';

const stage = 256;

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, view: View): void {
  const { left, top, side } = squareOf(picture, view);
  const pen = canvas.getContext('2d')!;
  pen.imageSmoothingQuality = 'high';
  pen.fillStyle = '#fff';  // JPEG has no transparency
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
}

function cut(picture: ImageBitmap, view: View): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = savedSide;
  draw(canvas, picture, view);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
}

export interface CropDialogProps {
  picture: ImageBitmap;
  onSave(photo: Blob): Promise<void>;
  onClose(): void;
}

export function CropDialog({ picture, onSave, onClose }: CropDialogProps) {
  const [view, setView] = useState(middle);
  const [busy, setBusy] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(canvas.current!, picture, view), [picture, view]);
  const move = (dx: number, dy: number) => setView((now) => dragged(picture, now, dx, dy, stage));
  const arrows: Record<string, [number, number]> = { ArrowLeft: [8, 0], ArrowRight: [-8, 0], ArrowUp: [0, 8], ArrowDown: [0, -8] };
  const save = async () => {
    setBusy(true);
    const photo = await cut(picture, view);
    if (photo) await onSave(photo);
    setBusy(false);
  };
  return (
    <Dialog title={t('photo.cut')} closeLabel={t('ui.close')} class="photo-dialog" onClose={onClose}>
      <form class="dialog-body photo-crop" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <canvas
          ref={canvas} class="photo-stage" width={stage * 2} height={stage * 2} tabIndex={0} role="img" aria-label={t('photo.stage')} aria-describedby="photo-move"
          onKeyDown={(event) => { const step = arrows[event.key]; if (step) { event.preventDefault(); move(...step); } }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event.movementX, event.movementY); }}
        />
        <p class="sm t3" id="photo-move">{t('photo.move')}</p>
        <label class="field">{t('photo.nearer')}
          <input type="range" min={1} max={mostZoom} step={0.05} value={view.zoom} onInput={(event) => setView({ ...view, zoom: event.currentTarget.valueAsNumber })} />
        </label>
        <div class="dialog-foot">
          <button type="button" class="button ghost" onClick={onClose}>{t('ui.cancel')}</button>
          <button type="submit" class="button primary" disabled={busy}>{t('photo.save')}</button>
        </div>
      </form>
    </Dialog>
  );
}
