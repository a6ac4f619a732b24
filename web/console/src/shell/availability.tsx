// The agent's own picture at the end of the rail: its mark says whether they are there, a press changes it.
import { useState } from 'preact/hooks';
import { Avatar } from '@sahay/ui/avatar';
import { Picker } from '@sahay/ui/picker';
import type { AgentAvailability } from '@sahay/shared/api';
import { t } from '../i18n';
import { availability, setAvailability } from '../state/availability';
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
        type="button" class="icon-button own" aria-haspopup="listbox" aria-expanded={anchor !== null} title={label}
        disabled={known === null} onClick={(event) => setAnchor(anchor ? null : event.currentTarget)}
      >
        <Avatar name={me.value.name} photo={me.value.photo_url} />
        {known && <Mark presence={known.presence} />}
        <span class="unseen">{label}</span>
      </button>
      {anchor && known && (
        <Picker<AgentAvailability['status']>
          anchor={anchor}
          label={t('availability.title')}
          emptyLabel={t('ui.nothing')}
          options={states.map((value) => ({ value, label: t(`availability.${value}`), hint: t(`availability.${value}.hint`), icon: <Mark presence={value} /> }))}
          value={known.status}
          onPick={(status) => void setAvailability(status)}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
