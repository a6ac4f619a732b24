// Which screens there are, read from where they are made: the router of the console and the routes of the pages for customers. The
// looks fail for a screen without an address here and for an address that leads to none, so that nothing is left out.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './rig.mjs';

const text = (file) => readFileSync(path.join(root, file), 'utf8');

/** Names of the routes of the console, as web/console/src/router.ts declares them. */
export const consoleRoutes = () => [...text('web/console/src/router.ts').matchAll(/^ {2}\| \{ name: '(\w+)'/gm)].map((each) => each[1]);

const pageFiles = ['server/desk/helpcenter/pages.cc', 'server/desk/helpcenter/follow.cc', 'server/desk/portal/portal.cc', 'server/desk/portal/signin_pages.cc', 'server/desk/portal/account_page.cc', 'server/desk/satisfaction/solved_page.cc', 'server/desk/signin/oidc_pages.cc', 'server/desk/guided/pages.cc', 'server/desk/notifications/digest_page.cc'];
// They answer programs, not readers, or send them on.
const noPages = new Set(['/search/suggest', '/oidc/start/{id}', '/requests/{id}/report', '/requests/{id}/news']);
/** Patterns of the pages for customers, as the server registers them. */
export const pageRoutes = () => pageFiles.flatMap((file) => [...text(file).matchAll(/(?:add|on)\("GET", "(\/[^"]*)"/g)].map((each) => each[1])).filter((each) => !noPages.has(each));

/** Does a path belong to a pattern such as "/requests/{id}"? */
export const isOf = (pattern, where) => new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(where);
/** Longest patterns without a variable first: /requests/new is not /requests/{id}. */
export const patternOf = (patterns, where) => patterns.find((each) => each === where) ?? patterns.find((each) => isOf(each, where));

/** The route of an address of the console, by the same words as parseRoute: its first part. */
export function routeOf(where) {
  const first = where.replace(/^\/console\/?/, '').split('/')[0];
  return { '': 'inbox', views: 'inbox', tickets: 'inbox', customers: 'customers', organizations: 'customers', cases: 'case' }[first] ?? (consoleRoutes().includes(first) ? first : 'missing');
}

/** One address of each screen of the console; `ids` holds a ticket, a user, an organization, a case, an article. */
export const consoleAddresses = (ids) => [
  ['list', '/views/all'], ['ticket', `/tickets/${ids.ticket}?view=all`], ['customers', '/customers'], ['customer', `/customers/${ids.user}`], ['organization', `/organizations/${ids.organization}`],
  ['held', '/held'], ['today', '/today'], ['case', `/cases/${ids.case_id}`], ['knowledge', '/knowledge'], ['article', `/knowledge/${ids.article}`], ['settings', '/settings'], ['reports', '/reports'], ['wallboard', '/wallboard'],
  ['admin', '/admin/triggers'], ['admin-people', '/admin/people'], ['missing', '/nowhere'],
];

let held = [];
/** Ends the reads of `loading`: what never ends would be waited for by the state after it. */
export async function endHeld(page) {
  const of = (route) => route.request().frame().page() === page;
  const mine = held.filter(of);
  held = held.filter((route) => !of(route));
  await Promise.all(mine.map((route) => route.abort().catch(() => undefined)));
}

/** What can become of a read (ui.md section 3), made by answering for the server. */
export const states = {
  loading: (route) => held.push(route),  // no answer for as long as one looks
  failed: (route) => route.fulfill({ status: 500, contentType: 'application/json', body: '{"error":"InternalError","description":"It failed"}' }),
  forbidden: (route) => route.fulfill({ status: 403, contentType: 'application/json', body: '{"error":"Forbidden","description":"You may not"}' }),
  missing: (route) => route.fulfill({ status: 404, contentType: 'application/json', body: '{"error":"RecordNotFound","description":"Not found"}' }),
  offline: (route) => route.abort('internetdisconnected'),
  empty: async (route) => {
    const answer = await route.fetch().catch(() => null);
    if (!answer) return route.abort().catch(() => undefined);
    const body = await answer.text();
    return route.fulfill({ response: answer, body: emptied(body) }).catch(() => undefined);
  },
};

function emptied(body) {
  try {
    const bare = (value) => (Array.isArray(value) ? [] : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, Array.isArray(each) ? [] : key === 'count' ? 0 : each])) : value);
    return JSON.stringify(bare(JSON.parse(body)));
  } catch {
    return body;
  }
}
