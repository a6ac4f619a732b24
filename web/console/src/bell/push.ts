// This browser as a device: asking for leave, the subscription, and whether it stands in the list.
import { request } from '@sahay/shared/client';
import { basePath } from '../router';

export interface PushDevice {
  id: number;
  name: string;
  endpoint_hash: string;
  created_at: string;
}

export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** "Firefox, Linux": what people know a device by. */
export function deviceName(agent: string): string {
  const browser = /Edg\//.test(agent) ? 'Edge' : /OPR\//.test(agent) ? 'Opera' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : 'Browser';
  const system = /Android/.test(agent) ? 'Android' : /iPhone|iPad/.test(agent) ? 'iOS' : /Windows/.test(agent) ? 'Windows' : /Mac OS X/.test(agent) ? 'macOS' : /CrOS/.test(agent) ? 'ChromeOS' : /Linux/.test(agent) ? 'Linux' : '';
  return system ? `${browser}, ${system}` : browser;
}

const worker = () => navigator.serviceWorker.register(`${basePath}/sw.js`, { scope: `${basePath}/` });

const letters = (bytes: ArrayBuffer | null) => btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

async function hashOf(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The hash by which this browser finds itself in the list; '' when it takes no messages. */
export async function ownHash(): Promise<string> {
  if (!canPush()) return '';
  const registration = await navigator.serviceWorker.getRegistration(`${basePath}/`);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? hashOf(subscription.endpoint) : '';
}

export type Asked = 'on' | 'blocked' | 'failed';

export async function turnOn(publicKey: string): Promise<Asked> {
  if ((await Notification.requestPermission()) !== 'granted') return 'blocked';
  try {
    const registration = await worker();
    await navigator.serviceWorker.ready;
    const key = bytes(publicKey);
    const before = await registration.pushManager.getSubscription();
    // Of another desk's key, as after a restored backup.
    if (before && letters(before.options.applicationServerKey) !== publicKey) await before.unsubscribe();
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    await request('POST', '/push_devices', {
      push_device: { endpoint: subscription.endpoint, p256dh: letters(subscription.getKey('p256dh')), auth: letters(subscription.getKey('auth')), name: deviceName(navigator.userAgent) },
    });
    return 'on';
  } catch {
    return 'failed';
  }
}

export async function remove(device: PushDevice, own: boolean): Promise<void> {
  await request('DELETE', `/push_devices/${device.id}`);
  if (!own) return;
  const registration = await navigator.serviceWorker.getRegistration(`${basePath}/`);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
