// How long to wait before attempt n (0, 1, ...): full jitter over a window that doubles from 0.5 s to 30 s, so that
// a restarted server is not met by every visitor at once.
export function wait_before(attempt: number, random: () => number = Math.random): number {
  const window = Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(random() * window);
}
