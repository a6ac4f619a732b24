// Settings of this browser: theme, density, panels, language. Kept in localStorage under one key; public/theme.js reads the
// same key before first paint.
import { effect, signal } from '@preact/signals';
import type { Language } from '@sahay/shared/api';

export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export type Density = 'comfortable' | 'compact';

export interface Prefs {
  theme: Theme;
  density: Density;
  language: Language | null;
  views: boolean;
  context: boolean;
  singleKeys: boolean;
  nextAfterSolve: boolean;
  /** The first key of a reply takes what nobody has. */
  takeByWriting: boolean;
  undoSeconds: number | null;
  /** The order of lists that was chosen, by person and view. */
  orders: Record<string, string>;
  /** Columns that were made wider or narrower, in px. */
  widths: Partial<Record<'views' | 'list' | 'context', number>>;
  /** Keys of one's own, by the ones that commands have from the start. */
  keys: Record<string, string>;
}

const key = 'sahay.prefs';
const defaults: Prefs = {
  theme: 'system', density: 'comfortable', language: null, views: true, context: true, singleKeys: true,
  nextAfterSolve: true, takeByWriting: false, undoSeconds: null, orders: {}, widths: {}, keys: {},
};

function stored(): Prefs {
  try {
    return { ...defaults, ...JSON.parse(localStorage.getItem(key) ?? '{}') };
  } catch {
    return { ...defaults };
  }
}

export const prefs = signal<Prefs>(stored());

export function setPrefs(change: Partial<Prefs>): void {
  prefs.value = { ...prefs.value, ...change };
  try {
    localStorage.setItem(key, JSON.stringify(prefs.value));
  } catch {
    // Private mode without storage: the choice lasts until the page is left.
  }
}

const systemIsDark = signal(false);

export function effectiveTheme(): 'light' | 'dark' {
  const { theme } = prefs.value;
  return theme === 'light' || theme === 'dark' ? theme : systemIsDark.value ? 'dark' : 'light';
}

export function showPrefs(): void {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  systemIsDark.value = dark.matches;
  dark.addEventListener('change', () => { systemIsDark.value = dark.matches; });
  effect(() => {
    root.dataset.theme = effectiveTheme();
    root.dataset.contrast = prefs.value.theme === 'contrast' ? 'high' : '';
    root.dataset.density = prefs.value.density;
  });
}
