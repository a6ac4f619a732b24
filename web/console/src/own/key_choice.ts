// Which key a command may get: what is typed becomes its name, and what stands against it is said. Pure.
import { nameOf, type KeyPress } from '@sahay/ui/hotkeys';

export interface Known { keys: string; usual: string; label: string }
export type Choice =
  | { kind: 'leave' } | { kind: 'usual' }
  /** The first of two steps, such as g of "g i". */
  | { kind: 'first'; step: string }
  | { kind: 'taken'; keys: string; by: string } | { kind: 'not'; keys: string }
  | { kind: 'set'; keys: string };

/** Of the browser, and of the text that is written. */
const kept = /^mod\+(shift\+)?[acfhijlnoprstuvwxyz=\-0-9]$|^mod\+(shift\+)?enter$|^mod\+[bk]$/;
const fine = /^(mod\+)?(alt\+)?(shift\+)?([!-~]|f[1-9]|f1[0-2]|enter|insert|home|end|pageup|pagedown)$/;

/** Null: the key alone says nothing yet (Shift, Ctrl). */
export function choiceOf(press: KeyPress, first: string, usual: string, known: readonly Known[]): Choice | null {
  if (/^(Shift|Control|Alt|Meta|AltGraph|CapsLock)$/.test(press.key)) return null;
  const name = nameOf(press);
  if (name === 'escape' || name === 'tab' || name === 'shift+tab') return { kind: 'leave' };
  if (name === 'backspace' || name === 'delete') return { kind: 'usual' };
  const others = known.filter((each) => each.usual !== usual);
  if (!first && others.some((each) => each.keys.startsWith(`${name} `))) return { kind: 'first', step: name };
  const keys = first ? `${first} ${name}` : name;
  if (keys === usual) return { kind: 'usual' };
  const holder = others.find((each) => each.keys === keys || each.keys.startsWith(`${keys} `));
  if (holder?.label) return { kind: 'taken', keys, by: holder.label };
  const plain = /^(enter|home|end|pageup|pagedown)$/.test(name);
  // Alt and a letter types an accent or reaches for the menu.
  if (holder || plain || !fine.test(name) || kept.test(name) || /^alt\+(shift\+)?.$/.test(name)) return { kind: 'not', keys };
  return { kind: 'set', keys };
}
