// Files of the composer: chosen, dropped or pasted ones are uploaded at once and wait with their token for the send. They
// belong to one ticket and one mode, so a picture for a note never leaves with a reply.
import { signal } from '@preact/signals';
import type { DraftMode, Upload } from '@sahay/shared/api';
import { ApiError, newKey, upload } from '@sahay/shared/client';
import { fileSize } from '../format';
import { t } from '../i18n';
import type { SentFile } from '../state/outbox';
import { composerMode } from './composer_state';

export interface PendingFile {
  key: string;
  ticket: number;
  mode: DraftMode;
  name: string;
  size: number;
  state: 'uploading' | 'done' | 'failed';
  source: File | null;
  sent?: SentFile;
  error?: string;
}

/** A picture that was pasted: what is private in it can be covered before anything leaves the browser. */
export const pasted = signal<File | null>(null);
export const isPicture = (type: string) => /^image\/(png|jpeg|webp|bmp)$/.test(type);

export const largestFile = 25_000_000;
export const pendingFiles = signal<readonly PendingFile[]>([]);

export const filesFor = (ticket: number, mode: DraftMode) =>
  pendingFiles.value.filter((file) => file.ticket === ticket && file.mode === mode);

export async function addFiles(ticket: number, files: Iterable<File>): Promise<void> {
  const mode = composerMode.value;
  const added = [...files].map((source): PendingFile => {
    const name = source.name || 'file';
    const tooLarge = source.size > largestFile;
    return {
      key: newKey(), ticket, mode, name, size: source.size, source,
      state: tooLarge ? 'failed' : 'uploading',
      error: tooLarge ? t('composer.tooLarge', { limit: fileSize(largestFile), size: fileSize(source.size) }) : undefined,
    };
  });
  pendingFiles.value = [...pendingFiles.value, ...added];
  await Promise.all(added.filter((file) => file.state === 'uploading').map(uploadOne));
}

export function retryFile(key: string): void {
  const file = pendingFiles.value.find((each) => each.key === key);
  if (!file?.source || file.size > largestFile) return;
  patchFile(key, { state: 'uploading', error: undefined });
  void uploadOne(file);
}

export async function uploadOne(file: PendingFile): Promise<void> {
  try {
    const answer = await upload<{ upload: Upload }>(file.source!, file.name);
    patchFile(file.key, { state: 'done', source: isPicture(file.source!.type) ? file.source : null, sent: { token: answer.upload.token, attachment: answer.upload.attachment } });
  } catch (error) {
    const why = error instanceof ApiError && error.reason ? error.reason : t('composer.uploadFailed');
    patchFile(file.key, { state: 'failed', error: why });
  }
}

export function removeFile(key: string): void {
  pendingFiles.value = pendingFiles.value.filter((file) => file.key !== key);
}

export function takeFiles(ticket: number, mode: DraftMode): SentFile[] {
  const own = filesFor(ticket, mode);
  pendingFiles.value = pendingFiles.value.filter((file) => !own.includes(file));
  return own.flatMap((file) => (file.sent ? [file.sent] : []));
}

export function putBackFiles(ticket: number, mode: DraftMode, files: readonly SentFile[]): void {
  pendingFiles.value = [...pendingFiles.value, ...files.map((sent): PendingFile => ({
    key: newKey(), ticket, mode, name: sent.attachment.file_name, size: sent.attachment.size, state: 'done', source: null, sent,
  }))];
}

/** Files of a paste; text that was copied together with a picture of itself stays text. */
export function pastedFiles(data: DataTransfer | null): File[] {
  if (!data || data.types.includes('text/plain')) return [];
  return [...data.files];
}

export function patchFile(key: string, change: Partial<PendingFile>): void {
  pendingFiles.value = pendingFiles.value.map((file) => (file.key === key ? { ...file, ...change } : file));
}
