// Keeps a colour of the house readable: white signs on it, and itself on a white page, have at least 4.5:1.
// Pure; colours are written #rrggbb.

export const leastContrast = 4.5;

const parts = (colour: string) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const written = (rgb: number[]) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** "#abc", "abc" and "#AABBCC" as #rrggbb; null when it is no colour. */
export function readColour(text: string): string | null {
  const found = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (!found) return null;
  return `#${found.length === 3 ? [...found].map((sign) => sign + sign).join('') : found}`;
}

function luminance(colour: string): number {
  const [red, green, blue] = parts(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter! + 0.05) / (darker! + 0.05);
}

/** The colour itself, or the nearest darker one that can be read. */
export function readable(colour: string): string {
  let now = colour;
  for (let step = 1; step <= 100 && contrast(now, '#ffffff') < leastContrast; step += 1) now = written(parts(colour).map((part) => part * (1 - step / 100)));
  return now;
}
