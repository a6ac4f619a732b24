// The fixed views of the console in the words of stored ones, and whether two sets of conditions are the same. Pure.
import type { Condition, Conditions } from '../inbox/filter_key';

const is = (field: string, value: string): Condition => ({ field, operator: 'is', value });
const below = (value: string): Condition => ({ field: 'status', operator: 'less_than', value });
const above = (value: string): Condition => ({ field: 'status', operator: 'greater_than', value });

/** What a view of the console that is not stored asks for, in the words of stored ones. */
export function conditionsOfFixed(key: string): Conditions {
  const all: Record<string, Condition[]> = {
    mine: [below('solved'), is('assignee_id', 'current_user')],
    unassigned: [below('solved'), is('assignee_id', '')],
    open: [below('pending')],
    pending: [above('open'), below('solved')],
    solved: [above('hold')],
  };
  return { all: key.startsWith('group:') ? [below('solved'), is('group_id', key.slice(6))] : all[key] ?? [], any: [] };
}

const flat = (list: Condition[]) => list.map((each) => `${each.field} ${each.operator} ${Array.isArray(each.value) ? each.value.join(' ') : String(each.value ?? '')}`).join('\n');
export const sameConditions = (a: Conditions, b: Conditions) => flat(a.all) === flat(b.all) && flat(a.any) === flat(b.any);
