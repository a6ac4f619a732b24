// The live stream: one WebSocket that says hello with the last sequence seen, hears events, answers pings and comes back
// after a loss with growing pauses. The caller gives the socket and the clock, so tests need neither.
import type { ServerFrame } from './api';

export type StreamState = 'connecting' | 'live' | 'lost';

export interface StreamSocket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onerror: (() => void) | null;
}

export interface StreamOptions {
  since: number;
  open(): StreamSocket;
  onFrame(frame: ServerFrame): void;
  onState(state: StreamState): void;
  setTimer?(run: () => void, milliseconds: number): unknown;
  clearTimer?(timer: unknown): void;
  random?(): number;
}

const firstPause = 500;
const longestPause = 30_000;
const pingEvery = 25_000;
const silenceLimit = 60_000;

export class Stream {
  private seen: number;
  private attempt = 0;
  private socket: StreamSocket | null = null;
  private timers: { retry?: unknown; ping?: unknown; silence?: unknown } = {};
  private stopped = false;
  private welcomed = false;

  constructor(private readonly options: StreamOptions) {
    this.seen = options.since;
  }

  /** Sequence of the last event handed out; a reconnect asks for what came after it. */
  get lastSeen(): number {
    return this.seen;
  }

  start(): void {
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.clearAll();
    this.drop();
  }

  /** After a reset the screen was read anew: events up to this sequence are in it. */
  resumeFrom(sequence: number): void {
    this.seen = sequence;
  }

  /** Tries at once instead of waiting for the pause to end (the browser says it is online again). */
  wake(): void {
    if (this.stopped || this.socket) return;
    this.clear('retry');
    this.attempt = 0;
    this.connect();
  }

  send(frame: Record<string, unknown>): void {
    if (this.welcomed) this.socket?.send(JSON.stringify(frame));
  }

  private connect(): void {
    this.options.onState('connecting');
    const socket = this.options.open();
    this.socket = socket;
    this.welcomed = false;
    this.expectFrames();
    socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', since: this.seen }));
    socket.onmessage = (message) => this.hear(String(message.data));
    socket.onclose = () => this.lose(socket);
    socket.onerror = () => this.lose(socket);
  }

  private hear(text: string): void {
    let frame: ServerFrame;
    try {
      frame = JSON.parse(text) as ServerFrame;
    } catch {
      return;
    }
    this.expectFrames();
    if (frame.type === 'ping') return this.socket?.send('{"type":"pong"}');
    if (frame.type === 'pong') return;
    if (frame.type === 'welcome' || frame.type === 'reset') {
      this.welcomed = true;
      this.attempt = 0;
      this.options.onState('live');
      this.keepAlive();
      if (frame.type === 'welcome' && this.seen === 0) this.seen = frame.seq;
    }
    if (frame.type === 'event') {
      if (frame.seq <= this.seen) return;
      this.seen = frame.seq;
    }
    this.options.onFrame(frame);
  }

  private lose(socket: StreamSocket): void {
    if (socket !== this.socket) return;
    this.drop();
    this.clearAll();
    if (this.stopped) return;
    this.options.onState('lost');
    const ceiling = Math.min(longestPause, firstPause * 2 ** this.attempt);
    const pause = ceiling * (0.5 + 0.5 * (this.options.random ?? Math.random)());
    this.attempt += 1;
    this.timers.retry = this.later(() => this.connect(), pause);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    this.welcomed = false;
    if (!socket) return;
    socket.onopen = socket.onclose = socket.onmessage = socket.onerror = null;
    socket.close();
  }

  private keepAlive(): void {
    this.clear('ping');
    this.timers.ping = this.later(() => {
      this.socket?.send('{"type":"ping"}');
      this.keepAlive();
    }, pingEvery);
  }

  private expectFrames(): void {
    this.clear('silence');
    const socket = this.socket;
    this.timers.silence = this.later(() => socket && this.lose(socket), silenceLimit);
  }

  private later(run: () => void, milliseconds: number): unknown {
    return (this.options.setTimer ?? ((r, ms) => setTimeout(r, ms)))(run, milliseconds);
  }

  private clear(name: 'retry' | 'ping' | 'silence'): void {
    if (this.timers[name] !== undefined) (this.options.clearTimer ?? ((t) => clearTimeout(t as number)))(this.timers[name]);
    this.timers[name] = undefined;
  }

  private clearAll(): void {
    this.clear('retry');
    this.clear('ping');
    this.clear('silence');
  }
}
