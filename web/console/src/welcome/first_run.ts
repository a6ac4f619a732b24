// How far the first set-up has come: one word kept on the server, so that another browser goes on where this one stopped.
import { get, request } from '@sahay/shared/client';

export const steps = ['company', 'languages', 'hours', 'mail', 'team', 'widget', 'done'] as const;
export type Step = (typeof steps)[number];

const isStep = (word: unknown): word is Step => steps.includes(word as Step);

export async function readStep(): Promise<Step> {
  const { settings } = await get<{ settings: { sahay?: { first_run?: string } } }>('/account/settings');
  return isStep(settings.sahay?.first_run) ? settings.sahay.first_run : 'company';
}

export const keepStep = (step: Step) => request('PUT', '/account/settings', { settings: { sahay: { first_run: step } } });
