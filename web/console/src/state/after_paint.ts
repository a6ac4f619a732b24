// Work that nobody waits for: it runs when the frame that is being made has been shown, so that what was asked for is seen first.
// The frame after it is begun before, because a browser shows a frame only when nothing keeps it from going on.
// In a page that nobody sees there are no frames; there it runs at once, and where frames stop meanwhile it runs after a while.
import { options } from 'preact';

const longest = 400;

export function afterPaint(run: () => void): void {
  if (document.hidden) {
    setTimeout(run);
    return;
  }
  let ran = false;
  const once = () => {
    if (ran) return;
    ran = true;
    clearTimeout(late);
    run();
  };
  const late = setTimeout(once, longest);
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(once)));
}

export const painted = () => new Promise<void>((resolve) => afterPaint(resolve));

/** Effects of components wait for the frame, too; left alone they run 35 ms after their component at the latest, shown or not. */
export function drawFirst(): void {
  options.requestAnimationFrame = afterPaint;
}

/** What asks the page for places and sizes, in one go when all that changed is drawn: asked in between, the page is laid out again each time. */
export const whenDrawn = (run: () => void): void => queueMicrotask(run);
