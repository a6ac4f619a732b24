import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DraftMode, ServerDraft } from '@sahay/shared/api';
import { DraftStore, localDelay, serverDelay } from './draft_store';

class Clock {
  now = 1_000_000;
  private timers: { at: number; run(): void }[] = [];
  set = (run: () => void, milliseconds: number) => { const timer = { at: this.now + milliseconds, run }; this.timers.push(timer); return timer; };
  clear = (timer: unknown) => { this.timers = this.timers.filter((each) => each !== timer); };
  async advance(milliseconds: number) {
    const until = this.now + milliseconds;
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.now = next.at;
      this.clear(next);
      next.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.now = until;
  }
}

function harness(kept = new Map<string, string>()) {
  const clock = new Clock();
  const calls: string[] = [];
  let onServer: ServerDraft[] = [];
  let broken = false;
  const act = async (text: string) => { calls.push(text); if (broken) throw new Error('offline'); };
  const store = new DraftStore({
    user: 1,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => { kept.set(key, value); },
      removeItem: (key) => { kept.delete(key); },
    },
    server: {
      put: (ticket, mode, html) => act(`put ${ticket} ${mode} ${html}`),
      remove: (ticket, mode) => act(`remove ${ticket} ${mode}`),
      read: async () => onServer,
    },
    now: () => clock.now, setTimer: clock.set, clearTimer: clock.clear,
  });
  return { store, clock, kept, calls, breakServer: () => { broken = true; }, put: (drafts: ServerDraft[]) => { onServer = drafts; } };
}

const serverDraft = (html: string, at: number, mode: DraftMode = 'reply') => ({ mode, html, updated_at: new Date(at).toISOString() });

test('a text reaches local storage after 400 ms and the server after two seconds, once', async () => {
  const { store, clock, kept, calls } = harness();
  store.write(5, 'reply', '<p>H</p>');
  await clock.advance(200);
  store.write(5, 'reply', '<p>Hello</p>');
  await clock.advance(localDelay - 1);
  assert.equal(kept.size, 0);
  await clock.advance(1);
  assert.equal(kept.size, 1);
  await clock.advance(serverDelay);
  assert.deepEqual(calls, ['put 5 reply <p>Hello</p>']);
});

test('reply and note of one ticket are kept apart', async () => {
  const { store, clock } = harness();
  store.write(5, 'reply', 'a');
  store.write(5, 'note', 'b');
  await clock.advance(localDelay);
  assert.equal(store.read(5, 'reply'), 'a');
  assert.equal(store.read(5, 'note'), 'b');
  assert.equal(store.read(6, 'reply'), '');
});

test('a text survives the page', async () => {
  const kept = new Map<string, string>();
  const before = harness(kept);
  before.store.write(5, 'reply', 'kept');
  before.store.flush();
  assert.equal(harness(kept).store.read(5, 'reply'), 'kept');
});

test('clearing removes both copies and a save that was still waiting', async () => {
  const { store, clock, kept, calls } = harness();
  store.write(5, 'reply', 'sent');
  await store.clear(5, 'reply');
  await clock.advance(serverDelay * 2);
  assert.equal(kept.size, 0);
  assert.deepEqual(calls, ['remove 5 reply']);
  assert.equal(store.read(5, 'reply'), '');
});

test('without a server the local copy remains', async () => {
  const { store, clock, kept, breakServer } = harness();
  breakServer();
  store.write(5, 'reply', 'offline');
  await clock.advance(serverDelay);
  assert.equal(kept.size, 1);
  assert.equal(store.read(5, 'reply'), 'offline');
});

test('the newer of the two copies wins when a ticket is opened', async () => {
  const { store, clock, put } = harness();
  store.write(5, 'reply', 'mine');
  put([serverDraft('older', clock.now - 1000)]);
  assert.deepEqual(await store.restore(5), []);
  assert.equal(store.read(5, 'reply'), 'mine');
  put([serverDraft('from the other computer', clock.now + 60_000)]);
  assert.deepEqual(await store.restore(5), ['reply']);
  assert.equal(store.read(5, 'reply'), 'from the other computer');
});

test('our own older copy on the server never replaces newer local text, even when the clock of the server is ahead', async () => {
  const kept = new Map<string, string>();
  const { store, clock } = harness(kept);
  store.write(5, 'reply', 'first words');
  await clock.advance(serverDelay);
  store.write(5, 'reply', 'first words and more');
  await clock.advance(localDelay);
  const later = harness(kept);
  later.put([serverDraft('first words', clock.now + 600_000)]);
  assert.deepEqual(await later.store.restore(5), []);
  assert.equal(later.store.read(5, 'reply'), 'first words and more');
});

test('an emptied text is removed on the server too', async () => {
  const { store, clock, kept, calls } = harness();
  store.write(5, 'note', 'x');
  await clock.advance(serverDelay);
  store.write(5, 'note', '');
  await clock.advance(serverDelay);
  assert.equal(kept.size, 0);
  assert.deepEqual(calls, ['put 5 note x', 'remove 5 note']);
});
