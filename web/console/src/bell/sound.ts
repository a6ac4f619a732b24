// A short tone made by the browser itself. Off in a browser until somebody there asks for it; with several tabs open the first
// to take the lock of the news plays, and who finds the lock taken is silent.
const key = 'sahay.sound';
const playedKey = 'sahay.sounded';

export function soundAllowed(): boolean {
  try {
    return localStorage.getItem(key) === 'on';
  } catch {
    return false;
  }
}

export function allowSound(on: boolean): void {
  try {
    localStorage.setItem(key, on ? 'on' : 'off');
  } catch {
    // Without storage it stays off.
  }
}

let context: AudioContext | null = null;

/** Two soft notes, a third of a second. Called from a press the first time, so that the browser lets it sound. */
export async function play(): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
  const start = context.currentTime;
  for (const [pitch, at] of [[660, 0], [880, 0.12]] as const) {
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0.0001, start + at);
    level.gain.exponentialRampToValueAtTime(0.12, start + at + 0.02);
    level.gain.exponentialRampToValueAtTime(0.0001, start + at + 0.22);
    tone.connect(level).connect(context.destination);
    tone.start(start + at);
    tone.stop(start + at + 0.24);
  }
}

/** Whether this position is still to be heard in this browser; says so to the other tabs. */
export function takeTurn(position: number, storage: Pick<Storage, 'getItem' | 'setItem'>): boolean {
  if (Number(storage.getItem(playedKey) ?? 0) >= position) return false;
  storage.setItem(playedKey, String(position));
  return true;
}

// What one tab stores reaches another only after a while: so long the lock is held, and nobody waits for it.
const heldFor = 10_000;

/** Sounds in one tab alone: in the first that gets the lock of this position, unless one before it has sounded already. */
export async function playInTurn(position: number, locks: Pick<LockManager, 'request'> | undefined, storage: Pick<Storage, 'getItem' | 'setItem'>, sound: () => Promise<void>, hold = heldFor): Promise<void> {
  // Locks exist in secure places only; without them two tabs may very rarely sound together.
  if (!locks) return takeTurn(position, storage) ? sound() : undefined;
  await locks.request(`${key}.${position}`, { ifAvailable: true }, async (lock) => {
    if (!lock || !takeTurn(position, storage)) return;
    await sound();
    await new Promise((resolve) => { setTimeout(resolve, hold); });
  });
}

export async function playOnce(position: number): Promise<void> {
  if (soundAllowed()) await playInTurn(position, navigator.locks, localStorage, () => play().catch(() => undefined));
}
