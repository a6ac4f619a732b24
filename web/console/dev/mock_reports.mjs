// Reports of the mock server: made-up numbers in the shapes of /reports/*. Development only.
import { agents, groups } from './mock_data.mjs';

const shares = { reply_on_time: 92, reply_late: 8, solved_on_time: 88, solved_late: 12, one_touch: 41, satisfied: 94, unsatisfied: 6, promises_kept: 97, promises_missed: 3 };
const times = { first_reply: [11, 95], resolution: [512, 2890] };
const names = ['created', 'solved', 'open', 'first_reply', 'reply_on_time', 'reply_late', 'resolution', 'solved_on_time', 'solved_late', 'one_touch',
  'reopened', 'satisfied', 'unsatisfied', 'handed_over', 'asked_for_above', 'promises_kept', 'promises_missed'];

function counted(name, weight) {
  const out = { tickets: Math.round((200 + name.length * 37) * weight) };
  if (name in shares) out.share_percent = Math.min(100, Math.round(shares[name] * (0.9 + weight / 10)));
  if (name in times) [out.median_minutes, out.p90_minutes] = times[name].map((minutes) => Math.round(minutes * (1.1 - weight / 10)));
  return out;
}

function asked(query) {
  const end = query.get('end') ?? new Date().toISOString().slice(0, 10);
  const start = query.get('start') ?? new Date(Date.parse(end) - ((Number(query.get('days')) || 28) - 1) * 864e5).toISOString().slice(0, 10);
  return { period: { start, end, time_zone: 'Asia/Dhaka' }, hours: query.get('hours') ?? 'business', as_of: new Date().toISOString() };
}

const none = (query) => query.get('tag') === 'nothing';
const parameters = { group: 'group_id', agent: 'assignee_id', channel: 'channel', class: 'priority_class', kind: 'request_kind', organization: 'organization_id', tag: 'tag' };

function rowsOf(by) {
  if (by === 'group') return groups.map((one) => [String(one.id), one.name]);
  if (by === 'agent') return agents.map((one) => [String(one.id), one.name]);
  return [['email', 'Email'], ['chat', 'Chat'], ['none', '–']];
}

const report = (body) => [200, { report: body }];
export const reportRoutes = (ticketsOf) => [
  ['GET', /^\/reports\/figures$/, ({ query }) => report({ ...asked(query), figures: names.map((name) => ({ name, ...counted(name, none(query) ? 0 : 1), before: counted(name, none(query) ? 0 : 1.2) })) })],
  ['GET', /^\/reports\/days$/, ({ query }) => {
    const now = asked(query), first = Date.parse(now.period.start), count = Math.round((Date.parse(now.period.end) - first) / 864e5) + 1;
    const days = Array.from({ length: count }, (_, index) => {
      const day = new Date(first + index * 864e5).toISOString().slice(0, 10), quiet = new Date(first + index * 864e5).getUTCDay() % 6 === 0 ? 0.3 : 1;
      return { start: day, end: day, created: Math.round((40 + (index * 7919) % 23) * quiet), solved: Math.round((38 + (index * 31) % 17) * quiet) };
    });
    return report({ ...now, interval: 'day', days });
  }],
  ['GET', /^\/reports\/arrivals$/, ({ query }) => report({ ...asked(query), hours_of_week: Array.from({ length: 168 }, (_, index) => Math.round(24 * Math.exp(-(((index % 24) - 11) ** 2) / 26) * (Math.floor(index / 24) % 6 === 0 ? 0.3 : 1))) })],
  ['GET', /^\/reports\/table$/, ({ query }) => {
    const by = query.get('by') ?? 'group';
    return report({ ...asked(query), by, parameter: parameters[by], rows: rowsOf(by).map(([value, title], index) => ({ value, title, figures: Object.fromEntries(names.map((name) => [name, counted(name, 1 / (index + 1))])) })) });
  }],
  ['GET', /^\/reports\/tickets$/, () => [200, { tickets: ticketsOf(), count: ticketsOf().length, next_page: null }]],
  ['GET', /^\/reports\/wallboard$/, () => [200, { wallboard: {
    as_of: new Date().toISOString(), figures: { now_open: 186, now_unassigned: 7, now_due_soon: 3, now_late: 2, now_chats: 1 },
    waiting_longest: { ticket_id: 48001, since: new Date(Date.now() - 94 * 60_000).toISOString() }, agents_online: 6 } }]],
];
