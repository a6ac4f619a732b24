// The line to the desk: one WebSocket that comes back by itself, says hello with what it already has, and falls silent
// when the server does. Frames go to `on_frame`; nothing here knows what they mean except welcome, ping and pong.
// Rule of use: start() once; send() answers false while there is no welcomed socket.
import { wait_before } from './backoff';
import type { ServerFrame } from './protocol';

export type Line = 'connecting' | 'up' | 'down';
const silence_ms = 60_000;
const ping_ms = 25_000;
const too_slow_code = 4008;

export class Connection {
  private socket: WebSocket | null = null;
  private welcomed = false;
  private attempt = 0;
  private retry_timer = 0;
  private ping_timer = 0;
  private heard_at = 0;

  constructor(
    private readonly url: string,
    private readonly hello: () => object,
    private readonly on_frame: (frame: ServerFrame) => void,
    private readonly on_line: (line: Line) => void,
  ) {}

  start(): void {
    addEventListener('online', () => this.hurry());
    addEventListener('offline', () => this.drop());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.hurry());
    this.connect();
  }

  send(frame: object): boolean {
    if (!this.welcomed || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  // Somebody came back to the page, the network or the message: do not sit out the back-off.
  hurry(): void {
    if (!this.socket) this.hurry_now();
  }

  // Hello again, with another word for who it is.
  restart(): void {
    this.drop();
    this.hurry_now();
  }

  private hurry_now(): void {
    clearTimeout(this.retry_timer);
    this.attempt = 0;
    this.connect();
  }

  private connect(): void {
    this.on_line('connecting');
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.url);
    } catch {
      return this.later();
    }
    this.socket = socket;
    this.heard_at = Date.now();
    socket.onopen = () => socket.send(JSON.stringify(this.hello()));
    socket.onmessage = (message) => this.hear(socket, message.data as string);
    socket.onclose = (event) => socket === this.socket && this.lost(event.code);
    clearInterval(this.ping_timer);
    this.ping_timer = window.setInterval(() => this.beat(), ping_ms);
  }

  private hear(socket: WebSocket, text: string): void {
    if (socket !== this.socket) return;
    this.heard_at = Date.now();
    let frame: ServerFrame;
    try {
      frame = JSON.parse(text) as ServerFrame;
    } catch {
      return;
    }
    if (frame.type === 'ping') socket.send('{"type":"pong"}');
    else if (frame.type === 'welcome') {
      this.welcomed = true;
      this.attempt = 0;
      this.on_frame(frame);
      this.on_line('up');
    } else if (frame.type !== 'pong') this.on_frame(frame);
  }

  private beat(): void {
    if (Date.now() - this.heard_at > silence_ms) this.drop();
    else if (this.welcomed) this.send({ type: 'ping' });
  }

  private drop(): void {
    const socket = this.socket;
    if (!socket) return;
    socket.onclose = null;
    socket.close();
    this.lost(1006);
  }

  private lost(code: number): void {
    clearInterval(this.ping_timer);
    this.socket = null;
    this.welcomed = false;
    if (code === too_slow_code) this.attempt = 0;
    this.later();
  }

  private later(): void {
    this.on_line('down');
    this.retry_timer = window.setTimeout(() => this.connect(), wait_before(this.attempt++));
  }
}
