// The packet, what is missing in one, the return in its form, and a new owner with the reason.
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { fullTime } from '../format';
import { t } from '../i18n';
import { change, findDates, reason as reasonOf, type FoundDate } from '../promises/model';
import { agents, me } from '../state/session';
import { say } from '../state/toasts';
import { reloadSoon } from '../state/ticket';
import { fieldWord, handoverOpen, outcomes, outcomeWord, packetFields, reasons, reasonWord, type HandoverDialog as Open, type Packet, type Tier } from './model';
import { t as h } from './texts';

const close = () => { handoverOpen.value = null; };

export default function HandoverDialog() {
  const open = handoverOpen.value!;
  if (open.kind === 'packet') return <PacketForm ticket={open.ticket} />;
  if (open.kind === 'owner') return <OwnerForm open={open} />;
  if (open.kind === 'reject') return <RejectForm open={open} />;
  return <ReturnForm open={open} />;
}

/** The server names each missing field; the words stand beside their field. */
type Missing = Record<string, string>;
function missingIn(error: unknown): Missing {
  const details = error instanceof ApiError ? (error.body.details as Record<string, { description: string }[]> | undefined) : undefined;
  return Object.fromEntries(Object.entries(details ?? {}).map(([field, problems]) => [field, problems[0]?.description ?? '']));
}

/** Everybody but oneself; who is there comes first. */
const receivers = () => agents.value.filter((each) => each.id !== me.value.id)
  .sort((a, b) => Number(b.presence === 'online') - Number(a.presence === 'online') || a.name.localeCompare(b.name));

function PacketForm({ ticket }: { ticket: number }) {
  const [tiers, setTiers] = useState<Tier[] | null>(null);
  const [tier, setTier] = useState(0);
  const [to, setTo] = useState(0);
  const [why, setWhy] = useState<(typeof reasons)[number]>('skill');
  const [packet, setPacket] = useState<Packet>({ problem: '', facts: '', question: '', promised: '', next_contact_at: null });
  const [when, setWhen] = useState('');
  const [date, setDate] = useState<FoundDate | null>(null);
  const [mayAnswer, setMayAnswer] = useState(false);
  const [missing, setMissing] = useState<Missing>({});
  useEffect(() => {
    get<{ packet: Packet; tiers: Tier[] }>(`/tickets/${ticket}/handovers/draft`).then((read) => {
      setPacket(read.packet);
      setTiers(read.tiers);
      setTier(read.tiers.find((each) => each.open)?.id ?? 0);
    }).catch((error: unknown) => { say(reasonOf(error)); close(); });
  }, [ticket]);
  const look = (words: string) => {
    setWhen(words);
    setDate(null);
    if (words.trim()) findDates(ticket, words).then((dates) => setDate(dates[0] ?? null)).catch(() => undefined);
  };
  const send = async () => {
    const body = { handover: { tier_id: tier, to_id: to || undefined, why, may_answer: mayAnswer, packet: { ...packet, next_contact_at: date?.due_at ?? packet.next_contact_at ?? '' } } };
    try {
      await request('POST', `/tickets/${ticket}/handovers`, body, { idempotencyKey: newKey() });
      say(h('hand.said'));
      reloadSoon(ticket);
      close();
    } catch (error) {
      setMissing(missingIn(error));
      say(t('duty.refused', { why: reasonOf(error) }), undefined, 12);
    }
  };
  const area = (field: 'problem' | 'facts' | 'question' | 'promised', rows: number) => (
    <label>
      {fieldWord(field)}
      <textarea class="input" rows={rows} dir="auto" aria-invalid={missing[field] ? 'true' : undefined} value={packet[field]} onInput={(event) => setPacket({ ...packet, [field]: event.currentTarget.value })} />
      {missing[field] && <span class="sm bad" role="alert">{missing[field]}</span>}
    </label>
  );
  if (tiers?.length === 0) {
    return <Dialog title={h('hand.title')} closeLabel={t('ui.close')} class="narrow" onClose={close}><p class="dialog-body">{h('hand.noTiers')}</p></Dialog>;
  }
  return (
    <Dialog title={t('command.handOver')} closeLabel={t('ui.close')} onClose={close}>
      <form class="dialog-body form packet-form" onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <label>{h('hand.tier')}
          <select class="input" value={tier} onChange={(event) => setTier(Number(event.currentTarget.value))}>
            {(tiers ?? []).map((each) => <option key={each.id} value={each.id} disabled={!each.open}>{`${each.level_word}: ${each.title}${each.open ? '' : ` ${h('hand.closed')}`}`}</option>)}
          </select>
          {missing.tier_id && <span class="sm bad" role="alert">{missing.tier_id}</span>}
        </label>
        <label>{h('hand.to')}
          <select class="input" value={to} aria-invalid={missing.to_id ? 'true' : undefined} onChange={(event) => setTo(Number(event.currentTarget.value))}>
            <option value={0}>{h('hand.toTier')}</option>
            {receivers().map((each) => <option key={each.id} value={each.id}>{each.presence === 'online' ? `${each.name} · ${t('presence.online')}` : each.name}</option>)}
          </select>
          {missing.to_id && <span class="sm bad" role="alert">{missing.to_id}</span>}
        </label>
        <label>{h('hand.why')}
          <select class="input" value={why} onChange={(event) => setWhy(event.currentTarget.value as (typeof reasons)[number])}>
            {reasons.map((each) => <option key={each} value={each}>{reasonWord(each)}</option>)}
          </select>
        </label>
        {area('problem', 2)}
        {area('facts', 5)}
        {area('question', 2)}
        {area('promised', 2)}
        <label>{fieldWord('next_contact_at')}
          <input class="input" dir="auto" value={when} placeholder={t('duty.whenExample')} aria-invalid={missing.next_contact_at ? 'true' : undefined} onInput={(event) => look(event.currentTarget.value)} />
          <span class="sm t2" role="status">{date ? date.readback : when.trim() ? t('duty.notUnderstood') : packet.next_contact_at ? fullTime(packet.next_contact_at) : h('hand.nextHint')}</span>
          {missing.next_contact_at && <span class="sm bad" role="alert">{missing.next_contact_at}</span>}
        </label>
        <label class="check"><input type="checkbox" checked={mayAnswer} onChange={(event) => setMayAnswer(event.currentTarget.checked)} /> {h('hand.mayAnswer')}</label>
        <button type="submit" class="button primary" disabled={!tier}>{h('hand.send')}</button>
      </form>
    </Dialog>
  );
}

function RejectForm({ open }: { open: Extract<Open, { kind: 'reject' | 'return' }> }) {
  const [missing, setMissing] = useState<string[]>([]);
  const [text, setText] = useState('');
  const save = async () => {
    if (await change(open.ticket, `/handovers/${open.handover}/reject`, { rejection: { missing, reason: text } }, h('hand.rejectSaid'))) close();
  };
  return (
    <Dialog title={h('hand.reject')} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form class="dialog-body form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <fieldset class="setting">
          <legend class="strong">{h('hand.missing')}</legend>
          {packetFields.map((field) => (
            <label key={field} class="check"><input type="checkbox" checked={missing.includes(field)} onChange={() => setMissing(missing.includes(field) ? missing.filter((each) => each !== field) : [...missing, field])} /> {fieldWord(field)}</label>
          ))}
        </fieldset>
        <label>{h('hand.rejectWhy')}<textarea class="input" rows={3} dir="auto" required value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
        <button type="submit" class="button primary" disabled={missing.length === 0}>{h('hand.reject')}</button>
      </form>
    </Dialog>
  );
}

function ReturnForm({ open }: { open: Extract<Open, { kind: 'reject' | 'return' }> }) {
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('solved');
  const [result, setResult] = useState('');
  const [tell, setTell] = useState('');
  const save = async () => {
    if (await change(open.ticket, `/handovers/${open.handover}/return`, { return: { outcome, result, tell_customer: tell } }, h('hand.backSaid'))) close();
  };
  return (
    <Dialog title={h('hand.form')} closeLabel={t('ui.close')} onClose={close}>
      <form class="dialog-body form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label>{h('hand.outcome')}
          <select class="input" value={outcome} onChange={(event) => setOutcome(event.currentTarget.value as (typeof outcomes)[number])}>
            {outcomes.map((each) => <option key={each} value={each}>{outcomeWord(each)}</option>)}
          </select>
        </label>
        <label>{h('hand.result')}<textarea class="input" rows={4} dir="auto" required value={result} onInput={(event) => setResult(event.currentTarget.value)} /></label>
        <label>{h('hand.tell')}<textarea class="input" rows={3} dir="auto" required value={tell} onInput={(event) => setTell(event.currentTarget.value)} /></label>
        <button type="submit" class="button primary">{h('hand.giveBack')}</button>
      </form>
    </Dialog>
  );
}

function OwnerForm({ open }: { open: Extract<Open, { kind: 'owner' }> }) {
  const [text, setText] = useState('');
  const save = async () => {
    if (await change(open.ticket, `/tickets/${open.ticket}/owner`, { owner: { owner_id: open.owner, reason: text } }, h('hand.ownerSaid', { name: open.name }), 'PUT')) close();
  };
  return (
    <Dialog title={h('hand.ownerChange')} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form class="dialog-body form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <p class="strong" dir="auto">{open.name}</p>
        <label>{h('hand.ownerWhy')}<textarea class="input" rows={3} dir="auto" required value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
        <button type="submit" class="button primary">{h('hand.ownerChange')}</button>
      </form>
    </Dialog>
  );
}
