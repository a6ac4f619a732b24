// The signatures of an agent or of a group in three languages, with what a customer will see while they are written.
import '../styles/signature.css';
import { useEffect, useState } from 'preact/hooks';
import { ApiError, get, request } from '@sahay/shared/client';
import type { Language } from '@sahay/shared/api';
import { Avatar } from '@sahay/ui/avatar';
import { useLeaveGuard } from '../admin/machine/leaving';
import { language as ownLanguage, languageNames, languages } from '../i18n';
import { Problem, RowBones } from '../shell/states';
import { say } from '../state/toasts';
import { t, useTexts } from './texts';

type Signatures = Record<Language, string>;
const longest = 5000;

export interface SignatureFormProps {
  owner: 'agents' | 'groups';
  id: number | string;
  /** Whose face the preview shows; of a group: somebody's. */
  agent: { name: string; photo?: string | null } | null;
}

export function SignatureForm({ owner, id, agent }: SignatureFormProps) {
  const texts = useTexts();
  const [kept, setKept] = useState<Signatures | null>(null);
  const [now, setNow] = useState<Signatures | null>(null);
  const [shown, setShown] = useState<Language>(ownLanguage.value);
  const [problem, setProblem] = useState('');
  const [failed, setFailed] = useState(false);
  const path = `/${owner}/${id}/signatures`;
  const take = (answer: { signatures: Signatures }) => { setKept(answer.signatures); setNow(answer.signatures); setFailed(false); };
  const load = () => { get<{ signatures: Signatures }>(path).then(take, () => setFailed(true)); };
  useEffect(load, [path]);
  const dirty = kept !== null && now !== null && languages.some((each) => kept[each] !== now[each]);
  useLeaveGuard(dirty);
  if (!texts) return null;
  if (failed) return <Problem title={t('sign.failed')} action={t('ui.tryAgain')} onAction={load} />;
  if (!now || !kept) return <RowBones rows={2} />;
  const kind = owner === 'agents' ? 'own' : 'group';
  const save = async () => {
    setProblem('');
    try {
      take(await request<{ signatures: Signatures }>('PUT', path, { signatures: now }));
      say(t('sign.saved'));
    } catch (error) {
      setProblem(error instanceof ApiError && error.status !== 0 ? error.reason : t('sign.failed'));
    }
  };
  return (
    <fieldset class="setting signature">
      <legend class="strong">{t(`sign.title.${kind}`)}</legend>
      <p class="sm t3">{t(`sign.lead.${kind}`)}</p>
      <div class="radio-set" role="radiogroup" aria-label={t('sign.language')}>
        {languages.map((each) => (
          <label key={each} lang={each}>
            <input type="radio" name={`signature-language-${owner}`} checked={shown === each} onChange={() => setShown(each)} />
            {languageNames[each]}{now[each] !== kept[each] && <span aria-hidden="true"> *</span>}
          </label>
        ))}
      </div>
      <div class="signature-panes">
        <div class="field">
          <label for={`signature-${owner}`}>{t('sign.field')}</label>
          <span class="hint" id={`signature-${owner}-hint`}>{t('sign.hint', { placeholder: '{agent}' })}</span>
          <textarea
            key={shown} class="input" id={`signature-${owner}`} lang={shown} dir="auto" rows={5} maxLength={longest} value={now[shown]} aria-describedby={`signature-${owner}-hint`}
            onInput={(event) => setNow({ ...now, [shown]: event.currentTarget.value })}
          />
        </div>
        <Preview language={shown} signature={now[shown]} agent={agent} empty={t(`sign.empty.${kind}`)} />
      </div>
      {problem && <p class="banner bad" role="alert">{problem}</p>}
      {dirty && (
        <div class="signature-save">
          <button type="button" class="button primary" onClick={() => void save()}>{t('sign.save')}</button>
          <button type="button" class="button ghost" onClick={() => setNow(kept)}>{t('sign.discard')}</button>
        </div>
      )}
    </fieldset>
  );
}

/** As letter.cc writes it: the words, the face of who answers, "-- ", the signature. */
function Preview({ language, signature, agent, empty }: { language: Language; signature: string; agent: SignatureFormProps['agent']; empty: string }) {
  const name = agent?.name || t('sign.someone');
  return (
    <figure class="signature-preview">
      <figcaption class="sm t3">{t('sign.preview')}</figcaption>
      <div class="signature-mail" role="group" aria-label={t('sign.preview')} aria-live="polite">
        <p class="t3">{t('sign.answer')}</p>
        <p class="signature-face"><Avatar name={name} photo={agent?.photo ?? null} /><span class="strong" dir="auto">{name}</span></p>
        {signature.trim() === '' ? <p class="sm t3">{empty}</p> : <p class="signature-words" lang={language} dir="auto">{`-- \n${signature.replaceAll('{agent}', name)}`}</p>}
      </div>
    </figure>
  );
}
