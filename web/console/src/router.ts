// Addresses of the console. Every screen and every view has one, so each can be linked; the ticket's address keeps the view.
import { computed, signal } from '@preact/signals';

export const basePath = '/console';

export type Route =
  | { name: 'inbox'; view: string; ticket: number | null; comment?: number }
  | { name: 'customers'; user: number | null; organization: number | null }
  | { name: 'held'; mail: number | null }
  | { name: 'today' }
  | { name: 'case'; id: number }
  | { name: 'knowledge'; item: string | null; query: string }
  | { name: 'reports'; page: string; query: string }
  | { name: 'wallboard' }
  | { name: 'settings' }
  | { name: 'admin'; screen: string; item: string | null }
  | { name: 'welcome' }
  | { name: 'signin' }
  | { name: 'setup'; token: string }
  | { name: 'missing' };

export function parseRoute(pathname: string, search: string): Route {
  const query = new URLSearchParams(search);
  const parts = pathname.slice(basePath.length).split('/').filter(Boolean).map(decodeURIComponent);
  const numberOf = (text: string | null | undefined) => (/^\d+$/.test(text ?? '') ? Number(text) : null);
  const id = numberOf(parts[1]), comment = numberOf(query.get('comment'));
  if (parts.length === 0) return { name: 'inbox', view: query.get('view') ?? '', ticket: null };
  switch (parts[0]) {
    case 'views': return { name: 'inbox', view: parts[1] ?? '', ticket: null };
    case 'tickets': return { name: 'inbox', view: query.get('view') ?? '', ticket: id, ...(comment === null ? {} : { comment }) };
    case 'customers': return { name: 'customers', user: id, organization: null };
    case 'organizations': return { name: 'customers', user: null, organization: id };
    case 'held': return { name: 'held', mail: id };
    case 'today': return { name: 'today' };
    case 'cases': return id === null ? { name: 'missing' } : { name: 'case', id };
    case 'knowledge': return { name: 'knowledge', item: parts[1] ?? null, query: search };
    case 'reports': return { name: 'reports', page: parts[1] ?? '', query: search };
    case 'wallboard': return { name: 'wallboard' };
    case 'settings': return { name: 'settings' };
    case 'admin': return { name: 'admin', screen: parts[1] ?? '', item: parts[2] ?? null };
    case 'welcome': return { name: 'welcome' };
    case 'signin': return { name: 'signin' };
    case 'setup': return { name: 'setup', token: query.get('token') ?? '' };
    default: return { name: 'missing' };
  }
}

const location_ = signal(typeof location === 'undefined' ? { pathname: basePath, search: '' } : currentLocation());
export const route = computed(() => parseRoute(location_.value.pathname, location_.value.search));
/** Which screen it is: what asks for no more than that is not drawn anew from one ticket to the next. */
export const place = computed(() => route.value.name);

function currentLocation() {
  return { pathname: location.pathname, search: location.search };
}

/** Who wants to be asked before the address changes; gets what goes on with it. */
let held: ((leave: () => void) => void) | null = null;

/** Holds every change of the address until the given function runs what it gets. Answers the release. */
export function holdLeaving(ask: (leave: () => void) => void): () => void {
  held = ask;
  return () => { if (held === ask) held = null; };
}

/** Lets the next change of the address pass: what was typed is stored. */
export function stopHolding(): void {
  held = null;
}

export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  const target = basePath + path;
  if (target === location.pathname + location.search) return;
  if (held) {
    held(() => { held = null; go(path, how); });
    return;
  }
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', target);
  location_.value = currentLocation();
}

export const ticketPath = (id: number, view: string) => `/tickets/${id}${view ? `?view=${encodeURIComponent(view)}` : ''}`;
/** A link that opens the request at one message. */
export const commentAddress = (ticket: number, comment: number) => `${location.origin}${basePath}/tickets/${ticket}?comment=${comment}`;
export const articleOfTicket = (id: number) => `/knowledge/new?ticket=${id}`;
export const heldPath = (id: number | null) => (id === null ? '/held' : `/held/${id}`);
export const viewPath = (view: string) => `/views/${encodeURIComponent(view)}`;

/** Makes plain links inside the console change the screen instead of loading the page. */
export function followLinks(): void {
  window.addEventListener('popstate', () => {
    if (!held) { location_.value = currentLocation(); return; }
    const wanted = location.pathname.slice(basePath.length) + location.search;
    history.pushState(null, '', location_.value.pathname + location_.value.search);
    held(() => { held = null; go(wanted); });
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || link.target || link.origin !== location.origin || !link.pathname.startsWith(`${basePath}/`)) return;
    if (link.hasAttribute('download')) return;
    event.preventDefault();
    go(link.pathname.slice(basePath.length) + link.search);
  });
}
