// Parts of the second step that the door and the settings share: the code to scan, the field of a code, the recovery codes.
import '../styles/access.css';
import { useState } from 'preact/hooks';
import { Check, Copy } from 'lucide-preact';
import { inFours, type Setup } from './model';
import { t } from './texts';

export function ScanSetup({ setup }: { setup: Setup }) {
  return (
    <div class="access-scan">
      <svg class="access-qr" viewBox={`0 0 ${setup.qr.size} ${setup.qr.size}`} role="img" aria-label={t('access.qr')} shape-rendering="crispEdges"><path d={setup.qr.path} /></svg>
      <p class="sm t2">{t('access.byHand')}</p>
      <p class="mono access-key" dir="ltr">{inFours(setup.secret)}</p>
      <p class="sm"><a class="link" href={setup.uri}>{t('access.openApp')}</a></p>
    </div>
  );
}

export function CodeField({ value, hint, problem, onInput }: { value: string; hint: string; problem?: string; onInput(value: string): void }) {
  return (
    <div class="field">
      <label for="access-code">{t('access.code')}</label>
      <span class="hint" id="access-code-hint">{hint}</span>
      <input
        class="input" id="access-code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck={false} dir="ltr" maxLength={24} required autofocus
        aria-describedby={problem ? 'access-code-hint access-code-problem' : 'access-code-hint'} aria-invalid={problem ? true : undefined}
        value={value} onInput={(event) => onInput(event.currentTarget.value)}
      />
      {problem && <p class="sm error" id="access-code-problem" role="alert">{problem}</p>}
    </div>
  );
}

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept(): void }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="form">
      <h2>{t('access.codesTitle')}</h2>
      <p class="sm t2">{t('access.codesLead')}</p>
      <ul class="access-codes mono" dir="ltr" onClick={(event) => getSelection()?.selectAllChildren(event.currentTarget)}>{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <div class="access-row">
        <button type="button" class="button" onClick={() => void navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true), () => undefined)}>
          {copied ? <Check class="icon" size={16} aria-hidden="true" /> : <Copy class="icon" size={16} aria-hidden="true" />}{copied ? t('access.copied') : t('access.copy')}
        </button>
        <button type="button" class="button primary" onClick={onKept}>{t('access.codesKept')}</button>
      </div>
    </div>
  );
}
