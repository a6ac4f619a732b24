// Three example requests of a made-up customer without an address, so that nobody is written to when one is answered.
import { request } from '@sahay/shared/client';
import { t } from '../screens/texts';

export async function addExamples(): Promise<void> {
  const { user } = await request<{ user: { id: number } }>('POST', '/users', { user: { name: 'Rina Akter', role: 'end-user', tags: ['example'] } });
  for (const which of ['one', 'two', 'three'] as const) {
    await request('POST', '/imports/tickets', {
      ticket: {
        subject: t(`admin.example.${which}.subject`), requester_id: user.id, tags: ['example'], priority: which === 'one' ? 'high' : 'normal',
        comments: [{ author_id: user.id, value: t(`admin.example.${which}.text`), public: true }],
      },
    }, { idempotencyKey: `first-run-example-${which}` });
  }
}
