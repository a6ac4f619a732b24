// Work, Deadlines: what is promised for which requests, as a table of times by priority.
import { Suspense } from 'preact/compat';
import { lazyHere } from '../../shell/here';
import { priorities, priorityWord } from '../../words';
import { t, textOr } from '../texts';
import { Duration } from '../machine/fields';
import { groupOptions, scheduleOptions } from '../machine/store';
import type { OwnFieldProps, Resource, Row } from '../machine/types';
import { ConditionRows } from '../widgets/rule_rows';

const SeenDeadlines = lazyHere(() => import('../look/seen_deadlines'), true);

interface Target { metric: string; priority: string; target_in_seconds: number; business_hours: boolean }
const metrics = ['first_reply_time', 'next_reply_time', 'periodic_update_time', 'total_resolution_time', 'requester_wait_time', 'agent_work_time'] as const;
const targetsOf = (value: unknown) => (Array.isArray(value) ? value : []) as Target[];

function Targets({ value, error, set, of = metrics }: OwnFieldProps & { of?: readonly string[] }) {
  const targets = targetsOf(value);
  const known = [...of, ...new Set(targets.map((each) => each.metric).filter((each) => !of.includes(each)))];
  const find = (metric: string, priority: string) => targets.find((each) => each.metric === metric && each.priority === priority);
  const within = (metric: string) => targets.find((each) => each.metric === metric)?.business_hours ?? true;
  const change = (metric: string, priority: string, seconds: number | null) => {
    const rest = targets.filter((each) => each.metric !== metric || each.priority !== priority);
    set(seconds ? [...rest, { metric, priority, target_in_seconds: seconds, business_hours: within(metric) }] : rest);
  };
  return (
    <div class="targets" aria-describedby={error ? 'targets-error' : undefined}>
      {known.map((metric) => {
        const title = textOr(`admin.deadlines.${metric}`, metric);
        return (
          <div key={metric} class="target" role="group" aria-label={title}>
            <p class="strong">{title}</p>
            <div class="target-cells">
              {priorities.map((priority) => (
                <label key={priority} class="field">
                  <span class="xs t3">{priorityWord(priority)}</span>
                  <Duration id={`target-${metric}-${priority}`} label={`${title}, ${priorityWord(priority)}`} seconds={find(metric, priority)?.target_in_seconds ?? null} unit="seconds" set={(next) => change(metric, priority, next)} />
                </label>
              ))}
            </div>
            {targets.some((each) => each.metric === metric) && (
              <label class="switch sm"><input type="checkbox" checked={within(metric)} onChange={(event) => set(targets.map((each) => (each.metric === metric ? { ...each, business_hours: event.currentTarget.checked } : each)))} /><span>{t('admin.deadlines.within')}</span></label>
            )}
          </div>
        );
      })}
    </div>
  );
}

// People say what is left of the time, the API what has passed; 0 is never in both.
const otherShare = (share: unknown) => { const n = Number(share ?? 0); return n > 0 && n < 100 ? 100 - n : 0; };

export const deadlines: Resource = {
  path: '/slas/policies', one: 'sla_policy', many: 'sla_policies', ordered: true,
  name: (row) => String(row.title),
  detail: (row) => String(row.description ?? ''),
  fresh: { title: '', description: '', filter: { all: [], any: [] }, policy_metrics: [], schedule_id: null, warn_percent: 20 },
  sections: () => [
    { title: '', fields: [
      { kind: 'text', key: 'title', label: t('admin.name'), required: true },
      { kind: 'text', key: 'description', label: t('admin.description') },
    ] },
    { title: t('admin.deadlines.times'), lead: t('admin.deadlines.timesLead'), fields: [{ kind: 'own', key: 'policy_metrics', label: t('admin.deadlines.table'), view: Targets }] },
    { title: t('admin.deadlines.which'), lead: t('admin.deadlines.whichLead'), fields: [{ kind: 'own', key: 'filter', label: t('admin.rule.conditions'), view: (props) => <ConditionRows {...props} path="/slas/policies" /> }] },
    { title: t('admin.deadlines.more'), fields: [
      { kind: 'choice', key: 'schedule_id', label: t('admin.deadlines.schedule'), options: scheduleOptions, numeric: true, none: t('admin.deadlines.usual') },
      { kind: 'number', key: 'warn_percent', label: t('admin.deadlines.warn'), hint: t('admin.deadlines.warnHint'), suffix: '%' },
    ] },
  ],
  read: (row) => ({ title: row.title, description: row.description, filter: row.filter, policy_metrics: row.policy_metrics, schedule_id: row.schedule_id, warn_percent: otherShare(row.warn_percent) }),
  write: (values) => ({ ...values, warn_percent: otherShare(values.warn_percent), policy_metrics: targetsOf(values.policy_metrics).map(({ metric, priority, target_in_seconds, business_hours }) => ({ metric, priority, target_in_seconds, business_hours })) }),
  beside: ({ row, body }) => <Suspense fallback={null}><SeenDeadlines row={row} values={body()} /></Suspense>,
  get words() {
    return { add: t('admin.deadlines.add'), none: t('admin.deadlines.none'), noneHint: t('admin.deadlines.noneHint') };
  },
};

const groupsOf = (row: Row): number[] => ((row.filter as { all?: { value?: unknown }[] } | null)?.all ?? []).flatMap((each) => (Array.isArray(each.value) ? each.value.map(Number) : []));

/** How long a group may have a request; customers never see it. */
export const groupDeadlines: Resource = {
  path: '/group_slas/policies', one: 'group_sla_policy', many: 'group_sla_policies', ordered: true,
  name: (row) => String(row.title),
  detail: (row) => [groupsOf(row).length === 0 ? t('arrange.deadlines.everyGroup') : t('arrange.deadlines.groups', { n: groupsOf(row).length }), row.description].filter(Boolean).map(String).join(' · '),
  fresh: { title: '', description: '', group_ids: [], policy_metrics: [], warn_percent: 20 },
  sections: () => [
    { title: '', fields: [
      { kind: 'text', key: 'title', label: t('admin.name'), required: true },
      { kind: 'text', key: 'description', label: t('admin.description') },
      { kind: 'many', key: 'group_ids', label: t('admin.for.which'), hint: t('arrange.deadlines.everyHint'), options: groupOptions, numeric: true },
    ] },
    { title: t('admin.deadlines.times'), lead: t('arrange.deadlines.lead'), fields: [{ kind: 'own', key: 'policy_metrics', label: t('admin.deadlines.table'), view: (props) => <Targets {...props} of={['group_ownership_time']} /> }] },
    { title: t('admin.deadlines.more'), fields: [{ kind: 'number', key: 'warn_percent', label: t('admin.deadlines.warn'), hint: t('admin.deadlines.warnHint'), suffix: '%' }] },
  ],
  read: (row) => ({ title: row.title, description: row.description, group_ids: groupsOf(row), policy_metrics: row.policy_metrics, warn_percent: otherShare(row.warn_percent) }),
  check: (values): Record<string, string> => (targetsOf(values.policy_metrics).length === 0 ? { policy_metrics: t('arrange.deadlines.missing') } : {}),
  write: ({ group_ids: groups, ...values }) => ({
    ...values, warn_percent: otherShare(values.warn_percent), policy_metrics: targetsOf(values.policy_metrics).map(({ metric, priority, target_in_seconds, business_hours }) => ({ metric, priority, target_in_seconds, business_hours })),
    filter: { all: Array.isArray(groups) && groups.length > 0 ? [{ field: 'group_id', operator: 'includes', value: groups }] : [] },
  }),
  get words() { return { add: t('arrange.deadlines.add'), none: t('arrange.deadlines.none'), noneHint: t('arrange.deadlines.noneHint') }; },
};
