// Conditions of a form in the shape of the API, and which fields they leave on the page for given answers.
export interface ChildField { id: number; is_required: boolean; required_on_statuses?: { type: string; statuses: string[] } }
export interface Condition { parent_field_id: number; value: string; child_fields: ChildField[] }

export const idsOf = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);
export const conditionsOf = (value: unknown): Condition[] =>
  (Array.isArray(value) ? value : []).map((each: Condition) => ({ parent_field_id: each.parent_field_id, value: String(each.value ?? ''), child_fields: each.child_fields ?? [] }));

/** Without what names a field that left the form. */
export function withinForm(value: unknown, fields: unknown): Condition[] {
  const inside = new Set(idsOf(fields));
  return conditionsOf(value).filter((each) => inside.has(each.parent_field_id))
    .map((each) => ({ ...each, child_fields: each.child_fields.filter((child) => inside.has(child.id)) })).filter((each) => each.child_fields.length > 0);
}

/** Fields that a condition hides and none shows; a hidden parent shows nothing. `answers` by field; the empty answer is "". */
export function hiddenFields(conditions: Condition[], answers: ReadonlyMap<number, string>): Set<number> {
  const hidden = new Set(conditions.flatMap((each) => each.child_fields.map((child) => child.id)));
  for (let round = 0; round <= conditions.length; round += 1) {
    const before = hidden.size;
    for (const each of conditions) {
      if (!hidden.has(each.parent_field_id) && holds(each, answers)) for (const child of each.child_fields) hidden.delete(child.id);
    }
    if (hidden.size === before) break;
  }
  return hidden;
}

const holds = (condition: Condition, answers: ReadonlyMap<number, string>): boolean => {
  const given = answers.get(condition.parent_field_id) ?? '';
  return given === condition.value || (condition.value === 'false' && given === '');
};

/** Children that must be filled in now. */
export const requiredFields = (conditions: Condition[], answers: ReadonlyMap<number, string>): Set<number> => {
  const hidden = hiddenFields(conditions, answers);
  return new Set(conditions.filter((each) => !hidden.has(each.parent_field_id) && holds(each, answers)).flatMap((each) => each.child_fields.filter((child) => child.is_required).map((child) => child.id)));
};
