// The borders between the columns, to be dragged or moved by keys; a double press sets the usual width again. Kept on this device.
import '../styles/own.css';
import { useEffect, useState } from 'preact/hooks';
import { prefs, setPrefs } from '../state/prefs';
import { isNarrow } from '../state/screen';
import { t } from './texts';
import { bounded, least, most, stepOf, usualWidths, type Column } from './widths';

const paneOf: Record<Column, string> = { views: '.shell > .views', list: '.shell > .list', context: '.shell > .context' };

function keep(column: Column, width: number | undefined): void {
  const { [column]: _, ...others } = prefs.value.widths;
  setPrefs({ widths: width === undefined || width === usualWidths[column] ? others : { ...others, [column]: width } });
}

function Handle({ column, place }: { column: Column; place: number }) {
  const [dragging, setDragging] = useState(false);
  const shell = () => document.querySelector<HTMLElement>('.shell')!;
  const drawn = () => document.querySelector(paneOf[column])?.getBoundingClientRect().width ?? usualWidths[column];
  const now = bounded(column, prefs.value.widths[column] ?? (column === 'list' && isNarrow.value ? 320 : usualWidths[column]), innerWidth);
  const mirrored = () => getComputedStyle(shell()).direction === 'rtl';
  const begin = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const handle = event.currentTarget as HTMLElement;
    const from = event.clientX, width = drawn(), sign = (column === 'context') === mirrored() ? 1 : -1;
    let wanted = width;
    handle.setPointerCapture(event.pointerId);
    setDragging(true);
    // Drawn by the frame alone; what is kept is written once, at the end.
    const move = (each: PointerEvent) => {
      wanted = bounded(column, width + sign * (each.clientX - from), innerWidth);
      shell().style.setProperty(`--${column}-w`, `${wanted}px`);
    };
    const end = () => {
      handle.removeEventListener('pointermove', move);
      setDragging(false);
      if (wanted !== width) keep(column, wanted);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', end, { once: true });
  };
  return (
    <div
      class="handle" data-column={column} data-dragging={dragging} style={{ gridColumn: `${place} / ${place + 1}` }} role="separator" tabIndex={0} aria-orientation="vertical"
      aria-label={t(`own.width_${column}`)} data-tip={t('own.widthHint')} aria-valuenow={now} aria-valuemin={least(column)} aria-valuemax={most(column, innerWidth)} aria-valuetext={t('own.pixels', { n: now })}
      onPointerDown={begin} onDblClick={() => keep(column, undefined)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') { event.preventDefault(); return keep(column, undefined); }
        const next = stepOf(column, event.key, Math.round(drawn()), innerWidth, mirrored());
        if (next === null) return;
        event.preventDefault();
        event.stopPropagation();
        keep(column, next);
      }}
    />
  );
}

/** One for each border there is. The context of narrow windows lies over the rest and has none. */
export default function Handles({ views, context }: { views: boolean; context: boolean }) {
  const [, draw] = useState(0);
  useEffect(() => {
    const again = () => draw((n) => n + 1);
    window.addEventListener('resize', again);
    return () => window.removeEventListener('resize', again);
  }, []);
  const list = views ? 3 : 2;
  return (
    <section class="handles" aria-label={t('own.widths')}>
      {views && <Handle column="views" place={2} />}
      <Handle column="list" place={list} />
      {context && !isNarrow.value && <Handle column="context" place={list + 2} />}
    </section>
  );
}
