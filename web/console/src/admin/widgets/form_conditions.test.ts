import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenFields, requiredFields, withinForm, type Condition } from './form_conditions.ts';

const product: Condition = { parent_field_id: 1, value: 'drill', child_fields: [{ id: 2, is_required: true }, { id: 3, is_required: false }] };
const battery: Condition = { parent_field_id: 3, value: 'true', child_fields: [{ id: 4, is_required: true }] };

test('a field waits for the answer that shows it, and a hidden one shows nothing', () => {
  assert.deepEqual([...hiddenFields([battery, product], new Map())].sort(), [2, 3, 4]);
  assert.deepEqual([...hiddenFields([battery, product], new Map([[3, 'true']]))].sort(), [2, 3, 4]);
  assert.deepEqual([...hiddenFields([battery, product], new Map([[1, 'drill']]))], [4]);
  assert.deepEqual([...hiddenFields([battery, product], new Map([[1, 'drill'], [3, 'true']]))], []);
});

test('only what is shown must be filled in', () => {
  assert.deepEqual([...requiredFields([product, battery], new Map([[3, 'true']]))], []);
  assert.deepEqual([...requiredFields([product, battery], new Map([[1, 'drill'], [3, 'true']]))].sort(), [2, 4]);
});

test('an unticked box counts as "not ticked"', () => {
  assert.deepEqual([...hiddenFields([{ parent_field_id: 1, value: 'false', child_fields: [{ id: 2, is_required: false }] }], new Map())], []);
});

test('what left the form leaves its conditions', () => {
  assert.deepEqual(withinForm([product, battery], [1, 2, 4]), [{ ...product, child_fields: [{ id: 2, is_required: true }] }]);
});
