// Which lines of the log can be taken back, and to what. A line that hides a secret cannot: what it was is not there.
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

const hidden = '***';

/** The values before, by key; null when the line cannot be taken back. */
export function takesBack(row: { action: string; source_type: string; source_id: number; before: Values | null; after: Values | null }): Values | null {
  if (row.action !== 'update' || !row.source_id || !(row.source_type in pathsOfLog) || !row.before || !row.after) return null;
  const keys = Object.keys(row.after);
  if (keys.length === 0 || keys.some((key) => !(key in row.before!))) return null;
  if (JSON.stringify([row.before, row.after]).includes(JSON.stringify(hidden))) return null;
  return Object.fromEntries(keys.map((key) => [key, row.before![key]]));
}
