// Addresses of the console. Every screen and every view has one, so each can be linked; the ticket's address keeps the view.
import { computed, signal } from '@preact/signals';

export const basePath = '/console';

export type Route =
  | { name: 'inbox'; view: string; ticket: number | null }
  | { name: 'customers'; user: number | null; organization: number | null }
  | { name: 'held'; mail: number | null }
  | { name: 'today' }
  | { name: 'settings' }
  | { name: 'mail'; account: number | 'new' | null }
  | { name: 'signin' }
  | { name: 'setup'; token: string }
  | { name: 'missing' };

export function parseRoute(pathname: string, search: string): Route {
  const query = new URLSearchParams(search);
  const parts = pathname.slice(basePath.length).split('/').filter(Boolean).map(decodeURIComponent);
  const id = /^\d+$/.test(parts[1] ?? '') ? Number(parts[1]) : null;
  if (parts.length === 0) return { name: 'inbox', view: query.get('view') ?? '', ticket: null };
  switch (parts[0]) {
    case 'views': return { name: 'inbox', view: parts[1] ?? '', ticket: null };
    case 'tickets': return { name: 'inbox', view: query.get('view') ?? '', ticket: id };
    case 'customers': return { name: 'customers', user: id, organization: null };
    case 'organizations': return { name: 'customers', user: null, organization: id };
    case 'held': return { name: 'held', mail: id };
    case 'today': return { name: 'today' };
    case 'settings': return { name: 'settings' };
    case 'admin': return parts[1] === 'mail' ? mailRoute(parts[2]) : { name: 'missing' };
    case 'signin': return { name: 'signin' };
    case 'setup': return { name: 'setup', token: query.get('token') ?? '' };
    default: return { name: 'missing' };
  }
}

function mailRoute(part: string | undefined): Route {
  if (part === undefined) return { name: 'mail', account: null };
  if (part === 'new') return { name: 'mail', account: 'new' };
  return /^\d+$/.test(part) ? { name: 'mail', account: Number(part) } : { name: 'missing' };
}

const location_ = signal(typeof location === 'undefined' ? { pathname: basePath, search: '' } : currentLocation());
export const route = computed(() => parseRoute(location_.value.pathname, location_.value.search));

function currentLocation() {
  return { pathname: location.pathname, search: location.search };
}

export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  const target = basePath + path;
  if (target === location.pathname + location.search) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', target);
  location_.value = currentLocation();
}

export const ticketPath = (id: number, view: string) => `/tickets/${id}${view ? `?view=${encodeURIComponent(view)}` : ''}`;
export const heldPath = (id: number | null) => (id === null ? '/held' : `/held/${id}`);
export const viewPath = (view: string) => `/views/${encodeURIComponent(view)}`;

/** Makes plain links inside the console change the screen instead of loading the page. */
export function followLinks(): void {
  window.addEventListener('popstate', () => { location_.value = currentLocation(); });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || link.target || link.origin !== location.origin || !link.pathname.startsWith(`${basePath}/`)) return;
    if (link.hasAttribute('download')) return;
    event.preventDefault();
    go(link.pathname.slice(basePath.length) + link.search);
  });
}
