// Work that nobody waits for: it runs when the frame that is being made has been shown, so that what was asked for is seen first.
// The frame after it is begun before, because a browser shows a frame only when nothing keeps it from going on.
// In a page that nobody sees there are no frames; there it runs at once, and where frames stop meanwhile it runs after a while.
import { options } from 'preact';

const longest = 400;

/** What waits for the frame that comes next; one timer and one pair of frames for all of it. */
let waiting: (() => void)[] | null = null;

export function afterPaint(run: () => void): void {
  if (document.hidden) {
    setTimeout(run);
    return;
  }
  if (waiting) {
    waiting.push(run);
    return;
  }
  const runs = [run];
  waiting = runs;
  let ran = false;
  const closed = () => { if (waiting === runs) waiting = null; };
  const once = () => {
    if (ran) return;
    ran = true;
    clearTimeout(late);
    closed();
    for (const each of runs) {
      try {
        each();
      } catch (error) {
        reportError(error);
      }
    }
  };
  const late = setTimeout(once, longest);
  requestAnimationFrame(() => {
    closed();
    requestAnimationFrame(() => setTimeout(once));
  });
}

export const painted = () => new Promise<void>((resolve) => afterPaint(resolve));

/** Effects of components wait for the frame, too; left alone they run 35 ms after their component at the latest, shown or not. */
export function drawFirst(): void {
  options.requestAnimationFrame = afterPaint;
}

/** What asks the page for places and sizes, in one go when all that changed is drawn: asked in between, the page is laid out again each time. */
export const whenDrawn = (run: () => void): void => queueMicrotask(run);

/** What may be needed soon: when the page has nothing else to do. */
export const whenIdle = (run: () => void): void => ('requestIdleCallback' in window ? void requestIdleCallback(run, { timeout: 1000 }) : afterPaint(run));
