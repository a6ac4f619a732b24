// The talk by mail: the entry of the menu, the offer at the end, and the form, which says what will come and to where.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask_for_letter, cut_off, letter, visitor_email } from '../state';
import { load_texts, t } from './texts';
import './letter.css';

export const ready = load_texts;

export function Menu({ close }: { close: () => void }) {
  const item = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    item.current?.focus();
    // Escape closes the menu, not the whole panel.
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' && event.key !== 'Tab') return;
      if (event.key === 'Escape') event.stopImmediatePropagation();
      close();
      if (event.key === 'Escape') document.querySelector<HTMLElement>('header [aria-haspopup=menu]')?.focus();
    };
    const press = (event: PointerEvent) => {
      if (!(event.target as Element).closest('.menu, [aria-haspopup=menu]')) close();
    };
    addEventListener('keydown', key, true);
    addEventListener('pointerdown', press);
    return () => {
      removeEventListener('keydown', key, true);
      removeEventListener('pointerdown', press);
    };
  }, []);
  const begin = () => {
    letter.value = { step: 'form' };
    close();
  };
  return (
    <div class="menu" role="menu">
      <button type="button" role="menuitem" ref={item} onClick={begin}>
        {t('ask')}
      </button>
    </div>
  );
}

export function Letter() {
  const now = letter.value;
  if (!now)
    return (
      <p class="letter">
        <button type="button" class="link" onClick={() => (letter.value = { step: 'form' })}>
          {t('ask')}
        </button>
      </p>
    );
  if (now.step === 'form' || now.step === 'refused') return <Form reason={now.step === 'refused' ? now.reason : ''} />;
  return (
    <p class="question letter" role="status" tabIndex={-1}>
      {now.step === 'sent' ? t('sent', { email: now.to }) : cut_off.value ? t('waiting') : t('sending')}
    </p>
  );
}

let typed = ''; // kept where the desk refused it

function Form({ reason }: { reason: string }) {
  const [other, set_other] = useState(reason !== '' && typed !== '');
  const first = useRef<HTMLHeadingElement>(null);
  const known = other ? '' : visitor_email.value;
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      class="question letter"
      onSubmit={(e) => {
        e.preventDefault();
        typed = known ? '' : (new FormData(e.currentTarget).get('email') as string).trim();
        ask_for_letter(typed);
      }}
    >
      <h2 tabIndex={-1} ref={first}>
        {t('ask')}
      </h2>
      <p>{t('what')}</p>
      {known ? (
        <p>{t('to', { email: known })}</p>
      ) : (
        <>
          <label for="letter-email">{t('where')}</label>
          <div>
            <input id="letter-email" name="email" type="email" required defaultValue={typed} maxLength={254} autocomplete="email" placeholder="name@example.org" />
          </div>
        </>
      )}
      {reason && (
        <p class="trouble" role="alert">
          {reason}
        </p>
      )}
      <div>
        <button class="button">{t('send')}</button>
        {known && (
          <button type="button" class="button quiet" onClick={() => set_other(true)}>
            {t('other')}
          </button>
        )}
        <button type="button" class="button quiet" onClick={() => (letter.value = null)}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
