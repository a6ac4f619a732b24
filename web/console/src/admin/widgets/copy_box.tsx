// Text to be taken elsewhere: shown as it is, copied by one button, and chosen whole by a press.
import { useState } from 'preact/hooks';
import { Check, Copy } from 'lucide-preact';
import { t } from '../texts';

export function CopyBox({ label, text }: { label: string; text: string }) {
  const [state, setState] = useState<'' | 'copied' | 'failed'>('');
  const copy = () => navigator.clipboard.writeText(text).then(() => setState('copied'), () => setState('failed'));
  return (
    <div class="copy-box">
      <pre class="mono" tabIndex={0} role="group" aria-label={label} dir="ltr" onClick={(event) => getSelection()?.selectAllChildren(event.currentTarget)}>{text}</pre>
      <button type="button" class="button" onClick={() => void copy()}>
        {state === 'copied' ? <Check class="icon" size={16} aria-hidden="true" /> : <Copy class="icon" size={16} aria-hidden="true" />}{state === 'copied' ? t('admin.copied') : t('ui.copy')}
      </button>
      <span class="unseen" role="status">{state === 'copied' ? t('admin.copied') : ''}</span>
      {state === 'failed' && <p class="sm error" role="alert">{t('ui.notCopied')}</p>}
    </div>
  );
}
