// The keys of commands as this person has them: `usual` is what a command has from the start, and one's own stands in its place.
// Two commands with the same usual key, of which one counts at a time, keep it together.
import { writtenKeys } from '@sahay/ui/hotkeys';
import { prefs } from '../state/prefs';

export const keyOf = (usual: string): string => prefs.value.keys[usual] ?? usual;
export const written = (usual: string): string => writtenKeys(keyOf(usual));
/** The same for a key as it is written beside a control ("Shift H"). */
export const ownKeys = (shown: string): string => {
  const small = shown.toLowerCase(), own = prefs.value.keys[small.replaceAll(' ', '+')] ?? prefs.value.keys[small];
  return own ? writtenKeys(own) : shown;
};
