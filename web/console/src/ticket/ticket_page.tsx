// The open ticket: header, banners, timeline, composer. Files dropped or pasted anywhere in it become attachments.
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import { Awaited, CardBones, Problem } from '../shell/states';
import { Toasts } from '../shell/toasts';
import { listPhase, list } from '../state/list';
import { here, seedPresence } from '../state/live';
import { agentById, me } from '../state/session';
import { leaving, openId, readTicket, screen, ticketPhase } from '../state/ticket';
import { MarkBar } from '../facts/mark_bar';
import { addFiles, isPicture, pasted, pastedFiles } from './attachments';
import { AssistBar } from '../assist/assist_bar';
import { Composer } from './composer';
import { WaitingWords } from '../cases/case_panel';
import { SuggestionBanner } from './suggestion_banner';
import { TicketHeader } from './ticket_header';
import { TicketPickers } from './ticket_pickers';
import { Threads } from './threads';
import { Eye, PencilLine } from 'lucide-preact';

const MarkPasted = lazy(() => import('../markup/mark_pasted'));

export function TicketPage() {
  const id = openId.value;
  return (
    <main class="ticket" id="content" tabIndex={-1} aria-label={t('ticket.pane')} aria-busy={leaving.value !== null}>
      {id === null ? <NothingOpen /> : <OpenTicket asked={id} />}
    </main>
  );
}

function NothingOpen() {
  return (
    <>
      {listPhase.value === 'ready' && list.value.rows.length > 0 && <Problem title={t('ticket.none')} hint={t('ticket.noneHint')} />}
      <Toasts />
    </>
  );
}

// From one ticket to the next, what belongs to the ticket's own words is made anew (keys); head and composer stay and change theirs.
function OpenTicket({ asked }: { asked: number }) {
  const read = screen.value ?? leaving.value;
  const id = read?.ticket.id ?? asked;
  const [dropping, setDropping] = useState(false);
  useEffect(() => {
    if (!read) return;
    seedPresence(id, read.presence.filter((one) => one.user_id !== me.value.id).map((one) => ({
      id: one.user_id, name: agentById.value.get(one.user_id)?.name ?? '', mode: one.mode,
    })).filter((one) => one.name));
  }, [id, read === null]);
  if (!read) return <Unread id={asked} />;
  return (
    <div
      class={`ticket-body${dropping ? ' dropping' : ''}`}
      onDragOver={(event) => { if (event.dataTransfer?.types.includes('Files')) { event.preventDefault(); setDropping(true); } }}
      onDragLeave={(event) => { if (event.currentTarget === event.target) setDropping(false); }}
      onDrop={(event) => {
        setDropping(false);
        if (!event.dataTransfer?.files.length) return;
        event.preventDefault();
        void addFiles(id, event.dataTransfer.files);
      }}
      onPaste={(event) => {
        const files = pastedFiles(event.clipboardData);
        if (files.length === 0) return;
        event.preventDefault();
        if (files.length === 1 && isPicture(files[0]!.type)) pasted.value = files[0]!;
        else void addFiles(id, files);
      }}
    >
      <TicketHeader read={read} />
      <ColleagueBanner />
      <AssistBar key={`a${id}`} read={read} />
      <SuggestionBanner key={`s${id}`} read={read} />
      <Threads read={read} />
      <WaitingWords key={`w${id}`} read={read} />
      <MarkBar key={`m${id}`} ticket={id} />
      <div class="toast-place"><Toasts /></div>
      <Composer read={read} />
      <TicketPickers key={`p${id}`} read={read} />
      {pasted.value && <Suspense fallback={null}><MarkPasted ticket={id} file={pasted.value} /></Suspense>}
    </div>
  );
}

function ColleagueBanner() {
  const writers = here.value.filter((one) => one.mode === 'writing');
  const viewers = here.value.filter((one) => one.mode === 'viewing');
  if (writers.length > 0) {
    return <div class="banner" role="status"><PencilLine class="icon" size={16} aria-hidden="true" />{t('presence.writing', { name: writers.map((one) => one.name).join(', ') })}</div>;
  }
  if (viewers.length > 0) {
    return <div class="banner calm" role="status"><Eye class="icon" size={16} aria-hidden="true" />{t('presence.viewing', { name: viewers.map((one) => one.name).join(', ') })}</div>;
  }
  return <div role="status" />;
}

function Unread({ id }: { id: number }) {
  const again = () => void readTicket(id);
  switch (ticketPhase.value) {
    case 'missing': return <Problem title={t('ticket.missing', { id: String(id) })} hint={t('ticket.missingHint')} />;
    case 'forbidden': return <Problem title={t('ticket.forbidden')} hint={t('ticket.forbiddenHint')} />;
    case 'failed': return <Problem title={t('ticket.failed')} hint={t('ticket.failedHint')} action={t('ui.tryAgain')} onAction={again} />;
    default: return <><Awaited words={`#${id}`} /><CardBones label={t('ui.stillLoading')} retryLabel={t('ui.tryAgain')} onRetry={again} /></>;
  }
}
