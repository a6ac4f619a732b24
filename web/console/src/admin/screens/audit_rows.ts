// What a line of the log can be taken back to, and why where it cannot. A line that hides a secret cannot: what it was is not there.
// Pure.
import type { Values } from '../machine/types';

/** Where things of a kind are read and written. */
export const pathsOfLog: Readonly<Record<string, string>> = {
  asset: '/assets', automation: '/automations', brand: '/brands', contract: '/contracts', custom_role: '/custom_roles', custom_status: '/custom_statuses',
  draft_phrase: '/draft_phrases', draft_policy: '/draft_policies', escalation_tier: '/escalation_tiers', fact_field: '/fact_fields', group: '/groups',
  group_sla_policy: '/group_slas/policies', macro: '/macros', organization_field: '/organization_fields', planned_event: '/planned_events',
  schedule: '/business_hours/schedules', skill: '/skills', sla_policy: '/slas/policies', ticket_field: '/ticket_fields', ticket_form: '/ticket_forms',
  trigger: '/triggers', update_cadence: '/update_cadences', user: '/users', user_field: '/user_fields', user_segment: '/help_center/user_segments', view: '/views',
};
/** What nothing else hangs on: it goes without a trace, and the log holds all of it. */
const whole = new Set(['automation', 'draft_phrase', 'macro', 'planned_event', 'trigger', 'update_cadence', 'view']);

/** Whether what was deleted there can be made again from the log. */
export const madeAgain = (path: string): boolean => [...whole].some((kind) => pathsOfLog[kind] === path);

const hidden = '***';
// The server counts these itself, or tells them in another form.
const counted = ['id', 'url', 'created_at', 'updated_at', 'raw_title', 'default', 'execution'];

export interface LogLine { action: string; source_type: string; source_id: number; before: Values | null; after: Values | null }

/** change: to the values before; made: deleted again; deleted: made again, with a number of its own. */
export type TakeBack =
  | { how: 'change' | 'deleted'; values: Values }
  | { how: 'made' }
  | { how: 'not'; why: 'secret' | 'used' | 'gone' | 'elsewhere' };

interface Execution { columns?: { id: string | number }[]; sort_by?: string | null; sort_order?: string | null; group_by?: string | null; group_order?: string | null }

/** What the API takes for a thing that it told like this. */
export function asMade(before: Values): Values {
  const values = Object.fromEntries(Object.entries(before).filter(([key]) => !counted.includes(key)));
  const execution = before.execution as Execution | undefined;
  if (execution) {
    const told = Object.entries(execution).filter(([key, value]) => ['sort_by', 'sort_order', 'group_by', 'group_order'].includes(key) && value !== null && value !== undefined);
    values.output = { ...Object.fromEntries(told), columns: (execution.columns ?? []).map((column) => column.id) };
  }
  return values;
}

/** The same thing still, but for what the server counts? */
export const untouched = (now: Values, after: Values): boolean =>
  Object.keys(after).every((key) => counted.includes(key) || key === 'position' || JSON.stringify(now[key] ?? null) === JSON.stringify(after[key] ?? null));

export function takesBack({ action, source_type: kind, source_id: id, before, after }: LogLine): TakeBack {
  if (!id || !(kind in pathsOfLog)) return { how: 'not', why: 'elsewhere' };
  if (JSON.stringify([before, after]).includes(JSON.stringify(hidden))) return { how: 'not', why: 'secret' };
  if (action === 'create') return whole.has(kind) && after ? { how: 'made' } : { how: 'not', why: 'used' };
  if (action === 'destroy') return whole.has(kind) && before ? { how: 'deleted', values: asMade(before) } : { how: 'not', why: 'gone' };
  const keys = Object.keys(after ?? {});
  if (action !== 'update' || !before || keys.length === 0 || keys.some((key) => !(key in before))) return { how: 'not', why: 'elsewhere' };
  return { how: 'change', values: Object.fromEntries(keys.map((key) => [key, before[key]])) };
}
