// The log of changes: who changed which setting, with what it was before; and one press that takes a line back, which is again a line;
// where it cannot be, it says why.
import '../../styles/look.css';
import { useEffect, useState } from 'preact/hooks';
import { ApiError, get, request } from '@sahay/shared/client';
import { fullTime, number } from '../../format';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import { textOr } from '../texts';
import { t, useTexts } from '../look/texts';
import { faultsOf } from '../machine/store';
import type { Values } from '../machine/types';
import { pathsOfLog, takesBack, untouched, type TakeBack } from './audit_rows';

export interface LogRow { id: number; actor_name: string | null; action: string; source_type: string; source_id: number; source_label: string; before: Values | null; after: Values | null; created_at: string }

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What went wrong, whole or by field: here no field stands beside it. */
const told = (error: unknown) => { const found = faultsOf(error, []); return found.whole || Object.values(found.fields).join(' '); };

export default function AuditScreen() {
  const texts = useTexts();
  const [rows, setRows] = useState<LogRow[] | null>(null);
  const [count, setCount] = useState(0);
  const [page, setPage] = useState(1);
  const [failed, setFailed] = useState('');
  const [busy, setBusy] = useState(false);
  const [again, setAgain] = useState<ReadonlySet<number>>(new Set());
  const load = () => {
    setFailed('');
    return get<{ audit_logs: LogRow[]; count: number }>(`/audit_logs?sort_by=created_at&sort_order=desc&per_page=50&page=${page}`).then((answer) => { setRows(answer.audit_logs); setCount(answer.count); }, (error) => setFailed(faultsOf(error, []).whole));
  };
  useEffect(() => void load(), [page]);
  if (!texts) return null;
  const refresh = async () => {
    if (page === 1) await load();
    else setPage(1);
  };
  /** What somebody changed since is theirs: a line is taken back only where nothing of it was. */
  const takeBack = async (row: LogRow, back: TakeBack) => {
    if (back.how === 'not' || busy) return;
    const list = pathsOfLog[row.source_type]!;
    const path = `${list}/${row.source_id}`;
    const name = row.source_label || row.source_type;
    const kind = row.source_type;
    const now = () => get<Record<string, Values>>(path).then((answer) => answer[kind] ?? {});
    const change = async (values: Values) => {
      const read = await now();
      if (Object.keys(values).some((key) => !same(read[key] ?? null, row.after?.[key] ?? null))) return say(t('takeback.moved', { name }));
      await request('PUT', path, { [kind]: values });
      say(t('takeback.done', { name }));
    };
    const unmake = async () => {
      if (!untouched(await now(), row.after ?? {})) return say(t('takeback.moved', { name }));
      await request('DELETE', path);
      say(t('takeback.unmade', { name }));
    };
    const makeAgain = async (values: Values) => {
      const made = (await request<Record<string, Values>>('POST', list, { [kind]: values }))[kind];
      setAgain((all) => new Set(all).add(row.id));
      say(t('takeback.madeAgain', { name, id: String(made?.id ?? '') }));
    };
    setBusy(true);
    try {
      await (back.how === 'change' ? change(back.values) : back.how === 'made' ? unmake() : makeAgain(back.values));
      await refresh();
    } catch (error) {
      say(error instanceof ApiError && error.status === 404 ? t('takeback.gone', { name }) : told(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <h1>{t('admin.screen.audit')}</h1>
      <p class="t2">{t('admin.lead.audit')}</p>
      {failed && <Problem title={failed} action={t('ui.tryAgain')} onAction={() => void load()} />}
      {!failed && rows === null && <RowBones rows={6} />}
      {rows?.length === 0 && <Problem title={t('admin.audit.none')} hint={t('admin.audit.noneHint')} />}
      <ul class="admin-rows">
        {rows?.map((row) => {
          const keys = [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])].filter((key) => !same(row.before?.[key], row.after?.[key]));
          const name = row.source_label || row.source_type;
          const back = takesBack(row);
          return (
            <li key={row.id} class="admin-row audit">
              <span class="grow admin-name">
                <span><span class="strong" dir="auto">{name}</span> <span class="t2">{textOr(`admin.audit.${row.action}`, row.action)}</span></span>
                <span class="sm t3"><span dir="auto">{row.actor_name ?? t('admin.audit.system')}</span> · {fullTime(row.created_at)}</span>
                {keys.length > 0 && (
                  <details class="sm"><summary>{t('admin.audit.changes', { n: keys.length })}</summary>
                    <dl class="pairs">{keys.map((key) => <div key={key} class="audit-pair"><dt class="mono">{key}</dt><dd dir="auto">{row.before && key in row.before && <del>{plain(row.before[key])}</del>} {row.after && key in row.after && <ins>{plain(row.after[key])}</ins>}</dd></div>)}</dl>
                  </details>
                )}
              </span>
              {back.how === 'not'
                ? <span class="xs t3 audit-why">{t(`takeback.why.${back.why}`)}</span>
                : again.has(row.id)
                  ? <span class="xs t3 audit-why">{t('takeback.there')}</span>
                  : <button type="button" class="button ghost" aria-disabled={busy} aria-label={t(`takeback.whose.${back.how}`, { name })} data-tip={back.how === 'deleted' ? t('takeback.newNumber') : undefined} onClick={() => void takeBack(row, back)}>{back.how === 'deleted' ? t('takeback.again') : t('takeback.button')}</button>}
            </li>
          );
        })}
      </ul>
      {count > 50 && (
        <div class="admin-buttons">
          <button type="button" class="button" disabled={page === 1} onClick={() => setPage(page - 1)}>{t('admin.audit.newer')}</button>
          <span class="sm t3 num">{number(page)} / {number(Math.ceil(count / 50))}</span>
          <button type="button" class="button" disabled={page * 50 >= count} onClick={() => setPage(page + 1)}>{t('admin.audit.older')}</button>
        </div>
      )}
    </>
  );
}
