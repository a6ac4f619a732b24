// Work that nobody waits for: it runs when the frame that is being made has been shown, so that what was asked for is seen first.
// In a page that nobody sees there are no frames; there it runs at once.

export function afterPaint(run: () => void): void {
  if (document.hidden) setTimeout(run);
  else requestAnimationFrame(() => setTimeout(run));
}

export const painted = () => new Promise<void>((resolve) => afterPaint(resolve));
