// The agent's own picture at the end of the rail: its mark says whether they are there, a press changes it. On a phone, where the
// rail has room for eight things, it leads to the settings too.
import { useState } from 'preact/hooks';
import { Settings } from 'lucide-preact';
import { Avatar } from '@sahay/ui/avatar';
import { Picker } from '@sahay/ui/picker';
import type { AgentAvailability } from '@sahay/shared/api';
import { t } from '../i18n';
import { availability, setAvailability } from '../state/availability';
import { go } from '../router';
import { isPhone } from '../state/screen';
import { me } from '../state/session';

const states: readonly AgentAvailability['status'][] = ['online', 'away', 'offline'];

const Mark = ({ presence }: { presence: AgentAvailability['presence'] }) => <span class={`presence ${presence}`} aria-hidden="true" />;

export function Availability() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const known = availability.value;
  const state = known ? t(`availability.${known.presence}`) : '';
  const label = known ? t('availability.open', { name: me.value.name, state }) : me.value.name;
  return (
    <>
      <button
        type="button" class="icon-button own" aria-haspopup="listbox" aria-expanded={anchor !== null} data-tip={label}
        disabled={known === null && !isPhone.value} onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        <Avatar name={me.value.name} photo={me.value.photo_url} />
        {known && <Mark presence={known.presence} />}
        <span class="unseen">{label}</span>
      </button>
      {anchor && (
        <Picker<AgentAvailability['status'] | 'settings'>
          anchor={anchor}
          label={t('availability.title')}
          emptyLabel={t('ui.nothing')}
          options={[
            ...(known ? states.map((value) => ({ value, label: t(`availability.${value}`), hint: t(`availability.${value}.hint`), icon: <Mark presence={value} /> })) : []),
            ...(isPhone.value ? [{ value: 'settings' as const, label: t('shell.settings'), icon: <Settings class="icon" size={16} aria-hidden="true" /> }] : []),
          ]}
          value={known?.status ?? 'settings'}
          onPick={(picked) => (picked === 'settings' ? go('/settings') : void setAvailability(picked))}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
