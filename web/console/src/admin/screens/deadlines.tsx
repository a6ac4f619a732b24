// Work, Deadlines: what is promised for which requests, as a table of times by priority.
import { priorities, priorityWord } from '../../words';
import { t } from '../texts';
import { Duration } from '../machine/fields';
import { scheduleOptions } from '../machine/store';
import type { OwnFieldProps, Resource } from '../machine/types';
import { ConditionRows } from '../widgets/rule_rows';

interface Target { metric: string; priority: string; target_in_seconds: number; business_hours: boolean }
const metrics = ['first_reply_time', 'next_reply_time', 'periodic_update_time', 'total_resolution_time', 'requester_wait_time', 'agent_work_time'] as const;
const targetsOf = (value: unknown) => (Array.isArray(value) ? value : []) as Target[];

function Targets({ value, error, set }: OwnFieldProps) {
  const targets = targetsOf(value);
  const known = [...metrics, ...new Set(targets.map((each) => each.metric).filter((each) => !(metrics as readonly string[]).includes(each)))];
  const find = (metric: string, priority: string) => targets.find((each) => each.metric === metric && each.priority === priority);
  const within = (metric: string) => targets.find((each) => each.metric === metric)?.business_hours ?? true;
  const change = (metric: string, priority: string, seconds: number | null) => {
    const rest = targets.filter((each) => each.metric !== metric || each.priority !== priority);
    set(seconds ? [...rest, { metric, priority, target_in_seconds: seconds, business_hours: within(metric) }] : rest);
  };
  return (
    <div class="targets" aria-describedby={error ? 'targets-error' : undefined}>
      {known.map((metric) => {
        const title = t(`admin.deadlines.${metric}` as 'admin.deadlines.first_reply_time') || metric;
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
  write: (values) => ({ ...values, policy_metrics: targetsOf(values.policy_metrics).map(({ metric, priority, target_in_seconds, business_hours }) => ({ metric, priority, target_in_seconds, business_hours })) }),
  get words() {
    return { add: t('admin.deadlines.add'), none: t('admin.deadlines.none'), noneHint: t('admin.deadlines.noneHint') };
  },
};
