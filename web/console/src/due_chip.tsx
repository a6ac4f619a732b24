// DueChip: the next promise to the customer. Amber within the hour, red with a triangle when late, plain otherwise.
import { signal } from '@preact/signals';
import { TriangleAlert } from 'lucide-preact';
import { dueOf, type Due } from './due';
import { fullTime } from './format';
import { t } from './i18n';

const now = signal(Date.now());
setInterval(() => { now.value = Date.now(); }, 30_000);

/** Nothing for what is more than two days ahead: that is no news. */
function dueWords(due: Due): string | null {
  const n = due.count;
  if (due.late) return due.unit === 'minutes' ? t('due.late_minutes', { n }) : due.unit === 'hours' ? t('due.late_hours', { n }) : t('due.late_days', { n });
  return due.unit === 'minutes' ? t('due.minutes', { n }) : due.unit === 'hours' ? t('due.hours', { n }) : null;
}

/** `quiet` shows only what is soon or late, for lists. */
export function DueChip({ at, about, quiet }: { at: string | null | undefined; about?: string; quiet?: boolean }) {
  if (!at) return null;
  const due = dueOf(at, now.value);
  const words = dueWords(due);
  if (!words || (quiet && !due.late && !due.soon)) return null;
  const title = t('due.title', { time: fullTime(at) });
  return (
    <span class={`chip due num${due.late ? ' failed' : due.soon ? ' pending' : ''}`} data-tip={about ? `${about}. ${title}` : title}>
      {due.late && <TriangleAlert class="icon" size={12} aria-hidden="true" />}
      {words}
    </span>
  );
}
