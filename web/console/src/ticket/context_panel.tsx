// What an agent needs to know beside the thread: the customer, the company, their local time, who works on it, tags, other
// requests of the same person. A sheet over the ticket on narrow windows.
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Copy, X } from 'lucide-preact';
import type { Row, TicketScreen } from '@sahay/shared/api';
import { Avatar } from '@sahay/ui/avatar';
import { localClock, shortTime } from '../format';
import { t } from '../i18n';
import { basePath, ticketPath } from '../router';
import { AssistPanel } from '../assist/assist_panel';
import { CasePanel } from '../cases/case_panel';
import { FactsPanel } from '../facts/facts_panel';
import { MoodLine } from '../care/mood_chip';
import { CompanyPanel, IntakePanel } from '../intake/intake_panel';
import { PromisePanel } from '../promises/promise_panel';
import { aroundOpen, contextSheet, openTicketPicker } from '../shell/open';
import { afterPaint } from '../state/after_paint';
import { here } from '../state/live';
import { listView } from '../state/list';
import { isNarrow } from '../state/screen';
import { groupById } from '../state/session';
import { changeTicket, leaving, screen } from '../state/ticket';
import { statusWord } from '../words';
import { keyOf } from '../shell/keys';
import { copyText, nameOfAgent } from './ticket_header';

const HandoverPanel = lazy(() => import('../handover/handover_panel').then((module) => ({ default: module.HandoverPanel })));
const ProcedurePanel = lazy(() => import('../procedures/procedure_panel'));

export function ContextPanel() {
  const panel = useRef<HTMLElement>(null);
  const sheet = isNarrow.value;
  useEffect(() => {
    if (!sheet) return undefined;
    panel.current?.focus();
    const key = (event: KeyboardEvent) => { if (event.key === 'Escape') { contextSheet.value = false; event.stopPropagation(); } };
    const element = panel.current;
    element?.addEventListener('keydown', key);
    return () => element?.removeEventListener('keydown', key);
  }, [sheet]);
  const read = useSettled(screen.value ?? leaving.value);
  return (
    <aside class="context" ref={panel} tabIndex={-1} aria-label={t('context.title')}>
      {sheet && (
        <div class="context-head">
          <h2 class="grow">{t('context.title')}</h2>
          <button type="button" class="icon-button" aria-label={t('ui.close')} onClick={() => { contextSheet.value = false; }}><X class="icon" size={20} aria-hidden="true" /></button>
        </div>
      )}
      {read && <Sections read={read} />}
    </aside>
  );
}

/** Another ticket's words stand beside the thread a frame after the thread: who runs through the list with a key waits for the thread alone. */
function useSettled(read: TicketScreen | null): TicketScreen | null {
  const [settled, setSettled] = useState(read);
  const waits = read !== null && settled !== null && settled.ticket.id !== read.ticket.id;
  useEffect(() => {
    if (!waits) {
      setSettled(read);
      return undefined;
    }
    let gone = false;
    afterPaint(() => { if (!gone) setSettled(read); });
    return () => { gone = true; };
  }, [read]);
  return waits ? settled : read;
}

function Sections({ read }: { read: TicketScreen }) {
  const { ticket } = read;
  const requester = read.users[ticket.requester_id];
  const others = read.requester_tickets.filter((row) => row.id !== ticket.id);
  const zone = requester?.iana_time_zone ?? requester?.time_zone;
  const local = zone ? localClock(zone) : null;
  return (
    <>
      <section>
        <div class="person">
          <Avatar name={requester?.name ?? '?'} photo={requester?.photo_url} />
          <div class="grow">
            <h2 class="clip strong" dir="auto">
              <a href={`${basePath}/customers/${ticket.requester_id}`}>{requester?.name ?? t('context.unknown')}</a>
            </h2>
            {read.organization && <p class="sm t3 clip" dir="auto"><a href={`${basePath}/organizations/${read.organization.id}`}>{read.organization.name}</a></p>}
          </div>
        </div>
        <MoodLine read={read} />
        <dl class="pairs">
          {requester?.email && <Copied label={t('context.email')} value={requester.email} />}
          {requester?.phone && <Copied label={t('context.phone')} value={requester.phone} />}
          {read.visitor?.identified && <><dt>{t('context.confirmed')}</dt><dd class="clip" dir="auto">{read.visitor.external_id || requester?.email}</dd></>}
          {local && <><dt>{t('context.localTime')}</dt><dd class="num" data-tip={zone ?? ''}>{local}</dd></>}
        </dl>
      </section>
      <AssistPanel read={read} />
      <CompanyPanel read={read} />
      <IntakePanel read={read} />
      <CasePanel read={read} />
      <Suspense fallback={null}><HandoverPanel read={read} /></Suspense>
      <PromisePanel read={read} />
      <Suspense fallback={null}><ProcedurePanel key={ticket.id} read={read} /></Suspense>
      <FactsPanel read={read} />
      <section>
        <h2>{t('context.people')}</h2>
        <dl class="pairs">
          <PickerValue name="owner" label={t('ticket.owner')} value={nameOfAgent(ticket.owner_id, read) ?? t('ticket.nobody')} />
          <PickerValue name="assignee" label={t('ticket.assignee')} value={nameOfAgent(ticket.assignee_id, read) ?? t('ticket.nobody')} />
          <PickerValue name="group" label={t('ticket.group')} value={groupById.value.get(ticket.group_id ?? -1)?.name ?? '—'} />
          <Readers label={t('context.copies')} ids={ticket.email_cc_ids} read={read} />
          <Readers label={t('context.followers')} ids={ticket.follower_ids} read={read} />
          {here.value.length > 0 && <><dt>{t('context.here')}</dt><dd>{here.value.map((one) => one.name).join(', ')}</dd></>}
        </dl>
      </section>
      <Tags id={ticket.id} tags={ticket.tags} />
      <section>
        <h2>{t('context.others')}</h2>
        {others.length === 0 ? <p class="sm t3">{t('context.noOthers')}</p> : <ul class="others">{others.slice(0, 6).map((row) => <Other key={row.id} row={row} />)}</ul>}
        <button type="button" class="link sm" aria-haspopup="dialog" aria-keyshortcuts={keyOf('shift+h')} data-tip={t('context.history')} data-keys="Shift H" onClick={() => { aroundOpen.value = 'history'; }}>{t('context.history')}</button>
      </section>
    </>
  );
}

function Copied({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <button type="button" class="value" data-tip={t('ui.copy')} onClick={() => void copyText(value, t('ui.copied', { what: value }))}>
          {value}<Copy class="icon hover-only" size={12} aria-hidden="true" />
        </button>
      </dd>
    </>
  );
}

function PickerValue({ name, label, value }: { name: 'owner' | 'assignee' | 'group'; label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <button type="button" class="value strong" data-picker={name} aria-haspopup="listbox" aria-label={`${label}: ${value}`} onClick={(event) => {
          openTicketPicker(name);
          event.stopPropagation();
        }}>{value}</button>
      </dd>
    </>
  );
}

/** Who reads along; a press changes it. */
function Readers({ label, ids = [], read }: { label: string; ids?: number[]; read: TicketScreen }) {
  const names = ids.map((id) => nameOfAgent(id, read)).join(', ') || '—';
  return (
    <>
      <dt>{label}</dt>
      <dd><button type="button" class="value" aria-haspopup="dialog" aria-label={`${label}: ${names}`} onClick={() => { aroundOpen.value = 'readers'; }}>{names}</button></dd>
    </>
  );
}

function Tags({ id, tags }: { id: number; tags: string[] }) {
  const [adding, setAdding] = useState(false);
  const change = (next: string[]) => void changeTicket(id, { tags: next }, t('said.changed'));
  return (
    <section>
      <h2>{t('context.tags')}</h2>
      <ul class="tags">
        {tags.map((tag) => (
          <li key={tag} class="tag" dir="auto">
            {tag}
            <button type="button" aria-label={t('context.removeTag', { tag })} onClick={() => change(tags.filter((each) => each !== tag))}><X class="icon" size={12} aria-hidden="true" /></button>
          </li>
        ))}
        <li>
          {adding ? (
            <input
              class="input tag-input"
              aria-label={t('context.addTag')}
              ref={(element) => { if (element && !element.dataset.ready) { element.dataset.ready = '1'; element.focus(); } }}
              onBlur={() => setAdding(false)}
              onKeyDown={(event) => {
                if (event.isComposing) return;
                const tag = event.currentTarget.value.trim().replace(/\s+/g, '_').toLocaleLowerCase();
                if (event.key === 'Enter' && tag) {
                  if (!tags.includes(tag)) change([...tags, tag]);
                  event.currentTarget.value = '';
                } else if (event.key === 'Escape') {
                  event.stopPropagation();
                  setAdding(false);
                }
              }}
            />
          ) : <button type="button" class="link sm" data-add-tag data-tip={t('context.addTag')} data-keys="T" onClick={() => setAdding(true)}>{t('context.addTag')}</button>}
        </li>
      </ul>
    </section>
  );
}

function Other({ row }: { row: Row }) {
  return (
    <li>
      <a class="other" href={basePath + ticketPath(row.id, listView.value)}>
        <span class="sm" dir="auto">#{row.id} {row.subject || t('ticket.noSubject')}</span>
        <span class="xs t3">{statusWord(row.status)} · {shortTime(row.updated_at)}</span>
      </a>
    </li>
  );
}
