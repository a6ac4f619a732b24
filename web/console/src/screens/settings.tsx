// Own settings of an agent: language, look, keyboard, sending. They apply at once and say so by showing.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import type { Language } from '@sahay/shared/api';
import { languageNames, languages, language, useLanguage } from '../i18n';
import { basePath } from '../router';
import { shortcutsOpen } from '../shell/open';
import { prefs, setPrefs, type Density, type Theme } from '../state/prefs';
import { reason } from '../promises/model';
import { me, readStart, signOut, started } from '../state/session';
import { say } from '../state/toasts';
import { Avatar } from '@sahay/ui/avatar';
import { LeaveQuestion } from '../admin/machine/leave_question';
import { AccessSettings } from '../access/access_settings';
import { LeaveForm } from '../conduct/leave_form';
import { PhotoField } from '../photo/photo_field';
import { BellSettings } from '../bell/bell_settings';
import { SignatureForm } from '../signature/signature_form';
import { t, useAllTexts } from './texts';

function Choice<V extends string | number>(props: { legend: string; name: string; hint?: string; value: V; options: [V, ComponentChildren][]; onChange(value: V): void }) {
  return (
    <fieldset class="setting">
      <legend class="strong">{props.legend}</legend>
      {props.hint && <p class="sm t3">{props.hint}</p>}
      <div class="radio-set">
        {props.options.map(([value, label]) => (
          <label key={value} lang={props.name === 'language' ? String(value) : undefined}>
            <input type="radio" name={props.name} checked={props.value === value} onChange={() => props.onChange(value)} />{label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Toggle({ label, hint, checked, onChange }: { label: string; hint: string; checked: boolean; onChange(on: boolean): void }) {
  return (
    <label class="switch">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span><span class="strong">{label}</span><br /><span class="sm t3">{hint}</span></span>
    </label>
  );
}

async function chooseLanguage(next: Language): Promise<void> {
  setPrefs({ language: next });
  await useLanguage(next);
  // Mail and the portal speak to this person in the same language; the choice here does not depend on it.
  if (me.value.id !== null) await request('PUT', `/users/${me.value.id}`, { user: { locale: next } }).catch(() => undefined);
}

/** What customers read below an answer, in each of their languages. Saved by the button: nobody should read half a word. */
function FaceForm() {
  const [titles, setTitles] = useState<Record<string, string> | null>(null);
  const path = `/agents/${me.value.id}/face`;
  useEffect(() => { get<{ face: { titles: Record<string, string> } }>(path).then(({ face }) => setTitles(face.titles), () => undefined); }, []);
  if (!titles) return null;
  const save = () => request('PUT', path, { face: { titles } }).then(() => say(t('settings.faceSaved')), (error: unknown) => say(reason(error)));
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <fieldset class="setting face-titles">
        <legend class="strong">{t('settings.face')}</legend>
        <p class="sm t3">{t('settings.faceHint')}</p>
        {languages.map((each) => (
          <label key={each} class="field">{languageNames[each]}
            <input class="input" lang={each} dir="auto" maxLength={80} value={titles[each] ?? ''} onInput={(event) => setTitles({ ...titles, [each]: event.currentTarget.value })} />
          </label>
        ))}
        <div><button type="submit" class="button">{t('settings.faceSave')}</button></div>
      </fieldset>
    </form>
  );
}

export default function Settings() {
  const texts = useAllTexts();
  const now = prefs.value;
  const allowed = started.value?.settings.undo_send_seconds ?? 0;
  if (!texts) return null;
  return (
    <div class="page-body narrow">
      <h1>{t('settings.title')}</h1>
      <div class="person">
        <Avatar name={me.value.name} photo={me.value.photo_url} size="large" />
        <div class="grow"><p class="strong" dir="auto">{me.value.name}</p><p class="sm t3">{me.value.email}</p></div>
        {me.value.role === 'admin' && <a class="button" href={`${basePath}/admin`}>{t('shell.admin')}</a>}
        <button type="button" class="button" onClick={() => void signOut()}>{t('session.signOut')}</button>
      </div>
      <Choice legend={t('settings.language')} name="language" value={language.value} options={languages.map((each) => [each, languageNames[each]])} onChange={(next) => void chooseLanguage(next)} />
      <Choice<Theme> legend={t('settings.theme')} name="theme" value={now.theme} options={[['system', t('settings.system')], ['light', t('settings.light')], ['dark', t('settings.dark')], ['contrast', t('settings.contrast')]]} onChange={(theme) => setPrefs({ theme })} />
      <Choice<Density> legend={t('settings.density')} name="density" value={now.density} options={[['comfortable', t('settings.comfortable')], ['compact', t('settings.compact')]]} onChange={(density) => setPrefs({ density })} />
      {allowed > 0 && (
        <Choice<number>
          legend={t('settings.undo')}
          hint={t('settings.undoHint')}
          name="undo"
          value={now.undoSeconds ?? allowed}
          options={[0, 5, 10, 30].map((seconds) => [seconds, seconds === 0 ? t('settings.undoOff') : t('settings.seconds', { n: seconds })])}
          onChange={(undoSeconds) => setPrefs({ undoSeconds })}
        />
      )}
      <fieldset class="setting">
        <legend class="strong">{t('settings.work')}</legend>
        <Toggle label={t('settings.next')} hint={t('settings.nextHint')} checked={now.nextAfterSolve} onChange={(nextAfterSolve) => setPrefs({ nextAfterSolve })} />
        <Toggle label={t('settings.takeByWriting')} hint={t('settings.takeByWritingHint')} checked={now.takeByWriting} onChange={(takeByWriting) => setPrefs({ takeByWriting })} />
        <Toggle label={t('settings.keys')} hint={t('settings.keysHint')} checked={now.singleKeys} onChange={(singleKeys) => setPrefs({ singleKeys })} />
        <div><button type="button" class="button" aria-haspopup="dialog" onClick={() => { shortcutsOpen.value = true; }}>{t('settings.ownKeys')}</button></div>
      </fieldset>
      {me.value.id !== null && <BellSettings />}
      {me.value.id !== null && <AccessSettings />}
      {me.value.id !== null && <LeaveForm />}
      {me.value.id !== null && <PhotoField user={me.value.id} name={me.value.name} photo={me.value.photo_url ?? null} onChange={() => void readStart()} />}
      {me.value.id !== null && <FaceForm />}
      {me.value.id !== null && <SignatureForm owner="agents" id={me.value.id} agent={{ name: me.value.name, photo: me.value.photo_url }} />}
      <LeaveQuestion />
    </div>
  );
}
