// Third question: pictures by capture, file, phone camera, paste or drop; each image can be marked before it goes up. What the
// browser knows goes along only with the tick, and is shown before.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../parts';
import { size } from '../text';
import { can_capture, capture } from './capture';
import { add_picture, browser_data, change, draft, drop_picture } from './draft';
import { t } from './texts';

export function Show({ on_mark }: { on_mark(file: File): void }) {
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [trouble, set_trouble] = useState('');
  const take = (files: File[]) => {
    set_trouble('');
    const [first, ...rest] = files;
    // One image is marked at once; several go up as they are.
    if (first && rest.length === 0 && first.type.startsWith('image/')) on_mark(first);
    else files.forEach(add_picture);
  };
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      take(files);
    };
    document.addEventListener('paste', pasted);
    return () => document.removeEventListener('paste', pasted);
  }, []);
  const chosen = (event: { currentTarget: HTMLInputElement }) => {
    take([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = '';
  };
  const data = browser_data();
  return (
    <div
      class="show"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <div class="ways">
        {can_capture() && (
          <button type="button" class="button quiet" onClick={() => void capture().then(on_mark, (error: unknown) => {
            if (!(error instanceof DOMException && error.name === 'NotAllowedError')) set_trouble(t('captureFailed'));
          })}>{t('capture')}</button>
        )}
        <button type="button" class="button quiet" onClick={() => picker.current?.click()}>{t('file')}</button>
        {matchMedia('(pointer: coarse)').matches && <button type="button" class="button quiet" onClick={() => camera.current?.click()}>{t('camera')}</button>}
        <input ref={picker} type="file" multiple hidden onChange={chosen} />
        <input ref={camera} type="file" accept="image/*" capture="environment" hidden onChange={chosen} />
      </div>
      <p class="note">{t('paste')}</p>
      <div role="status">{trouble && <p class="trouble">{trouble}</p>}</div>
      {draft.value.pictures.length > 0 && (
        <ul class="pictures">
          {draft.value.pictures.map((each) => (
            <li key={each.id}>
              {/\.(png|jpe?g|gif|webp)$/i.test(each.name) && each.url ? <img src={each.url} alt="" /> : <Icon name="clip" />}
              <span class="file-name">{each.name}</span> <small>{each.token ? size(each.size) : t('waits')}</small>
              <button type="button" class="icon-button" aria-label={t('remove', { name: each.name })} onClick={() => drop_picture(each.id)}><Icon name="close" /></button>
            </li>
          ))}
        </ul>
      )}
      <label class="tick">
        <input type="checkbox" checked={draft.value.with_data} onChange={(event) => change({ with_data: event.currentTarget.checked })} />
        <span>{t('data')}</span>
      </label>
      <details>
        <summary>{t('dataShown')}</summary>
        <pre>{[data.page, data.browser, data.screen, data.errors || t('noErrors')].filter(Boolean).join('\n')}</pre>
      </details>
    </div>
  );
}
