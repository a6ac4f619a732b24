// While words of a message are marked: one press notes them as a symptom, a part of the environment, as tried, as ruled out, or
// quotes them in the answer.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import { t as messageText } from '../message/texts';
import { addFact, factForm, forgetMark, kinds, kindWord, markedWords, type Kind, type Marked } from './model';

export function MarkBar({ ticket }: { ticket: number }) {
  const [marked, setMarked] = useState<Marked | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // The keys of the bar itself must not make it go away.
        if (!document.activeElement?.closest('.mark-bar')) setMarked(markedWords());
      }, 150);
    };
    document.addEventListener('selectionchange', look);
    return () => { clearTimeout(timer); document.removeEventListener('selectionchange', look); };
  }, []);
  if (!marked) return null;
  const note = async (kind: Kind) => {
    const chosen = marked;
    setMarked(null);
    forgetMark();
    if (!(await addFact(ticket, { kind, comment_id: chosen.comment, words: chosen.words }))) factForm.value = { ticket, kind, comment: chosen.comment, words: chosen.words };
  };
  return (
    <div class="mark-bar" role="toolbar" aria-label={t('facts.markAs')} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); forgetMark(); setMarked(null); } }}>
      <span class="sm t2">{t('facts.markAs')}</span>
      {kinds.map((kind) => (
        <button key={kind} type="button" class="button" onPointerDown={(event) => event.preventDefault()} onClick={() => void note(kind)}>{kindWord(kind)}</button>
      ))}
      <button type="button" class="button ghost" aria-keyshortcuts="q" data-tip={messageText('message.quoteIn')} data-keys="Q" onPointerDown={(event) => event.preventDefault()} onClick={() => void import('../message/quote').then(({ quote }) => quote())}>{messageText('message.quoteIn')}</button>
    </div>
  );
}

/** The key of facts: to the bar when words are marked, else to an empty form in the panel. */
export function noteFact(ticket: number): void {
  const bar = document.querySelector<HTMLElement>('.mark-bar button');
  if (bar) bar.focus();
  else factForm.value = { ticket, kind: 'tried' };
}
