// One's own leave: first and last day, both inclusive. Who is on leave gets nothing, and what they promised is told late by itself.
import { useEffect, useState } from 'preact/hooks';
import { X } from 'lucide-preact';
import { ApiError, get, request } from '@sahay/shared/client';
import { say } from '../state/toasts';
import { t, useTexts } from './texts';

interface Leave { from: string; to: string }
interface Answer { agent_availability: { leaves: Leave[] } }

const path = '/agent_availability/me';

/** The browser's own field of a date speaks the language of the machine, not of the reader. */
function Day({ label, value, set, required = false }: { label: string; value: string; set(value: string): void; required?: boolean }) {
  return (
    <label class="field">{label}
      <input class="input num" inputMode="numeric" placeholder="2026-11-30" pattern="\d{4}-\d{2}-\d{2}" maxLength={10} required={required} value={value} onInput={(event) => set(event.currentTarget.value.trim())} />
    </label>
  );
}

export function LeaveForm() {
  const texts = useTexts();
  const [leaves, setLeaves] = useState<Leave[] | null>(null);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  useEffect(() => { get<Answer>(path).then((read) => setLeaves(read.agent_availability.leaves), () => undefined); }, []);
  if (!texts || !leaves) return null;
  const put = async (wanted: Leave[]) => {
    try {
      const answer = await request<Answer>('PUT', path, { agent_availability: { leaves: wanted } });
      setLeaves(answer.agent_availability.leaves);
      say(t('leaveSaved'));
      return true;
    } catch (error) {
      say(t('failed', { why: error instanceof ApiError ? error.reason : String(error) }));
      return false;
    }
  };
  const add = async () => {
    if (await put([...leaves, { from, to: to || from }])) { setFrom(''); setTo(''); }
  };
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <fieldset class="setting leave">
        <legend class="strong">{t('leave')}</legend>
        <p class="sm t3">{t('leaveHint')}</p>
        <ul class="plain-list">
          {leaves.map((each) => (
            <li key={`${each.from} ${each.to}`}>
              <span class="num">{t('days', each)}</span>{' '}
              <button type="button" class="icon-button" aria-label={t('remove', each)} onClick={() => void put(leaves.filter((other) => other !== each))}><X class="icon" size={16} aria-hidden="true" /></button>
            </li>
          ))}
        </ul>
        <Day label={t('from')} value={from} set={setFrom} required />
        <Day label={t('to')} value={to} set={setTo} />
        <div><button type="submit" class="button">{t('add')}</button></div>
      </fieldset>
    </form>
  );
}
