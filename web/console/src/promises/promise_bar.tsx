// Under the text of a reply: dates that were found in it ("Friday 15:00, store as promise?"), promises that go with it, and
// the chip that sets the next update.
import { useEffect, useRef, useState } from 'preact/hooks';
import { CalendarClock, Check, X } from 'lucide-preact';
import { t } from '../i18n';
import { drafts, lastSaved } from '../state/drafts';
import { addWish, findDates, removeWish, wishesOf, type FoundDate } from './model';

const pause = 600;

const plain = (html: string) => {
  const holder = document.createElement('template');
  holder.innerHTML = html.replace(/<(br|\/p|\/li)[^>]*>/g, '\n');
  return (holder.content.textContent ?? '').trim();
};

export function PromiseBar({ ticket, html }: { ticket: number; html: string }) {
  const found = useFoundDates(ticket, html);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const wanted = wishesOf(ticket);
  const offered = found.filter((date, index) => !refused.has(date.text) && found.findIndex((each) => each.due_at === date.due_at) === index && !wanted.some((wish) => wish.due_at === date.due_at || wish.due_at === date.other?.due_at));
  return (
    <div class="promise-bar">
      {offered.slice(0, 2).map((date) => (
        <p key={date.text} class="promise-offer sm" role="status">
          <CalendarClock class="icon" size={14} aria-hidden="true" />
          <span>{t('duty.offer', { when: date.readback })}</span>
          <button type="button" class="button" onClick={() => addWish(ticket, { due_at: date.due_at, readback: date.readback, kind: 'answer' })}>{t('duty.store')}</button>
          {date.other && (
            <button type="button" class="button ghost" onClick={() => addWish(ticket, { due_at: date.other!.due_at, readback: date.other!.readback, kind: 'answer' })}>{t('duty.meant', { when: date.other.readback })}</button>
          )}
          <button type="button" class="icon-button tiny" aria-label={t('duty.noPromise')} title={t('duty.noPromise')} onClick={() => setRefused(new Set(refused).add(date.text))}><X class="icon" size={14} aria-hidden="true" /></button>
        </p>
      ))}
      <div class="promise-chips">
        {wanted.map((wish) => (
          <span key={wish.due_at} class="tag promised">
            <Check class="icon" size={12} aria-hidden="true" /> {t('duty.with', { when: wish.readback })}
            <button type="button" aria-label={t('duty.dropPromise', { when: wish.readback })} onClick={() => removeWish(ticket, wish.due_at)}><X class="icon" size={12} aria-hidden="true" /></button>
          </span>
        ))}
        {asking ? <NextUpdate ticket={ticket} onDone={() => setAsking(false)} /> : (
          <button type="button" class="link sm next-update" onClick={() => setAsking(true)}>
            <CalendarClock class="icon" size={14} aria-hidden="true" /> {t('duty.nextUpdate')}
          </button>
        )}
      </div>
    </div>
  );
}

/** Asks the server for the dates of the draft when typing pauses. */
function useFoundDates(ticket: number, html: string): FoundDate[] {
  const [found, setFound] = useState<FoundDate[]>([]);
  const asked = useRef('');
  void lastSaved.value;
  const text = plain(html || drafts().read(ticket, 'reply'));
  useEffect(() => {
    if (text.length < 4) {
      asked.current = text;
      setFound([]);
      return undefined;
    }
    const timer = setTimeout(() => {
      if (asked.current === text) return;
      asked.current = text;
      findDates(ticket, text).then((dates) => { if (asked.current === text) setFound(dates); }).catch(() => undefined);
    }, pause);
    return () => clearTimeout(timer);
  }, [text]);
  return found;
}

/** One field in plain words: "tomorrow 11:00", read back with its whole date before it counts. */
function NextUpdate({ ticket, onDone }: { ticket: number; onDone(): void }) {
  const [words, setWords] = useState('');
  const [date, setDate] = useState<FoundDate | null>(null);
  useEffect(() => {
    const text = words.trim();
    setDate(null);
    if (!text) return undefined;
    const timer = setTimeout(() => {
      findDates(ticket, text).then(async (dates) => setDate(dates[0] ?? (await findDates(ticket, `by ${text}`))[0] ?? null)).catch(() => undefined);
    }, 250);
    return () => clearTimeout(timer);
  }, [words]);
  const set = () => {
    if (!date) return;
    addWish(ticket, { due_at: date.due_at, readback: date.readback, kind: 'update' });
    onDone();
  };
  return (
    <span class="next-update-form">
      <input
        class="input"
        aria-label={t('duty.nextUpdate')}
        placeholder={t('duty.whenExample')}
        value={words}
        ref={(element) => { if (element && !element.dataset.ready) { element.dataset.ready = '1'; element.focus(); } }}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Enter') { event.preventDefault(); set(); }
          if (event.key === 'Escape') { event.stopPropagation(); onDone(); }
        }}
      />
      <span class="sm t2" role="status">{date ? date.readback : words.trim() ? t('duty.notUnderstood') : ''}</span>
      {date && <button type="button" class="button" onClick={set}>{t('duty.set')}</button>}
      <button type="button" class="icon-button tiny" aria-label={t('ui.close')} onClick={onDone}><X class="icon" size={14} aria-hidden="true" /></button>
    </span>
  );
}
