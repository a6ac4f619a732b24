// The views with their live counts: a column on wide screens, a list under the header of the inbox elsewhere.
import { useEffect, useRef } from 'preact/hooks';
import { ListFilter, Search } from 'lucide-preact';
import { number } from '../format';
import { t } from '../i18n';
import { t as ownText } from '../own/texts';
import { basePath, viewPath } from '../router';
import { written } from '../shell/keys';
import { ownViewsOpen, paletteOpen, viewsOpen } from '../shell/open';
import { listView } from '../state/list';
import { savedCounts, savedKey, savedTitle, shownViews, type SavedView } from '../state/saved_views';
import { counts, viewKeys } from '../state/session';
import { viewName } from '../words';
import { baseOf } from './filter_key';

/** Views of work have a count; what is done or everything there ever was would only be a large number. */
const counted = (key: string) => key !== 'solved' && key !== 'all';

export function ViewLinks() {
  const keys = viewKeys.value;
  const own = keys.filter((key) => !key.startsWith('group:'));
  const groups = keys.filter((key) => key.startsWith('group:'));
  const link = (key: string) => (
    <a key={key} class="view" href={basePath + viewPath(key)} aria-current={baseOf(listView.value) === key ? 'true' : undefined} onClick={() => { viewsOpen.value = false; }}>
      <span class="clip grow" dir="auto">{viewName(key)}</span>
      {counted(key) && <span class="num sm t3">{number(counts.value[key] ?? 0)}</span>}
    </a>
  );
  const savedLink = (view: SavedView) => {
    const key = savedKey(view.id);
    const count = savedCounts.value.get(view.id);
    return (
      <a key={key} class="view" href={basePath + viewPath(key)} data-tip={view.description ?? savedTitle(view)} aria-current={baseOf(listView.value) === key ? 'true' : undefined} onClick={() => { viewsOpen.value = false; }}>
        <span class="clip grow" dir="auto">{savedTitle(view)}</span>
        {count && <span class="num sm t3">{number(count.value)}{count.exact ? '' : '+'}</span>}
      </a>
    );
  };
  return (
    <>
      {own.map(link)}
      {shownViews.value.length > 0 && <h3 class="xs t3 views-head">{t('view.saved')}</h3>}
      {shownViews.value.map((view) => savedLink(view))}
      <button type="button" class="view t3" aria-haspopup="dialog" onClick={() => { viewsOpen.value = false; ownViewsOpen.value = true; }}><ListFilter class="icon" size={14} aria-hidden="true" /><span class="clip grow">{ownText('own.mine')}…</span></button>
      {groups.length > 0 && <h3 class="xs t3 views-head">{t('view.groups')}</h3>}
      {groups.map(link)}
    </>
  );
}

export function ViewsNav() {
  return (
    <nav class="views" aria-label={t('view.title')}>
      <button type="button" class="palette-button" onClick={() => { paletteOpen.value = true; }}>
        <Search class="icon" size={16} aria-hidden="true" />
        <span class="clip grow">{t('palette.prompt')}</span>
        <kbd>{written('mod+k')}</kbd>
      </button>
      <ViewLinks />
    </nav>
  );
}

/** The same links in a panel over the list, for windows without the column. */
export function ViewsPanel({ onClose }: { onClose(): void }) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    panel.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
    const outside = (event: Event) => {
      const target = event.target as Element;
      if (!panel.current?.contains(target) && !target.closest('.list-head')) onClose();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      before?.focus?.();
    };
  }, []);
  return (
    <nav
      class="views-panel"
      ref={panel}
      aria-label={t('view.title')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') { onClose(); event.stopPropagation(); event.preventDefault(); }
      }}
    >
      <ViewLinks />
    </nav>
  );
}
