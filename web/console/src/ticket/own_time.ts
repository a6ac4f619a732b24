// Times in lines of the history that the desk writes: kept by the clock of the world, told by the reader's. Pure.

const moment = /\b(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) UTC\b/g;

/** `words` with each "2026-11-24 03:00 UTC" as `told` says it. */
export const inOwnTime = (words: string, told: (at: string) => string): string =>
  words.replace(moment, (whole, day: string, time: string) => (Number.isNaN(Date.parse(`${day}T${time}:00Z`)) ? whole : told(`${day}T${time}:00Z`)));
