// The original of a mail as it came: to read (as text, what is no UTF-8 repaired) and to download, byte for byte.
import { useEffect, useState } from 'preact/hooks';
import { Download } from 'lucide-preact';
import { ApiError, get } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { t } from '../i18n';
import { originalOpen } from '../shell/open';
import { Problem } from '../shell/states';

const mostShown = 200_000;

type Read = { phase: 'loading' | 'failed' | 'gone' } | { phase: 'ready'; raw: string };

export default function Original({ url, title }: { url: string; title: string }) {
  const [read, setRead] = useState<Read>({ phase: 'loading' });
  const [round, setRound] = useState(0);
  const path = new URL(url, location.href).pathname;
  useEffect(() => {
    const stop = new AbortController();
    setRead({ phase: 'loading' });
    get<{ raw: string }>(path.replace(/^\/api\/v2/, ''), { signal: stop.signal }).then(
      ({ raw }) => setRead({ phase: 'ready', raw }),
      (error) => { if (!stop.signal.aborted) setRead({ phase: error instanceof ApiError && error.status === 404 ? 'gone' : 'failed' }); },
    );
    return () => stop.abort();
  }, [path, round]);
  return (
    <Dialog title={t('mail.originalTitle')} closeLabel={t('ui.close')} class="original" onClose={() => { originalOpen.value = null; }}>
      <div class="dialog-body" aria-busy={read.phase === 'loading'}>
        {read.phase === 'failed' && <Problem title={t('mail.originalFailed')} action={t('ui.tryAgain')} onAction={() => setRound(round + 1)} />}
        {read.phase === 'gone' && <Problem title={t('mail.originalGone')} />}
        {read.phase === 'ready' && (
          <>
            <p class="original-tools">
              <a class="button" href={path.replace(/\/raw$/, '/original')} download={fileName(title)}><Download class="icon" size={16} aria-hidden="true" />{t('mail.download')}</a>
              {read.raw.length > mostShown && <span class="sm t3">{t('mail.cut')}</span>}
            </p>
            <pre class="original-text" tabIndex={0}>{read.raw.slice(0, mostShown)}</pre>
          </>
        )}
      </div>
    </Dialog>
  );
}

function fileName(title: string): string {
  return `${title.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim().slice(0, 60) || 'mail'}.eml`;
}
