// Under the text of a reply: dates that were found in it ("Friday 15:00, store as promise?"), promises that go with it, and
// the chip that sets the next update.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { CalendarClock, Check, X } from 'lucide-preact';
import { t } from '../i18n';
import { drafts, lastSaved } from '../state/drafts';
import { say } from '../state/toasts';
import { editor, type Typed } from '../ticket/composer_state';
import { keyOf } from '../shell/keys';
import { addWish, askNextUpdate, findDates, reason, removeWish, wishesOf, type FoundDate } from './model';
import { ReadBack, useWhen, whenIn } from './when_field';

const pause = 600;

const plain = (html: string) => {
  const holder = document.createElement('template');
  holder.innerHTML = html.replace(/<(br|\/p|\/li)[^>]*>/g, '\n');
  return (holder.content.textContent ?? '').trim();
};

export function PromiseBar({ ticket, typed }: { ticket: number; typed: ReadonlySignal<Typed | null> }) {
  const found = useFoundDates(ticket, typed);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const wanted = wishesOf(ticket);
  useEffect(() => {
    if (askNextUpdate.value !== ticket) return;
    askNextUpdate.value = null;
    setAsking(true);
  }, [askNextUpdate.value]);
  const propose = () => whenIn(ticket, t('duty.whenProposed')).then((date) => {
    if (date) addWish(ticket, { due_at: date.due_at, readback: date.readback, kind: 'update' });
    else setAsking(true);
  }, (error: unknown) => say(t('duty.refused', { why: reason(error) })));
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
          <button type="button" class="icon-button tiny" aria-label={t('duty.noPromise')} data-tip={t('duty.noPromise')} onClick={() => setRefused(new Set(refused).add(date.text))}><X class="icon" size={14} aria-hidden="true" /></button>
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
          <span class="next-update">
            {wanted.length === 0 && (
              <button type="button" class="link sm" onClick={() => void propose()}>
                <CalendarClock class="icon" size={14} aria-hidden="true" /> {t('duty.propose', { when: t('duty.whenProposed') })}
              </button>
            )}
            <button type="button" class="link sm" aria-keyshortcuts={keyOf('shift+u')} data-tip={t('duty.nextUpdate')} data-keys="Shift U" onClick={() => setAsking(true)}>{wanted.length === 0 ? t('duty.otherTime') : t('duty.nextUpdate')}</button>
          </span>
        )}
      </div>
    </div>
  );
}

/** Asks the server for the dates of the draft when typing pauses. */
function useFoundDates(ticket: number, typed: ReadonlySignal<Typed | null>): FoundDate[] {
  const [found, setFound] = useState<FoundDate[]>([]);
  const asked = useRef('');
  useSignalEffect(() => {
    void lastSaved.value;
    const html = (typed.value?.ticket === ticket && typed.value.html) || drafts().read(ticket, 'reply');
    const ask = () => {
      const text = plain(html);
      if (asked.current === text) return;
      asked.current = text;
      if (text.length < 4) setFound([]);
      else findDates(ticket, text).then((dates) => { if (asked.current === text) setFound(dates); }).catch(() => undefined);
    };
    if (html === '') return ask();
    const timer = setTimeout(ask, pause);
    return () => clearTimeout(timer);
  });
  return found;
}

/** The proposed time counts with Enter alone; other words replace it. It is read back with its whole date before it counts. */
function NextUpdate({ ticket, onDone }: { ticket: number; onDone(): void }) {
  const [words, setWords] = useState('');
  const date = useWhen(ticket, words || t('duty.whenProposed'));
  const wanted = useRef(false);
  const set = () => {
    wanted.current = !date;
    if (!date) return;
    addWish(ticket, { due_at: date.due_at, readback: date.readback, kind: 'update' });
    onDone();
    editor.value?.focus();
  };
  useEffect(() => { if (date && wanted.current) set(); }, [date]);
  return (
    <span class="next-update-form">
      <input
        class="input"
        aria-label={t('duty.nextUpdate')}
        placeholder={t('duty.whenProposed')}
        value={words}
        ref={(element) => { if (element && !element.dataset.ready) { element.dataset.ready = '1'; element.focus(); } }}
        onInput={(event) => { wanted.current = false; setWords(event.currentTarget.value); }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Enter') { event.preventDefault(); set(); }
          if (event.key === 'Escape') { event.stopPropagation(); onDone(); }
        }}
      />
      <ReadBack words={words} date={date} />
      {date && <button type="button" class="button" onClick={set}>{t('duty.set')}</button>}
      <button type="button" class="icon-button tiny" aria-label={t('ui.close')} onClick={onDone}><X class="icon" size={14} aria-hidden="true" /></button>
    </span>
  );
}
