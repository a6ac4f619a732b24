import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeTurn } from './sound';

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

test('what one tab has sounded no other tab sounds, and the next fact sounds again', () => {
  const shared = storage();
  assert.deepEqual([takeTurn(7, shared), takeTurn(7, shared), takeTurn(8, shared), takeTurn(6, shared)], [true, false, true, false]);
});
