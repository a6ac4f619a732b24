// Work, Plain language: what the check of a draft does in each group, own words, and how often customers hear from us.
import { t, textOr } from '../texts';
import { languageNames, languages } from '../../i18n';
import { groups } from '../../state/session';
import { groupOptions } from '../machine/store';
import type { OwnFieldProps, Resource } from '../machine/types';
import { writtenDuration } from '../machine/duration';
import { WritingTrend } from '../../conduct/writing_trend';
import { ConditionRows } from '../widgets/rule_rows';

const rules = ['officialese', 'passive', 'long_sentence', 'jargon', 'unanswered', 'no_next_step', 'known_data', 'missing_attachment', 'wrong_recipient', 'wrong_language', 'no_greeting', 'no_apology'] as const;
const levels = ['off', 'hint', 'warn', 'block'] as const;
const warnFirst = ['missing_attachment', 'wrong_recipient', 'wrong_language'];

function Levels({ value, set }: OwnFieldProps) {
  const now = (value ?? {}) as Record<string, string>;
  return (
    <div class="levels">
      {rules.map((rule) => (
        <div key={rule} class="level" role="radiogroup" aria-label={t(`drafts.rule.${rule}`)}>
          <span><span class="strong">{t(`drafts.rule.${rule}`)}</span><br /><span class="xs t3">{textOr(`drafts.advice.${rule}`, '') || t(`drafts.advice.${rule}`)}</span></span>
          <span class="radio-set">
            {levels.map((level) => (
              <label key={level}>
                <input type="radio" name={`level-${rule}`} checked={(now[rule] ?? (warnFirst.includes(rule) ? 'warn' : 'hint')) === level} onChange={() => set({ ...now, [rule]: level })} />{t(`admin.wording.${level}`)}
              </label>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

const groupName = (id: unknown) => (id ? groups.value.find((group) => group.id === id)?.name ?? String(id) : t('admin.wording.everyGroup'));

export const wording: Resource = {
  path: '/draft_policies', one: 'draft_policy', many: 'draft_policies',
  name: (row) => groupName(row.group_id),
  detail: (row) => {
    const said = Object.values((row.levels ?? {}) as Record<string, string>);
    return t('admin.wording.short', { warn: said.filter((each) => each === 'warn').length, block: said.filter((each) => each === 'block').length });
  },
  fresh: { group_id: null, levels: {} },
  sections: () => [
    { title: '', fields: [{ kind: 'choice', key: 'group_id', label: t('admin.wording.group'), options: groupOptions, numeric: true, none: t('admin.wording.everyGroup') }] },
    { title: t('admin.wording.levels'), lead: t('admin.wording.levelsLead'), fields: [{ kind: 'own', key: 'levels', label: t('admin.wording.levels'), view: Levels }] },
  ],
  below: ({ row }) => <WritingTrend group={row.group_id === null || row.group_id === undefined ? null : Number(row.group_id)} />,
  get words() { return { add: t('admin.wording.add'), none: t('admin.wording.none'), noneHint: t('admin.wording.noneHint'), removeHint: t('admin.wording.removeHint') }; },
};

export const phrases: Resource = {
  path: '/draft_phrases', one: 'draft_phrase', many: 'draft_phrases',
  name: (row) => String(row.words),
  detail: (row) => [t(`admin.phrases.${row.kind as 'jargon'}`), row.plain ? `→ ${String(row.plain)}` : ''].filter(Boolean).join(' '),
  badges: (row) => [{ text: languageNames[row.language as 'en'] ?? String(row.language) }],
  fresh: { language: 'en', kind: 'jargon', words: '', plain: '' },
  sections: () => [{ title: '', fields: [
    { kind: 'choice', key: 'language', label: t('admin.phrases.language'), options: languages.map((each) => ({ value: each, label: languageNames[each] })) },
    { kind: 'choice', key: 'kind', label: t('admin.phrases.kind'), options: (['jargon', 'officialese', 'allowed'] as const).map((each) => ({ value: each, label: t(`admin.phrases.${each}`) })) },
    { kind: 'text', key: 'words', label: t('admin.phrases.words'), required: true },
    { kind: 'text', key: 'plain', label: t('admin.phrases.plain'), hint: t('admin.phrases.plainHint'), shown: (values) => values.kind !== 'allowed' },
  ] }],
  get words() { return { add: t('admin.phrases.add'), none: t('admin.phrases.none'), noneHint: t('admin.phrases.noneHint') }; },
};

export const cadences: Resource = {
  path: '/update_cadences', one: 'update_cadence', many: 'update_cadences', switchable: true,
  name: (row) => String(row.title),
  detail: (row) => t('admin.cadences.short', { time: writtenDuration(Number(row.every_seconds ?? 0)) }),
  fresh: { title: '', active: true, every_seconds: 86_400, analysis_every_seconds: null, business_hours: true, attempts: 3, filter: { all: [], any: [] } },
  sections: () => [
    { title: '', fields: [
      { kind: 'text', key: 'title', label: t('admin.name'), required: true },
      { kind: 'duration', key: 'every_seconds', label: t('admin.cadences.every') },
      { kind: 'duration', key: 'analysis_every_seconds', label: t('admin.cadences.analysis'), hint: t('admin.cadences.analysisHint') },
      { kind: 'switch', key: 'business_hours', label: t('admin.cadences.within') },
      { kind: 'number', key: 'attempts', label: t('admin.cadences.attempts'), hint: t('admin.cadences.attemptsHint') },
      { kind: 'switch', key: 'active', label: t('admin.active') },
    ] },
    { title: t('admin.cadences.which'), fields: [{ kind: 'own', key: 'filter', label: t('admin.rule.conditions'), view: (props) => <ConditionRows {...props} path="/slas/policies" /> }] },
  ],
  write: (values) => Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== null || key === 'filter')),
  get words() { return { add: t('admin.cadences.add'), none: t('admin.cadences.none'), noneHint: t('admin.cadences.noneHint') }; },
};
