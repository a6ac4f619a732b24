// "What customers see now": the words of the server itself for what stands in a form, stored or not, in each language; and what
// the three screens that show them have in common. Nothing here is worded in the browser.
import '../../styles/look.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '@sahay/shared/api';
import { request } from '@sahay/shared/client';
import { language as ownLanguage, languageNames, languages } from '../../i18n';
import { faultsOf } from '../machine/store';
import type { Values } from '../machine/types';
import { t, useTexts } from './texts';

const typingEnds = 400;

export interface Seen<T> {
  shown: T | null;
  fault: string;
}

/** What the server says to `body`, asked again when it changes and, where the clock matters, each minute. */
export function useSeen<T>(path: string, body: Values, timely = false): Seen<T> {
  const [seen, setSeen] = useState<Seen<T>>({ shown: null, fault: '' });
  const asked = JSON.stringify(body);
  useEffect(() => {
    let alive = true;
    const ask = () => request<{ preview: T }>('POST', path, JSON.parse(asked)).then(
      (answer) => { if (alive) setSeen({ shown: answer.preview, fault: '' }); },
      (error: unknown) => {
        if (!alive) return;
        const found = faultsOf(error, []);
        setSeen((before) => ({ ...before, fault: found.whole || Object.values(found.fields).join(' ') }));
      },
    );
    const first = setTimeout(() => void ask(), typingEnds);
    const again = timely ? setInterval(() => { if (document.visibilityState === 'visible') void ask(); }, 60_000) : undefined;
    return () => { alive = false; clearTimeout(first); clearInterval(again); };
  }, [path, asked, timely]);
  return seen;
}

/** The frame of the three: what it is, the language, and what cannot be shown yet. */
export function SeenNow({ lead, fault, above, children }: { lead: string; fault: string; above?: ComponentChildren; children(language: Language): ComponentChildren }) {
  const [shown, setShown] = useState<Language>(ownLanguage.value);
  if (!useTexts()) return null;
  return (
    <section class="admin-section admin-box form seen-now" aria-labelledby="seen-now">
      <h2 id="seen-now">{t('seen.title')}</h2>
      <p class="sm t2">{lead}</p>
      {above}
      <div class="radio-set" role="radiogroup" aria-label={t('seen.language')}>
        {languages.map((each) => <label key={each} lang={each}><input type="radio" name="seen-language" checked={shown === each} onChange={() => setShown(each)} />{languageNames[each]}</label>)}
      </div>
      {fault && <p class="banner" role="status">{t('seen.fault', { why: fault })}</p>}
      <div class="seen-words" aria-live="polite">{children(shown)}</div>
    </section>
  );
}

/** Words as they stand, with the names that have no value marked. */
export function Marked({ text, names, lang }: { text: string; names: readonly string[]; lang: Language }) {
  const whole = names.map((name) => `{{${name}}}`);
  const parts: ComponentChildren[] = [];
  let rest = text;
  while (rest !== '') {
    const next = whole.map((each) => ({ each, at: rest.indexOf(each) })).filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    parts.push(rest.slice(0, next.at), <mark key={parts.length}>{next.each}</mark>);
    rest = rest.slice(next.at + next.each.length);
  }
  return <p class="seen-text" lang={lang} dir="auto">{parts}{rest}</p>;
}
