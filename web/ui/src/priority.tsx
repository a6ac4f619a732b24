// Priority is shape and word, never colour alone: three bars, filled from left to right.
import type { Priority } from '@sahay/shared/api';

const filled: Record<string, number> = { low: 0, normal: 1, high: 2, urgent: 3 };

export function PriorityBars({ priority, word, showWord }: { priority: Priority; word: string; showWord?: boolean }) {
  const count = filled[priority ?? 'normal'] ?? 1;
  return (
    <span class={`priority ${priority ?? 'normal'}`} data-tip={word}>
      <i aria-hidden="true">{[1, 2, 3].map((step) => <b key={step} class={step <= count ? 'on' : ''} />)}</i>
      <span class={showWord ? 'word' : 'unseen'}>{word}</span>
    </span>
  );
}
