// What the request is, beside the thread: kind, product with its contract, class; and the people of the company, theirs and ours.
import { useEffect, useRef, useState } from 'preact/hooks';
import { X } from 'lucide-preact';
import type { TicketScreen } from '@sahay/shared/api';
import { dayWords } from '../format';
import { t } from '../i18n';
import { basePath } from '../router';
import { agentById } from '../state/session';
import { changeIntake, classOpen, classWord, companyOf, findAssets, intakeOf, kinds, kindWord, type Asset, type Entitlement } from './model';

export function IntakePanel({ read }: { read: TicketScreen }) {
  const intake = intakeOf(read);
  if (!intake) return null;
  const { ticket } = read;
  return (
    <section class="intake-panel">
      <h2>{t('case.intake')}</h2>
      <dl class="pairs">
        <dt><label for="request-kind">{t('case.kindLabel')}</label></dt>
        <dd>
          <select id="request-kind" class="select small" value={intake.request_kind ?? ''} onChange={(event) => void changeIntake(ticket.id, { request_kind: event.currentTarget.value || null }, t('said.changed'))}>
            <option value="">—</option>
            {kinds.map((kind) => <option key={kind} value={kind}>{kindWord(kind)}</option>)}
          </select>
        </dd>
        <dt>{t('case.classLabel')}</dt>
        <dd>
          <button type="button" class="value strong" aria-haspopup="dialog" onClick={() => { classOpen.value = ticket.id; }}>
            {intake.priority_class ? <span class={`chip class-${intake.priority_class}`}>{classWord(intake.priority_class)}</span> : t('case.classify')}
          </button>
          {intake.override && <p class="xs t3">{t('case.overrideBy', { name: intake.override.by || intake.override.reason, reason: intake.override.reason })}</p>}
        </dd>
        <dt>{t('case.asset')}</dt>
        <dd>
          {intake.asset
            ? (
              <span class="asset">
                <span class="grow"><b dir="auto">{intake.asset.name}</b><br /><span class="xs t3" dir="auto">{[intake.asset.model, intake.asset.serial, intake.asset.licence, intake.asset.location].filter(Boolean).join(' · ')}</span></span>
                <button type="button" class="icon-button" aria-label={t('case.removeAsset')} onClick={() => void changeIntake(ticket.id, { asset_id: null }, t('said.changed'))}><X class="icon" size={14} aria-hidden="true" /></button>
              </span>
            )
            : <AssetField organization={read.organization?.id ?? null} user={ticket.requester_id} onPick={(asset) => void changeIntake(ticket.id, { asset_id: asset.id }, t('said.changed'))} />}
        </dd>
        <dt>{t('case.contract')}</dt>
        <dd><Entitled entitlement={intake.entitlement} /></dd>
      </dl>
    </section>
  );
}

export function Entitled({ entitlement }: { entitlement: Entitlement }) {
  if (entitlement.tier) return <span><span class="chip open">{entitlement.tier}</span> {entitlement.contract && <span class="xs t3">{entitlement.contract.number}{entitlement.contract.ends_on ? ` · ${t('case.until', { day: dayWords(entitlement.contract.ends_on) })}` : ''}</span>}</span>;
  return <span class={entitlement.ended ? 'chip failed' : 't3'}>{entitlement.ended ? t('case.contractEnded') : t('case.noContract')}</span>;
}

/** Products by the beginning of serial number, licence, name or contract; without words those of the person and the company. */
export function AssetField({ organization, user, onPick }: { organization: number | null; user: number | null; onPick(asset: Asset): void }) {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<Asset[] | null>(null);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (found === null && !words) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => findAssets(words, organization, user, controller.signal).then((assets) => { setFound(assets); setActive(0); }, () => undefined), 150);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [words]);
  const open = () => { if (found === null) void findAssets(words, organization, user).then(setFound, () => undefined); };
  const shown = found ?? [];
  const take = (asset: Asset | undefined) => { if (asset) { setFound(null); setWords(''); onPick(asset); } };
  return (
    <div class="asset-field" ref={box} onFocusOut={(event) => { if (!box.current?.contains(event.relatedTarget as Node)) setFound(null); }}>
      <input
        class="input small" type="search" role="combobox" aria-expanded={found !== null} aria-controls="asset-list" aria-autocomplete="list" aria-label={t('case.asset')}
        aria-activedescendant={shown[active] ? `asset-${shown[active]!.id}` : undefined}
        placeholder={t('case.assetHint')} value={words} onFocus={open} onInput={(event) => { setWords(event.currentTarget.value); open(); }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive(Math.min(active + 1, shown.length - 1));
          else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
          else if (event.key === 'Enter') take(shown[active]);
          else if (event.key === 'Escape') { setFound(null); event.stopPropagation(); }
          else return;
          event.preventDefault();
        }}
      />
      {found !== null && (
        <ul class="asset-list" id="asset-list" role="listbox" aria-label={t('case.asset')}>
          {shown.map((asset, index) => (
            <li key={asset.id} id={`asset-${asset.id}`} role="option" aria-selected={index === active} onPointerDown={(event) => { event.preventDefault(); take(asset); }}>
              <span dir="auto">{asset.name}</span> <span class="xs t3" dir="auto">{[asset.model, asset.serial || asset.licence, asset.entitlement?.tier].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
          {shown.length === 0 && <li class="sm t3" role="option" aria-selected={false} aria-disabled="true">{t('ui.nothing')}</li>}
        </ul>
      )}
    </div>
  );
}

export function CompanyPanel({ read }: { read: TicketScreen }) {
  const company = companyOf(read);
  if (!company || !read.organization) return null;
  const { terms, contact_persons: contacts } = company;
  const ours = [terms.account_manager_id, terms.deputy_id].filter((id): id is number => id !== null);
  if (contacts.length === 0 && ours.length === 0 && !terms.hours) return null;
  return (
    <section>
      <h2><a href={`${basePath}/organizations/${read.organization.id}`}>{t('case.company')}</a></h2>
      {company.reporter && <p class="sm"><span class="chip pending">{t('case.reporter')}</span></p>}
      <dl class="pairs">
        {contacts.length > 0 && <><dt>{t('case.contacts')}</dt><dd>{contacts.map((each) => <a key={each.id} class="block" dir="auto" href={`${basePath}/customers/${each.user_id}`}>{each.name}</a>)}</dd></>}
        {ours.length > 0 && <><dt>{t('case.ourPeople')}</dt><dd>{ours.map((id) => agentById.value.get(id)?.name ?? `№ ${id}`).join(', ')}</dd></>}
        {terms.hours && <><dt>{t('case.hours')}</dt><dd dir="auto">{terms.hours}</dd></>}
      </dl>
    </section>
  );
}
