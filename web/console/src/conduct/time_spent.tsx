// How long people worked on this request, beside the thread: the sum, and a form that corrects one's own part. Never a list of
// persons: it is for the cost of requests.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { me } from '../state/session';
import { say } from '../state/toasts';
import { t, useTexts } from './texts';

interface Spent {
  seconds: number;
  people: { user_id: number; seconds: number }[];
}

const minutesOf = (seconds: number) => Math.round(seconds / 60);
const reason = (error: unknown) => (error instanceof ApiError ? error.reason : String(error));

export default function TimeSpent({ ticket }: { ticket: number }) {
  const texts = useTexts();
  const [spent, setSpent] = useState<Spent | null>(null);
  const [minutes, setMinutes] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const path = `/tickets/${ticket}/active_time`;
  useEffect(() => { get<{ active_time: Spent }>(path).then((read) => setSpent(read.active_time), () => undefined); }, [ticket]);
  if (!texts || !spent) return null;
  const mine = spent.people.find((each) => each.user_id === me.value.id)?.seconds ?? 0;
  const save = async () => {
    const wanted = Number((minutes ?? '').trim().replace(',', '.'));
    if (minutes?.trim() === '' || !(wanted >= 0)) return say(t('notNumber'));
    try {
      const answer = await request<{ active_time: Spent }>('PUT', path, { active_time: { seconds: Math.round(wanted * 60), note } }, { idempotencyKey: newKey() });
      setSpent(answer.active_time);
      setMinutes(null);
      setNote('');
      say(t('saved'));
    } catch (error) {
      say(t('failed', { why: reason(error) }));
    }
  };
  return (
    <div class="time-spent">
      <p class="sm t2" data-tip={t('hint')}>
        {t('title')}: <span class="num">{t('minutes', { n: minutesOf(spent.seconds) })}</span>{' '}
        <button type="button" class="link" aria-expanded={minutes !== null} onClick={() => setMinutes(minutes === null ? String(minutesOf(mine)) : null)}>{t('correct')}</button>
      </p>
      {minutes !== null && (
        <form class="delay" onSubmit={(event) => { event.preventDefault(); void save(); }}>
          <p class="xs t3">{t('hint')}</p>
          <label class="sm">{t('mine')}<input class="input" inputMode="decimal" value={minutes} onInput={(event) => setMinutes(event.currentTarget.value)} /></label>
          <label class="sm">{t('why')}<input class="input" dir="auto" maxLength={200} value={note} onInput={(event) => setNote(event.currentTarget.value)} /></label>
          <div class="promise-buttons"><button type="submit" class="button">{t('save')}</button></div>
        </form>
      )}
    </div>
  );
}
