// Logging a call: whom, what came of it, how long, what was said. A call that reached the customer keeps what was promised.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { t } from '../i18n';
import { callOpen, change } from './model';

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
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - began.current) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  const close = () => { callOpen.value = null; };
  const save = async () => {
    const given = Number(minutes.replace(',', '.'));
    const length = outcome !== 'reached' ? 0 : minutes.trim() && given >= 0 ? Math.round(given * 60) : seconds;
    const done = await change(call.ticket, `/tickets/${call.ticket}/calls`, { call: { outcome, phone, text, seconds: length, direction: 'outbound' } }, t('duty.callSaid', { outcome: outcomeWord(outcome) }));
    if (done) close();
  };
  return (
    <Dialog title={call.name ? t('duty.callWith', { name: call.name }) : t('duty.logCall')} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form class="dialog-body form call-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label>{t('duty.phone')}<input class="input" type="tel" dir="ltr" value={phone} onInput={(event) => setPhone(event.currentTarget.value)} /></label>
        {phone && <a class="link sm" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{t('duty.dial', { phone })}</a>}
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
        <label>{t('duty.callText')}<textarea class="input" rows={4} dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
        <button type="submit" class="button primary">{t('duty.saveCall')}</button>
      </form>
    </Dialog>
  );
}
