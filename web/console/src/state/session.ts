// Who is signed in and what the console read at its start: agents, groups, views with counts, settings.
import { computed, signal } from '@preact/signals';
import type { Agent, ConsoleStart, Counts, User } from '@sahay/shared/api';
import { ApiError, get, onAnswer, request } from '@sahay/shared/client';

export type SessionState = 'loading' | 'out' | 'in' | 'failed' | 'forbidden';

export const sessionState = signal<SessionState>('loading');
export const started = signal<ConsoleStart | null>(null);
export const counts = signal<Counts>({});
/** True after a request was refused because the session ended; the page stays and asks to sign in again. */
export const sessionEnded = signal(false);

export const me = computed<User>(() => started.value?.me ?? { id: null, name: '', email: null, role: 'end-user' });
export const agents = computed<Agent[]>(() => started.value?.agents ?? []);
export const agentById = computed(() => new Map(agents.value.map((agent) => [agent.id, agent])));
export const groups = computed(() => started.value?.groups ?? []);
export const groupById = computed(() => new Map(groups.value.map((group) => [group.id, group])));
export const viewKeys = computed(() => started.value?.views.map((view) => view.key) ?? []);

onAnswer((status, path) => {
  if (status === 401 && path !== '/session' && started.value) sessionEnded.value = true;
});

export async function readStart(): Promise<ConsoleStart | null> {
  try {
    const start = await get<ConsoleStart>('/console/start');
    // A path, whatever name of this site the console was opened by.
    const photo = (start.me as { photo?: { content_url: string } | null }).photo;
    start.me.photo_url = photo ? new URL(photo.content_url).pathname : null;
    started.value = start;
    counts.value = start.counts ?? Object.fromEntries(start.views.map((view) => [view.key, view.count ?? 0]));
    sessionState.value = 'in';
    sessionEnded.value = false;
    return start;
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0;
    if (status === 401) sessionState.value = 'out';
    else if (status === 403) sessionState.value = 'forbidden';
    else if (!started.value) sessionState.value = 'failed';
    return null;
  }
}

/** Opens the session. With a first code the answer holds the recovery codes: they are shown before anything else, and
 * readStart() is the caller's. */
export async function signIn(email: string, password: string, code?: string): Promise<string[]> {
  const made = await request<{ recovery_codes?: string[] }>('POST', '/session', { session: { email, password, ...(code === undefined ? {} : { code }) } });
  if (!made.recovery_codes) await readStart();
  return made.recovery_codes ?? [];
}

/** The same for who came back from a provider: the browser holds what proves it. */
export async function signInByProvider(code?: string): Promise<string[]> {
  const made = await request<{ recovery_codes?: string[] }>('POST', '/session/oidc', { session: code === undefined ? {} : { code } });
  if (!made.recovery_codes) await readStart();
  return made.recovery_codes ?? [];
}

export async function signOut(): Promise<void> {
  try {
    await request('DELETE', '/session');
  } finally {
    location.assign('/console/signin');
  }
}
