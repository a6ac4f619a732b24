// A switch of the whole desk, a setting of /account/settings below "sahay": it counts when it is pressed.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { say } from '../../state/toasts';
import { t } from '../texts';
import { faultsOf } from '../machine/store';

export function SettingSwitch({ name, label, children }: { name: string; label: string; children: ComponentChildren }) {
  const [on, setOn] = useState<boolean | null>(null);
  useEffect(() => { get<{ settings: { sahay: Record<string, boolean> } }>('/account/settings').then(({ settings }) => setOn(settings.sahay[name]!), () => undefined); }, []);
  const change = (value: boolean) => {
    setOn(value);
    request('PUT', '/account/settings', { settings: { sahay: { [name]: value } } }).then(() => say(t('admin.saved')), (error) => { setOn(!value); say(faultsOf(error, []).whole); });
  };
  if (on === null) return null;
  return (
    <section class="admin-section">
      <label class="switch"><input type="checkbox" checked={on} onChange={(event) => change(event.currentTarget.checked)} /><span>{label}</span></label>
      <p class="sm t3">{children}</p>
    </section>
  );
}
