// A stand-in for the server while the widget is drawn and tested: the frames of docs/api.md "Chat of the widget", kept
// in memory, and a host page on a second origin. usage: node mock_server.mjs [PORT]; host page on PORT + 1.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const output = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../build/web/widget');
const types = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8' };

export function start_mock({ port = 8095, open = true } = {}) {
  const visitors = new Map(); // session -> {conversations: Map(conv -> events), acks: Map(cid -> ack), sockets: Set}
  const state = { open, dropped: 0, accepting: true };
  const hours = () =>
    state.open
      ? { open: true, opens_at: null, eta_s: 120 }
      : { open: false, opens_at: new Date(Date.now() + 14 * 3600e3).toISOString(), eta_s: null };
  const labels = {
    en: ['Chat', 'Phone', 'E-mail', 'Telegram', 'Help centre'],
    bn: ['চ্যাট', 'ফোন', 'ই-মেইল', 'টেলিগ্রাম', 'সহায়তা কেন্দ্র'],
    ru: ['Чат', 'Телефон', 'Эл. почта', 'Телеграм', 'База знаний'],
  };
  const config = (lang) => ({
    desk_name: 'Meghna Tools',
    locales: ['en', 'bn', 'ru'],
    letters: true,
    accent: '',
    on_accent: '',
    contacts: ['chat', 'phone', 'email', 'messenger', 'help'].map((kind, i) => ({
      kind,
      label: (labels[lang] ?? labels.en)[i],
      value: ['', '+880 2 5566 7788', 'help@meghna.example', '@meghna_help', ''][i],
      url: ['#chat', 'tel:+880255667788', 'mailto:help@meghna.example', 'https://t.me/meghna_help', '/'][i],
      hours: i < 2 ? hours() : i === 4 ? null : { open: true, opens_at: null, eta_s: 14400 },
    })),
  });
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://x');
    const json = (status, value) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (url.pathname === '/widget/config') return json(200, config(url.searchParams.get('lang')));
    if (url.pathname === '/search/suggest') {
      const q = url.searchParams.get('q').toLowerCase();
      const all = [{ title: 'Drill stops after a minute', url: '/articles/1', snippet: 'The battery guard cuts the power when cells are cold. Warm the pack to room temperature.' }];
      return json(200, { results: all.filter((a) => a.title.toLowerCase().includes(q)) });
    }
    const visitor = visitors.get(request.headers['x-widget-session']);
    const events = url.pathname.match(/^\/widget\/conversations\/([^/]+)\/events$/);
    if (events) {
      const after = Number(url.searchParams.get('after'));
      const found = visitor?.conversations.get(decodeURIComponent(events[1]));
      return found ? json(200, { events: found.filter((e) => e.seq > after) }) : json(404, { error: 'RecordNotFound' });
    }
    if (url.pathname === '/widget/uploads') {
      let bytes = 0;
      request.on('data', (chunk) => (bytes += chunk.length));
      request.on('end', () =>
        json(201, {
          upload: {
            token: randomUUID(),
            file_name: url.searchParams.get('filename'),
            content_type: request.headers['content-type'],
            size: bytes,
          },
        }),
      );
      return;
    }
    const file = url.pathname === '/widget/frame' ? 'frame.html' : url.pathname.replace(/^\/(widget\/)?/, '');
    const full = path.join(output, file);
    if (!full.startsWith(output) || !existsSync(full) || file === '') return json(404, { error: 'RecordNotFound' });
    response.writeHead(200, {
      'content-type': types[path.extname(full)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'; connect-src 'self' ws:; img-src 'self' data: blob:",
    });
    response.end(readFileSync(full));
  });
  server.on('upgrade', (request, socket) => {
    if (!state.accepting) return socket.destroy();
    accept(request, socket);
    const write = (frame) => socket.writable && socket.write(text_frame(JSON.stringify(frame)));
    let visitor = null;
    read_frames(socket, (text) => {
      const frame = JSON.parse(text);
      if (frame.type === 'hello') {
        const session = visitors.has(frame.session) ? frame.session : randomUUID();
        if (!visitors.has(session)) visitors.set(session, { conversations: new Map(), acks: new Map(), sockets: new Set(), email: null });
        visitor = visitors.get(session);
        visitor.sockets.add(write);
        socket.on('close', () => visitor.sockets.delete(write));
        write({
          type: 'welcome',
          session,
          visitor: { name: null, email: visitor.email },
          server_time: new Date().toISOString(),
          resumed: session === frame.session,
          desk: { name: 'Meghna Tools' },
          agents: [
            { name: 'Oleg Sokolov', photo: null, online: true },
            { name: 'Sara Ahmed', photo: null, online: true },
          ],
          hours: hours(),
          conversations: [...visitor.conversations].map(([conv, list]) => ({
            conv,
            last_seq: list.length,
            subject: list[0].data.text,
            status: 'open',
          })),
        });
        for (const [conv, seq] of Object.entries(frame.since ?? {}))
          for (const event of visitor.conversations.get(conv) ?? []) if (event.seq > seq) write(event);
      } else if (frame.type === 'ping') write({ type: 'pong' });
      else if (frame.type === 'letter') {
        visitor.email ??= frame.email ?? null;
        if (visitor.lettered) return write({ type: 'nack', cid: frame.cid, code: 'TooManyRequests', description: 'A letter with this conversation left less than a minute ago. Look into your mail first.' });
        visitor.lettered = true;
        write({ type: 'ack', cid: frame.cid, conv: frame.conv, id: 0, seq: 0, at: new Date().toISOString(), to: frame.email ?? visitor.email });
      }
      else if (frame.type === 'send') {
        if (frame.text === 'refuse me') return write({ type: 'nack', cid: frame.cid, code: 'too_long', field: 'text', description: 'Too long.' });
        if (state.drop_before_commit) return ((state.drop_before_commit = false), socket.destroy());
        let ack = visitor.acks.get(frame.cid);
        if (!ack) {
          if (frame.email) visitor.email = frame.email;
          const conv = frame.conv ?? (frame.text || frame.files ? randomUUID().slice(0, 8) : '');
          ack = { type: 'ack', cid: frame.cid, conv, id: 1, seq: 0, at: new Date().toISOString() };
          if (frame.text || frame.files) {
            const event = add(visitor, conv, 'msg', { cid: frame.cid, author: { name: '', role: 'visitor' }, text: frame.text ?? '', files: [] });
            ack.seq = event.seq;
          }
          visitor.acks.set(frame.cid, ack);
        }
        if (state.drop_after_commit) return ((state.drop_after_commit = false), socket.destroy());
        write(ack);
      }
    });
  });
  function add(visitor, conv, kind, data) {
    const list = visitor.conversations.get(conv) ?? visitor.conversations.set(conv, []).get(conv);
    const event = { type: 'event', conv, seq: list.length + 1, kind, at: new Date().toISOString(), data };
    list.push(event);
    for (const write of visitor.sockets) write(event);
    return event;
  }
  const host = http.createServer((request, response) => {
    const lang = new URL(request.url, 'http://x').searchParams.get('lang') ?? 'en';
    const theme = new URL(request.url, 'http://x').searchParams.get('theme') ?? 'auto';
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Shop</title><main><h1>Shop</h1><p>A page of somebody else.</p></main><script async src="http://127.0.0.1:${port}/widget.js" data-theme="${theme}"></script></html>`);
  });
  server.listen(port);
  host.listen(port + 1);
  return {
    state,
    visitors,
    all_messages: () => [...visitors.values()].flatMap((v) => [...v.conversations.values()].flat()),
    agent_says(text, author = { name: 'Oleg Sokolov', role: 'agent', photo: null }) {
      for (const visitor of visitors.values())
        for (const conv of visitor.conversations.keys()) add(visitor, conv, 'msg', { id: 2, author, text, html: null, files: [] });
    },
    agent_types() {
      for (const visitor of visitors.values())
        for (const conv of visitor.conversations.keys())
          for (const write of visitor.sockets) write({ type: 'typing', conv, on: true, name: 'Oleg' });
    },
    stop() {
      server.close();
      host.close();
      server.closeAllConnections();
      host.closeAllConnections();
    },
  };
}

function accept(request, socket) {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
  socket.on('error', () => socket.destroy());
}

function text_frame(text) {
  const payload = Buffer.from(text);
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, payload]);
}

function read_frames(socket, on_text) {
  let buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      if (buffer.length < 6) return;
      const long = (buffer[1] & 127) === 126;
      const start = long ? 8 : 6;
      const length = long ? buffer.readUInt16BE(2) : buffer[1] & 127;
      if (buffer.length < start + length) return;
      const mask = buffer.subarray(start - 4, start);
      const payload = Buffer.from(buffer.subarray(start, start + length)).map((b, i) => b ^ mask[i & 3]);
      const opcode = buffer[0] & 15;
      buffer = buffer.subarray(start + length);
      if (opcode === 1) on_text(payload.toString());
      else if (opcode === 8) socket.end();
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 8095);
  start_mock({ port });
  console.log(`widget http://127.0.0.1:${port}/widget/frame, host page http://127.0.0.1:${port + 1}/`);
}
