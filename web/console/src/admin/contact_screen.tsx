// Admin area, Contact card: the ways to reach the desk as customers see them, the snippet for other sites, and own pages that
// lack the card.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { reason } from '../assist/model';
import { language, languageNames, languages } from '../i18n';
import { t } from '../assist/texts';
import { t as common } from './texts';
import { Problem, RowBones } from '../shell/states';
import { copyText } from '../ticket/ticket_header';
import { say } from '../state/toasts';
import type { Language } from '@sahay/shared/api';

type Kind = 'chat' | 'phone' | 'callback' | 'email' | 'form' | 'messenger' | 'forum' | 'help' | 'visit';
type PerLanguage = { [key in `${'title' | 'best_for' | 'cost' | 'note'}_${Language}`]: string };
interface Way extends PerLanguage {
  id: number | null;
  kind: Kind;
  value: string;
  url: string;
  hours: string;
  languages: string[];
  promise_seconds: number;
  status: 'ok' | 'degraded' | 'down';
  active: boolean;
  purposes: string[];
  products: string[];
  audience: string;
  cost_per_minute: string;
  cost_currency: string;
  internal_cost: string;
  recorded: boolean;
  third_party: string;
  stored_in: string;
}
interface Shown { id: string; kind: Kind; title: string; best_for: string; address: { display: string }; hours: { words: string; open_now: boolean }; reply: { words: string; sample: number }; cost: { customer: { text: string } } }
interface Site { id: number; url: string; state: 'new' | 'ok' | 'missing' | 'unreachable'; detail: string; checked_at: string | null }
interface Page { id: number; site_id: number; url: string; state: string; detail: string }

const texts = ['title', 'best_for', 'cost', 'note'] as const;
const kinds: Kind[] = ['phone', 'callback', 'email', 'messenger', 'forum', 'visit', 'chat', 'form', 'help'];
const blank = (kind: Kind): Way => ({
  id: null, kind, value: '', url: '', hours: '', languages: ['en', 'bn', 'ru'], promise_seconds: 0, status: 'ok', active: true,
  purposes: [], products: [], audience: 'all', cost_per_minute: '', cost_currency: '', internal_cost: '', recorded: false, third_party: '', stored_in: '',
  title_en: '', title_bn: '', title_ru: '', best_for_en: '', best_for_bn: '', best_for_ru: '', cost_en: '', cost_bn: '', cost_ru: '', note_en: '', note_bn: '', note_ru: '',
});

export default function ContactScreen() {
  const [rows, setRows] = useState<Way[] | null>(null);
  const [shown, setShown] = useState<Shown[]>([]);
  const [failed, setFailed] = useState(false);
  const [open, setOpen] = useState<Way | null>(null);
  const load = () => {
    setFailed(false);
    Promise.all([get<{ contact_ways: Way[] }>('/contact_ways'), fetch(`/public/v1/reach?lang=${language.value}`, { cache: 'no-store' }).then((answer) => answer.json() as Promise<{ ways: Shown[] }>)]).then(
      ([own, card]) => { setRows(own.contact_ways); setShown(card.ways); },
      () => setFailed(true),
    );
  };
  useEffect(load, [language.value]);
  if (failed) return <Problem title={t('card.failed')} action={common('ui.tryAgain')} onAction={load} />;
  if (!rows) return <RowBones rows={5} />;
  const hidden = rows.filter((row) => !shown.some((each) => each.id === String(row.id)));
  const snippet = `<div data-sahay-contact><a href="${location.origin}/contact">${t('card.contact')}</a></div>\n<script async src="${location.origin}/contact-card.js"></script>`;
  return (
    <div class="admin-form">
      <div class="mail-head">
        <h1>{common('admin.screen.contact')}</h1>
        <button type="button" class="button primary" onClick={() => setOpen(blank('phone'))}>{t('card.add')}</button>
      </div>
      <p class="t2">{common('admin.lead.contact')}</p>
      {open && <WayForm key={`${open.id}-${open.kind}`} first={open} onDone={() => { setOpen(null); load(); }} onCancel={() => setOpen(null)} />}
      <ul class="mail-cards">
        {shown.map((way) => {
          const row = rows.find((each) => String(each.id) === way.id);
          return (
            <li class="mail-card" key={way.id}>
              <div class="mail-head">
                <span class="grow"><b dir="auto">{way.title}</b> {way.address.display && <bdi class="t2">{way.address.display}</bdi>}</span>
                <button type="button" class="button" onClick={() => setOpen(row ?? { ...blank(way.kind), value: way.kind === 'email' ? way.address.display : '' })}>{t('card.change')}</button>
              </div>
              <p class="sm t2">{[way.hours.words, way.reply.words, way.cost.customer.text].filter(Boolean).join(' · ')}</p>
              {way.best_for && <p class="sm t3" dir="auto">{way.best_for}</p>}
            </li>
          );
        })}
        {hidden.map((row) => (
          <li class="mail-card" key={row.id}>
            <div class="mail-head"><span class="grow t3">{kindWord(row.kind)} <bdi>{row.value}</bdi> · {row.active ? t('card.down') : t('card.hidden')}</span>
              <button type="button" class="button" onClick={() => setOpen(row)}>{t('card.change')}</button></div>
          </li>
        ))}
      </ul>
      <section class="mail-check">
        <h2>{t('card.snippet')}</h2>
        <p class="sm t2">{t('card.snippetHint')}</p>
        <pre class="mono assist-snippet">{snippet}</pre>
        <div><button type="button" class="button" onClick={() => void copyText(snippet, t('card.copied'))}>{common('ui.copy')}</button></div>
      </section>
      <Sites />
    </div>
  );
}

const kindWord = (kind: Kind) => ({
  chat: t('card.kind.chat'), phone: t('card.kind.phone'), callback: t('card.kind.callback'), email: t('card.kind.email'), form: t('card.kind.form'),
  messenger: t('card.kind.messenger'), forum: t('card.kind.forum'), help: t('card.kind.help'), visit: t('card.kind.visit'),
}[kind]);
const textWord = (name: (typeof texts)[number]) => ({ title: t('card.name'), best_for: t('card.bestFor'), cost: t('card.cost'), note: t('card.note') }[name]);

function WayForm({ first, onDone, onCancel }: { first: Way; onDone(): void; onCancel(): void }) {
  const [now, setNow] = useState(first);
  const [refused, setRefused] = useState('');
  const set = <K extends keyof Way>(key: K, value: Way[K]) => setNow({ ...now, [key]: value });
  const act = async (work: () => Promise<unknown>, said: string) => {
    setRefused('');
    try { await work(); say(said); onDone(); } catch (error) { setRefused(reason(error)); }
  };
  const save = (event: Event) => {
    event.preventDefault();
    const { id, ...fields } = now;
    void act(() => request(id === null ? 'POST' : 'PUT', id === null ? '/contact_ways' : `/contact_ways/${id}`, { contact_way: fields }), t('card.saved'));
  };
  const field = (key: 'value' | 'url' | 'hours', label: string, hint = '') => (
    <div class="field"><label for={`way-${key}`}>{label}</label>{hint && <span class="hint">{hint}</span>}<input class="input" id={`way-${key}`} value={now[key]} onInput={(event) => set(key, event.currentTarget.value)} /></div>
  );
  return (
    <form class="mail-check" onSubmit={save} aria-label={kindWord(now.kind)}>
      <div class="mail-row">
        <div class="field">
          <label for="way-kind">{t('card.kindOf')}</label>
          <select class="select" id="way-kind" value={now.kind} onChange={(event) => set('kind', event.currentTarget.value as Kind)}>
            {kinds.map((kind) => <option key={kind} value={kind}>{kindWord(kind)}</option>)}
          </select>
        </div>
        {field('value', t('card.value'))}
      </div>
      {field('url', t('card.url'), t('card.urlHint'))}
      {field('hours', t('card.hours'), t('card.hoursHint'))}
      {texts.map((name) => (
        <fieldset class="setting" key={name}>
          <legend class="strong">{textWord(name)}</legend>
          <div class="assist-question">
            {languages.map((code) => <input key={code} class="input" lang={code} aria-label={`${textWord(name)}, ${languageNames[code]}`} placeholder={languageNames[code]} value={now[`${name}_${code}`]} onInput={(event) => set(`${name}_${code}`, event.currentTarget.value)} />)}
          </div>
        </fieldset>
      ))}
      <fieldset class="setting">
        <legend class="strong">{t('card.languages')}</legend>
        <div class="radio-set">
          {languages.map((code) => <label key={code}><input type="checkbox" checked={now.languages.includes(code)} onChange={(event) => set('languages', event.currentTarget.checked ? [...now.languages, code] : now.languages.filter((each) => each !== code))} />{languageNames[code]}</label>)}
        </div>
      </fieldset>
      <div class="mail-row">
        <div class="field"><label for="way-promise">{t('card.promise')}</label><span class="hint">{t('card.promiseHint')}</span>
          <input class="input" id="way-promise" inputMode="numeric" value={now.promise_seconds ? String(Math.round(now.promise_seconds / 60)) : ''} onInput={(event) => set('promise_seconds', (Number(event.currentTarget.value.replace(/\D/g, '')) || 0) * 60)} /></div>
        <div class="field"><label for="way-status">{t('card.status')}</label>
          <select class="select" id="way-status" value={now.status} onChange={(event) => set('status', event.currentTarget.value as Way['status'])}>
            <option value="ok">{t('card.works')}</option><option value="degraded">{t('card.degraded')}</option><option value="down">{t('card.down')}</option>
          </select></div>
      </div>
      <MoreFields now={now} set={set} />
      <label class="switch"><input type="checkbox" checked={now.active} onChange={(event) => set('active', event.currentTarget.checked)} />{t('card.active')}</label>
      {refused && <p class="error" role="alert">{refused}</p>}
      <div class="promise-buttons">
        <button type="submit" class="button primary">{t('botset.save')}</button>
        <button type="button" class="button ghost" onClick={onCancel}>{t('card.cancel')}</button>
        {now.id !== null && <button type="button" class="button ghost" onClick={() => void act(() => request('DELETE', `/contact_ways/${now.id}`), t('card.removed'))}>{t('card.remove')}</button>}
      </div>
    </form>
  );
}

const listed = (words: string) => words.split(',').map((each) => each.trim()).filter(Boolean);

/** What a way is for, for whom, what it costs by the minute and where what is said there is kept. */
function MoreFields({ now, set }: { now: Way; set<K extends keyof Way>(key: K, value: Way[K]): void }) {
  const [lists, setLists] = useState({ purposes: now.purposes.join(', '), products: now.products.join(', ') });
  const word = (key: 'cost_per_minute' | 'cost_currency' | 'internal_cost' | 'third_party' | 'stored_in', label: string) => (
    <div class="field"><label for={`way-${key}`}>{label}</label><input class="input" id={`way-${key}`} value={now[key]} onInput={(event) => set(key, event.currentTarget.value)} /></div>
  );
  const list = (key: 'purposes' | 'products', label: string) => (
    <div class="field"><label for={`way-${key}`}>{label}</label><span class="hint">{t('card.listHint')}</span>
      <input class="input" id={`way-${key}`} value={lists[key]} onInput={(event) => { setLists({ ...lists, [key]: event.currentTarget.value }); set(key, listed(event.currentTarget.value)); }} /></div>
  );
  return (
    <details>
      <summary>{t('card.more')}</summary>
      <div class="mail-row">{list('purposes', t('card.purposes'))}{list('products', t('card.products'))}</div>
      <div class="field"><label for="way-audience">{t('card.audience')}</label><span class="hint">{t('card.audienceHint')}</span>
        <input class="input" id="way-audience" list="way-audiences" value={now.audience} onInput={(event) => set('audience', event.currentTarget.value)} />
        <datalist id="way-audiences"><option value="all" /><option value="customers" /><option value="contract:gold" /></datalist></div>
      <div class="mail-row">{word('cost_per_minute', t('card.perMinute'))}{word('cost_currency', t('card.currency'))}{word('internal_cost', t('card.internalCost'))}</div>
      <div class="mail-row">{word('third_party', t('card.thirdParty'))}{word('stored_in', t('card.storedIn'))}</div>
      <label class="switch"><input type="checkbox" checked={now.recorded} onChange={(event) => set('recorded', event.currentTarget.checked)} />{t('card.recorded')}</label>
    </details>
  );
}

function Sites() {
  const [sites, setSites] = useState<Site[]>([]);
  const [pages, setPages] = useState<Page[]>([]);
  const [url, setUrl] = useState('');
  const [refused, setRefused] = useState('');
  const load = () => {
    void Promise.all([get<{ contact_sites: Site[] }>('/contact_sites'), get<{ contact_pages: Page[] }>('/contact_pages?per_page=100')])
      .then(([own, found]) => { setSites(own.contact_sites); setPages(found.contact_pages); }, (error) => setRefused(reason(error)));
  };
  useEffect(load, []);
  const act = async (work: () => Promise<unknown>, said: string) => {
    setRefused('');
    try { await work(); say(said); setTimeout(load, 3000); load(); } catch (error) { setRefused(reason(error)); }
  };
  const word = (site: Site) => ({ new: t('card.checking'), ok: t('card.siteOk'), missing: t('card.siteMissing'), unreachable: t('card.siteUnreachable') }[site.state]);
  return (
    <section class="mail-check">
      <h2>{t('card.sites')}</h2>
      <p class="sm t2">{t('card.sitesHint')}</p>
      <form class="mail-find" onSubmit={(event) => { event.preventDefault(); void act(() => request('POST', '/contact_sites', { contact_site: { url } }), t('card.checking')).then(() => setUrl('')); }}>
        <div class="field"><label for="site-url">{t('card.siteUrl')}</label><input class="input" id="site-url" type="url" placeholder="https://" value={url} onInput={(event) => setUrl(event.currentTarget.value)} /></div>
        <button type="submit" class="button">{t('card.check')}</button>
      </form>
      {refused && <p class="error" role="alert">{refused}</p>}
      <ul class="mail-cards">
        {sites.map((site) => (
          <li class="mail-card" key={site.id}>
            <div class="mail-head">
              <span class="grow"><b class="mono">{site.url}</b><br /><span class={`mail-state ${site.state === 'ok' ? 'good' : site.state === 'new' ? 'new' : 'bad'}`}>{word(site)}</span></span>
              <button type="button" class="button" onClick={() => void act(() => request('POST', `/contact_sites/${site.id}/check`, {}), t('card.checking'))}>{t('card.checkAgain')}</button>
              <button type="button" class="button ghost" onClick={() => void act(() => request('DELETE', `/contact_sites/${site.id}`), t('card.removed'))}>{t('card.remove')}</button>
            </div>
            <ul class="assist-articles">{pages.filter((page) => page.site_id === site.id && page.state !== 'ok').map((page) => <li key={page.id} class="mono">{page.url} {page.state === 'missing' ? t('card.pageMissing') : t('card.pageUnreachable')}</li>)}</ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
