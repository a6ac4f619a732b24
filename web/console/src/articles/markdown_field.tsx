// The field for Markdown with its row of keys; pictures are pasted, dropped or chosen and get words for those who do not see them.
import { Bold, Heading2, ImagePlus, Italic, Link, List, ListOrdered, MessageSquareQuote } from 'lucide-preact';
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { fileSize } from '../format';
import { say } from '../state/toasts';
import { block, link, nextLine, toggleAround, toggleLines, type Edit, type Marked } from './markdown_keys';
import { uploadPicture, type UploadedPicture } from './model';
import { t } from './texts';

const largestPicture = 20_000_000;
const shown = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

export interface MarkdownFieldProps {
  value: string;
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

export function MarkdownField({ value, label, lang, article, readOnly, onChange, onUploaded }: MarkdownFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [pictures, setPictures] = useState<File[]>([]);
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
  const take = (files: Iterable<File>) => {
    const fit = [...files].filter((file) => {
      if (!shown.includes(file.type)) say(t('articles.notPicture', { name: file.name }));
      else if (file.size > largestPicture) say(t('composer.tooLarge', { limit: fileSize(largestPicture), size: fileSize(file.size) }));
      else return true;
      return false;
    });
    if (fit.length) setPictures((before) => [...before, ...fit]);
  };
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
            <button key={written} type="button" class="icon-button" aria-label={name} title={`${name} (${writtenKeys(written)})`} onClick={run}><Icon class="icon" size={18} aria-hidden="true" /></button>
          ))}
          <button type="button" class="icon-button" aria-label={t('articles.picture')} title={t('articles.picture')} onClick={() => chooser.current?.click()}><ImagePlus class="icon" size={18} aria-hidden="true" /></button>
          <input ref={chooser} type="file" accept={shown.join(',')} multiple hidden onChange={(event) => { take(event.currentTarget.files ?? []); event.currentTarget.value = ''; }} />
        </div>
      )}
      <textarea
        ref={field} class="md-text" aria-label={label} placeholder={readOnly ? '' : t('articles.textHint')} lang={lang} dir="auto" spellcheck value={value} readOnly={readOnly}
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
      {pictures[0] && (
        <PictureDialog
          key={`${pictures[0].name}${pictures.length}`} file={pictures[0]} article={article}
          onDone={(picture, words) => {
            setPictures(pictures.slice(1));
            if (!picture) return;
            onUploaded(picture);
            setTimeout(() => edit((now) => block(now, `![${words.replace(/[[\]\n]/g, ' ').trim()}](${picture.content_url})`)), 0);
          }}
        />
      )}
    </div>
  );
}

function PictureDialog({ file, article, onDone }: { file: File; article: number | null; onDone(picture: UploadedPicture | null, words: string): void }) {
  const [words, setWords] = useState('');
  const [state, setState] = useState<'asking' | 'sending' | string>('asking');
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const send = async (event: Event) => {
    event.preventDefault();
    setState('sending');
    try {
      onDone(await uploadPicture(article, file), words);
    } catch (error) {
      setState(error instanceof ApiError && error.reason ? error.reason : t('articles.notUploaded'));
    }
  };
  return (
    <Dialog title={t('articles.picture')} closeLabel={t('ui.close')} class="narrow" onClose={() => onDone(null, '')}>
      <form class="dialog-body form" onSubmit={(event) => void send(event)}>
        {url && <img class="md-picture" src={url} alt="" />}
        <div class="field">
          <label for="picture-words">{t('articles.pictureWords')}</label>
          <input id="picture-words" class="input" value={words} dir="auto" autofocus ref={(element) => { if (element && !words && document.activeElement !== element) element.focus(); }} onInput={(event) => setWords(event.currentTarget.value)} />
          <span class="hint">{t('articles.pictureHint')}</span>
        </div>
        {state !== 'asking' && state !== 'sending' && <p class="banner bad" role="alert">{state}</p>}
        <button type="submit" class="button primary" disabled={state === 'sending'}>{state === 'sending' ? t('articles.uploading') : t('articles.insertPicture')}</button>
      </form>
    </Dialog>
  );
}
