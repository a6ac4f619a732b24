// A small stand-in for the server while the console is developed: the routes of docs/api.md in memory. Development only; it
// has no durability, no rights and made-up data. See README.md beside it.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { agents, customers, groups, organizations, richMail, subjects } from './mock_data.mjs';
import { reportRoutes } from './mock_reports.mjs';

const port = Number(process.env.PORT ?? 8790);
const site = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../build/web/console');
const contentPolicy = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'";

const users = new Map([...agents, ...customers.map((each) => ({ ...each, role: 'end-user' }))].map((each) => [each.id, each]));
const tickets = new Map();
const drafts = new Map();
const uploads = new Map();
const answered = new Map();
const sessions = new Map();
const streams = new Set();
let sequence = 100;
let nextId = 1000;
let failing = { status: 0, times: 0 };

const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function addTicket(seed, index) {
  const requester = users.get(seed.by);
  const id = 48000 + (nextId += 1) - 1000;
  const at = minutesAgo(index * 37 + 2);
  const status = ['open', 'new', 'open', 'pending', 'open', 'hold', 'open', 'solved'][index % 8];
  const ticket = {
    id, subject: seed.subject, status, priority: seed.priority, type: 'question', channel: seed.channel, requester_id: seed.by,
    assignee_id: status === 'new' ? null : index % 3 === 2 ? 2 : 1, owner_id: status === 'new' ? null : 1, group_id: (index % 2) + 1,
    organization_id: requester.organization_id, tags: index % 4 === 0 ? ['printer', 'firmware_4.2'] : [], event_seq: sequence, locale: requester.locale,
    created_at: minutesAgo(index * 37 + 90), updated_at: at, timeline: [], unread: index % 5 === 0,
  };
  tickets.set(id, ticket);
  comment(ticket, seed.by, `<p>${escape(seed.text)}</p>`, true, minutesAgo(index * 37 + 90));
  ticket.updated_at = at;
  return ticket;
}

function comment(ticket, author, html, isPublic, at = new Date().toISOString(), extra = {}) {
  const entry = {
    kind: 'comment', id: (nextId += 1), at, author_id: author, public: isPublic, channel: ticket.channel, html,
    text: html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim(), quote_html: null, attachments: [],
    delivery: users.get(author).role !== 'end-user' && isPublic ? { state: 'sent', to: [users.get(ticket.requester_id).email] } : null,
    mail: null, trust: 'verified', ...extra,
  };
  ticket.timeline.push(entry);
  ticket.updated_at = at;
  ticket.event_seq = sequence += 1;
  return entry;
}

function change(ticket, actor, fields) {
  const changes = Object.entries(fields).filter(([field, to]) => JSON.stringify(ticket[field] ?? null) !== JSON.stringify(to ?? null))
    .map(([field, to]) => ({ field, from: ticket[field] ?? null, to }));
  if (changes.length === 0) return;
  Object.assign(ticket, fields);
  ticket.updated_at = new Date().toISOString();
  ticket.timeline.push({ kind: 'event', id: (nextId += 1), at: ticket.updated_at, actor_id: actor, changes });
  ticket.event_seq = sequence += 1;
}

function seed() {
  for (let index = 0; index < 160; index += 1) addTicket(subjects[index % subjects.length], index);
  const first = tickets.get(48001);
  change(first, null, { priority: 'high' });
  change(first, 1, { priority: 'urgent', group_id: 2, tags: ['printer', 'firmware_4.2', 'line_3'] });
  comment(first, 1, '<p>Hello Rina, I have your printers open in front of me: six ZL-40 on firmware 4.2.0, all lost their gateway at 09:14. You already restarted the server and changed a cable, so we skip that.</p><p>Please print the <strong>network page</strong> of one printer (hold Feed for 5 seconds) and send a photo. I write to you again <strong>by 11:30</strong>, also if I have nothing new yet.</p>', true, minutesAgo(40));
  comment(first, 2, '<p>@Sara looks like the DHCP option 3 bug again, same as #47920. If the photo shows gateway 0.0.0.0 we can push the static profile.</p>', false, minutesAgo(30));
  comment(first, 11, '<p>Here is the photo. The gateway is 0.0.0.0 on all of them. How long will it take?</p>', true, minutesAgo(12), {
    quote_html: '<p>Please print the network page of one printer and send a photo.</p>',
    attachments: [
      { id: 1, file_name: 'network-page.svg', content_url: '/attachments/1', content_type: 'image/svg+xml', size: 411_000 },
      { id: 2, file_name: 'printer-list.xlsx', content_url: '/attachments/2', content_type: 'application/vnd.ms-excel', size: 12_300 },
    ],
    mail: { from: 'Rina Akter <rina@meghna.example>', to: ['support@sahay.example'], cc: [], raw_url: '/api/v2/comments/1/raw' },
  });
  comment(first, 11, richMail, true, minutesAgo(8));
  comment(first, 1, '<p>Thank you, the list helps.</p>', true, minutesAgo(3), { delivery: { state: 'queued', to: ['rina@meghna.example'] } });
  first.updated_at = minutesAgo(1);
}

const done = (ticket) => ticket.status === 'solved' || ticket.status === 'closed';
const inView = {
  mine: (ticket, me) => ticket.assignee_id === me && !done(ticket),
  unassigned: (ticket) => ticket.assignee_id === null && !done(ticket),
  open: (ticket) => ticket.status === 'new' || ticket.status === 'open',
  pending: (ticket) => ticket.status === 'pending' || ticket.status === 'hold',
  solved: done,
  all: () => true,
};
const belongs = (ticket, view, me) => (view.startsWith('group:') ? ticket.group_id === Number(view.slice(6)) && !done(ticket) : inView[view]?.(ticket, me) ?? false);
const viewKeys = [...Object.keys(inView), ...groups.map((group) => `group:${group.id}`)];
const countsFor = (me) => Object.fromEntries(viewKeys.map((view) => [view, [...tickets.values()].filter((ticket) => belongs(ticket, view, me)).length]));

function rowOf(ticket) {
  const last = ticket.timeline.filter((entry) => entry.kind === 'comment').at(-1);
  const requester = users.get(ticket.requester_id);
  const organization = organizations.find((each) => each.id === ticket.organization_id);
  return {
    id: ticket.id, subject: ticket.subject, status: ticket.status, priority: ticket.priority, type: ticket.type, channel: ticket.channel,
    requester: { id: requester.id, name: requester.name, email: requester.email },
    organization: organization ? { id: organization.id, name: organization.name } : null,
    assignee_id: ticket.assignee_id, group_id: ticket.group_id, snippet: last.text.slice(0, 140), last_comment_public: last.public,
    last_author_role: users.get(last.author_id).role, unread: ticket.unread, created_at: ticket.created_at, updated_at: ticket.updated_at, locale: ticket.locale,
  };
}

const wire = ({ timeline, unread, ...ticket }) => ticket;

function tell(kind, ticket, actor) {
  for (const stream of streams) {
    stream.send(JSON.stringify({ type: 'event', seq: sequence, kind, ticket_id: ticket.id, actor_id: actor, row: rowOf(ticket), counts: countsFor(stream.user) }));
  }
}

function screenOf(ticket) {
  const ids = new Set([ticket.requester_id, ticket.assignee_id, ticket.owner_id, ...ticket.timeline.map((entry) => entry.author_id ?? entry.actor_id)]);
  return {
    ticket: wire(ticket), timeline: ticket.timeline, users: Object.fromEntries([...ids].filter(Boolean).map((id) => [id, users.get(id)])),
    organization: organizations.find((each) => each.id === ticket.organization_id) ?? null,
    requester_tickets: [...tickets.values()].filter((each) => each.requester_id === ticket.requester_id && each.id !== ticket.id).slice(0, 6).map(rowOf),
    suggestions: [], presence: presenceOf(ticket.id).map((one) => ({ user_id: one.id, mode: one.mode })),
  };
}

function presenceOf(id) {
  return [...streams].filter((stream) => stream.presence?.ticket_id === id).map((stream) => ({ id: stream.user, name: users.get(stream.user).name, mode: stream.presence.mode }));
}

function tellPresence(id) {
  if (id === null || id === undefined) return;
  for (const stream of streams) stream.send(JSON.stringify({ type: 'presence', ticket_id: id, users: presenceOf(id) }));
}

class Refusal extends Error {
  constructor(status, error, description = '', more = {}) {
    super(description);
    Object.assign(this, { status, answer: { error, description, ...more } });
  }
}

function updateTicket(ticket, wanted, me) {
  const { comment: text, last_seen_event: seen, ...fields } = wanted;
  const newer = ticket.timeline.filter((entry) => entry.kind === 'comment' && entry.author_id !== me && entry.seen_at > seen);
  if (text && seen !== undefined && newer.length > 0) throw new Refusal(409, 'UpdateConflict', 'Something newer is there', { newer });
  if (text) {
    const files = (text.uploads ?? []).map((token) => uploads.get(token)).filter(Boolean);
    comment(ticket, me, text.html_body ?? `<p>${escape(text.body ?? '')}</p>`, text.public !== false, undefined, {
      attachments: files, delivery: text.public === false ? null : { state: 'queued', to: [users.get(ticket.requester_id).email] },
    });
  }
  const said = text ? ticket.timeline.at(-1) : null;
  change(ticket, me, fields);
  tell(text ? 'comment.added' : 'ticket.updated', ticket, me);
  return { ticket: wire(ticket), audit: { id: nextId, events: said ? [{ id: said.id, type: 'Comment' }] : [] } };
}

/** Takes a comment back and opens the ticket that it solved. */
function takeBack(ticket, id, me) {
  ticket.timeline = ticket.timeline.filter((entry) => entry.kind !== 'comment' || entry.id !== id);
  change(ticket, me, { status: 'open' });
  tell('ticket.updated', ticket, me);
  return { ticket: wire(ticket), kept: [] };
}

function page(list, query) {
  const from = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  return { part: list.slice(from, from + limit), next: from + limit < list.length ? String(from + limit) : null };
}

const routes = [
  ['POST', /^\/session$/, ({ body, answer }) => {
    const user = agents.find((agent) => agent.email === body.session?.email);
    if (!user || body.session.password !== 'mock-password') throw new Refusal(401, "Couldn't authenticate you", 'E-mail or password is wrong');
    const key = Math.random().toString(36).slice(2);
    sessions.set(key, user.id);
    answer.setHeader('set-cookie', `sahay_session=${key}; Path=/; HttpOnly; SameSite=Lax`);
    return [201, { session: { expires_at: minutesAgo(-600) }, user }];
  }],
  ['DELETE', /^\/session$/, () => [204]],
  ['GET', /^\/setup$/, ({ query }) => {
    if (query.get('token') !== 'first') throw new Refusal(404, 'RecordNotFound', 'Not found');
    return [200, { setup: { token: 'first' } }];
  }],
  ['POST', /^\/setup$/, () => [201, { user: agents[0] }]],
  ['GET', /^\/console\/start$/, ({ me }) => [200, {
    me: { ...users.get(me), time_zone: 'Asia/Dhaka', locale: 'en' }, csrf: true, groups, agents,
    views: Object.entries(countsFor(me)).map(([key, count]) => ({ key, count })),
    settings: { desk_name: 'Meghna Tools', locales: ['en', 'bn', 'ru'], undo_send_seconds: Number(process.env.UNDO ?? 10) }, event_seq: sequence,
  }]],
  ['GET', /^\/console\/tickets$/, ({ query, me }) => {
    const words = (query.get('q') ?? '').toLowerCase();
    const found = [...tickets.values()].filter((ticket) => belongs(ticket, query.get('view') ?? 'all', me))
      .filter((ticket) => !words || `${ticket.id} ${ticket.subject} ${users.get(ticket.requester_id).name}`.toLowerCase().includes(words))
      .sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
    const { part, next } = page(found, query);
    return [200, { rows: part.map(rowOf), next_cursor: next, count: found.length, counts: countsFor(me) }];
  }],
  ['GET', /^\/console\/tickets\/(\d+)$/, ({ ticket }) => [200, screenOf(ticket)]],
  ['GET', /^\/suspended_tickets\/count$/, () => [200, { count: { value: 0 } }]],
  ['GET', /^\/suspended_tickets$/, () => [200, { suspended_tickets: [], next_page: null, count: 0 }]],
  ['PUT', /^\/tickets\/(\d+)\/read$/, ({ ticket }) => { ticket.unread = false; return [204]; }],
  ['PUT', /^\/tickets\/(\d+)$/, ({ ticket, body, me }) => [200, updateTicket(ticket, body.ticket ?? {}, me)]],
  ['POST', /^\/tickets\/(\d+)\/comments\/(\d+)\/undo$/, ({ ticket, where, me }) => [200, takeBack(ticket, Number(/comments\/(\d+)/.exec(where)[1]), me)]],
  ['GET', /^\/tickets\/(\d+)\/draft$/, ({ ticket, me }) => [200, { drafts: ['reply', 'note'].map((mode) => drafts.get(`${me}.${ticket.id}.${mode}`)).filter(Boolean) }]],
  ['PUT', /^\/tickets\/(\d+)\/draft$/, ({ ticket, body, me }) => {
    drafts.set(`${me}.${ticket.id}.${body.draft.mode}`, { ...body.draft, updated_at: new Date().toISOString() });
    return [200, { draft: body.draft }];
  }],
  ['DELETE', /^\/tickets\/(\d+)\/draft$/, ({ ticket, query, me }) => { drafts.delete(`${me}.${ticket.id}.${query.get('mode')}`); return [204]; }],
  ['GET', /^\/users\/me$/, ({ me }) => [200, { user: users.get(me) }]],
  ['GET', /^\/users\/search$/, ({ query }) => {
    const words = (query.get('query') ?? '').toLowerCase();
    return [200, { users: [...users.values()].filter((user) => `${user.name} ${user.email}`.toLowerCase().includes(words)) }];
  }],
  ['GET', /^\/users$/, () => [200, { users: [...users.values()].filter((user) => user.role === 'end-user') }]],
  ['GET', /^\/users\/(\d+)$/, ({ id }) => [200, { user: { ...users.get(id), created_at: minutesAgo(90_000) } }]],
  ['PUT', /^\/users\/(\d+)$/, ({ id, body }) => [200, { user: Object.assign(users.get(id), body.user) }]],
  ['GET', /^\/users\/(\d+)\/tickets\/requested$/, ({ id }) => [200, { tickets: [...tickets.values()].filter((each) => each.requester_id === id).map(wire) }]],
  ['GET', /^\/organizations$/, () => [200, { organizations }]],
  ['GET', /^\/organizations\/autocomplete$/, ({ query }) => [200, { organizations: organizations.filter((each) => each.name.toLowerCase().startsWith(query.get('name').toLowerCase())) }]],
  ['GET', /^\/organizations\/(\d+)$/, ({ id }) => [200, { organization: organizations.find((each) => each.id === id) }]],
  ['GET', /^\/organizations\/(\d+)\/users$/, ({ id }) => [200, { users: [...users.values()].filter((each) => each.organization_id === id) }]],
  ['GET', /^\/organizations\/(\d+)\/tickets$/, ({ id }) => [200, { tickets: [...tickets.values()].filter((each) => each.organization_id === id).map(wire) }]],
  ['POST', /^\/uploads$/, ({ query, raw }) => {
    const id = (nextId += 1);
    const attachment = { id, file_name: query.get('filename'), content_url: `/attachments/${id}`, content_type: 'application/octet-stream', size: raw.length };
    uploads.set(`token-${id}`, attachment);
    return [201, { upload: { token: `token-${id}`, attachment, attachments: [attachment] } }];
  }],
  ...reportRoutes(() => [...tickets.values()].slice(0, 20).map(wire)),
];

const controls = {
  '/mock/comment': (body) => {
    const ticket = tickets.get(body.ticket ?? 48001);
    const entry = comment(ticket, ticket.requester_id, `<p>${escape(body.text ?? 'One more thing.')}</p>`, true);
    entry.seen_at = sequence;
    ticket.unread = true;
    tell('comment.added', ticket, ticket.requester_id);
  },
  '/mock/ticket': () => {
    const ticket = addTicket(subjects[Math.floor(Math.random() * subjects.length)], 0);
    Object.assign(ticket, { updated_at: new Date().toISOString(), unread: true, status: 'new', assignee_id: null });
    sequence += 1;
    tell('ticket.created', ticket, ticket.requester_id);
  },
  '/mock/fail': (body) => { failing = { status: body.status ?? 500, times: body.times ?? 1 }; },
  '/mock/expire': () => sessions.clear(),
  '/mock/cut': () => { for (const stream of streams) stream.terminate(); },
};

function meOf(request) {
  const key = /sahay_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  return sessions.get(key) ?? null;
}

function run(request, answer, url, raw) {
  const me = meOf(request);
  const where = url.pathname.slice('/api/v2'.length);
  const found = routes.map(([method, pattern, handler]) => ({ method, match: pattern.exec(where), handler })).find((each) => each.method === request.method && each.match);
  if (!found) throw new Refusal(404, 'RecordNotFound', 'Not found');
  if (me === null && !/^\/(session|setup)/.test(where)) throw new Refusal(401, "Couldn't authenticate you");
  if (request.method !== 'GET' && request.headers['x-sahay'] !== '1') throw new Refusal(403, 'Forbidden', 'The header X-Sahay is missing');
  if (request.method !== 'GET' && failing.times > 0) {
    failing.times -= 1;
    throw new Refusal(failing.status, 'Failed', 'The mock was told to fail.');
  }
  const key = request.headers['idempotency-key'];
  if (key && answered.has(key)) return answered.get(key);
  const id = Number(found.match[1]);
  const ticket = /tickets\/\d/.test(where) ? tickets.get(id) : null;
  if (ticket === undefined) throw new Refusal(404, 'RecordNotFound', 'Not found');
  const body = /json/.test(request.headers['content-type'] ?? '') ? JSON.parse(raw.toString() || '{}') : {};
  const result = found.handler({ answer, where, query: url.searchParams, body, raw, me, id, ticket });
  if (key) answered.set(key, result);
  return result;
}

const types = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

function serveFile(url, answer) {
  const wanted = path.join(site, url.pathname.replace(/^\/console\/?/, '') || 'index.html');
  const file = wanted.startsWith(site) && existsSync(wanted) && path.extname(wanted) ? wanted : path.join(site, 'index.html');
  const immutable = file.includes(`${path.sep}assets${path.sep}`);
  answer.writeHead(200, {
    'content-type': types[path.extname(file)] ?? 'application/octet-stream', 'content-security-policy': contentPolicy,
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  answer.end(readFileSync(file));
}

const server = createServer((request, answer) => {
  const url = new URL(request.url, 'http://mock');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const raw = Buffer.concat(chunks);
    if (controls[url.pathname]) {
      controls[url.pathname](JSON.parse(raw.toString() || '{}'));
      return answer.writeHead(204).end();
    }
    if (url.pathname.startsWith('/attachments/')) {
      answer.writeHead(200, { 'content-type': 'image/svg+xml' });
      return answer.end('<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180"><rect width="240" height="180" fill="#cdd6e4"/></svg>');
    }
    if (!url.pathname.startsWith('/api/v2')) return serveFile(url, answer);
    try {
      const [status, body] = run(request, answer, url, raw);
      answer.writeHead(status, { 'content-type': 'application/json' });
      return answer.end(status === 204 ? undefined : JSON.stringify(body));
    } catch (error) {
      if (!(error instanceof Refusal)) console.error(error);
      answer.writeHead(error.status ?? 500, { 'content-type': 'application/json' });
      return answer.end(JSON.stringify(error.answer ?? { error: 'InternalError', description: String(error) }));
    }
  });
});

new WebSocketServer({ server, path: '/api/v2/stream' }).on('connection', (socket, request) => {
  socket.user = meOf(request);
  if (socket.user === null) return socket.close();
  streams.add(socket);
  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString());
    if (frame.type === 'hello') socket.send(JSON.stringify({ type: 'welcome', seq: sequence }));
    if (frame.type === 'ping') socket.send('{"type":"pong"}');
    if (frame.type === 'presence') {
      const before = socket.presence?.ticket_id;
      socket.presence = frame;
      if (before !== frame.ticket_id) tellPresence(before);
      tellPresence(frame.ticket_id);
    }
  });
  return socket.on('close', () => {
    streams.delete(socket);
    tellPresence(socket.presence?.ticket_id);
  });
});

seed();
server.listen(port, '127.0.0.1', () => console.log(`mock server: http://127.0.0.1:${port}/console/`));
