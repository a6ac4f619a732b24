// How wide a column may be. The same limits stand in shell.css, for windows that are made smaller later. Pure.

export type Column = 'views' | 'list' | 'context';
export const usualWidths: Record<Column, number> = { views: 216, list: 352, context: 320 };
const bounds: Record<Column, readonly [number, number]> = { views: [160, 320], list: [280, 480], context: [280, 420] };
const step = 16;

/** The share of the window that a column may take, so that the conversation keeps its room. */
function share(column: Column, room: number): number {
  if (column === 'views') return 0.135;
  if (column === 'context') return 0.26;
  return room < 1280 ? 0.45 : room < 1600 ? 0.34 : 0.29;
}

export const least = (column: Column) => bounds[column][0];
export const most = (column: Column, room: number) => Math.max(least(column), Math.min(bounds[column][1], Math.floor(room * share(column, room))));
export const bounded = (column: Column, width: number, room: number) => Math.round(Math.min(most(column, room), Math.max(least(column), width)));

/** The width after a key; null when the key is none of a separator. */
export function stepOf(column: Column, key: string, now: number, room: number, mirrored: boolean): number | null {
  if (key === 'Home') return least(column);
  if (key === 'End') return most(column, room);
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const outward = (key === 'ArrowRight') !== mirrored;
  return bounded(column, now + (outward === (column !== 'context') ? step : -step), room);
}
