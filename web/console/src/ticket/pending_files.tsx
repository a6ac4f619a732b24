// Files that wait for the send; pictures among them can be cropped, blurred and marked. Loaded with the first file.
import { useState } from 'preact/hooks';
import { Crop, FileText, Image, X } from 'lucide-preact';
import type { DraftMode } from '@sahay/shared/api';
import { request } from '@sahay/shared/client';
import { fileSize } from '../format';
import { t } from '../i18n';
import MarkDialog from '../markup/mark_dialog';
import { t as markText } from '../markup/texts';
import { filesFor, isPicture, patchFile, removeFile, retryFile, uploadOne, type PendingFile } from './attachments';

const canMark = (file: PendingFile) => file.state === 'done' && isPicture(file.sent?.attachment.content_type ?? file.source?.type ?? '');

/** The picture as it is now; one that came back with a draft is read from the server. */
async function bytesOf(file: PendingFile): Promise<Blob> {
  if (file.source) return file.source;
  const answer = await fetch(new URL(file.sent!.attachment.content_url, location.href).pathname);
  return answer.blob();
}

/** The marked picture stands for the one before, which no longer is anywhere to be had. */
async function replace(before: PendingFile, source: File): Promise<void> {
  const now: PendingFile = { ...before, name: source.name, size: source.size, source, state: 'uploading', sent: undefined };
  patchFile(before.key, now);
  if (before.sent) await request('DELETE', `/uploads/${before.sent.token}`).catch(() => undefined);
  await uploadOne(now);
}

export default function PendingFiles({ ticket, mode }: { ticket: number; mode: DraftMode }) {
  const own = filesFor(ticket, mode);
  const [marked, setMarked] = useState<{ file: PendingFile; bytes: Blob } | null>(null);
  const done = (made: File | null) => {
    setMarked(null);
    if (made && marked) void replace(marked.file, made);
  };
  return (
    <>
      <ul class="files pending" aria-label={t('composer.files')}>
        {own.map((file) => (
          <li key={file.key} class={`file ${file.state}`}>
            {canMark(file) ? <Image class="icon" size={16} aria-hidden="true" /> : <FileText class="icon" size={16} aria-hidden="true" />}
            <span class="clip">{file.name}</span>
            <span class="t3">{file.state === 'uploading' ? t('composer.uploading') : file.state === 'failed' ? file.error : fileSize(file.size)}</span>
            {file.state === 'failed' && file.source && <button type="button" class="link xs" onClick={() => retryFile(file.key)}>{t('ui.tryAgain')}</button>}
            {canMark(file) && (
              <button type="button" class="icon-button tiny" aria-label={markText('picture.open', { name: file.name })} data-tip={markText('picture.open', { name: file.name })} onClick={() => void bytesOf(file).then((bytes) => setMarked({ file, bytes }))}>
                <Crop class="icon" size={14} aria-hidden="true" />
              </button>
            )}
            <button type="button" class="icon-button tiny" aria-label={t('composer.removeFile', { name: file.name })} onClick={() => removeFile(file.key)}><X class="icon" size={14} aria-hidden="true" /></button>
          </li>
        ))}
      </ul>
      {marked && <MarkDialog file={marked.bytes} name={marked.file.name} onDone={done} />}
    </>
  );
}
