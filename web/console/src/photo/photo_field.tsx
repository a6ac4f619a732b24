// The photo that customers see beside an answer: chosen, cut, shown, removed. One's own, or for an administrator somebody's.
import '../styles/photo.css';
import { useRef, useState } from 'preact/hooks';
import { ApiError, request, sendFile } from '@sahay/shared/client';
import { Avatar } from '@sahay/ui/avatar';
import { say } from '../state/toasts';
import { smallestSide } from './crop';
import { CropDialog } from './crop_dialog';
import { t, useTexts } from './texts';

interface Answer { face: { photo_url: string | null } }
export interface PhotoFieldProps {
  user: number | string;
  name: string;
  photo: string | null;
  onChange(photo: string | null): void;
}

export function PhotoField({ user, name, photo, onChange }: PhotoFieldProps) {
  const texts = useTexts();
  const file = useRef<HTMLInputElement>(null);
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [problem, setProblem] = useState('');
  if (!texts) return null;
  const path = `/agents/${user}/photo`;
  const failed = (error: unknown) => setProblem(error instanceof ApiError && error.status !== 0 ? error.reason : t('photo.failed'));
  const choose = async (chosen: File | undefined) => {
    setProblem('');
    if (!chosen) return;
    try {
      const read = await createImageBitmap(chosen);
      if (Math.min(read.width, read.height) < smallestSide) setProblem(t('photo.small', { n: smallestSide }));
      else setPicture(read);
    } catch {
      setProblem(t('photo.unreadable'));
    }
  };
  const save = async (cut: Blob) => {
    try {
      onChange((await sendFile<Answer>('PUT', path, cut)).face.photo_url);
      say(t('photo.saved'));
    } catch (error) {
      failed(error);
    }
    setPicture(null);
  };
  const remove = async () => {
    setProblem('');
    try {
      await request('DELETE', path);
      onChange(null);
      say(t('photo.removed'));
    } catch (error) {
      failed(error);
    }
  };
  return (
    <fieldset class="setting photo">
      <legend class="strong">{t('photo.title')}</legend>
      <p class="sm t3">{t('photo.lead')}</p>
      <div class="photo-row">
        <Avatar name={name} photo={photo} size="large" />
        <input
          ref={file} type="file" accept="image/*" hidden data-photo aria-label={t('photo.choose')}
          onChange={(event) => { void choose(event.currentTarget.files?.[0]); event.currentTarget.value = ''; }}
        />
        <button type="button" class="button" onClick={() => file.current?.click()}>{photo ? t('photo.another') : t('photo.choose')}</button>
        {photo && <button type="button" class="button ghost" onClick={() => void remove()}>{t('photo.remove')}</button>}
      </div>
      {problem && <p class="banner bad" role="alert">{problem}</p>}
      {picture && <CropDialog picture={picture} onSave={save} onClose={() => setPicture(null)} />}
    </fieldset>
  );
}
