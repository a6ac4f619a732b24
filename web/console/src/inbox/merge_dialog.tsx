// Merging tickets: which one goes on, which ones join it, and what that means, before it is done.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Row, RowPage } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { shortTime } from '../format';
import { t } from '../i18n';
import { mergeOpen } from '../shell/open';
import { openTicket } from '../state/list';
import { openId } from '../state/ticket';
import { statusWord } from '../words';
import { mergeInto } from './bulk_actions';
import { mergeTarget } from './bulk_effect';

export default function MergeDialog({ rows, search }: { rows: readonly Row[]; search?: boolean }) {
  const [found, setFound] = useState<readonly Row[]>([]);
  const [target, setTarget] = useState<number | null>(search ? null : mergeTarget(rows)?.id ?? null);
  const [busy, setBusy] = useState(false);
  const close = () => { mergeOpen.value = null; };
  const choices = search ? found.filter((row) => !rows.some((each) => each.id === row.id)) : rows.filter((row) => row.status !== 'closed');
  const sources = rows.filter((row) => row.id !== target);
  const into = choices.find((row) => row.id === target);
  const others = into ? [...new Set(sources.map((row) => row.requester).filter((each) => each.id !== into.requester.id).map((each) => each.name))] : [];

  const merge = async () => {
    if (target === null || busy) return;
    setBusy(true);
    const done = await mergeInto(target, sources.map((row) => row.id));
    setBusy(false);
    if (!done) return;
    close();
    if (sources.some((row) => row.id === openId.value)) openTicket(target);
  };
  return (
    <Dialog title={t('merge.title')} closeLabel={t('ui.close')} class="merge" onClose={close}>
      <form class="dialog-body" onSubmit={(event) => { event.preventDefault(); void merge(); }}>
        <p class="t2">{search ? t('merge.into', { id: String(rows[0]!.id), subject: rows[0]!.subject }) : t('merge.choose')}</p>
        {search && <Search near={rows[0]!} onFound={setFound} />}
        <fieldset class="choices">
          <legend class="unseen">{t('merge.target')}</legend>
          {choices.map((row) => (
            <label key={row.id} class="choice">
              <input type="radio" name="target" checked={row.id === target} onChange={() => setTarget(row.id)} />
              <span class="grow">
                <span class="strong" dir="auto">#{row.id} {row.subject || t('ticket.noSubject')}</span>
                <span class="sm t3" dir="auto">{row.requester.name} · {statusWord(row.status)} · {shortTime(row.created_at)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {into && (
          <div class="sunken sm" role="status">
            <p>{t('merge.effect', { n: sources.length, ids: sources.map((row) => `#${row.id}`).join(', '), into: `#${into.id}` })}</p>
            {others.length > 0 && <p>{t('merge.copied', { names: others.join(', ') })}</p>}
            <p>{t('merge.nobodyTold')}</p>
          </div>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>{t('ui.cancel')}</button>
          <button type="submit" class="button primary" disabled={target === null || busy}>{t('bulk.merge')}</button>
        </div>
      </form>
    </Dialog>
  );
}

/** Other tickets of the same person at first, then whatever the words find. */
function Search({ near, onFound }: { near: Row; onFound(rows: readonly Row[]): void }) {
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const controller = new AbortController();
    const words = query.trim() || near.requester.email || near.requester.name;
    const timer = setTimeout(() => {
      get<RowPage>(`/console/tickets?view=all&limit=8&q=${encodeURIComponent(words)}`, { signal: controller.signal })
        .then((page) => onFound(page.rows.filter((row) => row.status !== 'closed')), () => undefined);
    }, query ? 150 : 0);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [query]);
  return <input ref={field} class="input" type="search" aria-label={t('merge.find')} placeholder={t('merge.find')} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />;
}
