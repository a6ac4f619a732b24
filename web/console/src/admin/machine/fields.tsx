// One field of a form: label above, hint, control, error below; the error says what to do and is tied to the control.
import { useEffect, useState } from 'preact/hooks';
import { X } from 'lucide-preact';
import { number } from '../../format';
import { t } from '../texts';
import { durationOf, writtenDuration } from './duration';
import type { Field, Option, Options, Values } from './types';

export interface FieldProps {
  field: Field;
  values: Values;
  error?: string;
  set(key: string, value: unknown): void;
}

/** The options of a choice; null while they are on their way. */
export function useOptions(options: Options): Option[] | null {
  const [read, setRead] = useState<Option[] | null>(Array.isArray(options) ? options : null);
  useEffect(() => {
    if (Array.isArray(options)) return;
    let alive = true;
    options().then((found) => { if (alive) setRead(found); }, () => { if (alive) setRead([]); });
    return () => { alive = false; };
  }, []);
  return Array.isArray(options) ? options : read;
}

export const fieldId = (key: string) => `field-${key.replace(/\W/g, '-')}`;

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export function FieldView(props: FieldProps) {
  const { field, values, error, set } = props;
  if (field.shown && !field.shown(values)) return null;
  const id = fieldId(field.key);
  if (field.kind === 'switch') {
    return (
      <div class="field">
        <label class="switch">
          <input id={id} type="checkbox" checked={values[field.key] === true} aria-describedby={field.hint ? `${id}-hint` : undefined} onChange={(event) => set(field.key, event.currentTarget.checked)} />
          <span>{field.label}{field.hint && <><br /><span class="hint" id={`${id}-hint`}>{field.hint}</span></>}</span>
        </label>
        {error && <span class="error" id={`${id}-error`}>{error}</span>}
      </div>
    );
  }
  const grouped = field.kind === 'many' || field.kind === 'own';
  const inner = (
    <>
      {field.hint && <span class="hint" id={`${id}-hint`}>{field.hint}</span>}
      <Control {...props} id={id} />
      {error && <span class="error" id={`${id}-error`}>{error}</span>}
    </>
  );
  if (grouped) return <fieldset class="field" id={id} tabIndex={-1}><legend>{field.label}</legend>{inner}</fieldset>;
  return <div class="field"><label for={id}>{field.label}</label>{inner}</div>;
}

function Control({ field, values, error, set, id }: FieldProps & { id: string }) {
  const value = values[field.key];
  const aria = {
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': [field.hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined,
  };
  switch (field.kind) {
    case 'text':
      return (
        <input
          class="input" id={id} type={field.type ?? 'text'} autocomplete="off" spellcheck={field.ltr || field.type ? false : undefined} dir={field.ltr ? 'ltr' : 'auto'}
          placeholder={field.placeholder} required={field.required} value={String(value ?? '')} {...aria} onInput={(event) => set(field.key, event.currentTarget.value)}
        />
      );
    case 'area':
      return <textarea class="input area" id={id} rows={field.rows ?? 4} dir="auto" required={field.required} {...aria} value={String(value ?? '')} onInput={(event) => set(field.key, event.currentTarget.value)} />;
    case 'number':
      return (
        <span class="with-suffix">
          <input class="input short" id={id} inputMode="numeric" autocomplete="off" value={value === null || value === undefined ? '' : String(value)} {...aria}
            onInput={(event) => { const digits = event.currentTarget.value.replace(/\D/g, ''); set(field.key, digits === '' ? null : Number(digits)); }} />
          {field.suffix && <span class="sm t3">{field.suffix}</span>}
        </span>
      );
    case 'choice': return <Choice field={field} id={id} value={value} aria={aria} set={set} />;
    case 'many': return <Many field={field} value={value} set={set} />;
    case 'tags': return <Tags id={id} value={texts(value)} label={field.label} aria={aria} set={(next) => set(field.key, next)} />;
    case 'duration': return <Duration id={id} seconds={value} unit={field.unit ?? 'seconds'} aria={aria} set={(next) => set(field.key, next)} />;
    case 'own': return <>{field.view({ id, value, values, error, set: (next) => set(field.key, next) })}</>;
    default: return null;
  }
}

type Aria = Record<string, unknown>;

function Choice({ field, id, value, aria, set }: { field: Field & { kind: 'choice' }; id: string; value: unknown; aria: Aria; set(key: string, value: unknown): void }) {
  const options = useOptions(field.options);
  const chosen = value === null || value === undefined ? '' : String(value);
  const known = options?.some((option) => option.value === chosen);
  return (
    <select class="select" id={id} value={chosen} {...aria} aria-busy={options === null}
      onChange={(event) => { const next = event.currentTarget.value; set(field.key, next === '' && field.none !== undefined ? null : field.numeric ? Number(next) : next); }}>
      {field.none !== undefined && <option value="">{field.none}</option>}
      {field.none === undefined && !known && <option value={chosen} disabled={chosen === ''}>{chosen === '' ? t('admin.choose') : chosen}</option>}
      {field.none !== undefined && chosen !== '' && !known && <option value={chosen}>{chosen}</option>}
      {options?.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}

function Many({ field, value, set }: { field: Field & { kind: 'many' }; value: unknown; set(key: string, value: unknown): void }) {
  const options = useOptions(field.options);
  const chosen = texts(value);
  if (options?.length === 0) return <p class="sm t3">{t('admin.nothingToChoose')}</p>;
  const change = (option: string, on: boolean) => {
    const next = on ? [...chosen, option] : chosen.filter((each) => each !== option);
    set(field.key, field.numeric ? next.map(Number) : next);
  };
  return (
    <div class="checks">
      {options?.map((option) => (
        <label key={option.value} class="switch">
          <input type="checkbox" checked={chosen.includes(option.value)} onChange={(event) => change(option.value, event.currentTarget.checked)} />
          <span><span dir="auto">{option.label}</span>{option.hint && <><br /><span class="xs t3">{option.hint}</span></>}</span>
        </label>
      ))}
    </div>
  );
}

export function Tags({ id, value, label, aria = {}, set }: { id: string; value: string[]; label: string; aria?: Aria; set(value: string[]): void }) {
  const [typed, setTyped] = useState('');
  const add = (text: string) => {
    const fresh = text.split(/[\s,]+/).map((each) => each.trim().toLowerCase()).filter((each) => each && !value.includes(each));
    setTyped('');
    if (fresh.length > 0) set([...value, ...fresh]);
  };
  return (
    <div class="tags-field">
      {value.map((tag) => (
        <span key={tag} class="chip" dir="auto">{tag}
          <button type="button" aria-label={t('admin.removeOne', { name: tag })} onClick={() => set(value.filter((each) => each !== tag))}><X size={12} aria-hidden="true" /></button>
        </span>
      ))}
      <input
        class="input" id={id} autocomplete="off" aria-label={label} placeholder={t('admin.tagsPrompt')} value={typed} {...aria}
        onInput={(event) => { const text = event.currentTarget.value; if (/[\s,]$/.test(text)) add(text); else setTyped(text); }}
        onBlur={() => add(typed)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed) { event.preventDefault(); add(typed); }
          if (event.key === 'Backspace' && typed === '' && value.length > 0) set(value.slice(0, -1));
        }}
      />
    </div>
  );
}

export function Duration({ id, label, seconds, unit, aria = {}, set }: { id: string; label?: string; seconds: unknown; unit: 'seconds' | 'minutes'; aria?: Aria; set(value: number | null): void }) {
  const factor = unit === 'minutes' ? 60 : 1;
  const kept = typeof seconds === 'number' ? seconds * factor : null;
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed.trim() !== '' && durationOf(typed) === null;
  return (
    <input
      class="input short" id={id} aria-label={label} autocomplete="off" placeholder={t('admin.durationPrompt', { n: number(4) })} {...aria} aria-invalid={wrong ? 'true' : (aria['aria-invalid'] as 'true' | undefined)}
      value={typed ?? (kept === null ? '' : writtenDuration(kept))}
      onInput={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const found = durationOf(text);
        if (found !== null) set(found / factor);
        else if (text.trim() === '') set(null);
      }}
      onBlur={() => { if (!wrong) setTyped(null); }}
    />
  );
}
