// Asks before text is lost: a form with unsaved changes holds every way out of its page, and asks once.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { holdLeaving } from '../../router';

/** Set while somebody wants to leave; running it leaves. */
export const leaveAsked = signal<(() => void) | null>(null);

export function useLeaveGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const unload = (event: BeforeUnloadEvent) => { event.preventDefault(); };
    window.addEventListener('beforeunload', unload);
    const release = holdLeaving((leave) => { leaveAsked.value = leave; });
    return () => {
      window.removeEventListener('beforeunload', unload);
      release();
      leaveAsked.value = null;
    };
  }, [dirty]);
}
