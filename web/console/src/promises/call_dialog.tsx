// Logging a call: what was said, what came of it, how long, when to call again. A call that reached the customer keeps what was
// promised; a time in what was said is taken as that of the next call, until another one is given.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { t } from '../i18n';
import { callOpen, change, findDates, type FoundDate } from './model';
import { ReadBack, useWhen } from './when_field';

const outcomes = ['reached', 'no_answer', 'voicemail', 'wrong_number'] as const;
const outcomeWord = (outcome: (typeof outcomes)[number]) => ({
  reached: t('duty.outcome.reached'), no_answer: t('duty.outcome.noAnswer'), voicemail: t('duty.outcome.voicemail'), wrong_number: t('duty.outcome.wrongNumber'),
}[outcome]);

export default function CallDialog() {
  const call = callOpen.value!;
  const began = useRef(Date.now());
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('reached');
  const [phone, setPhone] = useState(call.phone);
  const [minutes, setMinutes] = useState('');
  const [text, setText] = useState('');
  const [seconds, setSeconds] = useState(0);
  const [again, setAgain] = useState<string | null>(null);
  const said = useDateIn(call.ticket, text);
  const given = useWhen(call.ticket, again ?? '');
  const next = again === null ? said : given;
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - began.current) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  const close = () => { callOpen.value = null; };
  const save = async () => {
    const taken = Number(minutes.replace(',', '.'));
    const length = outcome !== 'reached' ? 0 : minutes.trim() && taken >= 0 ? Math.round(taken * 60) : seconds;
    // Words that nobody has read back yet are no time.
    const date = next ?? (again === null ? (await findDates(call.ticket, text).catch(() => []))[0] : null);
    const done = await change(call.ticket, `/tickets/${call.ticket}/calls`, { call: { outcome, phone, text, seconds: length, direction: 'outbound' } }, t('duty.callSaid', { outcome: outcomeWord(outcome) }));
    if (!done) return;
    close();
    if (date) await change(call.ticket, `/tickets/${call.ticket}/promises`, { promise: { due_at: date.due_at, kind: 'call' } }, t('duty.callAgainSaid', { when: date.readback }));
  };
  return (
    <Dialog title={call.name ? t('duty.callWith', { name: call.name }) : t('duty.logCall')} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form
        class="dialog-body form call-form"
        onSubmit={(event) => { event.preventDefault(); void save(); }}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) { event.preventDefault(); void save(); } }}
      >
        <label>{t('duty.callText')}<textarea class="input" rows={4} dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
        <label>{t('duty.callAgain')}<input class="input" value={again ?? said?.readback ?? ''} placeholder={t('duty.whenExample')} onInput={(event) => setAgain(event.currentTarget.value)} /></label>
        {again !== null && <ReadBack words={again} date={given} />}
        <fieldset class="setting">
          <legend class="strong">{t('duty.outcomeLabel')}</legend>
          <div class="radio-set">
            {outcomes.map((value) => (
              <label key={value}><input type="radio" name="outcome" checked={outcome === value} onChange={() => setOutcome(value)} />{outcomeWord(value)}</label>
            ))}
          </div>
        </fieldset>
        {outcome === 'reached' && (
          <label>{t('duty.length')}<input class="input" inputMode="decimal" value={minutes} placeholder={String(Math.max(1, Math.round(seconds / 60)))} onInput={(event) => setMinutes(event.currentTarget.value)} /></label>
        )}
        <label>{t('duty.phone')}<input class="input" type="tel" dir="ltr" value={phone} onInput={(event) => setPhone(event.currentTarget.value)} /></label>
        {phone && <a class="link sm" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{t('duty.dial', { phone })}</a>}
        <button type="submit" class="button primary" data-keys={writtenKeys('mod+enter')}>{t('duty.saveCall')}</button>
      </form>
    </Dialog>
  );
}

/** The first time that what was said names. */
function useDateIn(ticket: number, text: string): FoundDate | null {
  const [date, setDate] = useState<FoundDate | null>(null);
  useEffect(() => {
    if (text.trim().length < 4) { setDate(null); return undefined; }
    let wanted = true;
    const timer = setTimeout(() => void findDates(ticket, text).then((dates) => { if (wanted) setDate(dates[0] ?? null); }, () => undefined), 400);
    return () => { wanted = false; clearTimeout(timer); };
  }, [text]);
  return date;
}
