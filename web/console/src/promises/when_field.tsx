// One field for a time in plain words: "tomorrow 11:00", read back with its whole date before it counts.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import { findDates, type FoundDate } from './model';

const pause = 250;

/** What the words mean, asked of the server when typing pauses; null: nothing yet. */
export function useWhen(ticket: number, words: string): FoundDate | null {
  const [date, setDate] = useState<FoundDate | null>(null);
  useEffect(() => {
    const text = words.trim();
    setDate(null);
    if (!text) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      whenIn(ticket, text).then((found) => { if (wanted) setDate(found); }, () => undefined);
    }, pause);
    return () => { wanted = false; clearTimeout(timer); };
  }, [words]);
  return date;
}

/** A date by itself is understood as well as one in a sentence. */
export async function whenIn(ticket: number, text: string): Promise<FoundDate | null> {
  return (await findDates(ticket, text))[0] ?? (await findDates(ticket, `by ${text}`))[0] ?? null;
}

export function ReadBack({ words, date, children }: { words: string; date: FoundDate | null; children?: ComponentChildren }) {
  return <span class="sm t2" role="status">{date ? date.readback : words.trim() ? t('duty.notUnderstood') : children}</span>;
}
