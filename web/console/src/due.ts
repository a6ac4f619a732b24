// How far away the next promise to the customer is, in the unit that people use. Pure.
export interface Due {
  late: boolean;
  soon: boolean;
  unit: 'minutes' | 'hours' | 'days';
  count: number;
}

/** Minutes below two hours, hours below two days, then days. Late from the first moment on. */
export function dueOf(at: string, now: number): Due {
  const left = new Date(at).getTime() - now;
  const minutes = Math.floor(Math.abs(left) / 60_000);
  const unit = minutes < 120 ? 'minutes' : minutes < 2880 ? 'hours' : 'days';
  const count = unit === 'minutes' ? minutes : unit === 'hours' ? Math.floor(minutes / 60) : Math.floor(minutes / 1440);
  return { late: left < 0, soon: left >= 0 && left < 3_600_000, unit, count };
}
