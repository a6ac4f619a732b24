// Weekly opening hours between the API's shape (minutes since Sunday 00:00) and rows of days with "09:00" texts. Pure.

export interface Interval { start_time: number; end_time: number }
export interface Stretch { from: string; to: string }
/** Index 0 is Monday. */
export type Week = Stretch[][];

const day = 1440;

/** "9", "930", "9:30", "09.30", "24:00" as minutes of the day; null when it is no time. Bengali digits count too. */
export function minutesOf(text: string): number | null {
  const plain = text.trim().replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6));
  const found = /^(\d{1,2})(?:[:.\s-]?(\d{2}))?$/.exec(plain);
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return Number(found[2] ?? 0) < 60 && minutes <= day ? minutes : null;
}

export const timeText = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export function weekOf(intervals: readonly Interval[]): Week {
  const week: Week = [[], [], [], [], [], [], []];
  for (const { start_time: start, end_time: end } of [...intervals].sort((a, b) => a.start_time - b.start_time)) {
    for (let from = start; from < end; ) {
      const index = Math.floor(from / day);
      const to = Math.min(end, (index + 1) * day);
      week[(index + 6) % 7]!.push({ from: timeText(from - index * day), to: timeText(to - index * day) });
      from = to;
    }
  }
  return week;
}

/** What is wrong with a stretch, or null. */
export function stretchWrong({ from, to }: Stretch): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return start === null || end === null || end <= start;
}

export const weekWrong = (week: Week) => week.some((stretches) => stretches.some(stretchWrong));

/** Joined where one ends as the next begins, so that "always open" is one interval. */
export function intervalsOf(week: Week): Interval[] {
  const flat: Interval[] = [];
  for (let index = 0; index < 7; index += 1) {
    for (const stretch of week[(index + 6) % 7]!) {
      if (stretchWrong(stretch)) continue;
      flat.push({ start_time: index * day + minutesOf(stretch.from)!, end_time: index * day + minutesOf(stretch.to)! });
    }
  }
  flat.sort((a, b) => a.start_time - b.start_time);
  const joined: Interval[] = [];
  for (const each of flat) {
    const last = joined.at(-1);
    if (last && each.start_time <= last.end_time) last.end_time = Math.max(last.end_time, each.end_time);
    else joined.push({ ...each });
  }
  return joined;
}

export const alwaysOpen: Week = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
export const officeHours: Week = Array.from({ length: 7 }, (_, index) => (index < 5 ? [{ from: '09:00', to: '18:00' }] : []));

/** Stands for a stretch that cannot be read, until it is put right. */
export const unreadable: Interval = { start_time: -1, end_time: -1 };
export const hasUnreadable = (intervals: unknown) => Array.isArray(intervals) && intervals.some((each: Interval) => each.start_time < 0);
