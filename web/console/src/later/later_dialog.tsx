// When an answer shall go out: the times that suit the customer, or any other in words or by the calendar; each as the customer's
// clock and the agent's show it.
import '../styles/later.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { t as consoleText } from '../i18n';
import { ReadBack, useWhen } from '../promises/when_field';
import { screen } from '../state/ticket';
import { laterOpen } from '../ticket/composer_state';
import { move, sendLater, whenWords } from './model';
import { t } from './texts';

interface SendTimes {
  time_zone: string;
  send_times: { key: 'opening' | 'tomorrow' | 'monday'; send_at: string }[];
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const two = (n: number) => String(n).padStart(2, '0');
/** A time as a field of the calendar wants it, by the agent's clock. */
const fieldOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

function Both({ at, name, zone }: { at: string; name: string; zone: string }) {
  const theirs = whenWords(at, zone), ours = whenWords(at);
  if (theirs === ours) return <span class="xs t2 num">{ours}</span>;
  return <span class="xs t2 num">{t('later.theirs', { name, when: theirs })} · {t('later.yours', { when: ours })}</span>;
}

export default function LaterDialog() {
  const ask = laterOpen.value!;
  const read = screen.value?.ticket.id === ask.ticket ? screen.value : null;
  const name = read?.users[read.ticket.requester_id]?.name ?? '';
  const [times, setTimes] = useState<SendTimes | null>(null);
  const [chosen, setChosen] = useState('');
  const [words, setWords] = useState('');
  const [date, setDate] = useState('');
  const [solve, setSolve] = useState(false);
  const [over, setOver] = useState(false);
  const meant = useWhen(ask.ticket, words);
  useEffect(() => {
    get<SendTimes>(`/tickets/${ask.ticket}/send_times`).catch((): SendTimes => ({ time_zone: ownZone(), send_times: [] })).then((read) => {
      setTimes(read);
      setChosen((now) => now || read.send_times[0]?.key || 'other');
    });
  }, []);
  const choices = useRef<HTMLFieldSetElement>(null);
  useEffect(() => choices.current?.querySelector<HTMLElement>('input:checked')?.focus(), [times]);
  const close = () => { laterOpen.value = null; };
  const at = chosen === 'other' ? (words.trim() ? meant?.due_at ?? null : date ? new Date(date).toISOString() : null) : times?.send_times.find((each) => each.key === chosen)?.send_at ?? null;
  const take = () => {
    if (!at) return;
    if (Date.parse(at) <= Date.now()) return setOver(true);
    close();
    if ('reply' in ask) return void move(ask.reply, at, read);
    const go = () => {
      const letter = ask.take(solve);
      if (letter) void sendLater(letter, at, go);
    };
    go();
  };
  const other = () => { setChosen('other'); setOver(false); };
  const zone = times?.time_zone ?? ownZone();
  return (
    <Dialog title={'reply' in ask ? t('later.change') : t('later.title')} closeLabel={consoleText('ui.close')} class="narrow later-dialog" onClose={close}>
      <form class="dialog-body form" onSubmit={(event) => { event.preventDefault(); take(); }}>
        <fieldset class="later-times" ref={choices}>
          <legend class="sm t2">{t('later.when')}</legend>
          {times?.send_times.map((each) => (
            <label key={each.key} class="later-time">
              <input type="radio" name="later" value={each.key} checked={chosen === each.key} onChange={() => setChosen(each.key)} />
              <span><b>{t(`later.${each.key}`)}</b><Both at={each.send_at} name={name} zone={zone} /></span>
            </label>
          ))}
          <label class="later-time">
            <input type="radio" name="later" value="other" checked={chosen === 'other'} onChange={other} />
            <b>{t('later.other')}</b>
          </label>
        </fieldset>
        {chosen === 'other' && (
          <div class="later-other">
            <label>{t('later.words')}<input class="input" value={words} placeholder={consoleText('duty.whenExample')} onInput={(event) => { other(); setWords(event.currentTarget.value); }} /></label>
            <ReadBack words={words} date={meant} />
            <label>{t('later.date')}<input class="input" type="datetime-local" value={date} min={fieldOf(new Date())} disabled={words.trim() !== ''} onInput={(event) => { other(); setDate(event.currentTarget.value); }} /></label>
            {at && <Both at={at} name={name} zone={zone} />}
          </div>
        )}
        {'take' in ask && ask.maySolve && (
          <label class="later-solve"><input type="checkbox" checked={solve} onChange={(event) => setSolve(event.currentTarget.checked)} /> {t('later.solve')}</label>
        )}
        {over && <p class="error sm" role="alert">{t('later.past')}</p>}
        <div class="dialog-foot">
          <button type="button" class="button ghost" onClick={close}>{consoleText('ui.cancel')}</button>
          <button type="submit" class="button primary" disabled={!at}>{'reply' in ask ? t('later.set') : t('later.send')}</button>
        </div>
      </form>
    </Dialog>
  );
}
