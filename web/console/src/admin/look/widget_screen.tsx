// How the widget looks on a site: colour, side, name of its button, pages without it. What is chosen stands in the snippet, is seen at
// once beside it, and can be tried on a page of its own. A colour that nobody could read is made darker, and that is said.
import '../../styles/look.css';
import { useState } from 'preact/hooks';
import { MessageCircle } from 'lucide-preact';
import { FieldView } from '../machine/fields';
import type { Field, Values } from '../machine/types';
import WidgetKeys from '../screens/widget_keys';
import { CopyBox } from '../widgets/copy_box';
import { readable, readColour } from './contrast';
import { t, useTexts } from './texts';

const usual = '#1a5bc2';
const fresh: Values = { color: '', label: '', position: 'right', theme: 'auto', offset: 20, hide: '' };
const asAttribute = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/\s+/g, ' ').trim();

/** The attributes that differ from what the widget does by itself, by name. */
function chosenOf(values: Values): [string, string][] {
  const colour = readColour(String(values.color ?? ''));
  const offset = Number(values.offset);
  const all: [string, string][] = [
    ['label', String(values.label ?? '')], ['color', colour ? readable(colour) : ''], ['on-color', colour ? '#ffffff' : ''],
    ['position', values.position === 'left' ? 'left' : ''], ['theme', values.theme === 'auto' ? '' : String(values.theme)],
    ['offset', Number.isFinite(offset) && offset !== 20 && offset >= 0 ? String(Math.min(200, Math.round(offset))) : ''],
    ['hide', String(values.hide ?? '').split(/[\s,]+/).filter((path) => path.startsWith('/')).join(',')],
  ];
  return all.map(([name, value]): [string, string] => [name, asAttribute(value)]).filter(([, value]) => value !== '');
}

export default function WidgetScreen() {
  const texts = useTexts();
  const [values, setValues] = useState<Values>(fresh);
  if (!texts) return null;
  const typed = String(values.color ?? '').trim();
  const colour = readColour(typed);
  const used = readable(colour ?? usual);
  const chosen = chosenOf(values);
  const snippet = `<script async src="${location.origin}/widget.js"${chosen.map(([name, value]) => ` data-${name}="${value}"`).join('')}></script>`;
  const trial = `/widget/try?${new URLSearchParams(chosen.map(([name, value]): [string, string] => [name, value.replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&amp;/g, '&')]))}`;
  const wrongPages = String(values.hide ?? '').split(/[\s,]+/).some((path) => path !== '' && !path.startsWith('/'));
  const errors: Record<string, string> = { ...(typed && !colour ? { color: t('look.noColour') } : {}), ...(wrongPages ? { hide: t('look.noPath') } : {}) };
  const fields: Field[] = [
    { kind: 'text', key: 'color', label: t('look.colour'), hint: t('look.colourHint'), placeholder: usual, ltr: true },
    { kind: 'text', key: 'label', label: t('look.label'), hint: t('look.labelHint') },
    { kind: 'choice', key: 'position', label: t('look.side'), options: [{ value: 'right', label: t('look.right') }, { value: 'left', label: t('look.left') }] },
    { kind: 'choice', key: 'theme', label: t('look.theme'), options: [{ value: 'auto', label: t('look.auto') }, { value: 'light', label: t('look.light') }, { value: 'dark', label: t('look.dark') }] },
    { kind: 'number', key: 'offset', label: t('look.offset'), suffix: 'px' },
    { kind: 'text', key: 'hide', label: t('look.hide'), hint: t('look.hideHint'), placeholder: '/checkout, /admin', ltr: true },
  ];
  return (
    <>
      <h1>{t('admin.screen.widget')}</h1>
      <p class="t2">{t('admin.lead.widget')}</p>
      <div class="admin-section">
        <h2>{t('admin.widget.snippet')}</h2>
        <p class="sm t2">{t('admin.widget.snippetHint')}</p>
        <CopyBox label={t('admin.widget.snippet')} text={snippet} />
        <p><a class="link" href={trial} target="_blank" rel="noopener">{t('look.try')}</a></p>
        <p class="sm t2">{t('admin.widget.types', { name: '@sahay/widget-types', folder: 'web/widget-types' })}</p>
      </div>
      <section class="admin-section form" aria-labelledby="look-title">
        <h2 id="look-title">{t('look.title')}</h2>
        <p class="sm t2">{t('look.lead')}</p>
        <figure class="look-stage" data-side={values.position === 'left' ? 'left' : 'right'} data-dark={values.theme === 'dark' ? 'on' : undefined}>
          <span class="look-button" ref={(element) => element?.style.setProperty('background', used)}><MessageCircle size={24} aria-hidden="true" /></span>
          <figcaption class="sm">{t('look.preview')}</figcaption>
        </figure>
        {colour && used !== colour && <p class="banner" role="status">{t('look.darker', { colour, used })}</p>}
        {fields.map((field) => <FieldView key={field.key} field={field} values={values} error={errors[field.key]} set={(key, value) => setValues((all) => ({ ...all, [key]: value }))} />)}
      </section>
      <WidgetKeys />
    </>
  );
}
