// Marks on a picture: pure drawing. What is covered or blurred is gone from the pixels, not hidden above them.
export type Tool = 'arrow' | 'box' | 'cover' | 'blur' | 'crop';
export interface Mark {
  tool: Tool;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const red = '#d3220f';

export function areaOf(mark: Mark): Area {
  return { x: Math.min(mark.x0, mark.x1), y: Math.min(mark.y0, mark.y1), width: Math.abs(mark.x1 - mark.x0), height: Math.abs(mark.y1 - mark.y0) };
}

/** A slip of the finger is no mark. */
export const isMark = (mark: Mark) => Math.hypot(mark.x1 - mark.x0, mark.y1 - mark.y0) >= 6;

/** What is left of the picture: the last crop, whole pixels inside of it. */
export function cropped(marks: readonly Mark[], width: number, height: number): Area {
  const last = marks.filter((mark) => mark.tool === 'crop').at(-1);
  if (!last) return { x: 0, y: 0, width, height };
  const wanted = areaOf(last);
  const x = Math.max(0, Math.floor(wanted.x)), y = Math.max(0, Math.floor(wanted.y));
  return { x, y, width: Math.max(1, Math.min(width, Math.ceil(wanted.x + wanted.width)) - x), height: Math.max(1, Math.min(height, Math.ceil(wanted.y + wanted.height)) - y) };
}

function arrow(c: CanvasRenderingContext2D, mark: Mark, stroke: number): void {
  const angle = Math.atan2(mark.y1 - mark.y0, mark.x1 - mark.x0);
  const head = stroke * 5;
  c.beginPath();
  c.moveTo(mark.x0, mark.y0);
  c.lineTo(mark.x1, mark.y1);
  for (const side of [-0.5, 0.5]) {
    c.moveTo(mark.x1, mark.y1);
    c.lineTo(mark.x1 - head * Math.cos(angle + side), mark.y1 - head * Math.sin(angle + side));
  }
  c.stroke();
}

// So few colours are left that nothing can be read back: at most eight fields along the longer side.
function blur(c: CanvasRenderingContext2D, area: Area): void {
  if (area.width < 1 || area.height < 1) return;
  const longer = Math.max(area.width, area.height);
  const small = document.createElement('canvas');
  small.width = Math.max(1, Math.round((area.width / longer) * 8));
  small.height = Math.max(1, Math.round((area.height / longer) * 8));
  const into = small.getContext('2d')!;
  into.imageSmoothingQuality = 'high';
  into.drawImage(c.canvas, area.x, area.y, area.width, area.height, 0, 0, small.width, small.height);
  c.drawImage(small, 0, 0, small.width, small.height, area.x, area.y, area.width, area.height);
}

export function drawMarks(c: CanvasRenderingContext2D, marks: readonly Mark[]): void {
  const stroke = Math.max(3, c.canvas.width / 240);
  c.lineWidth = stroke;
  c.lineCap = c.lineJoin = 'round';
  c.strokeStyle = red;
  c.fillStyle = '#000';
  for (const mark of marks) {
    const area = areaOf(mark);
    if (mark.tool === 'arrow') arrow(c, mark, stroke);
    else if (mark.tool === 'box') c.strokeRect(area.x, area.y, area.width, area.height);
    else if (mark.tool === 'cover') c.fillRect(area.x, area.y, area.width, area.height);
    else if (mark.tool === 'blur') blur(c, area);
  }
}

/** The outside of a crop, while it can still be taken back. */
export function dimOutside(c: CanvasRenderingContext2D, area: Area): void {
  const { width, height } = c.canvas;
  c.fillStyle = '#000a';
  c.fillRect(0, 0, width, area.y);
  c.fillRect(0, area.y + area.height, width, height);
  c.fillRect(0, area.y, area.x, area.height);
  c.fillRect(area.x + area.width, area.y, width, area.height);
}

const within = (value: number, most: number) => Math.min(most, Math.max(0, value));

/** The same mark elsewhere; it stays inside of the picture. */
export function shifted(mark: Mark, dx: number, dy: number, width: number, height: number): Mark {
  const area = areaOf(mark);
  const x = within(area.x + dx, Math.max(0, width - area.width)) - area.x, y = within(area.y + dy, Math.max(0, height - area.height)) - area.y;
  return { ...mark, x0: mark.x0 + x, x1: mark.x1 + x, y0: mark.y0 + y, y1: mark.y1 + y };
}

/** Its last corner elsewhere. */
export const sized = (mark: Mark, dx: number, dy: number, width: number, height: number): Mark => ({ ...mark, x1: within(mark.x1 + dx, width), y1: within(mark.y1 + dy, height) });
