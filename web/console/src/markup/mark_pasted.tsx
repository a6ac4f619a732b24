// A pasted picture: it is uploaded as it is after the marks, and not before.
import { addFiles, pasted } from '../ticket/attachments';
import { editor } from '../ticket/composer_state';
import MarkDialog from './mark_dialog';

export default function MarkPasted({ ticket, file }: { ticket: number; file: File }) {
  const done = (made: File | null) => {
    pasted.value = null;
    if (made) void addFiles(ticket, [made]);
    editor.value?.focus();
  };
  return <MarkDialog file={file} name={file.name || 'picture.png'} onDone={done} pasted />;
}
