// Unsent text per ticket and mode. Each change reaches local storage after 400 ms and the server after 2 s; whichever copy
// is newer wins when the ticket is opened again. Storage, clock and server are given, so tests need no browser.
import type { DraftMode, ServerDraft } from '@sahay/shared/api';

export interface DraftServer {
  put(ticket: number, mode: DraftMode, html: string): Promise<void>;
  remove(ticket: number, mode: DraftMode): Promise<void>;
  read(ticket: number): Promise<ServerDraft[]>;
}

export interface DraftStoreOptions {
  user: number;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  server: DraftServer;
  now?(): number;
  setTimer?(run: () => void, milliseconds: number): unknown;
  clearTimer?(timer: unknown): void;
  onSaved?(ticket: number, mode: DraftMode, where: 'local' | 'server'): void;
}

interface Kept {
  html: string;
  at: number;
  /** Mark of the text this browser last put on the server: such a copy is our own older one, whatever its clock says. */
  put?: number;
}

interface Entry extends Kept {
  localTimer?: unknown;
  serverTimer?: unknown;
  sending?: Promise<void>;
  sendAgain?: boolean;
}

/** A short mark of a text (FNV-1a), to recognise it again without keeping it. */
function markOf(html: string): number {
  let mark = 0x811c9dc5;
  for (let index = 0; index < html.length; index += 1) mark = Math.imul(mark ^ html.charCodeAt(index), 0x01000193);
  return mark >>> 0;
}

export const localDelay = 400;
export const serverDelay = 2000;

export class DraftStore {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly options: DraftStoreOptions) {}

  /** The text as this browser knows it, '' when there is none. */
  read(ticket: number, mode: DraftMode): string {
    return (this.entries.get(`${ticket}.${mode}`) ?? this.stored(ticket, mode))?.html ?? '';
  }

  write(ticket: number, mode: DraftMode, html: string): void {
    const key = `${ticket}.${mode}`;
    const entry: Entry = this.entries.get(key) ?? { ...(this.stored(ticket, mode) ?? { html: '', at: 0 }) };
    entry.html = html;
    entry.at = this.now();
    this.entries.set(key, entry);
    this.clearTimer(entry.localTimer);
    this.clearTimer(entry.serverTimer);
    entry.localTimer = this.later(() => this.saveLocally(ticket, mode, entry), localDelay);
    entry.serverTimer = this.later(() => void this.saveOnServer(ticket, mode, entry), serverDelay);
  }

  /** Forgets the text here and on the server: it was sent or thrown away. */
  async clear(ticket: number, mode: DraftMode): Promise<void> {
    const key = `${ticket}.${mode}`;
    const entry = this.entries.get(key);
    const known = entry !== undefined || this.stored(ticket, mode) !== null;
    if (entry) {
      this.clearTimer(entry.localTimer);
      this.clearTimer(entry.serverTimer);
      entry.sendAgain = false;
    }
    this.entries.delete(key);
    this.options.storage.removeItem(this.storageKey(ticket, mode));
    if (!known) return;
    await entry?.sending;
    if (!this.entries.has(key)) await this.options.server.remove(ticket, mode).catch(() => undefined);
  }

  /** Reads the server's copies and takes each that is newer than ours. Answers the modes whose text changed. */
  async restore(ticket: number): Promise<DraftMode[]> {
    const changed: DraftMode[] = [];
    for (const draft of await this.options.server.read(ticket)) {
      const key = `${ticket}.${draft.mode}`;
      const ours = this.entries.get(key) ?? this.stored(ticket, draft.mode);
      const at = Date.parse(draft.updated_at);
      if (!draft.html || (ours && (ours.at >= at || ours.html === draft.html || ours.put === markOf(draft.html)))) continue;
      this.entries.set(key, { html: draft.html, at });
      changed.push(draft.mode);
    }
    return changed;
  }

  /** Writes everything that still waits for its 400 ms; for the moment the page is left. */
  flush(): void {
    for (const [key, entry] of this.entries) {
      if (entry.localTimer === undefined) continue;
      const [ticket, mode] = key.split('.') as [string, DraftMode];
      this.saveLocally(Number(ticket), mode, entry);
    }
  }

  private saveLocally(ticket: number, mode: DraftMode, entry: Entry): void {
    this.clearTimer(entry.localTimer);
    entry.localTimer = undefined;
    if (entry.html === '') {
      this.options.storage.removeItem(this.storageKey(ticket, mode));
      return;
    }
    try {
      this.options.storage.setItem(this.storageKey(ticket, mode), JSON.stringify({ html: entry.html, at: entry.at, put: entry.put }));
      this.options.onSaved?.(ticket, mode, 'local');
    } catch {
      // Storage is full or forbidden: the server copy follows in two seconds.
    }
  }

  private async saveOnServer(ticket: number, mode: DraftMode, entry: Entry): Promise<void> {
    entry.serverTimer = undefined;
    if (entry.sending) {
      entry.sendAgain = true;
      return;
    }
    const html = entry.html;
    const { server } = this.options;
    entry.sending = (html === '' ? server.remove(ticket, mode) : server.put(ticket, mode, html))
      .then(() => this.wasPut(ticket, mode, entry, html))
      .catch(() => undefined);
    await entry.sending;
    entry.sending = undefined;
    if (entry.sendAgain) {
      entry.sendAgain = false;
      await this.saveOnServer(ticket, mode, entry);
    }
  }

  private wasPut(ticket: number, mode: DraftMode, entry: Entry, html: string): void {
    if (html === '' || this.entries.get(`${ticket}.${mode}`) !== entry) return;
    entry.put = markOf(html);
    this.saveLocally(ticket, mode, entry);
    if (entry.html === html) this.options.onSaved?.(ticket, mode, 'server');
  }

  private stored(ticket: number, mode: DraftMode): Kept | null {
    try {
      return JSON.parse(this.options.storage.getItem(this.storageKey(ticket, mode)) ?? 'null') as Kept | null;
    } catch {
      return null;
    }
  }

  private storageKey(ticket: number, mode: DraftMode): string {
    return `sahay.draft.${this.options.user}.${ticket}.${mode}`;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }

  private later(run: () => void, milliseconds: number): unknown {
    return (this.options.setTimer ?? ((r, ms) => setTimeout(r, ms)))(run, milliseconds);
  }

  private clearTimer(timer: unknown): void {
    if (timer !== undefined) (this.options.clearTimer ?? ((t) => clearTimeout(t as number)))(timer);
  }
}
