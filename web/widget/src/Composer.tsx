// Where the visitor writes. Text not yet sent survives a reload; files go up at once, a message leaves when they are in.
import { useEffect, useRef, useState } from 'preact/hooks';
import { FilePill, Icon } from './parts';
import type { FileInfo } from './protocol';
import { current, is_typing, say, upload } from './state';
import { read, write } from './storage';
import { t } from './text';

const largest_file = 25e6;
const longest_text = 10_000;
interface Attached {
  key: number;
  info: FileInfo;
  token: string | null; // null while it goes up
}
let next_key = 1;

export function Composer() {
  const draft_key = `draft.${current.value ?? 'new'}`;
  const [text, set_text] = useState(() => read(draft_key, ''));
  const [files, set_files] = useState<Attached[]>([]);
  const [trouble, set_trouble] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => write(draft_key, text), [text]);
  useEffect(() => {
    // field-sizing is not everywhere yet
    const box = field.current!;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight + 2, 120)}px`;
  }, [text]);

  const attach = (list: File[]) => {
    set_trouble('');
    for (const file of list) {
      if (file.size > largest_file) {
        set_trouble(t('widget.file_too_large', { name: file.name }));
        continue;
      }
      const key = next_key++;
      const info = { name: file.name, size: file.size, content_type: file.type, url: '' };
      set_files((before) => [...before, { key, info, token: null }]);
      upload(file).then(
        (made) => set_files((before) => before.map((f) => (f.key === key ? { key, ...made } : f))),
        () => {
          set_files((before) => before.filter((f) => f.key !== key));
          set_trouble(t('widget.file_failed', { name: file.name }));
        },
      );
    }
  };
  const uploading = files.some((f) => f.token === null);
  const empty = !text.trim() && files.length === 0;
  const submit = () => {
    if (empty || uploading) return;
    say(
      text.trim(),
      files.map((f) => ({ token: f.token!, info: f.info })),
    );
    write(draft_key, '');
    set_text('');
    set_files([]);
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(e) => {
        e.preventDefault();
        submit();
      }}
      onDragOver={(e) => e.preventDefault()}
      onDrop={(e) => {
        e.preventDefault();
        attach([...(e.dataTransfer?.files ?? [])]);
      }}
    >
      <div role="status">{trouble && <p class="trouble">{trouble}</p>}</div>
      {files.length > 0 && (
        <div class="files">
          {files.map((f) => (
            <FilePill
              key={f.key}
              info={f.info}
              busy={f.token === null}
              on_remove={() => set_files((before) => before.filter((x) => x !== f))}
            />
          ))}
        </div>
      )}
      <div class="line">
        <button
          type="button"
          class="icon-button"
          aria-label={t('widget.attach')}
          onClick={() => picker.current?.click()}
        >
          <Icon name="clip" />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(e) => {
            attach([...(e.currentTarget.files ?? [])]);
            e.currentTarget.value = '';
          }}
        />
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          maxLength={longest_text}
          aria-label={t('widget.write')}
          placeholder={t('widget.write')}
          value={text}
          onInput={(e) => {
            set_text(e.currentTarget.value);
            is_typing();
          }}
          onPaste={(e) => {
            const pasted = [...(e.clipboardData?.files ?? [])];
            if (!pasted.length) return;
            e.preventDefault();
            attach(pasted);
          }}
          onKeyDown={(e) => {
            if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return;
            e.preventDefault();
            submit();
          }}
        />
        <button class="icon-button send" aria-label={t('widget.send')} disabled={empty || uploading}>
          <Icon name="messenger" />
        </button>
      </div>
    </form>
  );
}
