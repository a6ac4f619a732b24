// The small pieces every view of the frame is made of: icons, header, faces, file pills.
import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { embedded, tell_host } from './host';
import type { Author, FileInfo } from './protocol';
import { size, t } from './text';

// Lucide (ISC), 24 grid, one path each.
const icons = {
  chat: 'M7.9 20A9 9 0 1 0 4 16.1L2 22Z',
  phone:
    'M22 16.9v3a2 2 0 0 1-2.2 2 19.8 19.8 0 0 1-8.6-3 19.5 19.5 0 0 1-6-6 19.8 19.8 0 0 1-3-8.7A2 2 0 0 1 4.1 2h3a2 2 0 0 1 2 1.7 12.8 12.8 0 0 0 .7 2.8 2 2 0 0 1-.5 2.1L8.1 9.9a16 16 0 0 0 6 6l1.3-1.3a2 2 0 0 1 2.1-.4 12.8 12.8 0 0 0 2.8.7 2 2 0 0 1 1.7 2Z',
  email: 'M22 7l-9 6a2 2 0 0 1-2 0L2 7M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z',
  messenger:
    'M14.5 21.7a.5.5 0 0 0 .9 0l6.5-19a.5.5 0 0 0-.6-.6l-19 6.5a.5.5 0 0 0 0 .9l7.9 3.2a2 2 0 0 1 1.1 1.1ZM21.9 2.1 10.9 13.1',
  help: 'M12 7v14M3 18a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h5a4 4 0 0 1 4 4 4 4 0 0 1 4-4h5a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-6a3 3 0 0 0-3 3 3 3 0 0 0-3-3z',
  form: 'M12 20h9M12 4h9M12 12h9M3 4l1.5 1.5L7 3M3 12l1.5 1.5L7 11M3 20l1.5 1.5L7 19',
  visit: 'M20 10c0 5-8 12-8 12s-8-7-8-12a8 8 0 0 1 16 0M12 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6',
  close: 'M18 6 6 18M6 6l12 12',
  back: 'm15 18-6-6 6-6',
  right: 'm9 18 6-6-6-6',
  clip: 'm21.4 11-9.2 9.2a6 6 0 0 1-8.5-8.5l8.6-8.6A4 4 0 1 1 18 8.8l-8.6 8.6a2 2 0 0 1-2.8-2.8l8.5-8.5',
  search: 'm21 21-4.3-4.3M11 19a8 8 0 1 0 0-16 8 8 0 0 0 0 16',
  more: 'M12 6a1 1 0 1 0 0-2 1 1 0 0 0 0 2M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2M12 20a1 1 0 1 0 0-2 1 1 0 0 0 0 2',
  person: 'M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8',
};
export type IconName = keyof typeof icons;
export const Icon = ({ name }: { name: IconName }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={icons[name]} />
  </svg>
);

export function Header(p: { title: string; children?: ComponentChildren; face?: Author | null; on_back?: () => void; more?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <header>
      {p.on_back && (
        <button type="button" class="icon-button" aria-label={t('widget.back')} onClick={p.on_back}>
          <Icon name="back" />
        </button>
      )}
      {p.face && <Face author={p.face} />}
      <div>
        <h1 tabIndex={-1} ref={heading}>
          {p.title}
        </h1>
        {p.children}
      </div>
      {p.more}
      {embedded && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('widget.close')}
          onClick={() => tell_host({ type: 'close' })}
        >
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((w) => (w ? [...w][0] : ''))
    .join('')
    .toUpperCase();
}

export function Face({ author }: { author: Author }) {
  if (author.photo) return <img class="face" src={author.photo} alt="" />;
  return (
    <span class="face" aria-hidden="true">
      {author.role === 'bot' ? <Icon name="help" /> : initials(author.name)}
    </span>
  );
}

export function FilePill({ info, on_remove, busy }: { info: FileInfo; on_remove?: () => void; busy?: boolean }) {
  const inside = (
    <>
      {info.url && info.content_type.startsWith('image/') ? <img src={info.url} alt="" /> : <Icon name="clip" />}
      <span class="file-name">{info.name}</span> <small>{busy ? t('widget.uploading') : size(info.size)}</small>
    </>
  );
  if (!on_remove && info.url)
    return (
      <a class="file" href={info.url} target="_blank" rel="noopener">
        {inside}
      </a>
    );
  return (
    <span class="file">
      {inside}
      {on_remove && (
        <button type="button" aria-label={t('widget.remove_file', { name: info.name })} onClick={on_remove}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}
