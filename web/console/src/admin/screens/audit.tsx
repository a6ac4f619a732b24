// The log of changes: who changed which setting, with what it was before; and one press that takes a change back, which is again a line.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { fullTime, number } from '../../format';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import { textOr } from '../texts';
import { t, useTexts } from '../look/texts';
import { faultsOf } from '../machine/store';
import type { Values } from '../machine/types';
import { pathsOfLog, takesBack } from './audit_rows';

export interface LogRow { id: number; actor_name: string | null; action: string; source_type: string; source_id: number; source_label: string; before: Values | null; after: Values | null; created_at: string }

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export default function AuditScreen() {
  const texts = useTexts();
  const [rows, setRows] = useState<LogRow[] | null>(null);
  const [count, setCount] = useState(0);
  const [page, setPage] = useState(1);
  const [failed, setFailed] = useState('');
  const [busy, setBusy] = useState(false);
  const load = () => {
    setFailed('');
    return get<{ audit_logs: LogRow[]; count: number }>(`/audit_logs?sort_by=created_at&sort_order=desc&per_page=50&page=${page}`).then((answer) => { setRows(answer.audit_logs); setCount(answer.count); }, (error) => setFailed(faultsOf(error, []).whole));
  };
  useEffect(() => void load(), [page]);
  if (!texts) return null;
  /** What somebody changed since is theirs: the change is taken back only where nothing of it was. */
  const takeBack = async (row: LogRow) => {
    const before = takesBack(row);
    const path = `${pathsOfLog[row.source_type]}/${row.source_id}`;
    if (!before || busy) return;
    setBusy(true);
    try {
      const read = (await get<Record<string, Values>>(path))[row.source_type] ?? {};
      const moved = Object.keys(before).filter((key) => !same(read[key] ?? null, row.after?.[key] ?? null));
      if (moved.length > 0) {
        say(t('takeback.moved', { name: row.source_label || row.source_type }));
      } else {
        await request('PUT', path, { [row.source_type]: before });
        say(t('takeback.done', { name: row.source_label || row.source_type }));
        if (page === 1) await load();
        else setPage(1);
      }
    } catch (error) {
      say(faultsOf(error, []).whole);
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
              {takesBack(row) && <button type="button" class="button ghost" aria-disabled={busy} aria-label={t('takeback.whose', { name })} onClick={() => void takeBack(row)}>{t('takeback.button')}</button>}
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
