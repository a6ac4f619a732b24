// Keyboard shortcuts that do not depend on the layout: a Latin letter that was typed wins, otherwise the physical key
// counts, so "j" works on a Russian or Bengali layout too. Two-step keys are written with a space ("g i").

export interface Hotkey {
  keys: string;
  label?: string;
  run(event: KeyboardEvent): void;
  /** Works while the focus is in a text field. */
  inField?: boolean;
  when?(): boolean;
}

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const printable = /^[!-~]$/;
const physicalKeys: Record<string, string> = {
  BracketLeft: '[', BracketRight: ']', Slash: '/', Comma: ',', Period: '.', Semicolon: ';', Quote: "'", Backquote: '`',
  Minus: '-', Equal: '=', Backslash: '\\',
};
const sequencePause = 900;

function baseOf(press: KeyPress): string {
  if (printable.test(press.key)) return press.key.toLowerCase();
  if (press.key.length > 1 && press.key !== 'Dead' && press.key !== 'Unidentified') return press.key.toLowerCase();
  if (/^Key[A-Z]$/.test(press.code)) return press.code.slice(3).toLowerCase();
  if (/^Digit\d$/.test(press.code)) return press.code.slice(5);
  if (press.shiftKey && press.code === 'Slash') return '?';
  return physicalKeys[press.code] ?? press.key;
}

/** Name of a key press: "j", "shift+x", "mod+enter", "mod+shift+enter", "?". Mod is Ctrl, or Command on a Mac. */
export function nameOf(press: KeyPress): string {
  const base = baseOf(press);
  const mod = press.ctrlKey || press.metaKey;
  // Shift is already part of a typed sign such as "?", but not of a letter or a named key.
  const shift = press.shiftKey && (base.length > 1 || /[a-z]/.test(base) || mod);
  return `${mod ? 'mod+' : ''}${press.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${base}`;
}

export function isField(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (!element?.tagName) return false;
  if (element.isContentEditable) return true;
  if (element.tagName === 'INPUT') return !/^(checkbox|radio|button|submit|file)$/.test((element as HTMLInputElement).type);
  return element.tagName === 'TEXTAREA' || element.tagName === 'SELECT';
}

/** Decides which shortcut a key press means. Keeps the first half of a two-step key in between. */
export class HotkeyMatcher {
  private pending = '';
  private pendingSince = 0;

  match(press: KeyPress, hotkeys: readonly Hotkey[], inField: boolean, now: number): Hotkey | null {
    const name = nameOf(press);
    const sequence = this.pending && now - this.pendingSince < sequencePause ? `${this.pending} ${name}` : name;
    this.pending = '';
    // Whether a command counts now is asked of those alone that have the key: some look at the page for it.
    const counts = (hotkey: Hotkey) => (!inField || hotkey.inField) && (hotkey.when?.() ?? true);
    const hit = hotkeys.find((hotkey) => hotkey.keys === sequence && counts(hotkey)) ?? hotkeys.find((hotkey) => hotkey.keys === name && counts(hotkey));
    if (hit) return hit;
    if (!inField && hotkeys.some((hotkey) => hotkey.keys.startsWith(`${name} `) && counts(hotkey))) {
      this.pending = name;
      this.pendingSince = now;
    }
    return null;
  }
}

/** Listens on a window or document until the returned function is called. */
export function bindHotkeys(target: EventTarget, hotkeys: () => readonly Hotkey[]): () => void {
  const matcher = new HotkeyMatcher();
  const listener = (raw: Event) => {
    const event = raw as KeyboardEvent;
    if (event.isComposing || event.defaultPrevented || /^(Shift|Control|Alt|Meta)$/.test(event.key)) return;
    const hit = matcher.match(event, hotkeys(), isField(event.target), event.timeStamp);
    if (!hit) return;
    event.preventDefault();
    hit.run(event);
  };
  target.addEventListener('keydown', listener);
  return () => target.removeEventListener('keydown', listener);
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** How a shortcut is written on a key cap. */
export function writtenKeys(keys: string): string {
  return keys.split(' ').map((step) => step.split('+').map((part) => {
    if (part === 'mod') return isMac ? '⌘' : 'Ctrl';
    if (part === 'shift') return isMac ? '⇧' : 'Shift';
    if (part === 'alt') return isMac ? '⌥' : 'Alt';
    if (part === 'enter') return 'Enter';
    if (part === 'escape') return 'Esc';
    return part.length === 1 ? part.toUpperCase() : part;
  }).join(isMac ? '' : ' ')).join(' ');
}
