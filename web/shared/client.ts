// The one way a web app talks to the HTTP API: JSON in and out, the header a cookie-signed change needs, and errors as
// ApiError. `status` 0 means the server was not reached. Callers pass paths below /api/v2.

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly description: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(description || code);
  }

  /** What to tell a person: the first fault of a field, which names it, else the description. */
  get reason(): string {
    const details = this.body.details as Record<string, { description?: string }[]> | undefined;
    const first = Object.values(details ?? {})[0];
    return (Array.isArray(first) ? first[0]?.description : undefined) ?? this.description;
  }
}

export interface RequestOptions {
  idempotencyKey?: string;
  keepalive?: boolean;
  signal?: AbortSignal;
}

type Listener = (status: number, path: string) => void;
const listeners = new Set<Listener>();

/** Hears the status of every answer; 0 when the server was not reached at all. */
export function onAnswer(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function request<T>(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-sahay'] = '1';
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  return send<T>(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    keepalive: options.keepalive,
    signal: options.signal,
  });
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v2${path}`, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    for (const listener of listeners) listener(0, path);
    throw new ApiError(0, 'Unreachable', '');
  }
  for (const listener of listeners) listener(answer.status, path);
  const text = answer.status === 204 ? '' : await answer.text();
  let parsed: Record<string, unknown> = {};
  try {
    parsed = text ? JSON.parse(text) : {};
  } catch {
    parsed = {};
  }
  if (!answer.ok) {
    throw new ApiError(answer.status, String(parsed.error ?? answer.status), String(parsed.description ?? ''), parsed);
  }
  return parsed as T;
}

export const get = <T>(path: string, options?: RequestOptions) => request<T>('GET', path, undefined, options);

/** Sends a file as it is; the name goes into the query as the upload route expects. */
export function upload<T>(file: Blob, name: string, token?: string): Promise<T> {
  const query = new URLSearchParams({ filename: name, ...(token ? { token } : {}) });
  return sendFile<T>('POST', `/uploads?${query}`, file);
}

/** Sends a file as it is to a route that takes its bytes. */
export function sendFile<T>(method: string, path: string, file: Blob): Promise<T> {
  return send<T>(path, { method, headers: { 'x-sahay': '1', 'content-type': file.type || 'application/octet-stream', accept: 'application/json' }, body: file });
}

export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
