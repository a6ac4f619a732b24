import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playInTurn, takeTurn } from './sound';

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

test('what one tab has sounded no other tab sounds, and the next fact sounds again', () => {
  const shared = storage();
  assert.deepEqual([takeTurn(7, shared), takeTurn(7, shared), takeTurn(8, shared), takeTurn(6, shared)], [true, false, true, false]);
});

// As the browser does it: a lock that is taken is not waited for.
function lockManager() {
  const held = new Set<string>();
  return { request: async (name: string, _options: LockOptions, run: (lock: Lock | null) => Promise<void>) => {
    if (held.has(name)) return run(null);
    held.add(name);
    try {
      return await run({ name, mode: 'exclusive' });
    } finally {
      held.delete(name);
    }
  } } as unknown as Pick<LockManager, 'request'>;
}

test('two tabs that hear of one fact at once sound it once, though neither sees yet what the other has stored', async () => {
  const locks = lockManager();
  let sounded = 0;
  const sound = async () => { sounded += 1; };
  await Promise.all([playInTurn(7, locks, storage(), sound, 5), playInTurn(7, locks, storage(), sound, 5)]);
  assert.equal(sounded, 1);
  await playInTurn(8, locks, storage(), sound, 5);
  assert.equal(sounded, 2, 'the next fact sounds again');
});

test('a tab that hears of a fact late sees that it was sounded', async () => {
  const locks = lockManager(), shared = storage();
  let sounded = 0;
  const sound = async () => { sounded += 1; };
  await playInTurn(7, locks, shared, sound, 1);
  await playInTurn(7, locks, shared, sound, 1);
  assert.equal(sounded, 1);
});
