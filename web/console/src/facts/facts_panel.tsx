// What is known, beside the thread: four lists, each line with who, when and from where; a form for the next one; what was
// withdrawn; and whether the problem was reproduced.
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { Check, MessageSquareText, Pencil, Plus, RotateCcw, X } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { fullTime, shortTime } from '../format';
import { t } from '../i18n';
import { authorOf } from '../ticket/comment_card';
import { written } from '../shell/keys';
import { afterPaint } from '../state/after_paint';
import {
  doerWord, factForm, factsOf, kinds, listWord, partWord, reproducedWord, reproductionParts, restoreFact, resultWord, withdrawFact, wordsOf,
  type Fact, type Reproduction,
} from './model';

const forms = () => import('./fact_forms');
const FactForm = lazy(() => forms().then(({ FactForm: form }) => ({ default: form })));
const ReproductionForm = lazy(() => forms().then(({ ReproductionForm: form }) => ({ default: form })));

export function FactsPanel({ read }: { read: TicketScreen }) {
  const { facts, reproduction } = factsOf(read);
  const { id } = read.ticket;
  const [old, setOld] = useState(false);
  // A key opens the form, and the next ones are typed into it.
  useEffect(() => afterPaint(() => void forms()), []);
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
      {form ? <Suspense fallback={null}><FactForm key={`${form.kind}${form.words ?? ''}`} ticket={id} kind={form.kind} comment={form.comment} words={form.words} /></Suspense> : (
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

function ReproductionBlock({ ticket, block }: { ticket: number; block: Reproduction | null }) {
  const [editing, setEditing] = useState(false);
  if (editing) return <Suspense fallback={null}><ReproductionForm ticket={ticket} block={block} onDone={() => setEditing(false)} /></Suspense>;
  return (
    <div class="reproduction">
      <h3 class="xs t3">{t('facts.reproduction')}</h3>
      {block && (
        <dl class="pairs">
          <dt>{t('facts.reproduced')}</dt><dd><b>{reproducedWord(block.reproduced)}</b>{block.build && ` · ${block.build}`}</dd>
          {reproductionParts.filter((part) => block[part]).map((part) => <><dt key={part}>{partWord(part)}</dt><dd class="lines" dir="auto">{block[part]}</dd></>)}
        </dl>
      )}
      <button type="button" class="link sm fact-add" onClick={() => setEditing(true)}><Pencil class="icon" size={14} aria-hidden="true" /> {block ? t('facts.repro.edit') : t('facts.repro.add')}</button>
    </div>
  );
}
