// The field for Markdown with its row of keys; pictures are pasted, dropped or chosen and get words for those who do not see them.
import { Bold, Heading2, ImagePlus, Italic, Link, List, ListOrdered, MessageSquareQuote } from 'lucide-preact';
import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { block, difference, link, nextLine, toggleAround, toggleLines, type Edit, type Marked } from './markdown_keys';
import type { UploadedPicture } from './model';
import { shownPictures, usePictures } from './pictures';
import { t } from './texts';

export interface MarkdownFieldProps {
  value: string;
  /** While it is not shown it keeps the text it had; shown again, it takes the new one as if typed, so that undo knows of it. */
  shown?: boolean;
  /** Where the caret is to be when it is shown. */
  caret?: { current: number | null };
  label: string;
  lang: string;
  article: number | null;
  readOnly?: boolean;
  onChange(value: string): void;
  onUploaded(picture: UploadedPicture): void;
}

/** Changes the field as typing would, so that the browser's undo knows of it. */
function apply(field: HTMLTextAreaElement, edit: Edit): void {
  field.focus();
  field.setSelectionRange(edit.from, edit.to);
  const typed = edit.text === '' ? edit.from === edit.to || document.execCommand('delete') : document.execCommand('insertText', false, edit.text);
  if (!typed) {
    field.setRangeText(edit.text, edit.from, edit.to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(edit.selectFrom, edit.selectTo);
}

export function MarkdownField({ value, shown = true, caret, label, lang, article, readOnly, onChange, onUploaded }: MarkdownFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [held, setHeld] = useState<string | null>(shown ? null : value);
  const { take, dialog } = usePictures(article, (picture, words) => {
    onUploaded(picture);
    setTimeout(() => edit((now) => block(now, `![${words}](${picture.content_url})`)), 0);
  });
  useLayoutEffect(() => {
    if (!shown) { setHeld(field.current!.value); return; }
    const before = document.activeElement as HTMLElement | null;
    const made = held === null ? null : difference(field.current!.value, value);
    if (made) apply(field.current!, made);
    const at = caret?.current ?? null;
    if (at !== null) {
      field.current!.focus();
      field.current!.setSelectionRange(at, at);
      caret!.current = null;
    }
    if (made || at !== null) before?.focus();
    setHeld(null);
  }, [shown]);
  const at = (): Marked => ({ text: field.current!.value, from: field.current!.selectionStart, to: field.current!.selectionEnd });
  const edit = (change: (at: Marked) => Edit) => apply(field.current!, change(at()));
  const keys: { name: string; keys: string; icon: ComponentType<any>; run(): void }[] = [
    { name: t('articles.bold'), keys: 'mod+b', icon: Bold, run: () => edit((now) => toggleAround(now, '**', t('articles.someWords'))) },
    { name: t('articles.italic'), keys: 'mod+i', icon: Italic, run: () => edit((now) => toggleAround(now, '*', t('articles.someWords'))) },
    { name: t('articles.heading'), keys: 'mod+alt+2', icon: Heading2, run: () => edit((now) => toggleLines(now, 'heading')) },
    { name: t('articles.bullets'), keys: 'mod+shift+8', icon: List, run: () => edit((now) => toggleLines(now, 'bullet')) },
    { name: t('articles.numbers'), keys: 'mod+shift+7', icon: ListOrdered, run: () => edit((now) => toggleLines(now, 'number')) },
    { name: t('articles.shortAnswer'), keys: 'mod+shift+9', icon: MessageSquareQuote, run: () => edit((now) => toggleLines(now, 'quote')) },
    { name: t('articles.link'), keys: 'mod+k', icon: Link, run: () => edit((now) => link(now, t('articles.someWords'))) },
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    const digit = /^Digit([2789])$/.exec(event.code)?.[1];
    const latin = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
    const pressed = mod && event.altKey && digit === '2' ? 'mod+alt+2' : mod && event.shiftKey && digit ? `mod+shift+${digit}`
      : mod && !event.shiftKey && !event.altKey && latin ? `mod+${latin}` : '';
    const key = keys.find((each) => each.keys === pressed);
    const next = event.key === 'Enter' && !mod && !event.shiftKey ? nextLine(at()) : null;
    if (key) key.run();
    else if (next) apply(field.current!, next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="md-field">
      {!readOnly && (
        <div class="md-keys" role="toolbar" aria-label={t('articles.formatting')}>
          {keys.map(({ name, keys: written, icon: Icon, run }) => (
            <button key={written} type="button" class="icon-button" aria-label={name} data-tip={name} data-keys={writtenKeys(written)} onClick={run}><Icon class="icon" size={18} aria-hidden="true" /></button>
          ))}
          <button type="button" class="icon-button" aria-label={t('articles.picture')} data-tip={t('articles.picture')} onClick={() => chooser.current?.click()}><ImagePlus class="icon" size={18} aria-hidden="true" /></button>
          <input ref={chooser} type="file" accept={shownPictures.join(',')} multiple hidden onChange={(event) => { take(event.currentTarget.files ?? []); event.currentTarget.value = ''; }} />
        </div>
      )}
      <textarea
        ref={field} class="md-text" aria-label={label} placeholder={readOnly ? '' : t('articles.textHint')} lang={lang} dir="auto" spellcheck value={held ?? value} readOnly={readOnly}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])];
          if (readOnly || files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
          event.preventDefault();
          take(files);
        }}
        onDragOver={(event) => { if (!readOnly && event.dataTransfer?.types.includes('Files')) event.preventDefault(); }}
        onDrop={(event) => {
          if (readOnly || !event.dataTransfer?.files.length) return;
          event.preventDefault();
          take(event.dataTransfer.files);
        }}
      />
      {dialog}
    </div>
  );
}
