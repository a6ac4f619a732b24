// Pictures on their way into an article: those that fit are asked about one after another, uploaded, and handed on with the words
// for those who do not see them.
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { fileSize } from '../format';
import { say } from '../state/toasts';
import { uploadPicture, type UploadedPicture } from './model';
import { t } from './texts';

const largestPicture = 20_000_000;
export const shownPictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** `take` asks about files; `dialog` stands in the screen. */
export function usePictures(article: number | null, onPicture: (picture: UploadedPicture, words: string) => void) {
  const [pictures, setPictures] = useState<File[]>([]);
  const take = (files: Iterable<File>) => {
    const fit = [...files].filter((file) => {
      if (!shownPictures.includes(file.type)) say(t('articles.notPicture', { name: file.name }));
      else if (file.size > largestPicture) say(t('composer.tooLarge', { limit: fileSize(largestPicture), size: fileSize(file.size) }));
      else return true;
      return false;
    });
    if (fit.length) setPictures((before) => [...before, ...fit]);
  };
  const onDone = (picture: UploadedPicture | null, words: string) => {
    setPictures(pictures.slice(1));
    if (picture) onPicture(picture, words.replace(/[[\]\n]/g, ' ').trim());
  };
  return { take, dialog: pictures[0] ? <PictureDialog key={`${pictures[0].name}${pictures.length}`} file={pictures[0]} article={article} onDone={onDone} /> : null };
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
        <PictureWords words={words} onChange={setWords} />
        {state !== 'asking' && state !== 'sending' && <p class="banner bad" role="alert">{state}</p>}
        <button type="submit" class="button primary" disabled={state === 'sending'}>{state === 'sending' ? t('articles.uploading') : t('articles.insertPicture')}</button>
      </form>
    </Dialog>
  );
}

export function PictureWords({ words, onChange }: { words: string; onChange(words: string): void }) {
  return (
    <div class="field">
      <label for="picture-words">{t('articles.pictureWords')}</label>
      <input id="picture-words" class="input" value={words} dir="auto" autofocus ref={(element) => { if (element && !words && document.activeElement !== element) element.focus(); }} onInput={(event) => onChange(event.currentTarget.value)} />
      <span class="hint">{t('articles.pictureHint')}</span>
    </div>
  );
}
