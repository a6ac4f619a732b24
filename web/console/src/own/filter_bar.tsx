// The conditions of the open list as chips above it: pressed to change, taken away by their cross, added from a list of fields. What
// differs from the stored view is kept in the address until it is saved. The parts of a condition are those of the administration.
import '../styles/own.css';
import '../styles/admin.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Plus, X } from 'lucide-preact';
import { Picker } from '@sahay/ui/picker';
import { useOptions } from '../admin/machine/fields';
import { useTexts } from '../admin/texts';
import { useDefinitions, valuesElsewhere, type Definition } from '../admin/widgets/definitions';
import { freshCondition, HowAndValue, textOf } from '../admin/widgets/rule_rows';
import { t as consoleText } from '../i18n';
import { baseOf, filterKey, filterOf, type Condition, type Conditions } from '../inbox/filter_key';
import { go, ticketPath, viewPath } from '../router';
import { filtersOpen, listOrder, listView } from '../state/list';
import { savedById, savedId, savedTitle } from '../state/saved_views';
import { openId } from '../state/ticket';
import { viewName } from '../words';
import { conditionsOfFixed, sameConditions } from './conditions';
import { changeView, isOwn, makeView, mayChange, reasonOf } from './own_views';
import { t } from './texts';

/** What lists are narrowed by most, in this order; all other fields follow. */
const first = ['status', 'group_id', 'assignee_id', 'owner_id', 'current_tags', 'via_id', 'priority', 'priority_class', 'organization_id', 'mood'];
const rank = (subject: string) => (first.includes(subject) ? first.indexOf(subject) : first.length);

type Part = keyof Conditions;
interface Place { part: Part; index: number }
const samePlace = (a: Place | null, part: Part, index: number) => a?.part === part && a.index === index;

function conditionsOf(key: string): Conditions {
  const saved = savedId(key);
  if (saved === null) return conditionsOfFixed(key);
  const kept = savedById.value.get(saved)?.conditions;
  return { all: kept?.all ?? [], any: kept?.any ?? [] };
}

/** Nothing is chosen or written yet: asked for later. */
const isUnfinished = (definitions: Definition[], each: Condition) => {
  const definition = definitions.find((one) => one.subject === each.field);
  const ends = definition?.operators.find((one) => one.value === each.operator)?.terminal;
  return !ends && textOf(each.value) === '' && (definition?.values.length ?? 0) === 0;
};

function show(of: string, now: Conditions): void {
  const key = sameConditions(conditionsOf(of), now) ? of : filterKey({ of, ...now });
  if (key !== listView.peek()) go(openId.peek() === null ? viewPath(key) : ticketPath(openId.peek()!, key), 'replace');
}

function Chip({ definition, condition, open, onOpen, onRemove }: { definition: Definition | undefined; condition: Condition; open: boolean; onOpen(): void; onRemove(): void }) {
  const options = useOptions(definition?.values.length ? definition.values : valuesElsewhere[condition.field] ?? []);
  const how = definition?.operators.find((each) => each.value === condition.operator);
  const given = textOf(condition.value);
  const value = how?.terminal ? '' : options?.find((each) => each.value === given)?.label ?? (given || '…');
  const name = `${definition?.title ?? condition.field}: ${[condition.operator === 'is' || condition.operator === 'includes' ? '' : how?.title ?? condition.operator, value].filter(Boolean).join(' ')}`;
  return (
    <li class="filter-chip" data-open={open}>
      <button type="button" class="clip" dir="auto" aria-expanded={open} onClick={onOpen}>{name}</button>
      <button type="button" class="filter-off" aria-label={t('own.remove', { name })} data-tip={t('own.remove', { name })} onClick={onRemove}><X class="icon" size={14} aria-hidden="true" /></button>
    </li>
  );
}

export default function FilterBar() {
  const texts = useTexts();
  const definitions = useDefinitions('/views')?.conditions;
  const key = listView.value;
  const of = baseOf(key);
  const shown = filterOf(key) ?? conditionsOf(of);
  const [now, setNow] = useState<Conditions>(shown);
  const [place, setPlace] = useState<Place | null>(null);
  const [adding, setAdding] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const editor = useRef<HTMLDivElement>(null);
  // Another list was opened, or the stored view changed below.
  const written = useRef('');
  useEffect(() => {
    if (written.current === JSON.stringify([of, shown.all, shown.any])) return;
    setNow({ all: shown.all, any: shown.any });
    setPlace(null);
  }, [key, savedById.value]);
  useEffect(() => {
    filtersOpen.value = true;  // it stays when what it began with is saved
    return () => clearTimeout(timer.current);
  }, []);
  useEffect(() => editor.current?.querySelector<HTMLElement>(place?.part === 'all' && !textOf(now.all[place.index]?.value) ? 'input, select:nth-of-type(2)' : 'select, input')?.focus(), [place?.part, place?.index, Boolean(definitions)]);
  if (!texts || !definitions) return <div class="filter-bar" aria-busy="true" />;

  const change = (next: Conditions) => {
    setNow(next);
    clearTimeout(timer.current);
    const ask = { all: next.all.filter((each) => !isUnfinished(definitions, each)), any: next.any.filter((each) => !isUnfinished(definitions, each)) };
    timer.current = setTimeout(() => { written.current = JSON.stringify([of, ask.all, ask.any]); show(of, ask); }, 250);
  };
  const put = (part: Part, index: number, row: Condition | null) => change({ ...now, [part]: now[part].flatMap((each, at) => (at === index ? row ? [row] : [] : [each])) });
  const definitionOf = (field: string) => definitions.find((each) => each.subject === field);
  const chips = (part: Part) => now[part].map((condition, index) => (
    <Chip
      key={`${part}${index}${condition.field}`}
      definition={definitionOf(condition.field)} condition={condition} open={samePlace(place, part, index)}
      onOpen={() => setPlace(samePlace(place, part, index) ? null : { part, index })}
      onRemove={() => { put(part, index, null); setPlace(null); }}
    />
  ));
  const edited = place && now[place.part][place.index];
  const options = [...definitions].sort((a, b) => rank(a.subject) - rank(b.subject)).map((each) => ({ value: each.subject, label: each.title, hint: each.group, aliases: each.subject.replace(/_/g, ' ') }));
  return (
    <section class="filter-bar" aria-label={t('own.conditions')} onKeyDown={(event) => { if (event.key === 'Escape' && place) { event.stopPropagation(); setPlace(null); } }}>
      <ul role="list" class="filter-chips">
        {chips('all')}
        {now.any.length > 0 && <li class="xs t3">{t('own.or')}</li>}
        {chips('any')}
        {now.all.length + now.any.length === 0 && <li class="xs t3">{t('own.everything')}</li>}
        <li><button type="button" class="link sm filter-add" aria-haspopup="listbox" aria-expanded={adding !== null} onClick={(event) => setAdding(event.currentTarget)}><Plus class="icon" size={14} aria-hidden="true" />{t('own.add')}</button></li>
      </ul>
      {adding && <Picker anchor={adding} label={t('own.add')} searchLabel={t('own.choose')} emptyLabel={consoleText('ui.nothing')} options={options} value="" onClose={() => setAdding(null)} onPick={(subject) => {
        setPlace({ part: 'all', index: now.all.length });
        change({ ...now, all: [...now.all, freshCondition(definitions, subject)] });
      }} />}
      {place && edited && (
        <div class="filter-edit" ref={editor} role="group" aria-label={definitionOf(edited.field)?.title ?? edited.field}>
          <span class="sm strong">{definitionOf(edited.field)?.title ?? edited.field}</span>
          <HowAndValue definition={definitionOf(edited.field)} row={edited} set={(row) => put(place.part, place.index, row)} />
        </div>
      )}
      {filterOf(key) && <SaveLine key={key} of={of} now={filterOf(key)!} />}
    </section>
  );
}

/** What can be done with conditions that differ from the stored ones. */
function SaveLine({ of, now }: { of: string; now: Conditions }) {
  const view = savedById.value.get(savedId(of) ?? -1);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const attempt = async (run: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFault('');
    await run().catch((error: unknown) => setFault(reasonOf(error)));
    setBusy(false);
  };
  const empty = now.all.length + now.any.length === 0;
  const make = () => {
    if (empty) return setFault(t('own.noConditions'));
    if (!name.trim()) return setFault(t('own.noName'));
    void attempt(() => makeView(name.trim(), { all: now.all, any: now.any }, listOrder.value));
  };
  return (
    <div class="filter-save">
      {naming ? (
        <form class="filter-name" onSubmit={(event) => { event.preventDefault(); make(); }} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); setNaming(false); setFault(''); } }}>
          <input class="input" id="view-name" dir="auto" autocomplete="off" maxLength={255} aria-label={t('own.name')} placeholder={t('own.name')} aria-describedby={fault ? 'view-fault' : undefined} value={name} onInput={(event) => setName(event.currentTarget.value)}
            ref={(element) => { if (element && !element.dataset.ready) { element.dataset.ready = '1'; element.focus(); } }} />
          <button type="submit" class="button primary" aria-disabled={busy}>{t('own.save')}</button>
          <button type="button" class="button ghost" onClick={() => { setNaming(false); setFault(''); }}>{t('own.cancel')}</button>
        </form>
      ) : (
        <>
          {view && mayChange(view) && <button type="button" class="button" aria-disabled={busy} onClick={() => void attempt(async () => {
            if (empty) return setFault(t('own.noConditions'));
            await changeView(view, { conditions: { all: now.all, any: now.any } });
            go(viewPath(of), 'replace');
          })}>{t('own.saveChanges')}</button>}
          <button type="button" class="button" onClick={() => { setName(view && isOwn(view) ? savedTitle(view) : ''); setNaming(true); }}>{t('own.saveAs')}</button>
          <button type="button" class="link sm" onClick={() => go(openId.value === null ? viewPath(of) : ticketPath(openId.value, of), 'replace')}>{t('own.discard')}</button>
        </>
      )}
      {view && !mayChange(view) && <p class="xs t3">{t('own.shared')}</p>}
      {fault && <p class="sm bad-text" id="view-fault" role="alert">{fault}</p>}
      <span class="unseen">{viewName(of)}</span>
    </div>
  );
}
