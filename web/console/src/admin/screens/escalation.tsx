// Work, Escalation: the ladder of each group: who helps, on which conditions, and how soon it should be back.
import { t } from '../texts';
import { agentOptions, groupOptions } from '../machine/store';
import type { Resource } from '../machine/types';
import { ConditionRows } from '../widgets/rule_rows';

const levels = ['1', '2', '3', 'vendor'] as const;
const levelWord = (level: (typeof levels)[number]) => t(`admin.tiers.level.${level}`);

export const tiers: Resource = {
  path: '/escalation_tiers', one: 'escalation_tier', many: 'escalation_tiers', switchable: true,
  name: (row) => String(row.title),
  badges: (row) => [{ text: levelWord(row.level as (typeof levels)[number]) }],
  fresh: { group_id: null, level: '2', title: '', filter: { all: [], any: [] }, target_minutes: 240, business_hours: true, team_id: null, assignee_id: null, active: true },
  sections: () => [
    { title: '', fields: [
      { kind: 'text', key: 'title', label: t('admin.name'), required: true },
      { kind: 'choice', key: 'group_id', label: t('admin.tiers.of'), hint: t('admin.tiers.ofHint'), options: groupOptions, numeric: true },
      { kind: 'choice', key: 'level', label: t('admin.tiers.level'), options: levels.map((each) => ({ value: each, label: levelWord(each) })) },
      { kind: 'choice', key: 'team_id', label: t('admin.tiers.team'), options: groupOptions, numeric: true, none: t('admin.tiers.sameTeam') },
      { kind: 'choice', key: 'assignee_id', label: t('admin.tiers.person'), options: agentOptions, numeric: true, none: t('admin.tiers.nobody') },
      { kind: 'duration', unit: 'minutes', key: 'target_minutes', label: t('admin.tiers.target'), hint: t('admin.tiers.targetHint') },
      { kind: 'switch', key: 'business_hours', label: t('admin.cadences.within') },
      { kind: 'switch', key: 'active', label: t('admin.active') },
    ] },
    { title: t('admin.tiers.when'), lead: t('admin.tiers.whenLead'), fields: [{ kind: 'own', key: 'filter', label: t('admin.rule.conditions'), view: (props) => <ConditionRows {...props} path="/slas/policies" /> }] },
  ],
  write: (values) => ({ ...values, target_minutes: values.target_minutes ?? 0 }),
  get words() { return { add: t('admin.tiers.add'), none: t('admin.tiers.none'), noneHint: t('admin.tiers.noneHint'), removeHint: t('admin.tiers.removeHint') }; },
};
