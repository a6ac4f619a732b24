// Own settings of notifications: kinds and ways as a table that applies at once, sound of this browser, quiet hours, the mail of
// the morning, devices; each way can be tried.
import '../styles/bell.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, get, request } from '@sahay/shared/client';
import { shortTime } from '../format';
import { language } from '../i18n';
import { Problem, RowBones } from '../shell/states';
import { me } from '../state/session';
import { say } from '../state/toasts';
import { canPush, ownHash, remove, turnOn, type PushDevice } from './push';
import { allowSound, play, soundAllowed } from './sound';
import { t, textOr, useTexts } from './texts';

const ways = ['app', 'sound', 'push', 'digest'] as const;
type Way = (typeof ways)[number];

interface Settings {
  ways: Record<string, Record<Way, boolean>>;
  quiet_hours: { from: string | null; to: string | null };
  digest: { at: string; days: number[] };
  time_zone: string;
}

const whyNot = (error: unknown): string => (error instanceof ApiError && error.status !== 0 ? error.reason : t('bell.notDone'));
const store = async (change: Partial<Record<'ways' | 'quiet_hours' | 'digest', unknown>>): Promise<Settings> =>
  (await request<{ notification_settings: Settings }>('PUT', '/notification_settings', { notification_settings: change })).notification_settings;

export function BellSettings() {
  const texts = useTexts();
  const [settings, setSettings] = useState<Settings | null>(null);
  const [failed, setFailed] = useState(false);
  const place = useRef<HTMLFieldSetElement>(null);
  const load = () => { setFailed(false); get<{ notification_settings: Settings }>('/notification_settings').then((read) => setSettings(read.notification_settings), () => setFailed(true)); };
  useEffect(load, []);
  useEffect(() => { if (settings && location.hash === '#notifications') place.current?.scrollIntoView(); }, [settings !== null]);
  if (!texts) return null;
  return (
    <fieldset class="setting bell-settings" id="notifications" ref={place}>
      <legend class="strong">{t('shell.notifications')}</legend>
      {failed ? <Problem title={t('bell.failed')} action={t('ui.tryAgain')} onAction={load} /> : !settings ? <RowBones rows={3} /> : (
        <>
          <WaysTable settings={settings} onChange={setSettings} />
          <Trying />
          <QuietForm settings={settings} onChange={setSettings} />
          <DigestForm settings={settings} onChange={setSettings} />
        </>
      )}
      <Devices />
    </fieldset>
  );
}

interface Part {
  settings: Settings;
  onChange(settings: Settings): void;
}

function WaysTable({ settings, onChange }: Part) {
  const change = (kind: string, way: Way, on: boolean) => {
    onChange({ ...settings, ways: { ...settings.ways, [kind]: { ...settings.ways[kind]!, [way]: on } } });
    store({ ways: { [kind]: { [way]: on } } }).then(onChange, (error: unknown) => { onChange(settings); say(whyNot(error)); });
  };
  const kinds = Object.keys(settings.ways).filter((kind) => kind !== 'held_mail' || me.value.role === 'admin');
  return (
    <table class="bell-ways">
      <caption class="unseen">{t('bell.what')}</caption>
      <thead><tr><th scope="col"><span class="unseen">{t('bell.what')}</span></th>{ways.map((way) => <th key={way} scope="col">{t(`bell.way.${way}`)}</th>)}</tr></thead>
      <tbody>
        {kinds.map((kind) => {
          const name = textOr(`bell.kind.${kind}`, kind);
          return (
            <tr key={kind}>
              <th scope="row">{name}</th>
              {ways.map((way) => (
                <td key={way}><label><input type="checkbox" checked={settings.ways[kind]![way]} aria-label={t('bell.cell', { kind: name, way: t(`bell.way.${way}`) })} onChange={(event) => change(kind, way, event.currentTarget.checked)} /></label></td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Each way can be tried; the press also lets the browser sound. */
function Trying() {
  const [sound, setSound] = useState(soundAllowed());
  const change = (on: boolean) => { allowSound(on); setSound(on); if (on) void play().catch(() => undefined); };
  const push = () => request<{ sent: number }>('POST', '/push_devices/test', {}).then(({ sent }) => say(t('bell.pushSent', { n: sent })), (error: unknown) => say(whyNot(error)));
  const digest = () => request('POST', '/notification_settings/digest', {}).then(() => say(t('bell.digestSent', { email: me.value.email ?? '' })), (error: unknown) => say(whyNot(error)));
  return (
    <>
      <label class="switch">
        <input type="checkbox" checked={sound} onChange={(event) => change(event.currentTarget.checked)} />
        <span><span class="strong">{t('bell.soundHere')}</span><br /><span class="sm t3">{t('bell.soundHereHint')}</span></span>
      </label>
      <div class="bell-row">
        <button type="button" class="button" onClick={() => say(t('bell.tried'))}>{t('bell.tryApp')}</button>
        <button type="button" class="button" onClick={() => void play().catch(() => say(t('bell.notDone')))}>{t('bell.trySound')}</button>
        <button type="button" class="button" onClick={() => void push()}>{t('bell.tryPush')}</button>
        <button type="button" class="button" onClick={() => void digest()}>{t('bell.tryDigest')}</button>
      </div>
    </>
  );
}

function ClockField({ id, label, value, problem, onInput }: { id: string; label: string; value: string; problem?: boolean; onInput(value: string): void }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input class="input num" id={id} inputMode="numeric" placeholder="00:00" maxLength={5} dir="ltr" value={value} aria-invalid={problem || undefined} onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  );
}

function QuietForm({ settings, onChange }: Part) {
  const [from, setFrom] = useState(settings.quiet_hours.from ?? '');
  const [to, setTo] = useState(settings.quiet_hours.to ?? '');
  const [problem, setProblem] = useState('');
  const save = (event: Event) => {
    event.preventDefault();
    setProblem('');
    store({ quiet_hours: { from, to } }).then((saved) => { onChange(saved); say(t('bell.saved')); }, (error: unknown) => setProblem(whyNot(error)));
  };
  return (
    <form onSubmit={save}>
      <p class="strong">{t('bell.quiet')}</p>
      <p class="sm t3">{t('bell.quietHint', { zone: settings.time_zone })}</p>
      <div class="bell-row">
        <ClockField id="quiet-from" label={t('bell.from')} value={from} problem={problem !== ''} onInput={setFrom} />
        <ClockField id="quiet-to" label={t('bell.to')} value={to} problem={problem !== ''} onInput={setTo} />
        <button type="submit" class="button">{t('bell.save')}</button>
      </div>
      {problem && <p class="sm error" role="alert">{problem}</p>}
    </form>
  );
}

/** 0 is Sunday, a day of 2023 that was the first. */
const dayName = (day: number) => new Intl.DateTimeFormat(language.value, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2023, 0, 1 + day)));

function DigestForm({ settings, onChange }: Part) {
  const [at, setAt] = useState(settings.digest.at);
  const [days, setDays] = useState(settings.digest.days);
  const [problem, setProblem] = useState('');
  const save = (event: Event) => {
    event.preventDefault();
    setProblem('');
    store({ digest: { at, days } }).then((saved) => { onChange(saved); say(t('bell.saved')); }, (error: unknown) => setProblem(whyNot(error)));
  };
  return (
    <form onSubmit={save}>
      <p class="strong">{t('bell.digest')}</p>
      <p class="sm t3">{t('bell.digestHint')}</p>
      <div class="bell-row">
        <ClockField id="digest-at" label={t('bell.at')} value={at} problem={problem !== ''} onInput={setAt} />
        <div class="bell-days" role="group" aria-label={t('bell.days')}>
          {[1, 2, 3, 4, 5, 6, 0].map((day) => (
            <label key={day}><input type="checkbox" checked={days.includes(day)} onChange={(event) => setDays(event.currentTarget.checked ? [...days, day] : days.filter((each) => each !== day))} />{dayName(day)}</label>
          ))}
        </div>
        <button type="submit" class="button">{t('bell.save')}</button>
      </div>
      {problem && <p class="sm error" role="alert">{problem}</p>}
    </form>
  );
}

function Devices() {
  const [devices, setDevices] = useState<PushDevice[] | null>(null);
  const [key, setKey] = useState('');
  const [own, setOwn] = useState('');
  const [problem, setProblem] = useState('');
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    get<{ push_devices: PushDevice[]; public_key: string }>('/push_devices').then((read) => { setDevices(read.push_devices); setKey(read.public_key); }, () => setFailed(true));
    ownHash().then(setOwn, () => undefined);
  };
  useEffect(load, []);
  const on = async () => {
    setProblem('');
    const asked = await turnOn(key);
    if (asked !== 'on') setProblem(t(asked === 'blocked' ? 'bell.blocked' : 'bell.notOn'));
    load();
  };
  const known = devices?.some((each) => each.endpoint_hash === own) ?? false;
  return (
    <div>
      <p class="strong">{t('bell.devices')}</p>
      <p class="sm t3">{t('bell.devicesHint')}</p>
      {failed ? <Problem title={t('bell.failed')} action={t('ui.tryAgain')} onAction={load} /> : devices && (
        <>
          {devices.length === 0 && <p class="sm t2">{t('bell.noDevices')}</p>}
          <ul class="bell-devices">
            {devices.map((each) => (
              <li key={each.id}>
                <span class="grow"><span dir="auto">{each.name}</span>{each.endpoint_hash === own && ` (${t('bell.thisDevice')})`} <span class="xs t3">{t('bell.since', { date: shortTime(each.created_at) })}</span></span>
                <button type="button" class="button" aria-label={t('bell.remove', { name: each.name })} onClick={() => void remove(each, each.endpoint_hash === own).then(load, (error: unknown) => say(whyNot(error)))}>{t('bell.removeShort')}</button>
              </li>
            ))}
          </ul>
          {!known && (canPush() ? <p class="bell-row"><button type="button" class="button" onClick={() => void on()}>{t('bell.turnOn')}</button></p> : <p class="sm t2">{t('bell.cannot')}</p>)}
          {problem && <p class="sm error" role="alert">{problem}</p>}
        </>
      )}
    </div>
  );
}
