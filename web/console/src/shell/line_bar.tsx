// One quiet bar above every screen while the line is lost: what still works here, what waits to be sent, and trying at once.
import { useState } from 'preact/hooks';
import { WifiOff } from 'lucide-preact';
import { t as console } from '../i18n';
import { route } from '../router';
import { connection, tryAtOnce } from '../state/live';
import { outbox } from '../state/outbox';
import { t, whenTexts } from './line_texts';

/** What one can go on doing, by where one is: forms keep what is typed, letters wait, everything else can be read. */
function stillWorks(): string {
  const { name } = route.value;
  if (name === 'inbox' || name === 'case') return t('line.inbox');
  return name === 'admin' || name === 'settings' || name === 'knowledge' ? t('line.form') : t('line.read');
}

export default function LineBar() {
  const [trying, setTrying] = useState(false);
  if (connection.value === 'live') return null;
  const waiting = outbox.value.filter((entry) => entry.state !== 'failed').length;
  const now = () => {
    if (trying) return;
    setTrying(true);
    tryAtOnce();
    setTimeout(() => setTrying(false), 2000);
  };
  return (
    <div class="line-bar" role="status">
      <WifiOff class="icon" size={16} aria-hidden="true" />
      <span class="grow"><b>{connection.value === 'offline' ? t('line.offline') : console('connection.lost')}</b> {stillWorks()}{waiting > 0 && <> {t('line.waiting', { n: waiting })}</>}</span>
      <button type="button" class="button" aria-disabled={trying} onClick={now}>{trying ? t('line.trying') : t('line.now')}</button>
    </div>
  );
}

/** Called while there is a line: without one the words could not come. */
export const ready = whenTexts;
