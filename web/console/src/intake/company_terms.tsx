// What we agreed with a company, on its page: our people, contact persons with their rights, channels, hours, languages, the rule
// for reporters. Every change is saved at once.
import { useEffect, useState } from 'preact/hooks';
import { X } from 'lucide-preact';
import type { User } from '@sahay/shared/api';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { languageNames, languages, t } from '../i18n';
import { agents } from '../state/session';
import { say } from '../state/toasts';
import type { Asset, Contact, Terms } from './model';
import { Entitled } from './intake_panel';

const channels = ['email', 'chat', 'phone', 'web'] as const;
const rights = ['may_open', 'sees_all', 'may_approve', 'sets_priority'] as const;

interface Known { terms: Terms; contacts: (Contact & { organization_id: number })[]; assets: Asset[] }

export function CompanyTerms({ id, users }: { id: number; users: User[] }) {
  const [known, setKnown] = useState<Known | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    Promise.all([get<{ terms: Terms }>(`/organizations/${id}/terms`), get<{ contact_persons: Known['contacts'] }>(`/contact_persons?organization_id=${id}`), get<{ assets: Asset[] }>(`/assets?organization_id=${id}`)])
      .then(([{ terms }, { contact_persons: contacts }, { assets }]) => setKnown({ terms, contacts, assets }), () => setKnown(null));
  }, [id, round]);
  if (!known) return null;
  const { terms, contacts, assets } = known;
  const send = async (method: string, path: string, body?: unknown) => {
    try {
      await request(method, path, body, { idempotencyKey: newKey() });
    } catch (error) {
      say(t('case.refused', { why: error instanceof ApiError && error.status !== 0 ? error.reason : t('ticket.notSaved') }), undefined, 12);
    }
    setRound((now) => now + 1);
  };
  const set = (change: Partial<Terms>) => void send('PUT', `/organizations/${id}/terms`, { terms: change });
  const nameOf = (user: number) => users.find((each) => each.id === user)?.name ?? `№ ${user}`;
  const toggled = (list: string[], word: string) => (list.includes(word) ? list.filter((each) => each !== word) : [...list, word]);
  const person = (label: string, key: 'account_manager_id' | 'deputy_id') => (
    <label class="field"><span>{label}</span>
      <select class="select" value={terms[key] ?? ''} onChange={(event) => set({ [key]: Number(event.currentTarget.value) || null })}>
        <option value="">{t('ticket.nobody')}</option>
        {agents.value.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
      </select>
    </label>
  );
  const free = users.filter((user) => !contacts.some((each) => each.user_id === user.id));
  return (
    <>
      <h2>{t('case.agreed')}</h2>
      <p>{t('case.contract')}: <Entitled entitlement={{ tier: terms.tier, ended: !terms.tier && terms.contract !== null, contract: terms.contract }} /></p>
      <div class="terms-grid">
        {person(t('case.accountManager'), 'account_manager_id')}
        {person(t('case.deputy'), 'deputy_id')}
        <label class="field"><span>{t('case.hours')}</span><input class="input" dir="auto" value={terms.hours} onChange={(event) => set({ hours: event.currentTarget.value })} /></label>
        <label class="field"><span>{t('case.reporterRule')}</span>
          <select class="select" value={terms.reporter_rule} onChange={(event) => set({ reporter_rule: event.currentTarget.value as Terms['reporter_rule'] })}>
            <option value="cc">{t('case.rule.cc')}</option><option value="approve">{t('case.rule.approve')}</option><option value="none">{t('case.rule.none')}</option>
          </select>
        </label>
      </div>
      <fieldset class="setting"><legend class="strong">{t('case.channels')}</legend><div class="radio-set">
        {channels.map((each) => <label key={each}><input type="checkbox" checked={terms.channels.includes(each)} onChange={() => set({ channels: toggled(terms.channels, each) })} />{{ email: t('channel.email'), chat: t('channel.chat'), phone: t('channel.phone'), web: t('channel.web') }[each]}</label>)}
      </div></fieldset>
      <fieldset class="setting"><legend class="strong">{t('case.languages')}</legend><div class="radio-set">
        {languages.map((each) => <label key={each} lang={each}><input type="checkbox" checked={terms.languages.includes(each)} onChange={() => set({ languages: toggled(terms.languages, each) })} />{languageNames[each]}</label>)}
      </div></fieldset>
      <h2>{t('case.contacts')}</h2>
      <p class="sm t3">{t('case.contactsHint')}</p>
      <ul class="contact-list">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <b class="grow" dir="auto">{nameOf(contact.user_id)}</b>
            {rights.map((right) => (
              <label key={right} class="sm"><input type="checkbox" checked={contact[right]} onChange={() => void send('PUT', `/contact_persons/${contact.id}`, { contact_person: { [right]: !contact[right] } })} />{{ may_open: t('case.right.open'), sees_all: t('case.right.seeAll'), may_approve: t('case.right.approve'), sets_priority: t('case.right.priority') }[right]}</label>
            ))}
            <button type="button" class="icon-button" aria-label={t('case.removeContact', { name: nameOf(contact.user_id) })} onClick={() => void send('DELETE', `/contact_persons/${contact.id}`)}><X class="icon" size={16} aria-hidden="true" /></button>
          </li>
        ))}
      </ul>
      {contacts.length < 2 && free.length > 0 && (
        <label class="field add-contact"><span>{t('case.addContact')}</span>
          <select class="select" value="" onChange={(event) => { if (event.currentTarget.value) void send('POST', '/contact_persons', { contact_person: { organization_id: id, user_id: Number(event.currentTarget.value) } }); }}>
            <option value="">{t('ui.choose')}</option>
            {free.map((user) => <option key={user.id} value={user.id ?? undefined}>{user.name}</option>)}
          </select>
        </label>
      )}
      {assets.length > 0 && (
        <>
          <h2>{t('case.assets')}</h2>
          <ul class="directory">{assets.map((asset) => <li key={asset.id} class="directory-row"><span class="grow" dir="auto">{asset.name}</span><span class="sm t3" dir="auto">{[asset.model, asset.serial || asset.licence, asset.location].filter(Boolean).join(' · ')}</span></li>)}</ul>
        </>
      )}
    </>
  );
}
