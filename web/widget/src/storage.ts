// What the frame remembers: in localStorage of its own origin, or nowhere when its address says keep=nothing: then it knows what
// it knows as long as the page stands, and what was kept before goes. A browser that refuses storage to frames of other sites
// (third-party data blocked, private windows) leaves the memory to the hosting page: the loader keeps it there and hands
// it back in the fragment of the frame's address, which no server sees.
export const keeps_nothing = new URLSearchParams(globalThis.location?.search).get('keep') === 'nothing';
const memory = new Map<string, string>(keeps_nothing ? [] : kept());
export const spare = { keep: (_text: string) => {} }; // set by host.ts
const prefix = 'sahay.widget.';

export function wipe(): void {
  memory.clear();
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // There is none.
  }
  spare.keep('');
}

export function read<T>(key: string, otherwise: T): T {
  let text: string | null | undefined;
  try {
    if (!keeps_nothing) text = localStorage.getItem(prefix + key);
  } catch {
    text = undefined;
  }
  text ??= memory.get(key);
  if (text == null) return otherwise;
  try {
    return JSON.parse(text) as T;
  } catch {
    return otherwise;
  }
}

export function write(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  memory.set(key, text);
  if (keeps_nothing) return;
  try {
    localStorage.setItem(prefix + key, text);
  } catch {
    spare.keep(JSON.stringify([...memory]));
  }
}

function kept(): [string, string][] {
  try {
    return JSON.parse(decodeURIComponent(location.hash.slice(1))) as [string, string][];
  } catch {
    return [];
  }
}

// Client ids are UUIDs; randomUUID is missing on plain http, getRandomValues is not.
export function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 15) | 64;
  bytes[8] = (bytes[8]! & 63) | 128;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
