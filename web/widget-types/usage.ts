// A page that uses the declarations, compiled and never run: what must be allowed, and what must not be.
import type { SahayApi, SahayScriptData, SahayView } from '@sahay/widget-types';

export function page(): void {
  window.Sahay?.open();
  window.Sahay?.open('chat');
  window.Sahay?.close();
  const views: SahayView[] = ['home', 'chat', 'report'];
  for (const view of views) window.Sahay?.open(view);
  window.Sahay?.identify('a.signed.token');
  window.Sahay?.forget();
  addEventListener('sahay:identity', ({ detail }) => { if (detail.state === 'refused') console.warn(detail.code, detail.description); });
  const data: SahayScriptData = { label: 'Help', onColor: '#fff', offset: '24' };
  void data;

  // @ts-expect-error it may not be there
  window.Sahay.open();
  // @ts-expect-error there is no such view
  window.Sahay?.open('inbox');
  // @ts-expect-error there is no such attribute
  const wrong: SahayScriptData = { colour: '#fff' };
  void wrong;
  // @ts-expect-error a page does not take a call away
  const half: SahayApi = { open() {} };
  void half;
}
