// Held mail: the list of mails that wait for a decision and, beside it or on a phone instead of it, the open one.
import { useEffect, useRef } from 'preact/hooks';
import type { HeldMail } from '@sahay/shared/api';
import { Avatar } from '@sahay/ui/avatar';
import { fullTime, shortTime } from '../format';
import { t } from '../i18n';
import { basePath, heldPath } from '../router';
import { Problem, RowBones } from '../shell/states';
import { Toasts } from '../shell/toasts';
import { held, heldCount, heldHasMore, heldPhase, readHeld, readMoreHeld, senderOf } from '../state/held';
import { isPhone } from '../state/screen';
import { causeWord } from '../words';
import { HeldDetail } from './held_detail';

export default function HeldScreen({ mail: id }: { mail: number | null }) {
  useEffect(() => void readHeld(), []);
  return (
    <>
      {!(isPhone.value && id !== null) && <HeldList open={id} />}
      {!(isPhone.value && id === null) && (
        <main class="ticket" id="content" tabIndex={-1} aria-label={t('held.title')}>
          <Opened id={id} />
        </main>
      )}
    </>
  );
}

function Opened({ id }: { id: number | null }) {
  const mail = held.value.find((each) => each.id === id);
  if (mail) return <HeldDetail key={mail.id} mail={mail} />;
  return (
    <>
      {heldPhase.value === 'ready' && id !== null && <Problem title={t('held.missing')} hint={t('held.missingHint')} />}
      {heldPhase.value === 'ready' && id === null && held.value.length > 0 && <Problem title={t('held.choose')} hint={t('held.chooseHint')} />}
      <Toasts />
    </>
  );
}

function HeldList({ open }: { open: number | null }) {
  const Pane = isPhone.value ? 'main' : 'section';
  return (
    <Pane class="list held-list" id={isPhone.value ? 'content' : undefined} tabIndex={isPhone.value ? -1 : undefined} aria-label={t('held.title')}>
      <header class="list-head"><h1 class="clip grow">{t('held.title')}</h1></header>
      <p class="list-sub sm t3 num" role="status">{heldPhase.value === 'ready' && heldCount.value > 0 ? t('held.count', { n: heldCount.value }) : '\u00a0'}</p>
      <HeldRows open={open} />
      {isPhone.value && <Toasts />}
    </Pane>
  );
}

function HeldRows({ open }: { open: number | null }) {
  const rows = useRef<HTMLUListElement>(null);
  useEffect(() => { rows.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }); }, [open]);
  if (heldPhase.value === 'loading') return <div class="scroll" aria-busy="true"><RowBones rows={6} /></div>;
  if (heldPhase.value === 'failed') {
    return <Problem title={t('held.failed')} action={t('ui.tryAgain')} onAction={() => { heldPhase.value = 'loading'; void readHeld(); }} />;
  }
  if (held.value.length === 0 && !heldHasMore.value) return <Problem title={t('held.empty')} hint={t('held.emptyHint')} />;
  return (
    <div class="scroll">
      <ul role="list" ref={rows} aria-label={t('held.title')}>
        {held.value.map((mail) => <li key={mail.id}><HeldRow mail={mail} open={mail.id === open} /></li>)}
      </ul>
      {heldHasMore.value && <button type="button" class="button ghost held-more" onClick={() => void readMoreHeld()}>{t('held.more')}</button>}
    </div>
  );
}

function HeldRow({ mail, open }: { mail: HeldMail; open: boolean }) {
  const sender = senderOf(mail);
  return (
    <a class="row held-row" href={basePath + heldPath(mail.id)} aria-current={open ? 'true' : undefined} draggable={false}>
      <Avatar name={sender} />
      <span class="row-body">
        <span class="line">
          <span class="clip grow who" dir="auto">{sender}</span>
          <time class="xs t3 num" dateTime={mail.created_at} data-tip={fullTime(mail.created_at)}>{shortTime(mail.created_at)}</time>
        </span>
        <span class="line"><span class="clip grow subject" dir="auto">{mail.subject || t('ticket.noSubject')}</span></span>
        <span class="line sm t3">
          <span class="clip grow" data-tip={causeWord(mail.cause_key)}>{causeWord(mail.cause_key)}</span>
          {mail.ticket_id !== null && <span class="chip num">#{mail.ticket_id}</span>}
        </span>
      </span>
    </a>
  );
}
