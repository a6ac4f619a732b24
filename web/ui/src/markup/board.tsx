// Marks on one picture before it leaves the device: arrow, box, black out, blur, crop; by pointer or by keys. The picture is
// written anew, so covered parts and what a camera notes about the place are not in the file.
// Rule of use: `foot` draws the buttons below; it gets what makes the file, or null while there is no picture yet.
import './markup.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { cropped, dimOutside, drawMarks, isMark, shifted, sized, type Mark, type Tool } from './drawing';

const tools: Tool[] = ['arrow', 'box', 'cover', 'blur', 'crop'];
const largestSide = 2560;
const heavy = 4_000_000; // bytes of a PNG above which a JPEG goes

async function load(file: Blob): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, largestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const blobOf = (canvas: HTMLCanvasElement, type: string) => new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9));

async function save(source: HTMLCanvasElement, marks: readonly Mark[], name: string): Promise<File> {
  const whole = document.createElement('canvas');
  whole.width = source.width;
  whole.height = source.height;
  const c = whole.getContext('2d')!;
  c.drawImage(source, 0, 0);
  drawMarks(c, marks);
  const area = cropped(marks, whole.width, whole.height);
  const out = document.createElement('canvas');
  out.width = area.width;
  out.height = area.height;
  out.getContext('2d')!.drawImage(whole, area.x, area.y, area.width, area.height, 0, 0, area.width, area.height);
  let blob = await blobOf(out, 'image/png');
  if (!blob || blob.size > heavy) blob = (await blobOf(out, 'image/jpeg')) ?? blob;
  if (!blob) throw new Error('no picture');
  return new File([blob], name.replace(/\.\w+$/, '') + (blob.type === 'image/png' ? '.png' : '.jpg'), { type: blob.type });
}

export type MarkWord = Tool | 'tools' | 'undo' | 'draw' | 'picture';

export interface MarkBoardProps {
  file: Blob;
  name: string;
  word(of: MarkWord): string;
  first?: Tool;
  /** No browser can draw it. */
  onBroken(): void;
  foot(make: (() => Promise<File>) | null): ComponentChildren;
}

export function MarkBoard({ file, name, word, first = 'arrow', onBroken, foot }: MarkBoardProps) {
  const board = useRef<HTMLCanvasElement>(null);
  const [source, setSource] = useState<HTMLCanvasElement | null>(null);
  const [tool, setTool] = useState<Tool>(first);
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const [open, setOpen] = useState<Mark | null>(null); // being drawn
  const [pen, setPen] = useState<{ x: number; y: number } | null>(null); // of the keys
  const [held, setHeld] = useState(false); // the last mark, by the keys
  const drag = useRef<Mark | null>(null); // by the pointer: ends where it is let go, though nothing was drawn since

  useEffect(() => { load(file).then(setSource, onBroken); }, [file]);
  useEffect(() => {
    if (!source) return;
    const canvas = board.current!;
    canvas.width = source.width;
    canvas.height = source.height;
    const c = canvas.getContext('2d')!;
    c.drawImage(source, 0, 0);
    const all = open ? [...marks, open] : marks;
    drawMarks(c, all);
    if (all.some((mark) => mark.tool === 'crop')) dimOutside(c, cropped(all, canvas.width, canvas.height));
    const size = Math.max(8, canvas.width / 60);
    c.lineWidth = size / 4;
    c.strokeStyle = '#1a5bc2';
    const last = marks.at(-1);
    if (held && last) c.strokeRect(Math.min(last.x0, last.x1), Math.min(last.y0, last.y1), Math.abs(last.x1 - last.x0), Math.abs(last.y1 - last.y0));
    else if (pen) c.strokeRect(pen.x - size / 2, pen.y - size / 2, size, size);
  }, [source, marks, open, pen, held]);
  useEffect(() => { if (source) board.current?.focus(); }, [source]);

  const place = (event: PointerEvent) => {
    const canvas = board.current!;
    const shown = canvas.getBoundingClientRect();
    return { x: ((event.clientX - shown.left) / shown.width) * canvas.width, y: ((event.clientY - shown.top) / shown.height) * canvas.height };
  };
  const finish = (mark: Mark | null) => {
    setOpen(null);
    if (mark && isMark(mark)) setMarks([...marks, mark]);
  };
  const undo = () => {
    setHeld(false);
    if (open) setOpen(null);
    else setMarks(marks.slice(0, -1));
  };
  const arrow = (dx: number, dy: number, shift: boolean) => {
    const canvas = board.current!;
    const step = Math.max(1, canvas.width / 800);
    const last = marks.at(-1);
    if (held && last) {
      const change = shift ? sized : shifted;
      return setMarks([...marks.slice(0, -1), change(last, dx * 10 * step, dy * 10 * step, canvas.width, canvas.height)]);
    }
    const by = step * (shift ? 1 : 20);
    const at = pen ?? { x: canvas.width / 2, y: canvas.height / 2 };
    const now = { x: Math.min(canvas.width, Math.max(0, at.x + dx * by)), y: Math.min(canvas.height, Math.max(0, at.y + dy * by)) };
    setPen(now);
    if (open) setOpen({ ...open, x1: now.x, y1: now.y });
  };
  const keys = (event: KeyboardEvent) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (move) arrow(move[0]!, move[1]!, event.shiftKey);
    else if (event.key === ' ') setHeld(!held && !open && marks.length > 0);
    else if (event.key === 'Backspace' || event.key === 'Delete' || (event.code === 'KeyZ' && (event.ctrlKey || event.metaKey))) undo();
    else if (event.key === 'Escape' && (held || open)) { setHeld(false); setOpen(null); }
    else if (event.key === 'Enter' && held) setHeld(false);
    else if (event.key === 'Enter') {
      const canvas = board.current!;
      const at = pen ?? { x: canvas.width / 2, y: canvas.height / 2 };
      setPen(at);
      if (open) finish(open);
      else setOpen({ tool, x0: at.x, y0: at.y, x1: at.x, y1: at.y });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="mark-up">
      <div class="tools" role="toolbar" aria-label={word('tools')}>
        {tools.map((each) => (
          <button key={each} type="button" class="tool" aria-pressed={each === tool} onClick={() => setTool(each)}>{word(each)}</button>
        ))}
        <button type="button" class="tool" disabled={marks.length === 0} onClick={undo}>{word('undo')}</button>
      </div>
      <p class="note" id="how-to-draw">{word('draw')}</p>
      <div class="board"><canvas
        ref={board} tabIndex={0} role="img" aria-label={word('picture')} aria-describedby="how-to-draw" onKeyDown={keys}
        onPointerDown={(event) => {
          event.preventDefault();
          board.current!.setPointerCapture(event.pointerId);
          const at = place(event);
          setPen(null);
          setHeld(false);
          setOpen(drag.current = { tool, x0: at.x, y0: at.y, x1: at.x, y1: at.y });
        }}
        onPointerMove={(event) => {
          if (!drag.current) return;
          const at = place(event);
          setOpen(drag.current = { ...drag.current, x1: at.x, y1: at.y });
        }}
        onPointerUp={(event) => {
          if (!drag.current) return;
          const at = place(event);
          finish({ ...drag.current, x1: at.x, y1: at.y });
          drag.current = null;
        }}
        onPointerCancel={() => { drag.current = null; setOpen(null); }}
      /></div>
      {foot(source && (() => save(source, marks, name)))}
    </div>
  );
}
