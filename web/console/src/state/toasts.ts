// Short messages that go away by themselves, most with an undo. Errors that need an action are banners, never toasts.
import { signal } from '@preact/signals';

export interface Toast {
  id: number;
  text: string;
  /** `undoes: false` marks an action that the undo key must not run. */
  action?: { label: string; run(): void; undoes?: boolean };
  /** Seconds until it goes; the undo of a send counts down with it. */
  seconds: number;
}

export const toasts = signal<Toast[]>([]);
let nextId = 1;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

export function say(text: string, action?: Toast['action'], seconds = 8): number {
  const toast = { id: nextId++, text, action, seconds };
  toasts.value = [...toasts.value.slice(-2), toast];
  resumeToast(toast.id, seconds);
  return toast.id;
}

export function dismiss(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function holdToast(id: number): void {
  clearTimeout(timers.get(id));
}

export function resumeToast(id: number, seconds = 3): void {
  clearTimeout(timers.get(id));
  timers.set(id, setTimeout(() => dismiss(id), seconds * 1000));
}

/** Runs the newest undo, if one is shown. */
export function undoLast(): boolean {
  const last = [...toasts.value].reverse().find((toast) => toast.action && toast.action.undoes !== false);
  if (!last) return false;
  dismiss(last.id);
  last.action!.run();
  return true;
}
