// The forms of what is known: one more fact, and whether the problem was reproduced. They come with the panel, a moment after it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { addFact, doerWord, factForm, kinds, kindWord, partWord, reproducedWord, reproductionParts, resultWord, saveReproduction, type Doer, type Kind, type Reproduction, type Result } from './model';

export function FactForm({ ticket, kind: first, comment, words = '' }: { ticket: number; kind: Kind; comment?: number; words?: string }) {
  const [kind, setKind] = useState(first);
  const [text, setText] = useState(words);
  const [label, setLabel] = useState('');
  const [by, setBy] = useState<Doer>('customer');
  const [result, setResult] = useState<Result | ''>('');
  const [detail, setDetail] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const close = () => { factForm.value = null; };
  const save = async () => {
    if (text.trim() === '') return field.current?.focus();
    const tried = kind === 'tried' ? { done_by: by, result, detail } : {};
    const marked = comment === undefined ? {} : { comment_id: comment, ...(text === words ? { words } : {}) };
    if (await addFact(ticket, { kind, text, ...(kind === 'environment' ? { label } : {}), ...tried, ...marked })) close();
  };
  return (
    <form
      class="fact-form"
      onSubmit={(event) => { event.preventDefault(); void save(); }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') { event.stopPropagation(); close(); }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); event.stopPropagation(); void save(); }
      }}
    >
      <label class="sm">{t('facts.kindLabel')}
        <select class="select" value={kind} onChange={(event) => setKind(event.currentTarget.value as Kind)}>{kinds.map((each) => <option key={each} value={each}>{kindWord(each)}</option>)}</select>
      </label>
      {kind === 'environment' && <label class="sm">{t('facts.label')}<input class="input" maxLength={100} dir="auto" value={label} onInput={(event) => setLabel(event.currentTarget.value)} /></label>}
      <label class="sm">{kind === 'tried' ? t('facts.textTried') : t('facts.text')}<textarea class="input" rows={2} maxLength={1000} dir="auto" ref={field} value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
      {kind === 'tried' && (
        <>
          <label class="sm">{t('facts.by')}
            <select class="select" value={by} onChange={(event) => setBy(event.currentTarget.value as Doer)}>{(['customer', 'us', 'other'] as const).map((each) => <option key={each} value={each}>{doerWord(each)}</option>)}</select>
          </label>
          <label class="sm">{t('facts.resultLabel')}
            <select class="select" value={result} onChange={(event) => setResult(event.currentTarget.value as Result | '')}>
              <option value="">{t('facts.result.none')}</option>
              {(['worked', 'partly', 'failed'] as const).map((each) => <option key={each} value={each}>{resultWord(each)}</option>)}
            </select>
          </label>
          <label class="sm">{t('facts.detail')}<input class="input" maxLength={500} dir="auto" value={detail} onInput={(event) => setDetail(event.currentTarget.value)} /></label>
        </>
      )}
      <div class="promise-buttons">
        <button type="submit" class="button primary">{t('facts.save')}</button>
        <button type="button" class="button ghost" onClick={close}>{t('facts.cancel')}</button>
      </div>
    </form>
  );
}

export function ReproductionForm({ ticket, block, onDone }: { ticket: number; block: Reproduction | null; onDone(): void }) {
  const [now, setNow] = useState({
    steps: block?.steps ?? '', environment: block?.environment ?? '', expected: block?.expected ?? '', actual: block?.actual ?? '',
    reproduced: block?.reproduced ?? 'not_attempted' as Reproduction['reproduced'], build: block?.build ?? '',
  });
  const save = async () => { if (await saveReproduction(ticket, now)) onDone(); };
  return (
    <form
      class="fact-form"
      onSubmit={(event) => { event.preventDefault(); void save(); }}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onDone(); } }}
    >
      <fieldset class="setting">
        <legend class="sm strong">{t('facts.reproduced')}</legend>
        <div class="radio-set">
          {(['yes', 'no', 'not_attempted'] as const).map((word) => (
            <label key={word}><input type="radio" name="reproduced" checked={now.reproduced === word} onChange={() => setNow({ ...now, reproduced: word })} />{reproducedWord(word)}</label>
          ))}
        </div>
      </fieldset>
      {reproductionParts.map((part) => (
        <label key={part} class="sm">{partWord(part)}<textarea class="input" rows={part === 'steps' ? 3 : 2} maxLength={4000} dir="auto" value={now[part]} onInput={(event) => setNow({ ...now, [part]: event.currentTarget.value })} /></label>
      ))}
      <label class="sm">{t('facts.repro.build')}<input class="input" maxLength={100} dir="auto" value={now.build} onInput={(event) => setNow({ ...now, build: event.currentTarget.value })} /></label>
      <div class="promise-buttons">
        <button type="submit" class="button primary">{t('facts.save')}</button>
        <button type="button" class="button ghost" onClick={onDone}>{t('facts.cancel')}</button>
      </div>
    </form>
  );
}
