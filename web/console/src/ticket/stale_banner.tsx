// Something was written while one wrote: who, and the ways on. Loaded when it happens.
import { useState } from 'preact/hooks';
import { TriangleAlert } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { t } from '../i18n';
import { stale } from '../state/outbox';
import { authorOf } from './comment_card';
import { sequenceOf, type Seen } from './composer';

export default function StaleBanner({ read, seen, onAnyway }: { read: TicketScreen; seen: Seen; onAnyway(): void }) {
  const [, redraw] = useState(0);
  const refused = stale.value?.ticket === read.ticket.id ? stale.value : null;
  const newerId = refused?.newer[0]?.id ?? seen.newer[0];
  if (!refused && newerId === undefined) return null;
  const comment = refused?.newer[0] ?? read.timeline.find((entry) => entry.kind === 'comment' && entry.id === newerId);
  const author = comment && 'author_id' in comment ? comment.author_id : null;
  const name = authorOf(author, read).name;
  const settle = () => {
    seen.newer = [];
    seen.current = sequenceOf(read);
    stale.value = null;
    redraw((n) => n + 1);
  };
  return (
    <div class="banner" role="alert">
      <TriangleAlert class="icon" size={16} aria-hidden="true" />
      <span class="grow">{refused ? t('composer.staleRefused', { name }) : t('composer.stale', { name })}</span>
      <button
        type="button"
        class="button"
        onClick={() => {
          document.getElementById(`comment-${newerId}`)?.scrollIntoView({ block: 'center' });
          document.querySelector<HTMLElement>('.log')?.focus();
          settle();
        }}
      >
        {t('composer.readFirst')}
      </button>
      {refused && <button type="button" class="button ghost" onClick={() => { settle(); onAnyway(); }}>{t('composer.sendAnyway')}</button>}
    </div>
  );
}
