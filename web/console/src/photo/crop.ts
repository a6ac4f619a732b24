// Which square of a picture becomes the photo: pure arithmetic in the pixels of the picture.

export interface Size { width: number; height: number }
/** Where the middle of the square lies, as shares of width and height, and how often it fits into the shorter side. */
export interface View { zoom: number; x: number; y: number }
export interface Square { left: number; top: number; side: number }

export const middle: View = { zoom: 1, x: 0.5, y: 0.5 };
export const mostZoom = 4;
/** Smaller ones would be drawn larger than they are, on every letter. */
export const smallestSide = 64;
export const savedSide = 320;

const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

export function squareOf({ width, height }: Size, view: View): Square {
  const side = Math.min(width, height) / within(view.zoom, 1, mostZoom);
  return { side, left: within(view.x * width - side / 2, 0, width - side), top: within(view.y * height - side / 2, 0, height - side) };
}

/** The view after the picture was dragged by (dx, dy) pixels of a stage of `stage` pixels; never past an edge. */
export function dragged(size: Size, view: View, dx: number, dy: number, stage: number): View {
  const { left, top, side } = squareOf(size, view);
  const step = side / stage;
  return {
    zoom: view.zoom,
    x: (within(left - dx * step, 0, size.width - side) + side / 2) / size.width,
    y: (within(top - dy * step, 0, size.height - side) + side / 2) / size.height,
  };
}
