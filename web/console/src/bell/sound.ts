// A short tone made by the browser itself. Off in a browser until somebody there asks for it; with several tabs open the first
// to take the lock plays, and the others see that it was played.
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

export async function playOnce(position: number): Promise<void> {
  if (!soundAllowed()) return;
  const turn = () => takeTurn(position, localStorage);
  // Locks exist in secure places only; without them two tabs may very rarely sound together.
  const mine = navigator.locks ? await navigator.locks.request(key, turn) : turn();
  if (mine) await play().catch(() => undefined);
}
