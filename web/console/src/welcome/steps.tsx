// What each step of the first set-up asks, and how it saves it.
import { useEffect, useState } from 'preact/hooks';
import { request } from '@sahay/shared/client';
import type { Language } from '@sahay/shared/api';
import { language, languageNames, languages, useLanguage } from '../i18n';
import { RowBones } from '../shell/states';
import { setPrefs } from '../state/prefs';
import { me } from '../state/session';
import { t } from '../screens/texts';
import { listAccounts, type MailAccount } from '../admin/mail_api';
import { MailCheck } from '../admin/mail_check';
import { MailForm } from '../admin/mail_form';
import { FieldView } from '../admin/machine/fields';
import { faultsOf, readRows } from '../admin/machine/store';
import type { Field, Row, Values } from '../admin/machine/types';
import { snippet } from '../admin/screens/desk';
import { invite, people } from '../admin/screens/people';
import { CopyBox } from '../admin/widgets/copy_box';
import { SignInCard } from '../admin/widgets/sign_in_card';
import { hasUnreadable } from '../admin/widgets/week';
import { WeekHours, ZoneField } from '../admin/widgets/week_hours';
import { addExamples } from './examples';
import type { StepProps } from './wizard';

export function CompanyStep({ onNext }: StepProps) {
  const [brand, setBrand] = useState<Row | null>(null);
  const [name, setName] = useState('');
  const [error, setError] = useState('');
  useEffect(() => {
    void readRows('/brands', 'brands').then((brands) => {
      const own = brands.find((each) => each.default) ?? brands[0]!;
      setBrand(own);
      // The name the program came with is no name of a company.
      setName(own.name === 'Help desk' ? '' : String(own.name));
    });
  }, []);
  onNext(async () => {
    if (!name.trim()) {
      setError(t('admin.fillIn'));
      document.getElementById('field-name')?.focus();
      return false;
    }
    await request('PUT', `/brands/${brand?.id}`, { brand: { name: name.trim() } });
    return true;
  });
  return <FieldView field={{ kind: 'text', key: 'name', label: t('admin.desk.company'), hint: t('admin.desk.companyHint'), required: true }} values={{ name }} error={error} set={(_, value) => { setName(String(value)); setError(''); }} />;
}

export function LanguagesStep({ onNext }: StepProps) {
  const [spoken, setSpoken] = useState<Language[]>([language.value]);
  onNext(async () => {
    if (me.value.id === null) return true;
    await request('PUT', `/users/${me.value.id}`, { user: { locale: language.value } });
    await request('PUT', `/agent_availability/${me.value.id}`, { agent_availability: { languages: spoken } });
    return true;
  });
  const choose = (next: Language) => {
    setPrefs({ language: next });
    void useLanguage(next);
    if (!spoken.includes(next)) setSpoken([...spoken, next]);
  };
  return (
    <>
      <fieldset class="setting">
        <legend class="strong">{t('admin.welcome.read')}</legend>
        <div class="radio-set">
          {languages.map((each) => <label key={each} lang={each}><input type="radio" name="language" checked={language.value === each} onChange={() => choose(each)} />{languageNames[each]}</label>)}
        </div>
      </fieldset>
      <FieldView
        field={{ kind: 'many', key: 'spoken', label: t('admin.welcome.answer'), hint: t('admin.welcome.answerHint'), options: languages.map((each) => ({ value: each, label: languageNames[each] })) }}
        values={{ spoken }} set={(_, value) => setSpoken(value as Language[])}
      />
    </>
  );
}

export function HoursStep({ onNext }: StepProps) {
  const [schedule, setSchedule] = useState<Row | null>(null);
  const [values, setValues] = useState<Values>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  useEffect(() => {
    void readRows('/business_hours/schedules', 'schedules').then((rows) => {
      const usual = rows.find((each) => each.default) ?? rows[0]!;
      const untouched = usual.time_zone === 'UTC';
      setSchedule(usual);
      setValues({ time_zone: untouched ? Intl.DateTimeFormat().resolvedOptions().timeZone : usual.time_zone, intervals: usual.intervals });
    });
  }, []);
  onNext(async () => {
    if (hasUnreadable(values.intervals)) {
      setFaults({ intervals: t('admin.hours.wrong') });
      return false;
    }
    try {
      await request('PUT', `/business_hours/schedules/${schedule?.id}`, { schedule: values });
      return true;
    } catch (error) {
      const found = faultsOf(error, ['time_zone', 'intervals']);
      setFaults(found.fields);
      if (found.whole) throw error;
      return false;
    }
  });
  if (!schedule) return <RowBones rows={4} />;
  const set = (key: string, value: unknown) => { setValues({ ...values, [key]: value }); setFaults({}); };
  const fields: Field[] = [
    { kind: 'own', key: 'time_zone', label: t('admin.hours.zone'), view: ({ id, value, error, set: put }) => <ZoneField id={id} value={String(value ?? '')} set={put} invalid={error !== undefined} /> },
    { kind: 'own', key: 'intervals', label: t('admin.hours.week'), view: ({ value, set: put }) => <WeekHours value={value} set={put} /> },
  ];
  return <>{fields.map((field) => <FieldView key={field.key} field={field} values={values} error={faults[field.key]} set={set} />)}</>;
}

type MailWay = 'connect' | 'examples' | 'later';

export function MailStep({ onNext }: StepProps) {
  const [way, setWay] = useState<MailWay>('connect');
  const [known, setKnown] = useState<string[]>([]);
  const [account, setAccount] = useState<MailAccount | null>(null);
  const [hint, setHint] = useState('');
  useEffect(() => {
    void listAccounts().then((listing) => setKnown([...listing.mail_accounts, ...listing.from_file].map((each) => each.address)), () => undefined);
  }, []);
  onNext(async () => {
    if (way === 'examples') await addExamples();
    if (way === 'connect' && known.length === 0 && account === null) {
      setHint(t('admin.welcome.mailFirst'));
      return false;
    }
    return true;
  });
  const choices: [MailWay, string][] = [['connect', t('admin.welcome.mailConnect')], ['examples', t('admin.welcome.mailExamples')], ['later', t('admin.welcome.mailLater')]];
  return (
    <>
      {known.length > 0 && <p class="banner calm" role="status">{t('admin.welcome.mailKnown', { addresses: known.join(', ') })}</p>}
      <fieldset class="setting">
        <legend class="strong">{t('admin.welcome.mailHow')}</legend>
        {choices.map(([value, label]) => <label key={value} class="switch"><input type="radio" name="mail-way" checked={way === value} onChange={() => { setWay(value); setHint(''); }} />{label}</label>)}
      </fieldset>
      {hint && <p class="banner" role="alert">{hint}</p>}
      {way === 'connect' && account === null && known.length === 0 && <MailForm id={null} plain onSaved={(saved) => { setAccount(saved); setHint(''); }} />}
      {way === 'connect' && account !== null && (
        <>
          <p class="banner calm" role="status">{t('admin.welcome.mailSaved', { address: account.address })}</p>
          <MailCheck account={account.id} atOnce onDone={() => undefined} />
        </>
      )}
      {way === 'examples' && <p class="sm t2">{t('admin.welcome.mailExamplesHint')}</p>}
      {way === 'later' && <p class="sm t2">{t('admin.welcome.mailLaterHint')}</p>}
    </>
  );
}

export function TeamStep({ onNext }: StepProps) {
  const [values, setValues] = useState<Values>({ name: '', email: '', custom_role_id: 1 });
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [made, setMade] = useState<{ name: string; email: string; password: string }[]>([]);
  const set = (key: string, value: unknown) => { setValues((all) => ({ ...all, [key]: value })); setFaults({}); };
  const add = async (): Promise<boolean> => {
    const missing: Record<string, string> = {};
    for (const key of ['name', 'email']) if (!String(values[key]).trim()) missing[key] = t('admin.fillIn');
    if (Object.keys(missing).length > 0) { setFaults(missing); return false; }
    try {
      const row = await invite(people, values);
      setMade((all) => [...all, { name: String(row.name), email: String(row.email), password: String(row.first_password ?? '') }]);
      setValues({ name: '', email: '', custom_role_id: 1 });
      return true;
    } catch (error) {
      const found = faultsOf(error, ['name', 'email', 'custom_role_id']);
      setFaults(found.fields);
      if (found.whole) throw error;
      return false;
    }
  };
  // A colleague who is written down and not yet invited must not be forgotten.
  onNext(async () => !(String(values.name).trim() || String(values.email).trim()) || (await add()));
  const fields: Field[] = [
    { kind: 'text', key: 'name', label: t('admin.people.name'), required: true },
    { kind: 'text', type: 'email', key: 'email', label: t('admin.people.email'), required: true, ltr: true },
  ];
  return (
    <>
      {made.map((each) => <SignInCard key={each.email} {...each} />)}
      {fields.map((field) => <FieldView key={field.key} field={field} values={values} error={faults[field.key]} set={set} />)}
      <div><button type="button" class="button" onClick={() => void add().catch(() => setFaults({ email: t('admin.unreachable') }))}>{t('admin.people.add')}</button></div>
    </>
  );
}

export function WidgetStep({ onNext }: StepProps) {
  onNext(async () => true);
  return (
    <>
      <CopyBox label={t('admin.widget.snippet')} text={snippet()} />
      <p class="sm t2">{t('admin.widget.snippetHint')}</p>
      <p><a class="link" href="/" target="_blank" rel="noopener">{t('admin.widget.try')}</a></p>
    </>
  );
}

