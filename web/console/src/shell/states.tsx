// The quiet states every pane has: nothing here, something went wrong, still loading.
import { useEffect, useState } from 'preact/hooks';

export interface ProblemProps {
  title: string;
  hint?: string;
  action?: string;
  onAction?(): void;
}

/** One sentence, one action, no drawing. */
export function Problem({ title, hint, action, onAction }: ProblemProps) {
  return (
    <div class="state">
      <p class="strong" role="heading" aria-level={2} ref={firstHeading}>{title}</p>
      {hint && <p class="sm t3">{hint}</p>}
      {action && <button type="button" class="button" onClick={onAction}>{action}</button>}
    </div>
  );
}

/** What is on its way, for those who hear the page: the bones beside it are for eyes. */
export function Awaited({ words }: { words: string }) {
  return <p class="unseen" role="heading" aria-level={2} ref={firstHeading}>{words}</p>;
}

/** Where a screen has no title of its own, what is said is its title. */
function firstHeading(element: HTMLElement | null): void {
  element?.setAttribute('aria-level', document.querySelector('h1') ? '2' : '1');
}

/** True after the given time: skeletons appear late so that quick answers do not flicker. */
export function useLate(milliseconds: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, []);
  return late;
}

export function RowBones({ rows }: { rows: number }) {
  if (!useLate(200)) return null;
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} class="row bones">
          <span class="avatar bone" />
          <div><div class="bone line a" /><div class="bone line b" /><div class="bone line c" /></div>
        </div>
      ))}
    </div>
  );
}

export function CardBones({ label, retryLabel, onRetry }: { label: string; retryLabel: string; onRetry(): void }) {
  const late = useLate(200);
  const veryLate = useLate(5000);
  if (!late) return null;
  return (
    <div class="log" aria-busy="true">
      {[120, 72, 160].map((height) => <div key={height} class="bone card-bone" style={{ height: `${height}px` }} />)}
      {veryLate && <Problem title={label} action={retryLabel} onAction={onRetry} />}
    </div>
  );
}
