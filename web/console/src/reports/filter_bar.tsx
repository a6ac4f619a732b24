// Days and filters. They stand in the address; each choice counts anew at once.
import { useEffect, useState } from 'preact/hooks';
import { agents, groups } from '../state/session';
import { isPhone } from '../state/screen';
import { ask, filtersOf, type Asked, type Filter } from './model';
import { t, textOr } from './texts';

const spans = ['7', '28', '90'] as const;
const channels = ['email', 'chat', 'web', 'phone', 'api'];
const classes = ['failure', 'critical', 'regular', 'planned'];
const kinds = ['question', 'problem', 'complaint', 'request'];

export function FilterBar({ query, question, answer }: { query: string; question: URLSearchParams; answer: Asked | null }) {
  const own = question.has('start') || question.has('end');
  const days = own ? '' : question.get('days') ?? '28';
  const narrowed = filtersOf(question);
  const choices: [Filter, string, [string, string][]][] = [
    ['group_id', t('by.group'), [...groups.value.map((one): [string, string] => [String(one.id), one.name]), ['none', t('none.group')]]],
    ['assignee_id', t('by.agent'), [...agents.value.map((one): [string, string] => [String(one.id), one.name]), ['none', t('none.agent')]]],
    ['channel', t('by.channel'), channels.map((name) => [name, textOr(`channel.${name}`, name)])],
    ['priority_class', t('by.class'), [...classes, 'none'].map((name) => [name, textOr(name === 'none' ? 'none.class' : `class.${name}`, name)])],
    ['request_kind', t('by.kind'), [...kinds, 'none'].map((name) => [name, textOr(name === 'none' ? 'none.kind' : `kind.${name}`, name)])],
  ];
  return (
    <details class="report-filters" open={!isPhone.value}>
      <summary class={isPhone.value ? 'strong' : 'unseen'}>{t('filter.title')}</summary>
      <div class="filter-line">
        <div class="filter-spans" role="group" aria-label={t('filter.title')}>
          {spans.map((span) => (
            <button key={span} type="button" class="button" aria-pressed={days === span} onClick={() => ask(query, { days: span === '28' ? null : span, start: null, end: null })}>{t(`period.${span}`)}</button>
          ))}
        </div>
        <OwnDays query={query} start={answer?.period.start ?? question.get('start') ?? ''} end={answer?.period.end ?? question.get('end') ?? ''} />
        <Choice label={t('hours.title')} value={question.get('hours') ?? ''} options={[['', t('hours.business')], ['calendar', t('hours.calendar')]]} onChange={(value) => ask(query, { hours: value })} />
      </div>
      <div class="filter-line">
        {choices.map(([key, label, options]) => (
          <Choice key={key} label={label} value={question.get(key) ?? ''} options={[['', t('filter.all')], ...options]} onChange={(value) => ask(query, { [key]: value })} />
        ))}
        <label class="filter-field"><span class="xs t3">{t('by.tag')}</span>
          <input class="input" value={question.get('tag') ?? ''} onChange={(event) => ask(query, { tag: event.currentTarget.value.trim() })} />
        </label>
        {narrowed.length > 0 && <button type="button" class="button ghost" onClick={() => ask(query, Object.fromEntries(narrowed.map((key) => [key, null])))}>{t('filter.clear')}</button>}
      </div>
    </details>
  );
}

function Choice({ label, value, options, onChange }: { label: string; value: string; options: [string, string][]; onChange(value: string): void }) {
  return (
    <label class="filter-field"><span class="xs t3">{label}</span>
      <select class="select" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([key, word]) => <option key={key} value={key}>{word}</option>)}
      </select>
    </label>
  );
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Days as text, since date controls of browsers follow the system and not the reader. */
function OwnDays({ query, start, end }: { query: string; start: string; end: string }) {
  const [first, setFirst] = useState(start);
  const [last, setLast] = useState(end);
  useEffect(() => { setFirst(start); setLast(end); }, [start, end]);
  const wrong = !isDay(first) || !isDay(last);
  const take = () => { if (!wrong && (first !== start || last !== end)) ask(query, { start: first, end: last, days: null }); };
  const field = (label: string, value: string, set: (value: string) => void) => (
    <label class="filter-field day"><span class="xs t3">{label}</span>
      <input class="input num" inputMode="numeric" placeholder="2026-11-30" maxLength={10} value={value} aria-invalid={value !== '' && !isDay(value)} data-tip={t('period.format')}
        onInput={(event) => set(event.currentTarget.value)} onBlur={take} onKeyDown={(event) => { if (event.key === 'Enter') take(); }} />
    </label>
  );
  return <>{field(t('period.start'), first, setFirst)}{field(t('period.end'), last, setLast)}</>;
}
