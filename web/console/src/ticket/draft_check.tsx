// The check of the reply beside its text: how readable it is, and a list of notes with plain words that one key or click puts
// in. Underlines in the editor belong to the notes (draft_marks.ts). When a rule of the group stopped a send, the reasons stand
// here with the way on. Nothing here holds up writing.
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useId, useState } from 'preact/hooks';
import { useSignalEffect } from '@preact/signals';
import { Ban, ChevronDown, ChevronUp, Crosshair, Lightbulb, TriangleAlert } from 'lucide-preact';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { doerWord } from '../facts/model';
import { number, shortTime } from '../format';
import { t } from '../i18n';
import { refusedByRule } from '../state/outbox';
import { say } from '../state/toasts';
import { pendingFiles } from './attachments';
import { editor } from './composer_state';
import { checkSoon, draftCheck, forgetCheck, type DraftCheck as Check, type Finding, type Level, type Readability } from './draft_check_state';
import { draftEdited, draftKeys, markClicked } from './draft_places';

const Refused = lazy(() => import('./draft_refused'));

const icons: Record<Level, typeof Ban> = { hint: Lightbulb, warn: TriangleAlert, block: Ban };
const weight: Record<Level, number> = { hint: 0, warn: 1, block: 2 };
const idOf = (finding: Finding, index: number) => `${index}.${finding.rule}`;

export function DraftCheck({ ticket, onSend }: { ticket: number; onSend(solve: boolean): void }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useId();
  useEffect(() => forgetCheck, [ticket]);
  useSignalEffect(() => {
    void draftEdited.value;
    const files = pendingFiles.value.filter((file) => file.ticket === ticket && file.mode === 'reply').length;
    checkSoon(ticket, () => ({ text: editor.peek()?.marks.text() ?? '', attachments: files }), underline);
  });
  useSignalEffect(() => {
    if (!markClicked.value) return;
    setChosen(markClicked.value.id);
    setOpen(true);
    markClicked.value = null;
  });
  const check = draftCheck.value?.ticket === ticket ? draftCheck.value.check : null;
  const findings = check?.findings ?? [];
  useEffect(() => {
    draftKeys.value = {
      fix: () => {
        const id = editor.value?.marks.nearest() ?? null;
        const found = findings.find((finding, index) => idOf(finding, index) === id && finding.substitutes.length > 0);
        if (!found || id === null) return false;
        putIn(id, found.substitutes[0]!);
        return true;
      },
      next: () => {
        if (findings.length === 0) return false;
        const now = findings.findIndex((finding, index) => idOf(finding, index) === chosen);
        const index = (now + 1) % findings.length;
        setOpen(true);
        setChosen(idOf(findings[index]!, index));
        editor.value?.marks.reveal(idOf(findings[index]!, index));
        return true;
      },
    };
    return () => { draftKeys.value = null; };
  }, [check, chosen]);

  const worst = findings.reduce<Level>((level, each) => (weight[each.level] > weight[level] ? each.level : level), 'hint');
  const Worst = icons[worst];
  return (
    <>
      {refusedByRule.value?.ticket === ticket && <Suspense fallback={null}><Refused ticket={ticket} onSend={onSend} /></Suspense>}
      {check && (check.readability || findings.length > 0) && (
        <section class="draft-check" aria-label={t('drafts.panel')}>
          <div class="draft-check-line">
            {check.readability && <ReadabilityChip of={check.readability} />}
            {findings.length > 0 ? (
              <button type="button" class={`draft-notes level-${worst}`} aria-expanded={open} aria-controls={list} data-tip={t('drafts.next')} data-keys="F8" onClick={() => setOpen(!open)}>
                <Worst class="icon" size={14} aria-hidden="true" />
                {t('drafts.count', { n: findings.length })}
                {open ? <ChevronDown class="icon" size={14} aria-hidden="true" /> : <ChevronUp class="icon" size={14} aria-hidden="true" />}
              </button>
            ) : <span class="xs t3">{t('drafts.none')}</span>}
            <span class="unseen" role="status">{findings.length > 0 ? t('drafts.count', { n: findings.length }) : ''}</span>
          </div>
          {open && findings.length > 0 && (
            <ul class="draft-list" id={list}>
              {findings.map((finding, index) => <Note key={idOf(finding, index)} id={idOf(finding, index)} finding={finding} chosen={chosen === idOf(finding, index)} />)}
            </ul>
          )}
        </section>
      )}
    </>
  );
}

function underline(check: Check): void {
  editor.value?.marks.show(check.findings.flatMap((finding, index) => (finding.start === null || finding.end === null
    ? [] : [{ id: idOf(finding, index), start: finding.start, end: finding.end, level: finding.level }])));
}

function putIn(id: string, words: string): void {
  const from = editor.value?.marks.replace(id, words);
  if (from) say(t('drafts.undo', { from }), { label: t('drafts.undo_do'), run: () => editor.value?.undo() });
}

function Note({ id, finding, chosen }: { id: string; finding: Finding; chosen: boolean }) {
  const Icon = icons[finding.level];
  const rule = t(`drafts.rule.${finding.rule}`);
  const [row, setRow] = useState<HTMLLIElement | null>(null);
  useEffect(() => { if (chosen) row?.scrollIntoView({ block: 'nearest' }); }, [chosen, row]);
  return (
    <li class={`draft-note level-${finding.level}${chosen ? ' chosen' : ''}`} ref={setRow}>
      <Icon class="icon" size={16} aria-hidden="true" />
      <div class="draft-words">
        <p class="sm"><b>{rule}</b> <span class="unseen">({t(`drafts.level.${finding.level}`)})</span>{finding.text !== '' && <q dir="auto">{finding.text}</q>}</p>
        <p class="xs t2">{finding.known ? knownWords(finding, finding.known) : t(`drafts.advice.${finding.rule}`)}</p>
      </div>
      <span class="draft-buttons">
        {finding.substitutes.map((words, index) => (
          <button
            key={words} type="button" class="button" dir="auto"
            data-tip={words === '' ? t('drafts.leave', { text: finding.text }) : t('drafts.replace', { text: words })} data-keys={index === 0 ? writtenKeys('mod+.') : undefined}
            onClick={() => putIn(id, words)}
          >
            {words === '' ? t('drafts.leave_out') : words}
          </button>
        ))}
        {finding.start !== null && (
          <button type="button" class="icon-button" aria-label={t('drafts.show')} data-tip={t('drafts.show')} onClick={() => editor.value?.marks.reveal(id)}>
            <Crosshair class="icon" size={16} aria-hidden="true" />
          </button>
        )}
      </span>
    </li>
  );
}

/** Who did it and when, where a fact says so: "the customer, 12 May: restarted the router". */
function knownWords({ fact }: Finding, text: string): string {
  if (!fact) return t('drafts.known', { text });
  const who = fact.done_by ?? 'other';
  return fact.kind === 'tried' ? t('facts.guard.tried', { who: doerWord(who), when: shortTime(fact.at), text }) : t('facts.guard.known', { when: shortTime(fact.at), text });
}

function ReadabilityChip({ of }: { of: Readability }) {
  const words = number(of.words_per_sentence);
  const level = of.level === '' ? '' : t(`drafts.${of.level}`);
  const text = of.score === null ? t('drafts.lengths', { words }) : t('drafts.score', { score: number(Math.round(of.score)) });
  const title = of.score === null
    ? t('drafts.lengths_title', { words, letters: number(of.letters_per_word) })
    : t('drafts.score_title', { formula: t(`drafts.formula.${of.formula}`), score: number(Math.round(of.score)), sentences: of.sentences, words });
  return <span class={`readability ${of.level}`} data-tip={title}>{text}{level !== '' && ` · ${level}`}</span>;
}
