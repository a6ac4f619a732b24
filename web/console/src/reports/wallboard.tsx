// The wallboard: how the desk stands now, in figures that are read across a room. It asks anew every ten seconds.
import '../styles/wallboard.css';
import { useEffect, useState } from 'preact/hooks';
import { Maximize } from 'lucide-preact';
import { get } from '@sahay/shared/client';
import { clock, number } from '../format';
import { basePath, ticketPath } from '../router';
import { figureName, t, useTexts } from './texts';
import { duration } from './words';

const every = 10_000;

interface Board {
  as_of: string;
  figures: Record<string, number>;
  waiting_longest: { ticket_id: number; since: string } | null;
  agents_online: number | null;
}

export default function Wallboard() {
  const ready = useTexts();
  const [board, setBoard] = useState<Board | null>(null);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    let over = false;
    const read = () => get<{ wallboard: Board }>('/reports/wallboard').then(
      (answer) => { if (!over) { setBoard(answer.wallboard); setLost(false); } },
      () => { if (!over) setLost(true); },
    );
    void read();
    const timer = setInterval(() => void read(), every);
    return () => { over = true; clearInterval(timer); };
  }, []);
  useEffect(() => { if (ready) document.title = t('wall.title'); }, [ready]);
  if (!ready) return null;
  return (
    <main class="wallboard" data-lost={lost}>
      <header>
        <h1>{t('wall.title')}</h1>
        <p class="wall-time num" role={lost ? 'alert' : undefined}>{board ? (lost ? t('wall.stale', { time: clock(board.as_of) }) : t('asOf', { time: clock(board.as_of) })) : lost ? t('failed') : '\u00a0'}</p>
        <span class="grow" />
        <button type="button" class="button ghost" onClick={() => void document.documentElement.requestFullscreen?.()}><Maximize class="icon" size={18} aria-hidden="true" />{t('wall.fullScreen')}</button>
        <a class="button ghost" href={`${basePath}/`} target="_self">{t('wall.leave')}</a>
      </header>
      {board && <Tiles board={board} />}
    </main>
  );
}

function Tiles({ board }: { board: Board }) {
  const of = (name: string) => board.figures[name] ?? 0;
  const list = (name: string) => `${basePath}/reports/tickets?figure=${name}`;
  const waiting = board.waiting_longest;
  const minutes = waiting ? Math.max(0, Math.floor((Date.parse(board.as_of) - Date.parse(waiting.since)) / 60_000)) : 0;
  return (
    <ul class="wall-tiles">
      <Tile label={figureName('now_open')} value={number(of('now_open'))} href={list('now_open')} />
      <Tile label={figureName('now_unassigned')} value={number(of('now_unassigned'))} href={list('now_unassigned')} look={of('now_unassigned') > 0 ? 'soon' : ''} />
      <Tile label={figureName('now_due_soon')} value={number(of('now_due_soon'))} href={list('now_due_soon')} look={of('now_due_soon') > 0 ? 'soon' : ''} />
      <Tile label={figureName('now_late')} value={number(of('now_late'))} href={list('now_late')} look={of('now_late') > 0 ? 'late' : ''} />
      <Tile label={t('wall.waiting')} value={waiting ? duration(minutes) : t('wall.nobody')} href={waiting ? basePath + ticketPath(waiting.ticket_id, 'all') : ''} look="words" />
      <Tile label={figureName('now_chats')} value={number(of('now_chats'))} href={list('now_chats')} look={of('now_chats') > 0 ? 'soon' : ''} />
      {board.agents_online !== null && <Tile label={t('wall.agents')} value={number(board.agents_online)} href="" />}
    </ul>
  );
}

function Tile({ label, value, href, look = '' }: { label: string; value: string; href: string; look?: string }) {
  return (
    <li class={`wall-tile ${look}`}>
      <span class="wall-label">{label}</span>
      {href ? <a class="wall-number num" href={href} target="_self" aria-label={`${label}: ${value}`}>{value}</a> : <span class="wall-number num">{value}</span>}
    </li>
  );
}
