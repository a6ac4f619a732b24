// The list of a view: only the rows in sight are in the page, and nothing moves under the pointer or the keyboard focus;
// what arrives meanwhile is counted in a bar.
import { Suspense } from 'preact/compat';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ChevronDown, ListChecks, ListFilter, Search, X } from 'lucide-preact';
import { t } from '../i18n';
import { language } from '../i18n';
import { t as ownText } from '../own/texts';
import { go } from '../router';
import { viewsOpen } from '../shell/open';
import { lazyHere } from '../shell/here';
import { Problem, RowBones } from '../shell/states';
import {
  filtersOpen, freezeList, hasMore, list, listCount, listOrder, listPhase, listQuery, listView, markRead, openView, readFirstPage, readMore, releaseList,
} from '../state/list';
import { prefs } from '../state/prefs';
import { isPhone, isWide } from '../state/screen';
import { counts, me } from '../state/session';
import { afterPaint, whenDrawn } from '../state/after_paint';
import { hasOpen, marked } from '../state/ticket';
import { viewName } from '../words';
import { Toasts } from '../shell/toasts';
import { choosing, chooseNone, chooseTo, isChosen, selection, toggleChosen } from '../state/selection';
import { TicketRow } from './ticket_row';
import { isFilter } from './filter_key';
import { usualOrder } from './order';
import { ViewsPanel } from './views_nav';

const BulkBar = lazyHere(() => import('./bulk_bar').then((part) => ({ default: part.BulkBar })), true);
const FilterBar = lazyHere(() => import('../own/filter_bar'), true);
const SortMenu = lazyHere(() => import('../own/sort_menu'), true);

const overscan = 6;

/** Nothing has come yet, and somebody looks who may change that. */
const deskIsNew = () => me.value.role === 'admin' && (counts.value.all ?? 0) === 0;

function rowHeight(): number {
  return parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || 76;
}

/** What is seen of the list. Asking the page for it while it changes would lay it out once more. */
interface Sight { top: number; height: number }

export function TicketList() {
  const Title = hasOpen.value ? 'h2' : 'h1';
  const Pane = isPhone.value ? 'main' : 'section';
  const [searching, setSearching] = useState(false);
  // What the first choice needs is there when a key comes right after it.
  useEffect(() => afterPaint(() => void import('./bulk_bar')), []);
  const title = viewName(listView.value);
  const filtering = filtersOpen.value || isFilter(listView.value);
  return (
    <Pane class="list" id={isPhone.value ? 'content' : undefined} tabIndex={isPhone.value ? -1 : undefined} aria-label={title}>
      <header class="list-head">
        <Title class="clip grow">
          {isWide.value && prefs.value.views ? title : (
            <button type="button" class="view-button" aria-expanded={viewsOpen.value} aria-haspopup="true" onClick={() => { viewsOpen.value = !viewsOpen.value; }}>
              <span class="clip">{title}</span>
              <ChevronDown class="icon" size={18} aria-hidden="true" />
            </button>
          )}
        </Title>
        {isPhone.value && (
          <button type="button" class="icon-button" aria-label={t('bulk.choose')} aria-pressed={choosing.value} onClick={() => { if (choosing.value) chooseNone(); else choosing.value = true; }}>
            <ListChecks class="icon" size={18} aria-hidden="true" />
          </button>
        )}
        <button type="button" class="icon-button" aria-label={ownText('own.filter')} data-tip={ownText('own.filter')} data-keys="Shift F" aria-expanded={filtering} data-list-filter onClick={() => {
          if (isFilter(listView.value)) document.querySelector<HTMLElement>('.filter-add')?.focus();
          else filtersOpen.value = !filtersOpen.value;
        }}>
          <ListFilter class="icon" size={18} aria-hidden="true" />
        </button>
        <button type="button" class="icon-button" aria-label={t('list.search')} data-tip={t('list.search')} data-keys="F" aria-expanded={searching} data-list-search onClick={() => setSearching(!searching)}>
          <Search class="icon" size={18} aria-hidden="true" />
        </button>
      </header>
      {viewsOpen.value && !(isWide.value && prefs.value.views) && <ViewsPanel onClose={() => { viewsOpen.value = false; }} />}
      {filtering && <Suspense fallback={null}><FilterBar /></Suspense>}
      {selection.value.length > 0 ? <Suspense fallback={<div class="list-sub" />}><BulkBar /></Suspense> : searching ? <SearchLine onClose={() => { setSearching(false); void openView(listView.value); }} /> : <CountLine />}
      <NewBar />
      <Rows title={title} />
      {isPhone.value && <Toasts />}
    </Pane>
  );
}

function CountLine() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const order = listOrder.value;
  return (
    <div class="list-sub sm t3 num">
      {listPhase.value === 'ready' ? `${t('list.count', { n: listCount.value })} ·` : '\u00a0'}
      <button type="button" class="link sort" data-list-sort aria-haspopup="listbox" aria-expanded={anchor !== null} data-tip={ownText('own.order')} data-keys="O" onClick={(event) => setAnchor(event.currentTarget)}>
        {order === usualOrder ? t('list.sort') : ownText(`own.order.${order}`)}
      </button>
      {anchor && <Suspense fallback={null}><SortMenu anchor={anchor} onClose={() => setAnchor(null)} /></Suspense>}
    </div>
  );
}

function SearchLine({ onClose }: { onClose(): void }) {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  return (
    <div class="list-sub">
      <input
        class="input"
        type="search"
        aria-label={t('list.search')}
        placeholder={t('list.searchHint')}
        ref={(element) => { if (element && !element.dataset.ready) { element.dataset.ready = '1'; element.focus(); } }}
        onInput={(event) => {
          const query = event.currentTarget.value.trim();
          clearTimeout(timer.current);
          timer.current = setTimeout(() => void openView(listView.value, query), 150);
        }}
        onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onClose(); } }}
      />
      <button type="button" class="icon-button" aria-label={t('list.searchEnd')} onClick={onClose}><X class="icon" size={18} aria-hidden="true" /></button>
    </div>
  );
}

function NewBar() {
  const waiting = list.value.arrivals.size;
  if (waiting === 0) return <div role="status" />;
  return (
    <div role="status">
      <button type="button" class="new-bar" onClick={() => releaseList(true)}>{t('list.new', { n: waiting })}</button>
    </div>
  );
}

function Rows({ title }: { title: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [span, setSpan] = useState({ first: 0, last: 30 });
  const sight = useRef<Sight>({ top: 0, height: 0 });
  const { rows } = list.value;
  const height = useMemo(rowHeight, [language.value, prefs.value.density]);

  const measure = () => {
    const element = scroller.current;
    if (element) drawAround({ top: element.scrollTop, height: element.clientHeight });
  };
  const drawAround = (seen: Sight) => {
    sight.current = seen;
    const first = Math.max(0, Math.floor(sight.current.top / height) - overscan);
    const last = Math.ceil((sight.current.top + sight.current.height) / height) + overscan;
    setSpan((before) => (before.first === first && before.last === last ? before : { first, last }));
    if (last >= list.peek().rows.length - 10) void readMore();
  };
  useLayoutEffect(measure, [rows.length, height]);
  useLayoutEffect(() => {
    const element = scroller.current;
    const at = list.peek().rows.findIndex((row) => row.id === marked.value);
    if (!element || at < 0) return;
    const { top, height: seen } = sight.current;
    const to = at * height < top ? at * height : (at + 1) * height > top + seen ? (at + 1) * height - seen : top;
    if (to === top) return;
    drawAround({ top: to, height: seen });
    whenDrawn(() => { element.scrollTop = to; });
  }, [marked.value]);
  useEffect(() => {
    if (!scroller.current) return undefined;
    const watcher = new ResizeObserver(measure);
    watcher.observe(scroller.current);
    return () => watcher.disconnect();
  }, [listPhase.value, rows.length === 0, height]);
  useFreeze(scroller, sight);

  if (listPhase.value === 'loading') return <div class="scroll" aria-busy="true"><RowBones rows={8} /></div>;
  if (listPhase.value === 'failed') {
    return <Problem title={t('list.failed')} action={t('ui.tryAgain')} onAction={() => { listPhase.value = 'loading'; void readFirstPage(); }} />;
  }
  if (rows.length === 0) {
    return listQuery.value
      ? <Problem title={t('list.nothingFound')} hint={t('list.nothingFoundHint')} />
      : <Problem title={t('list.empty')} hint={t('list.emptyHint')} {...(deskIsNew() ? { action: t('list.setUp'), onAction: () => go('/welcome') } : {})} />;
  }
  const shown = rows.slice(span.first, span.last);
  return (
    <div class="scroll" ref={scroller} onScroll={measure} tabIndex={-1}>
      <ul role="list" aria-label={title} class="rows" data-choosing={choosing.value || selection.value.length > 0 ? 'on' : 'off'} style={{ height: `${rows.length * height}px` }} onClick={(event) => {
        const id = Number((event.target as Element).closest<HTMLElement>('.row')?.dataset.id);
        if (!id) return;
        if (event.shiftKey) {
          event.preventDefault();
          chooseTo(id);
        } else if (choosing.value) {
          event.preventDefault();
          toggleChosen(id);
        } else {
          markRead(id);
        }
      }}>
        {shown.map((row, index) => (
          <TicketRow
            key={row.id}
            row={row}
            view={listView.value}
            selected={row.id === marked.value}
            chosen={isChosen(row.id)}
            top={(span.first + index) * height}
            position={span.first + index + 1}
            total={hasMore.value ? listCount.value : rows.length}
          />
        ))}
      </ul>
    </div>
  );
}

/** Freezes the list while the pointer or a keyboard focus is inside or it is scrolled; lets go half a second after that. */
function useFreeze(scroller: { current: HTMLDivElement | null }, sight: { current: Sight }): void {
  useLayoutEffect(() => {
    const pane = scroller.current?.closest('.list');
    if (!pane) return undefined;
    let inside = false;
    let focused = false;
    const scrolled = () => sight.current.top > 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      clearTimeout(timer);
      if (inside || focused || scrolled()) freezeList();
      else timer = setTimeout(() => releaseList(), 500);
    };
    const handlers: [string, (event: Event) => void][] = [
      ['pointermove', (event) => { if ((event as PointerEvent).pointerType !== 'touch' && !inside) { inside = true; settle(); } }],
      ['pointerleave', () => { inside = false; settle(); }],
      ['pointerdown', () => { inside = true; settle(); }],
      ['touchend', () => { inside = false; settle(); }],
      ['focusin', (event) => { focused = (event.target as Element).matches?.(':focus-visible') ?? false; settle(); }],
      ['focusout', () => { focused = false; settle(); }],
      ['scroll', () => { sight.current.top = scroller.current?.scrollTop ?? 0; settle(); }],
    ];
    for (const [name, handler] of handlers) pane.addEventListener(name, handler, { passive: true, capture: name === 'scroll' });
    return () => {
      clearTimeout(timer);
      for (const [name, handler] of handlers) pane.removeEventListener(name, handler, { capture: name === 'scroll' });
    };
  }, [listPhase.value, list.value.rows.length === 0]);
}
