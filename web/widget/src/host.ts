// The bridge to the page that hosts the frame. Messages go to and are taken from one origin only: the one the loader
// put into the address of this frame.
import type { View } from './state';
import type { Identity } from './protocol';
import { spare } from './storage';

const parameters = new URLSearchParams(location.search);
const origin = parameters.get('o') ?? '';

export const wanted_locale = parameters.get('lang') || navigator.language;
const theme = parameters.get('theme');
export const wanted_theme = theme === 'light' || theme === 'dark' ? theme : 'auto';

export interface HostPage {
  url: string;
  title: string;
  ref: string;
  errors?: string[];
}
type HostMessage = { type: 'open'; view: View; page: HostPage } | { type: 'closed' } | { type: 'identify'; jwt: string } | { type: 'forget' };

export function tell_host(message: { type: 'ready' | 'close' } | { type: 'unread'; count: number } | { type: 'keep'; text: string } | { type: 'veil'; on: boolean } | ({ type: 'identity' } & Identity)): void {
  if (parent !== window && origin) parent.postMessage({ sahay: 1, ...message }, origin);
}

export function hear_host(hear: (message: HostMessage) => void): void {
  addEventListener('message', (event) => {
    if (event.source !== parent || event.origin !== origin || event.data?.sahay !== 1) return;
    hear(event.data as HostMessage);
  });
}

spare.keep = (text) => tell_host({ type: 'keep', text });

export const embedded = parent !== window;
