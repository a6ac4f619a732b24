// What is known, beside the thread: four lists, each line with who, when and from where; a form for the next one; what was
// withdrawn; and whether the problem was reproduced.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Check, MessageSquareText, Pencil, Plus, RotateCcw, X } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { fullTime, shortTime } from '../format';
import { t } from '../i18n';
import { authorOf } from '../ticket/comment_card';
import { written } from '../shell/keys';
import {
  addFact, doerWord, factForm, factsOf, kinds, kindWord, listWord, restoreFact, resultWord, saveReproduction, withdrawFact, wordsOf,
  type Doer, type Fact, type Kind, type Reproduction, type Result,
} from './model';

export function FactsPanel({ read }: { read: TicketScreen }) {
  const { facts, reproduction } = factsOf(read);
  const { id } = read.ticket;
  const [old, setOld] = useState(false);
  const holding = facts.filter((fact) => fact.holds);
  const withdrawn = facts.filter((fact) => !fact.holds);
  const form = factForm.value?.ticket === id ? factForm.value : null;
  return (
    <section class="facts" aria-label={t('facts.title')}>
      <h2>{t('facts.title')}</h2>
      {holding.length === 0 && !form && <p class="sm t3">{t('facts.none')}</p>}
      {kinds.filter((kind) => holding.some((fact) => fact.kind === kind)).map((kind) => (
        <div key={kind}>
          <h3 class="xs t3">{listWord(kind)}</h3>
          <ul class="fact-list">{holding.filter((fact) => fact.kind === kind).map((fact) => <Line key={fact.id} fact={fact} read={read} />)}</ul>
        </div>
      ))}
      {form ? <FactForm key={`${form.kind}${form.words ?? ''}`} ticket={id} kind={form.kind} comment={form.comment} words={form.words} /> : (
        <button type="button" class="link sm fact-add" onClick={() => { factForm.value = { ticket: id, kind: 'tried' }; }}>
          <Plus class="icon" size={14} aria-hidden="true" /> {t('facts.addFact')} <kbd>{written('w')}</kbd>
        </button>
      )}
      {withdrawn.length > 0 && (
        <div>
          <button type="button" class="fold xs" aria-expanded={old} onClick={() => setOld(!old)}>{t('facts.showWithdrawn', { n: withdrawn.length })}</button>
          {old && <ul class="fact-list withdrawn">{withdrawn.map((fact) => <Line key={fact.id} fact={fact} read={read} />)}</ul>}
        </div>
      )}
      <ReproductionBlock ticket={id} block={reproduction} />
    </section>
  );
}

function sourceWord(fact: Fact): string {
  return { hand: t('facts.source.hand'), comment: t('facts.source.comment'), field: t('facts.source.field'), procedure: t('facts.source.procedure'), report: t('facts.source.report'), bot: t('facts.source.bot') }[fact.source];
}

function Line({ fact, read }: { fact: Fact; read: TicketScreen }) {
  const at = fact.happened_at ?? fact.created_at;
  const noted = `${authorOf(fact.made_by, read).name}, ${fullTime(fact.created_at)} · ${sourceWord(fact)}`;
  const said = [
    fact.kind === 'tried' && fact.done_by ? doerWord(fact.done_by) : authorOf(fact.made_by, read).name,
    shortTime(at), fact.result ? resultWord(fact.result) : '', fact.source === 'hand' ? '' : sourceWord(fact),
    fact.from_ticket_id ? t('facts.from', { id: String(fact.from_ticket_id) }) : '', fact.holds ? '' : t('facts.withdrawnWord'),
  ].filter(Boolean).join(' · ');
  return (
    <li class="fact">
      <div class="grow">
        <p class="sm fact-words" dir="auto">{fact.result === 'worked' && <Check class="icon ok" size={14} aria-hidden="true" />}{wordsOf(fact)}</p>
        {fact.detail && <p class="xs t2" dir="auto">{fact.detail}</p>}
        <p class="xs t3" data-tip={fact.reason ? `${noted} · ${fact.reason}` : noted}>{said}</p>
      </div>
      {fact.comment_id !== null && document.getElementById(`comment-${fact.comment_id}`) && (
        <button type="button" class="icon-button tiny" aria-label={t('facts.toComment')} data-tip={t('facts.toComment')} onClick={() => document.getElementById(`comment-${fact.comment_id}`)?.scrollIntoView({ block: 'center' })}>
          <MessageSquareText class="icon" size={14} aria-hidden="true" />
        </button>
      )}
      {fact.holds ? (
        <button type="button" class="icon-button tiny" aria-label={t('facts.withdraw', { text: wordsOf(fact) })} data-tip={t('facts.withdraw', { text: wordsOf(fact) })} onClick={() => void withdrawFact(read.ticket.id, fact)}>
          <X class="icon" size={14} aria-hidden="true" />
        </button>
      ) : (
        <button type="button" class="icon-button tiny" aria-label={t('facts.restore')} data-tip={t('facts.restore')} onClick={() => void restoreFact(read.ticket.id, fact)}>
          <RotateCcw class="icon" size={14} aria-hidden="true" />
        </button>
      )}
    </li>
  );
}

function FactForm({ ticket, kind: first, comment, words = '' }: { ticket: number; kind: Kind; comment?: number; words?: string }) {
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

const parts = ['steps', 'environment', 'expected', 'actual'] as const;
const partWord = (part: (typeof parts)[number]) => ({ steps: t('facts.repro.steps'), environment: t('facts.repro.environment'), expected: t('facts.repro.expected'), actual: t('facts.repro.actual') }[part]);
const reproducedWord = (word: Reproduction['reproduced']) => ({ yes: t('facts.reproduced.yes'), no: t('facts.reproduced.no'), not_attempted: t('facts.reproduced.not_attempted') }[word]);

function ReproductionBlock({ ticket, block }: { ticket: number; block: Reproduction | null }) {
  const [editing, setEditing] = useState(false);
  if (editing) return <ReproductionForm ticket={ticket} block={block} onDone={() => setEditing(false)} />;
  return (
    <div class="reproduction">
      <h3 class="xs t3">{t('facts.reproduction')}</h3>
      {block && (
        <dl class="pairs">
          <dt>{t('facts.reproduced')}</dt><dd><b>{reproducedWord(block.reproduced)}</b>{block.build && ` · ${block.build}`}</dd>
          {parts.filter((part) => block[part]).map((part) => <><dt key={part}>{partWord(part)}</dt><dd class="lines" dir="auto">{block[part]}</dd></>)}
        </dl>
      )}
      <button type="button" class="link sm fact-add" onClick={() => setEditing(true)}><Pencil class="icon" size={14} aria-hidden="true" /> {block ? t('facts.repro.edit') : t('facts.repro.add')}</button>
    </div>
  );
}

function ReproductionForm({ ticket, block, onDone }: { ticket: number; block: Reproduction | null; onDone(): void }) {
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
      {parts.map((part) => (
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
