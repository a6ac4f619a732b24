// When a ticket that rests may wake, as the agent's own clock has it.
const nine = (from: Date, days: number) => new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, 9);

/** Later today (in three hours, at a half or full hour), tomorrow 9:00, the next Monday 9:00. */
export function restTimes(now = new Date()): { later: Date; tomorrow: Date; monday: Date } {
  const half = 30 * 60_000;
  return {
    later: new Date(Math.ceil((now.getTime() + 6 * half) / half) * half),
    tomorrow: nine(now, 1),
    monday: nine(now, ((8 - now.getDay()) % 7) || 7),
  };
}
