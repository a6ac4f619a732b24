import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stream, type StreamSocket, type StreamState } from './stream';
import type { ServerFrame } from './api';

class FakeSocket implements StreamSocket {
  sent: Record<string, unknown>[] = [];
  closed = false;
  onopen: StreamSocket['onopen'] = null;
  onclose: StreamSocket['onclose'] = null;
  onmessage: StreamSocket['onmessage'] = null;
  onerror: StreamSocket['onerror'] = null;
  send(text: string) { this.sent.push(JSON.parse(text)); }
  close() { this.closed = true; }
  hear(frame: unknown) { this.onmessage?.({ data: JSON.stringify(frame) }); }
}

function harness(since = 10) {
  const sockets: FakeSocket[] = [];
  const frames: ServerFrame[] = [];
  const states: StreamState[] = [];
  const timers: { run(): void; milliseconds: number; live: boolean }[] = [];
  const stream = new Stream({
    since,
    open: () => { const socket = new FakeSocket(); sockets.push(socket); return socket; },
    onFrame: (frame) => frames.push(frame),
    onState: (state) => states.push(state),
    setTimer: (run, milliseconds) => { const timer = { run, milliseconds, live: true }; timers.push(timer); return timer; },
    clearTimer: (timer) => { (timer as { live: boolean }).live = false; },
    random: () => 1,
  });
  const fire = (milliseconds: number) => {
    const timer = timers.find((each) => each.live && each.milliseconds === milliseconds);
    assert.ok(timer, `a timer of ${milliseconds} ms`);
    timer.live = false;
    timer.run();
  };
  return { stream, sockets, frames, states, fire };
}

const event = (seq: number) => ({ type: 'event', seq, kind: 'comment.added', ticket_id: 5, actor_id: 1 });

test('the first words are hello with the last sequence', () => {
  const { stream, sockets } = harness(812);
  stream.start();
  sockets[0]!.onopen!();
  assert.deepEqual(sockets[0]!.sent, [{ type: 'hello', since: 812 }]);
});

test('a reconnect asks for what came after the last event seen, and a repeated event is dropped', () => {
  const { stream, sockets, frames, fire } = harness();
  stream.start();
  sockets[0]!.onopen!();
  sockets[0]!.hear({ type: 'welcome', seq: 10 });
  sockets[0]!.hear(event(11));
  sockets[0]!.hear(event(12));
  sockets[0]!.onclose!();
  fire(500);
  sockets[1]!.onopen!();
  assert.deepEqual(sockets[1]!.sent, [{ type: 'hello', since: 12 }]);
  sockets[1]!.hear({ type: 'welcome', seq: 13 });
  sockets[1]!.hear(event(12));
  sockets[1]!.hear(event(13));
  assert.deepEqual(frames.filter((frame) => frame.type === 'event').map((frame) => frame.type === 'event' && frame.seq), [11, 12, 13]);
});

test('pauses between tries double up to half a minute and start anew after a welcome', () => {
  const { stream, sockets, fire } = harness();
  stream.start();
  for (const [index, pause] of [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000].entries()) {
    sockets[index]!.onclose!();
    fire(pause);
  }
  sockets.at(-1)!.hear({ type: 'welcome', seq: 10 });
  sockets.at(-1)!.onclose!();
  fire(500);
});

test('sixty silent seconds count as a lost connection', () => {
  const { stream, sockets, states, fire } = harness();
  stream.start();
  sockets[0]!.hear({ type: 'welcome', seq: 10 });
  fire(60_000);
  assert.equal(sockets[0]!.closed, true);
  assert.equal(states.at(-1), 'lost');
});

test('a ping is answered, nothing is sent before the welcome', () => {
  const { stream, sockets } = harness();
  stream.start();
  stream.send({ type: 'presence', ticket_id: 5 });
  assert.deepEqual(sockets[0]!.sent, []);
  sockets[0]!.hear({ type: 'ping' });
  assert.deepEqual(sockets[0]!.sent, [{ type: 'pong' }]);
});

test('after a stop no further try is made', () => {
  const { stream, sockets } = harness();
  stream.start();
  const before = sockets[0]!.onclose;
  stream.stop();
  before!();
  assert.equal(sockets.length, 1);
});
