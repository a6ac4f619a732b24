// The drawing of the days: uPlot, in a part of its own that is loaded with the first chart. Colours follow the theme.
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import { language } from '../i18n';
import { number } from '../format';
import { day } from './words';
import type { Day } from './model';

const height = 220;
const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function draw(box: HTMLElement, days: Day[], onAt: (at: number | null) => void): UPlot {
  const axis = { stroke: colour('--t3'), font: `12px ${getComputedStyle(document.body).fontFamily}`, grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
  const line = { width: 2, points: { show: days.length < 3 } };
  return new UPlot({
    width: box.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(1, most) * 1.1] } },
    series: [{}, { ...line, stroke: colour('--ac') }, { ...line, stroke: colour('--ok'), dash: [6, 4] }],
    axes: [
      { ...axis, grid: { show: false }, incrs: [1, 2, 7, 14, 28, 56], values: (_, at) => at.map((index) => (Number.isInteger(index) && days[index] ? day(days[index].start, 'short') : '')) },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000], values: (_, at) => at.map((value) => number(value)) },
    ],
    hooks: { setCursor: [(plot) => onAt(plot.cursor.idx ?? null)] },
  }, [days.map((_, index) => index), days.map((one) => one.created), days.map((one) => one.solved)], box);
}

export default function DaysPlot({ days, at, onAt }: { days: Day[]; at: number | null; onAt(at: number | null): void }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const words = language.value;
  useEffect(() => {
    const frame = box.current!;
    // Moves of the pointer only: a drawing that is made anew has none.
    let ready = false;
    const hear = (index: number | null) => { if (ready && index !== null) onAt(index); };
    const make = () => {
      ready = false;
      plot.current?.destroy();
      plot.current = draw(frame, days, hear);
      ready = true;
    };
    make();
    const size = new ResizeObserver(() => plot.current?.setSize({ width: frame.clientWidth, height }));
    size.observe(frame);
    const theme = new MutationObserver(make);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => { size.disconnect(); theme.disconnect(); plot.current?.destroy(); plot.current = null; };
  }, [days, words]);
  useEffect(() => {
    const drawn = plot.current;
    if (!drawn || at === null || drawn.cursor.idx === at) return;
    drawn.setCursor({ left: drawn.valToPos(at, 'x'), top: 0 }, false);
  }, [at]);
  return <div ref={box} class="chart-space" />;
}
