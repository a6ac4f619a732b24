// The form of one row: sections of fields, errors beside their fields, a bar that appears with changes, a question before text is
// lost, an undo after saving, and at the end what cannot be taken back.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { Dialog } from '@sahay/ui/dialog';
import { basePath, go, stopHolding } from '../../router';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import { shippedTitle } from '../../shipped';
import { madeAgain } from '../screens/audit_rows';
import { t } from '../texts';
import { FieldView, fieldId } from './fields';
import { LeaveQuestion } from './leave_question';
import { SaveWords } from './save_words';
import { useLeaveGuard } from './leaving';
import { faultsOf, readRow, removeRow, saveRow, type Faults } from './store';
import type { Field, Resource, Row, Section, Values } from './types';

const nothingWrong: Faults = { whole: '', fields: {} };
const fieldsOf = (sections: Section[]): Field[] => sections.flatMap((section) => section.fields);

function valuesOf(resource: Resource, row: Row | null): Values {
  if (row && resource.read) return resource.read(row);
  const keys = fieldsOf(resource.sections(row)).map((field) => field.key);
  const from: Values = row ?? resource.fresh ?? {};
  return Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
}

/** What is empty although it must not be, in words that say what to do. */
function missingIn(fields: Field[], values: Values): Record<string, string> {
  const missing = fields.filter((field) => (field.kind === 'text' || field.kind === 'area') && field.required && !String(values[field.key] ?? '').trim());
  return Object.fromEntries(missing.map((field) => [field.key, t('admin.fillIn')]));
}

export function ResourceForm({ screen, title, resource, item }: { screen: string; title: string; resource: Resource; item: string }) {
  const fresh = item === 'new';
  const [row, setRow] = useState<Row | null>(null);
  const [failed, setFailed] = useState('');
  const load = () => {
    if (fresh) return;
    setFailed('');
    readRow(resource, item).then((read) => resource.load?.(read) ?? read).then(setRow, (error) => setFailed(faultsOf(error, []).whole));
  };
  useEffect(() => { setRow(null); load(); }, [item]);
  const back = <p class="sm"><a href={`${basePath}/admin/${screen}`}>{title}</a></p>;
  if (failed) return <>{back}<Problem title={failed} action={t('ui.tryAgain')} onAction={load} /></>;
  if (!fresh && !row) return <>{back}<RowBones rows={4} /></>;
  return <>{back}<LoadedForm key={fresh ? 'new' : String(row!.id)} screen={screen} resource={resource} row={row} onRow={setRow} reload={load} /></>;
}

function LoadedForm({ screen, resource, row, onRow, reload }: { screen: string; resource: Resource; row: Row | null; onRow(row: Row): void; reload(): void }) {
  const sections = resource.sections(row);
  const [values, setValues] = useState<Values>(() => valuesOf(resource, row));
  const [kept, setKept] = useState<Values>(values);
  const [faults, setFaults] = useState<Faults>(nothingWrong);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Row | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const dirty = useMemo(() => JSON.stringify(values) !== JSON.stringify(kept), [values, kept]);
  useLeaveGuard(dirty && !busy);

  const set = (key: string, value: unknown) => {
    setValues((all) => ({ ...all, [key]: value }));
    if (faults.fields[key]) setFaults({ ...faults, fields: { ...faults.fields, [key]: '' } });
  };
  const body = (from: Values) => (resource.write ? resource.write(from, row) : from);
  const show = (found: Faults) => {
    setFaults(found);
    const first = fieldsOf(sections).find((field) => found.fields[field.key]);
    if (first) requestAnimationFrame(() => document.getElementById(fieldId(first.key))?.focus());
  };
  const store = (from: Values) => (resource.save ? resource.save(from, row) : saveRow(resource, row?.id ?? null, body(from)));
  const save = async () => {
    if (busy) return;
    const visible = sections.filter((section) => !section.shown || section.shown(values)).flatMap((section) => section.fields).filter((field) => !field.shown || field.shown(values));
    const missing = { ...missingIn(visible, values), ...resource.check?.(values) };
    if (Object.keys(missing).length > 0) return show({ whole: '', fields: missing });
    setBusy(true);
    setFaults(nothingWrong);
    try {
      const saved = await store(values);
      const before = kept;
      setKept(values);
      if (row) {
        onRow(saved);
        say(t('admin.saved'), { label: t('ui.undo'), run: () => void undo(before) });
      } else if (resource.made) {
        stopHolding();
        setMade(saved);
      } else {
        say(t('admin.saved'));
        stopHolding();
        go(`/admin/${screen}/${saved.id}`, 'replace');
      }
    } catch (error) {
      show(faultsOf(error, fieldsOf(sections).map((field) => field.key)));
    } finally {
      setBusy(false);
    }
  };
  const undo = async (before: Values) => {
    try {
      const saved = await store(before);
      onRow(saved);
      setValues(before);
      setKept(before);
      say(t('admin.undone'));
    } catch (error) {
      say(faultsOf(error, []).whole);
    }
  };
  // With the drawing, not after it: the key that follows the last letter at once must see that letter.
  useLayoutEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyS') return;
      event.preventDefault();
      if (dirty || !row) void save();
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  });

  if (made) return <Made resource={resource} row={made} screen={screen} />;
  const name = row ? shippedTitle(resource.name(row)) : resource.words.add;
  return (
    <>
      <h1 dir="auto">{name}</h1>
      <form class="form" noValidate ref={form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {faults.whole && !faults.unsent && <p class="banner bad" role="alert">{faults.whole}</p>}
        {sections.map((section) => (!section.shown || section.shown(values)) && (
          <section key={section.title} class="admin-section">
            {section.title && <h2>{section.title}</h2>}
            {section.lead && <p class="sm t2">{section.lead}</p>}
            {section.fields.map((field) => <FieldView key={field.key} field={field} values={values} error={faults.fields[field.key] || undefined} set={set} />)}
          </section>
        ))}
        {(dirty || !row) && (
          <div class="save-bar">
            <SaveWords faults={faults} otherwise={row ? t('admin.unsaved') : ''} />
            {row
              ? <button type="button" class="button ghost" onClick={() => { setValues(kept); setFaults(nothingWrong); }}>{t('admin.discard')}</button>
              : <a class="button ghost" href={`${basePath}/admin/${screen}`}>{t('admin.cancel')}</a>}
            <button type="submit" class="button primary" aria-disabled={busy} data-keys={writtenKeys('mod+s')}>{row ? t('admin.save') : resource.words.submit ?? t('admin.save')}</button>
          </div>
        )}
      </form>
      {resource.beside?.({ row, body: () => body(values) })}
      {row && resource.below?.({ row, values, reload })}
      {row && (resource.canRemove?.(row) ?? true) && <Remove name={name} hint={resource.words.removeHint ?? t(madeAgain(resource.path) ? 'admin.removeAgain' : 'admin.removeHint')} remove={async () => { await removeRow(resource, row.id); say(t('admin.removed', { name })); stopHolding(); go(`/admin/${screen}`); }} />}
      <LeaveQuestion />
    </>
  );
}

function Made({ resource, row, screen }: { resource: Resource; row: Row; screen: string }) {
  return (
    <>
      <h1 dir="auto">{resource.name(row)}</h1>
      {resource.made!(row)}
      <p class="admin-done"><a class="button primary" href={`${basePath}/admin/${screen}`}>{t('admin.done')}</a></p>
    </>
  );
}

/** Asks once before something goes for good. */
function Remove({ name, hint, remove }: { name: string; hint: string; remove(): Promise<void> }) {
  const [asked, setAsked] = useState(false);
  const [failed, setFailed] = useState('');
  const run = () => remove().catch((error: unknown) => { setFailed(faultsOf(error, []).whole); });
  return (
    <section class="admin-danger">
      <p class="grow sm t2">{hint}</p>
      <button type="button" class="button danger" onClick={() => setAsked(true)}>{t('admin.remove')}</button>
      {asked && (
        <Dialog title={t('admin.removeTitle', { name })} closeLabel={t('ui.close')} class="narrow" onClose={() => { setAsked(false); setFailed(''); }}>
          <div class="dialog-body form">
            <p>{hint}</p>
            {failed && <p class="banner bad" role="alert">{failed}</p>}
            <div class="admin-buttons">
              <button type="button" class="button" onClick={() => setAsked(false)}>{t('admin.cancel')}</button>
              <button type="button" class="button danger" onClick={() => void run()}>{t('admin.remove')}</button>
            </div>
          </div>
        </Dialog>
      )}
    </section>
  );
}
