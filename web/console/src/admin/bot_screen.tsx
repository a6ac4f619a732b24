// Admin area, Assistant: who answers first. One form a brand: on or off, where and when, greetings and intake questions in
// three languages, how soon a person answers and to whom it goes if nobody does.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { reason } from '../assist/model';
import { languageNames, languages } from '../i18n';
import { t } from '../assist/texts';
import { t as common } from './texts';
import { Problem, RowBones } from '../shell/states';
import { groupById } from '../state/session';
import { say } from '../state/toasts';

type Words = { en: string; bn: string; ru: string };
interface Settings {
  id: number | null;
  brand_id: number | null;
  active: boolean;
  channels: string[];
  hours: string;
  greeting_en: string;
  greeting_bn: string;
  greeting_ru: string;
  questions: Words[];
  most_answers: number;
  answer_minutes: number;
  escalation_group_id: number | null;
}
interface Brand { id: number; name: string }

const empty = (brand: number | null): Settings => ({
  id: null, brand_id: brand, active: false, channels: ['chat'], hours: 'always', greeting_en: '', greeting_bn: '', greeting_ru: '', questions: [], most_answers: 2, answer_minutes: 5, escalation_group_id: null,
});
const most = 6;

export default function BotScreen() {
  const [rows, setRows] = useState<Settings[] | null>(null);
  const [brands, setBrands] = useState<Brand[]>([]);
  const [failed, setFailed] = useState(false);
  const [brand, setBrand] = useState<number | null>(null);
  const load = () => {
    setFailed(false);
    Promise.all([get<{ bot_settings: Settings[] }>('/bot_settings'), get<{ brands: Brand[] }>('/brands')]).then(
      ([read, all]) => { setRows(read.bot_settings); setBrands(all.brands); },
      () => setFailed(true),
    );
  };
  useEffect(load, []);
  if (failed) return <Problem title={t('assist.unreachable')} action={common('ui.tryAgain')} onAction={load} />;
  if (!rows) return <RowBones rows={5} />;
  const found = rows.find((row) => row.brand_id === brand);
  return (
    <div class="admin-form">
      <h1>{common('admin.screen.bot')}</h1>
      <p class="t2">{common('admin.lead.bot')}</p>
      {brands.length > 1 && (
        <div class="field">
          <label for="bot-brand">{t('botset.brand')}</label>
          <select class="select" id="bot-brand" value={brand ?? ''} onChange={(event) => setBrand(Number(event.currentTarget.value) || null)}>
            <option value="">{t('botset.allBrands')}</option>
            {brands.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
          </select>
        </div>
      )}
      <Form key={`${brand}-${found?.id}`} first={found ?? empty(brand)} onSaved={load} />
    </div>
  );
}

function Form({ first, onSaved }: { first: Settings; onSaved(): void }) {
  const [now, setNow] = useState(first);
  const [refused, setRefused] = useState('');
  const set = <K extends keyof Settings>(key: K, value: Settings[K]) => setNow({ ...now, [key]: value });
  const save = async (event: Event) => {
    event.preventDefault();
    setRefused('');
    const { id, ...fields } = now;
    const body = { bot_setting: { ...fields, questions: now.questions.filter((each) => each.en || each.bn || each.ru) } };
    try {
      await request(id === null ? 'POST' : 'PUT', id === null ? '/bot_settings' : `/bot_settings/${id}`, body);
      say(now.active ? t('botset.savedOn') : t('botset.savedOff'));
      onSaved();
    } catch (error) {
      setRefused(reason(error));
    }
  };
  const channel = (name: string, word: string) => (
    <label class="switch"><input type="checkbox" checked={now.channels.includes(name)} onChange={(event) => set('channels', event.currentTarget.checked ? [...now.channels, name] : now.channels.filter((each) => each !== name))} />{word}</label>
  );
  const question = (index: number, words: Partial<Words>) => set('questions', now.questions.map((each, at) => (at === index ? { ...each, ...words } : each)));
  return (
    <form class="mail-form" onSubmit={(event) => void save(event)}>
      <label class="switch"><input type="checkbox" checked={now.active} onChange={(event) => set('active', event.currentTarget.checked)} /><span><span class="strong">{t('botset.on')}</span><br /><span class="sm t3">{t('botset.onHint')}</span></span></label>
      <fieldset class="setting">
        <legend class="strong">{t('botset.where')}</legend>
        {channel('chat', t('botset.chat'))}{channel('web', t('botset.web'))}{channel('email', t('botset.email'))}
      </fieldset>
      <div class="field">
        <label for="bot-hours">{t('botset.when')}</label>
        <select class="select" id="bot-hours" value={now.hours} onChange={(event) => set('hours', event.currentTarget.value)}>
          <option value="always">{t('botset.always')}</option><option value="open">{t('botset.open')}</option><option value="closed">{t('botset.closed')}</option>
        </select>
      </div>
      <fieldset class="setting">
        <legend class="strong">{t('botset.greeting')}</legend>
        <p class="sm t3">{t('botset.greetingHint')}</p>
        {languages.map((each) => (
          <div class="field" key={each}>
            <label for={`greeting-${each}`}>{languageNames[each]}</label>
            <textarea class="input" id={`greeting-${each}`} lang={each} rows={2} maxLength={1000} value={now[`greeting_${each}`]} onInput={(event) => set(`greeting_${each}`, event.currentTarget.value)} />
          </div>
        ))}
      </fieldset>
      <fieldset class="setting">
        <legend class="strong">{t('botset.questions')}</legend>
        <p class="sm t3">{t('botset.questionsHint')}</p>
        {now.questions.map((each, index) => (
          <div class="assist-question" key={index}>
            {languages.map((code) => <input key={code} class="input" lang={code} maxLength={300} aria-label={`${t('botset.question', { n: index + 1 })}, ${languageNames[code]}`} placeholder={languageNames[code]} value={each[code]} onInput={(event) => question(index, { [code]: event.currentTarget.value })} />)}
            <button type="button" class="link sm" onClick={() => set('questions', now.questions.filter((_, at) => at !== index))}>{t('botset.removeQuestion')}</button>
          </div>
        ))}
        {now.questions.length < most && <button type="button" class="button" onClick={() => set('questions', [...now.questions, { en: '', bn: '', ru: '' }])}>{t('botset.addQuestion')}</button>}
      </fieldset>
      <div class="mail-row">
        <div class="field">
          <label for="bot-minutes">{t('botset.minutes')}</label>
          <input class="input" id="bot-minutes" inputMode="numeric" value={String(now.answer_minutes)} onInput={(event) => set('answer_minutes', Number(event.currentTarget.value.replace(/\D/g, '')) || 0)} />
        </div>
        <div class="field">
          <label for="bot-tier">{t('botset.tier')}</label>
          <select class="select" id="bot-tier" value={now.escalation_group_id ?? ''} onChange={(event) => set('escalation_group_id', Number(event.currentTarget.value) || null)}>
            <option value="">{t('botset.everybody')}</option>
            {[...groupById.value.values()].map((group) => <option key={group.id} value={group.id}>{group.name}</option>)}
          </select>
        </div>
      </div>
      {refused && <p class="error" role="alert">{refused}</p>}
      <button type="submit" class="button primary">{t('botset.save')}</button>
    </form>
  );
}
