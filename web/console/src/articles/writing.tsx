// Where an article is written: on the drawn page or in its Markdown, by two tabs. Both stay as they are while the other is used,
// with what they can undo; the choice belongs to the person and the device.
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { Awaited } from '../shell/states';
import { me } from '../state/session';
import { MarkdownField, type MarkdownFieldProps } from './markdown_field';
import type { PageFieldProps } from './page/page_field';
import { t } from './texts';

export type WritingMode = 'page' | 'markdown';
const storageKey = () => `sahay.article.mode.${me.value.id ?? 0}`;

function stored(): WritingMode {
  try {
    return localStorage.getItem(storageKey()) === 'markdown' ? 'markdown' : 'page';
  } catch {
    return 'page';
  }
}

const chosen = signal<WritingMode | null>(null);
export const writingMode = () => chosen.value ?? stored();

function choose(mode: WritingMode): void {
  chosen.value = mode;
  try {
    localStorage.setItem(storageKey(), mode);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
}

const modes: WritingMode[] = ['page', 'markdown'];

export function ModeTabs() {
  const mode = writingMode();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const next = mode === 'page' ? 'markdown' : 'page';
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')[modes.indexOf(next)]?.focus();
    choose(next);
  };
  return (
    <div class="mode-tabs" role="tablist" aria-label={t('articles.mode')} onKeyDown={onKeyDown}>
      {modes.map((each) => (
        <button key={each} type="button" role="tab" class="pane-tab" id={`mode-${each}`} aria-selected={mode === each} aria-controls="article-writing" tabIndex={mode === each ? 0 : -1} data-tip={each === 'page' ? t('articles.modePageHint') : t('articles.modeMarkdownHint')} onClick={() => choose(each)}>
          {each === 'page' ? t('articles.modePage') : 'Markdown'}
        </button>
      ))}
    </div>
  );
}

export function Writing(props: Omit<MarkdownFieldProps, 'shown' | 'caret'>) {
  const [Page, setPage] = useState<ComponentType<PageFieldProps> | null>(null);
  const [failed, setFailed] = useState(false);
  const wanted = writingMode();
  const mode = failed ? 'markdown' : wanted;
  const caret = useRef<number | null>(null);
  const opened = useRef(new Set<WritingMode>());
  opened.current.add(mode);
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted !== 'page' || Page) return;
    setFailed(false);
    void import('./page/page_field').then((made) => setPage(() => made.default), () => setFailed(true));
  }, [wanted]);
  // The place of the caret goes along to the other side. It is read before that side is shown.
  const before = useRef(mode);
  if (before.current !== mode) {
    if (mode === 'page') caret.current = field.current?.querySelector('textarea')?.selectionStart ?? null;
    before.current = mode;
  }
  return (
    <div id="article-writing" class="article-writing" role={props.readOnly ? undefined : 'tabpanel'} aria-labelledby={props.readOnly ? undefined : `mode-${mode}`} ref={field}>
      {opened.current.has('page') && !failed && (
        <div class="writing-part" hidden={mode !== 'page'}>
          {Page ? <Page {...props} shown={mode === 'page'} caret={caret} /> : <><Awaited words={t('articles.loading')} /><div class="bone line a" /></>}
        </div>
      )}
      {opened.current.has('markdown') && <div class="writing-part" hidden={mode !== 'markdown'}><MarkdownField {...props} shown={mode === 'markdown'} caret={caret} /></div>}
    </div>
  );
}
