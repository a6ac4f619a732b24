// The split sheet: the messages of the ticket beside the lines of the sheet. Marked words become a line with one key or button;
// each line is one request to be; one submit makes them all and tells the customer once.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Scissors, Trash2, X } from 'lucide-preact';
import type { CommentEntry, TicketScreen } from '@sahay/shared/api';
import { newKey } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { number as decimal, shortTime } from '../format';
import { t } from '../i18n';
import { agents, groups } from '../state/session';
import { AssetField } from '../intake/intake_panel';
import { classes, classWord, kinds, kindWord } from '../intake/model';
import { screen } from '../state/ticket';
import { authorOf } from '../ticket/comment_card';
import { priorities, priorityWord } from '../words';
import { addLine, comments, linesOf, previewOf, runSplit, setLines, splitOpen, type Mark, type SheetLine } from './model';
import { pieces, pointsBefore, wordsAt } from './passage';

export default function SplitDialog({ ticket }: { ticket: number }) {
  const read = screen.value;
  const close = () => { splitOpen.value = null; };
  const lines = linesOf(ticket);
  const key = useRef(newKey());
  const [active, setActive] = useState<number | null>(null);
  const [notify, setNotify] = useState(true);
  const [wait, setWait] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!read || read.ticket.id !== ticket) return null;
  const submit = async () => {
    if (busy || lines.length === 0) return;
    setBusy(true);
    const why = await runSplit(ticket, key.current, lines, notify, wait);
    setBusy(false);
    setProblem(why);
    if (why) key.current = newKey();
    else close();
  };
  const change = (index: number, with_: Partial<SheetLine>) => setLines(ticket, lines.map((line, each) => (each === index ? { ...line, ...with_ } : line)));
  const take = (text: string, mark: Mark) => {
    const into = active === null ? undefined : lines[active];
    if (into && active !== null) change(active, { marks: [...into.marks, mark] });
    else addLine(read.ticket, text, mark);
    setActive(null);
  };
  return (
    <Dialog title={t('case.splitTitle', { id: String(ticket) })} closeLabel={t('ui.close')} class="split" onClose={close}>
      <form class="split-sheet" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <Source read={read} lines={lines} into={active} onTake={take} />
        <section class="split-lines" aria-label={t('case.lines')}>
          {lines.length === 0 && <p class="t2 split-hint">{t('case.noLines')}</p>}
          {lines.map((line, index) => (
            <Line
              key={line.key} line={line} number={index + 1} active={active === index} texts={read}
              onChange={(with_) => change(index, with_)}
              onMore={() => setActive(active === index ? null : index)}
              onRemove={() => { setLines(ticket, lines.filter((each) => each !== line)); setActive(null); }}
            />
          ))}
          <label class="switch"><input type="checkbox" checked={notify} onChange={(event) => setNotify(event.currentTarget.checked)} /><span>{t('case.notify')}</span></label>
          {notify && lines.length > 0 && <Preview ticket={ticket} lines={lines} />}
          <label class="switch"><input type="checkbox" checked={wait} onChange={(event) => setWait(event.currentTarget.checked)} /><span>{t('case.wait')}<br /><span class="sm t3">{t('case.waitHint')}</span></span></label>
          {problem && <p class="banner bad" role="alert">{problem}</p>}
          <div class="dialog-foot">
            <button type="button" class="button" onClick={close}>{t('ui.cancel')}</button>
            <button type="submit" class="button primary" disabled={busy || lines.length === 0}>{t('case.split', { n: lines.length })}</button>
          </div>
        </section>
      </form>
    </Dialog>
  );
}

/** The words of all messages; what a line took is marked with its number. */
function Source({ read, lines, into, onTake }: { read: TicketScreen; lines: readonly SheetLine[]; into: number | null; onTake(text: string, mark: Mark): void }) {
  const box = useRef<HTMLElement>(null);
  const [marked, setMarked] = useState(false);
  const all = comments(read);
  useEffect(() => {
    const look = () => setMarked(selectionIn(box.current) !== null);
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  const take = () => {
    const chosen = selectionIn(box.current);
    const comment = chosen && all.find((each) => each.id === chosen.comment);
    if (!chosen || !comment) return;
    onTake(comment.text, chosen);
    getSelection()?.removeAllRanges();
  };
  const whole = (comment: CommentEntry) => onTake(comment.text, { comment: comment.id, begin: 0, end: [...comment.text].length });
  return (
    <section
      class="split-source" ref={box} tabIndex={0} aria-label={t('case.messages')}
      onKeyDown={(event) => { if ((event.key.toLowerCase() === 's' || event.code === 'KeyS') && !event.ctrlKey && !event.metaKey && selectionIn(box.current)) { event.preventDefault(); take(); } }}
    >
      {all.map((comment) => (
        <article key={comment.id} class={comment.public ? '' : 'inner'}>
          <header class="sm t3">
            <b dir="auto">{authorOf(comment.author_id, read).name}</b> · {shortTime(comment.at)}
            <button type="button" class="link xs" onClick={() => whole(comment)}>{t('case.whole')}</button>
          </header>
          <p class="lines" dir="auto" data-comment={comment.id}>
            {pieces(comment.text, lines.flatMap((line, index) => line.marks.filter((mark) => mark.comment === comment.id).map((mark) => ({ ...mark, line: index })))).map((piece, index) =>
              (piece.line === null ? piece.text : <mark key={index} data-tip={t('case.lineNumber', { n: piece.line + 1 })}>{piece.text}</mark>))}
          </p>
        </article>
      ))}
      <p class="split-take" role="status">
        {marked
          ? <button type="button" class="button primary" onPointerDown={(event) => event.preventDefault()} onClick={take}><Scissors class="icon" size={16} aria-hidden="true" />{into === null ? t('case.makeLine') : t('case.addTo', { n: into + 1 })} <kbd>S</kbd></button>
          : <span class="sm t3">{into === null ? t('case.markHint') : t('case.markMore', { n: into + 1 })}</span>}
      </p>
    </section>
  );
}

function selectionIn(box: HTMLElement | null): Mark | null {
  const chosen = getSelection();
  if (!box || !chosen || chosen.isCollapsed || chosen.rangeCount === 0) return null;
  const range = chosen.getRangeAt(0);
  const start = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
  const place = start?.closest<HTMLElement>('[data-comment]');
  if (!place || !box.contains(place)) return null;
  const text = place.textContent ?? '';
  const before = document.createRange();
  before.selectNodeContents(place);
  before.setEnd(range.startContainer, range.startOffset);
  const begin = before.toString().length;
  const end = place.contains(range.endContainer) ? begin + range.toString().length : text.length;
  return text.slice(begin, end).trim() ? { comment: Number(place.dataset.comment), begin: pointsBefore(text, begin), end: pointsBefore(text, end) } : null;
}

function Line({ line, number, active, texts, onChange, onMore, onRemove }: {
  line: SheetLine; number: number; active: boolean; texts: TicketScreen; onChange(with_: Partial<SheetLine>): void; onMore(): void; onRemove(): void;
}) {
  const words = line.marks.map((mark) => wordsAt(comments(texts).find((each) => each.id === mark.comment)?.text ?? '', mark).trim()).join(' … ');
  return (
    <fieldset class={`split-line${active ? ' active' : ''}`}>
      <legend class="unseen">{t('case.lineNumber', { n: number })}</legend>
      <p class="sm t2 clip" dir="auto" data-tip={words}><span class="chip">{decimal(number)}</span> {words}</p>
      <div class="field"><label>{t('case.subject')}<input class="input" dir="auto" required maxLength={255} value={line.subject} onInput={(event) => onChange({ subject: event.currentTarget.value })} /></label></div>
      <div class="split-choices">
        <label class="field"><span>{t('case.kindLabel')}</span>
          <select class="select" value={line.kind} onChange={(event) => onChange({ kind: event.currentTarget.value as SheetLine['kind'] })}>
            <option value="">—</option>
            {kinds.map((each) => <option key={each} value={each}>{kindWord(each)}</option>)}
          </select>
        </label>
        <label class="field"><span>{t('case.classLabel')}</span>
          <select class="select" value={line.class_} onChange={(event) => onChange({ class_: event.currentTarget.value as SheetLine['class_'] })}>
            <option value="">—</option>
            {classes.map((each) => <option key={each} value={each}>{classWord(each)}</option>)}
          </select>
        </label>
        <label class="field"><span>{t('case.type')}</span>
          <select class="select" value={line.type} onChange={(event) => onChange({ type: event.currentTarget.value as SheetLine['type'] })}>
            <option value="">—</option>
            <option value="question">{t('case.typeQuestion')}</option><option value="incident">{t('case.typeIncident')}</option>
            <option value="problem">{t('case.typeProblem')}</option><option value="task">{t('case.typeTask')}</option>
          </select>
        </label>
        <label class="field"><span>{t('ticket.priority')}</span>
          <select class="select" value={line.priority} onChange={(event) => onChange({ priority: event.currentTarget.value as SheetLine['priority'] })}>
            <option value="">—</option>
            {priorities.map((each) => <option key={each} value={each}>{priorityWord(each)}</option>)}
          </select>
        </label>
        <label class="field"><span>{t('ticket.group')}</span>
          <select class="select" value={line.group ?? ''} onChange={(event) => onChange({ group: Number(event.currentTarget.value) || null })}>
            {groups.value.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
          </select>
        </label>
        <label class="field"><span>{t('ticket.assignee')}</span>
          <select class="select" value={line.assignee ?? ''} onChange={(event) => onChange({ assignee: Number(event.currentTarget.value) || null })}>
            <option value="">{t('ticket.nobody')}</option>
            {agents.value.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
          </select>
        </label>
      </div>
      <div class="field"><span class="sm strong">{t('case.asset')}</span>
        {line.asset
          ? <span class="asset"><b class="grow" dir="auto">{line.asset.name}</b><button type="button" class="icon-button" aria-label={t('case.removeAsset')} onClick={() => onChange({ asset: null })}><X class="icon" size={14} aria-hidden="true" /></button></span>
          : <AssetField organization={texts.organization?.id ?? null} user={texts.ticket.requester_id} onPick={(asset) => onChange({ asset })} />}
      </div>
      <div class="split-buttons">
        <button type="button" class="button ghost" aria-pressed={active} onClick={onMore}>{t('case.moreWords')}</button>
        <button type="button" class="button ghost danger" onClick={onRemove}><Trash2 class="icon" size={16} aria-hidden="true" />{t('case.removeLine')}</button>
      </div>
    </fieldset>
  );
}

function Preview({ ticket, lines }: { ticket: number; lines: readonly SheetLine[] }) {
  const [text, setText] = useState<string | null>(null);
  const asked = JSON.stringify(lines.map((line) => [line.subject, line.group, line.assignee, line.type, line.priority]));
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => previewOf(ticket, lines, controller.signal).then(setText, () => undefined), 250);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [asked]);
  return (
    <div class="sunken sm" aria-label={t('case.preview')} role="group">
      <p class="strong">{t('case.preview')}</p>
      <p class="lines" dir="auto">{text ?? '…'}</p>
    </div>
  );
}
