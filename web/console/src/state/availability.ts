// Whether this agent is there: read at the start and after each change, set from the rail.
import { signal } from '@preact/signals';
import type { AgentAvailability } from '@sahay/shared/api';
import { get, request } from '@sahay/shared/client';
import { t } from '../i18n';
import { say } from './toasts';

type Answer = { agent_availability: AgentAvailability };

export const availability = signal<AgentAvailability | null>(null);

export async function readAvailability(): Promise<void> {
  try {
    availability.value = (await get<Answer>('/agent_availability/me')).agent_availability;
  } catch {
    // It is shown when it is known; the next connection asks again.
  }
}

export async function setAvailability(status: AgentAvailability['status']): Promise<void> {
  const before = availability.value;
  if (before) availability.value = { ...before, status, presence: before.presence === 'leave' ? 'leave' : status };
  try {
    availability.value = (await request<Answer>('PUT', '/agent_availability/me', { agent_availability: { status } })).agent_availability;
  } catch {
    availability.value = before;
    say(t('availability.failed'));
  }
}
