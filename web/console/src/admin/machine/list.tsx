// The list of a screen: what there is, found by typing, switched on and off, put in order; with its empty and failed states.
import { useEffect, useState } from 'preact/hooks';
import { ArrowDown, ArrowUp, Plus } from 'lucide-preact';
import { basePath } from '../../router';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import { shippedTitle } from '../../shipped';
import { t } from '../texts';
import { faultsOf, readRows, reorderRows, saveRow } from './store';
import type { Resource, Row } from './types';

const searchFrom = 8;

export function ResourceList({ screen, title, lead, resource }: { screen: string; title: string; lead: string; resource: Resource }) {
  const [rows, setRows] = useState<Row[] | null>(null);
  const [failed, setFailed] = useState('');
  const [query, setQuery] = useState('');
  const load = () => {
    setFailed('');
    readRows(resource.path, resource.many, resource.query).then(setRows, (error) => setFailed(faultsOf(error, []).whole));
  };
  useEffect(load, []);

  const change = async (row: Row, active: boolean, undoing = false) => {
    setRows((all) => all?.map((each) => (each.id === row.id ? { ...each, active } : each)) ?? null);
    try {
      await saveRow(resource, row.id, { active });
      const name = shippedTitle(resource.name(row));
      if (!undoing) say(active ? t('admin.switchedOn', { name }) : t('admin.switchedOff', { name }), { label: t('ui.undo'), run: () => void change(row, !active, true) });
    } catch (error) {
      setRows((all) => all?.map((each) => (each.id === row.id ? { ...each, active: !active } : each)) ?? null);
      say(faultsOf(error, []).whole);
    }
  };
  const move = async (row: Row, by: number) => {
    if (!rows) return;
    const from = rows.findIndex((each) => each.id === row.id);
    const to = from + by;
    if (to < 0 || to >= rows.length) return;
    const next = [...rows];
    next.splice(to, 0, ...next.splice(from, 1));
    setRows(next);
    try {
      await reorderRows(resource, next.map((each) => each.id));
    } catch (error) {
      setRows(rows);
      say(faultsOf(error, []).whole);
    }
  };

  const wanted = query.trim().toLocaleLowerCase();
  const shown = rows?.filter((row) => !wanted || `${shippedTitle(resource.name(row))} ${resource.detail?.(row) ?? ''}`.toLocaleLowerCase().includes(wanted)) ?? [];
  const orderable = resource.ordered && !wanted && (rows?.length ?? 0) > 1;
  const add = resource.canAdd !== false && <a class="button primary" href={`${basePath}/admin/${screen}/new`}><Plus class="icon" size={16} aria-hidden="true" />{resource.words.add}</a>;
  return (
    <>
      <div class="admin-head"><h1>{title}</h1>{add}</div>
      <p class="t2">{lead}</p>
      {failed && rows !== null && <p class="banner bad" role="alert">{failed}</p>}
      {failed && rows === null && <Problem title={failed} action={t('ui.tryAgain')} onAction={load} />}
      {!failed && rows === null && <RowBones rows={4} />}
      {rows?.length === 0 && <Problem title={resource.words.none} hint={resource.words.noneHint} />}
      {rows && rows.length >= searchFrom && (
        <input class="input search-input" type="search" aria-label={t('admin.search')} placeholder={t('admin.search')} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
      )}
      {rows && rows.length > 0 && (
        <ul class="admin-rows">
          {shown.map((row, position) => (
            <li
              key={row.id}
              class={row.active === false && resource.switchable ? 'admin-row off' : 'admin-row'}
              onKeyDown={(event) => {
                if (!orderable || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                event.preventDefault();
                void move(row, event.key === 'ArrowUp' ? -1 : 1);
              }}
            >
              <a class="grow admin-name" href={`${basePath}/admin/${screen}/${row.id}`}>
                <span class="strong" dir="auto">{shippedTitle(resource.name(row))}</span>
                {resource.detail?.(row) && <span class="sm t3" dir="auto">{resource.detail(row)}</span>}
              </a>
              {resource.badges?.(row).map((badge) => <span key={badge.text} class={`chip ${badge.tone ?? 'calm'}`}>{badge.text}</span>)}
              {orderable && (
                <span class="admin-order">
                  <button type="button" class="icon-button tiny" aria-label={t('admin.moveUp', { name: shippedTitle(resource.name(row)) })} data-keys="Alt ↑" disabled={position === 0} onClick={() => void move(row, -1)}><ArrowUp class="icon" size={16} aria-hidden="true" /></button>
                  <button type="button" class="icon-button tiny" aria-label={t('admin.moveDown', { name: shippedTitle(resource.name(row)) })} data-keys="Alt ↓" disabled={position === shown.length - 1} onClick={() => void move(row, 1)}><ArrowDown class="icon" size={16} aria-hidden="true" /></button>
                </span>
              )}
              {resource.switchable && (
                <label class="switch sm">
                  <input type="checkbox" checked={row.active === true} aria-label={t('admin.on', { name: shippedTitle(resource.name(row)) })} onChange={(event) => void change(row, event.currentTarget.checked)} />
                  <span aria-hidden="true">{row.active === true ? t('admin.isOn') : t('admin.isOff')}</span>
                </label>
              )}
            </li>
          ))}
        </ul>
      )}
      {rows && rows.length > 0 && shown.length === 0 && <p class="sm t3">{t('admin.notFound', { query: query.trim() })}</p>}
      {resource.foot?.()}
    </>
  );
}
