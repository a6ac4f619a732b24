// Marks on one picture before it leaves the device: arrow, box, black out, blur, crop; by pointer or by keys. The picture is
// written anew, so covered parts and what a camera notes about the place are not in the file.
import { useEffect, useRef, useState } from 'preact/hooks';
import { cropped, dim_outside, draw_marks, is_mark, type Mark, type Tool } from './drawing';
import { t } from './texts';

const tools: Tool[] = ['arrow', 'box', 'cover', 'blur', 'crop'];
const largest_side = 2560;
const heavy = 4_000_000; // bytes of a PNG above which a JPEG goes

async function load(file: File): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, largest_side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const blob_of = (canvas: HTMLCanvasElement, type: string) => new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9));

async function save(source: HTMLCanvasElement, marks: readonly Mark[], name: string): Promise<File> {
  const whole = document.createElement('canvas');
  whole.width = source.width;
  whole.height = source.height;
  const c = whole.getContext('2d')!;
  c.drawImage(source, 0, 0);
  draw_marks(c, marks);
  const area = cropped(marks, whole.width, whole.height);
  const out = document.createElement('canvas');
  out.width = area.width;
  out.height = area.height;
  out.getContext('2d')!.drawImage(whole, area.x, area.y, area.width, area.height, 0, 0, area.width, area.height);
  let blob = await blob_of(out, 'image/png');
  if (!blob || blob.size > heavy) blob = (await blob_of(out, 'image/jpeg')) ?? blob;
  if (!blob) throw new Error('no picture');
  return new File([blob], name.replace(/\.\w+$/, '') + (blob.type === 'image/png' ? '.png' : '.jpg'), { type: blob.type });
}

export default function MarkUp({ file, on_done }: { file: File; on_done(made: File | null): void }) {
  const board = useRef<HTMLCanvasElement>(null);
  const [source, set_source] = useState<HTMLCanvasElement | null>(null);
  const [tool, set_tool] = useState<Tool>('arrow');
  const [marks, set_marks] = useState<readonly Mark[]>([]);
  const [open, set_open] = useState<Mark | null>(null); // being drawn
  const [pen, set_pen] = useState<{ x: number; y: number } | null>(null); // of the keys

  useEffect(() => {
    load(file).then(set_source, () => on_done(file)); // what no browser can draw goes as it is
  }, [file]);
  useEffect(() => {
    if (!source) return;
    const canvas = board.current!;
    canvas.width = source.width;
    canvas.height = source.height;
    const c = canvas.getContext('2d')!;
    c.drawImage(source, 0, 0);
    const all = open ? [...marks, open] : marks;
    draw_marks(c, all);
    if (all.some((mark) => mark.tool === 'crop')) dim_outside(c, cropped(all, canvas.width, canvas.height));
    if (!pen) return;
    const size = Math.max(8, canvas.width / 60);
    c.lineWidth = size / 4;
    c.strokeStyle = '#1a5bc2';
    c.strokeRect(pen.x - size / 2, pen.y - size / 2, size, size);
  }, [source, marks, open, pen]);
  useEffect(() => { if (source) board.current?.focus(); }, [source]);

  const place = (event: PointerEvent) => {
    const canvas = board.current!;
    const shown = canvas.getBoundingClientRect();
    return { x: ((event.clientX - shown.left) / shown.width) * canvas.width, y: ((event.clientY - shown.top) / shown.height) * canvas.height };
  };
  const finish = (mark: Mark | null) => {
    set_open(null);
    if (mark && is_mark(mark)) set_marks([...marks, mark]);
  };
  const keys = (event: KeyboardEvent) => {
    const canvas = board.current!;
    const step = (event.shiftKey ? 1 : 20) * Math.max(1, canvas.width / 800);
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    const at = pen ?? { x: canvas.width / 2, y: canvas.height / 2 };
    if (move) {
      const now = { x: Math.min(canvas.width, Math.max(0, at.x + move[0]!)), y: Math.min(canvas.height, Math.max(0, at.y + move[1]!)) };
      set_pen(now);
      if (open) set_open({ ...open, x1: now.x, y1: now.y });
    } else if (event.key === 'Enter') {
      set_pen(at);
      if (open) finish(open);
      else set_open({ tool, x0: at.x, y0: at.y, x1: at.x, y1: at.y });
    } else return;
    event.preventDefault();
  };
  return (
    <div class="mark-up">
      <div class="tools" role="toolbar" aria-label={t('tools')}>
        {tools.map((each) => (
          <button key={each} type="button" class="tool" aria-pressed={each === tool} onClick={() => set_tool(each)}>{t(each)}</button>
        ))}
        <button type="button" class="tool" disabled={marks.length === 0} onClick={() => set_marks(marks.slice(0, -1))}>{t('undo')}</button>
      </div>
      <p class="note" id="how-to-draw">{t('draw')}</p>
      <div class="board"><canvas
        ref={board} tabIndex={0} role="img" aria-label={t('picture')} aria-describedby="how-to-draw" onKeyDown={keys}
        onPointerDown={(event) => {
          event.preventDefault();
          board.current!.setPointerCapture(event.pointerId);
          const at = place(event);
          set_pen(null);
          set_open({ tool, x0: at.x, y0: at.y, x1: at.x, y1: at.y });
        }}
        onPointerMove={(event) => {
          if (!open || pen) return;
          const at = place(event);
          set_open({ ...open, x1: at.x, y1: at.y });
        }}
        onPointerUp={() => { if (!pen) finish(open); }}
        onPointerCancel={() => set_open(null)}
      /></div>
      <div class="foot">
        <button type="button" class="button quiet" onClick={() => on_done(null)}>{t('leave')}</button>
        <button type="button" class="button" disabled={!source} onClick={() => void save(source!, marks, file.name).then(on_done, () => on_done(file))}>{t('useIt')}</button>
      </div>
    </div>
  );
}
