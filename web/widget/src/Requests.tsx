// The visitor's own requests, whatever way they came: number, state, next step. Each opens here as a conversation.
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from './parts';
import type { ConversationHead, Request } from './protocol';
import { conversations, fill, go, named, select, session } from './state';
import { language, t } from './text';

const requests = signal<Request[]>([]);
const base = new URL('.', location.href);
const ask = (path: string, method = 'GET') =>
  fetch(new URL(`${path}?lang=${language}`, base), { method, headers: { 'X-Widget-Session': session() ?? '' } });

async function load(): Promise<void> {
  const answer = await ask('requests').catch(() => null);
  if (answer?.ok) requests.value = ((await answer.json()) as { requests: Request[] }).requests;
}

async function conversation_of(number: number): Promise<string | null> {
  const known = conversations.value.find((c) => c.number === number);
  if (known) return known.conv;
  const answer = await ask(`requests/${number}/conversation`, 'POST').catch(() => null);
  if (!answer?.ok) return null;
  const { conversation } = (await answer.json()) as { conversation: ConversationHead };
  conversations.value = [conversation, ...conversations.value];
  await fill(conversation.conv);
  return conversation.conv;
}

function words(status: string): string {
  if (status === 'pending') return t('widget.status_pending');
  return t(status === 'solved' || status === 'closed' ? 'widget.status_solved' : 'widget.status_open');
}

export function Requests() {
  const [stuck, set_stuck] = useState<Request | ConversationHead | null>(null);
  const talks = conversations.value;
  useEffect(() => void load(), [talks, named.value]);
  const own = requests.value.filter((r) => named.value || talks.some((c) => c.number === r.number));
  // A conversation that went on in a request of somebody else has no number, and is the visitor's all the same.
  const open = [...own, ...talks.filter((c) => !own.some((r) => r.number === c.number))].filter((c) => c.status !== 'closed');
  const show = async (one: Request | ConversationHead) => {
    const conv = 'conv' in one ? one.conv : await conversation_of(one.number);
    set_stuck(conv ? null : one);
    if (!conv) return;
    select(conv);
    go('chat');
  };
  if (!open.length) return null;
  return (
    <section>
      <h2>{t('widget.your_requests')}</h2>
      <div class="rows">
        {open.map((c) => (
          <button type="button" class="row" onClick={() => void show(c)}>
            <span>
              <b class="one-line" dir="auto">
                {c.subject || t('widget.chat')}
              </b>
              <small>
                {c.number && <bdi>#{c.number} · </bdi>}
                {words(c.status)}
              </small>
              {c.next_step && c.status !== 'solved' && <small class="facts">{c.next_step}</small>}
              {c === stuck && (
                <small class="shut" role="alert">
                  {t('widget.not_opened')}
                </small>
              )}
            </span>
            <Icon name="right" />
          </button>
        ))}
      </div>
    </section>
  );
}
