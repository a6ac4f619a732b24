import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditionsOfFixed, sameConditions } from '../own/conditions';
import { baseOf, filterKey, filterOf, isFilter } from './filter_key';

const urgent = { field: 'priority', operator: 'is', value: 'urgent' };

test('conditions stand in the key of a list and come out of it as they were', () => {
  const key = filterKey({ of: 'view:7', all: [urgent], any: [] });
  assert.ok(isFilter(key) && !isFilter('view:7'));
  assert.deepEqual(filterOf(key), { of: 'view:7', all: [urgent], any: [] });
  assert.equal(baseOf(key), 'view:7');
  assert.equal(baseOf('mine'), 'mine');
  assert.equal(filterOf('mine'), null);
});

test('an address that somebody broke is the list of everything', () => {
  assert.deepEqual(filterOf('filter:{"all":'), { of: 'all', all: [], any: [] });
  assert.deepEqual(filterOf('filter:{"of":"filter:{}","all":7}'), { of: 'all', all: [], any: [] });
});

test('the fixed views are said in conditions, and the same conditions are known again', () => {
  assert.deepEqual(conditionsOfFixed('group:4').all.at(-1), { field: 'group_id', operator: 'is', value: '4' });
  assert.deepEqual(conditionsOfFixed('all'), { all: [], any: [] });
  assert.deepEqual(conditionsOfFixed('mine').all.map((each) => each.value), ['solved', 'current_user']);
  assert.ok(sameConditions({ all: [{ ...urgent }], any: [] }, { all: [urgent], any: [] }));
  assert.ok(!sameConditions({ all: [], any: [urgent] }, { all: [urgent], any: [] }));
  assert.ok(sameConditions({ all: [{ field: 'current_tags', operator: 'includes', value: ['a', 'b'] }], any: [] }, { all: [{ field: 'current_tags', operator: 'includes', value: 'a b' }], any: [] }));
});
