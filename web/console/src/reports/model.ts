// What a report is asked, as it stands in the address, and how it is read. Numbers and their lists get the same words.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, get } from '@sahay/shared/client';
import { basePath, go } from '../router';

export interface Counted {
  tickets: number;
  median_minutes?: number | null;
  p90_minutes?: number | null;
  share_percent?: number | null;
}
export interface Figure extends Counted {
  name: string;
  before: Counted;
}
export interface Asked {
  period: { start: string; end: string; time_zone: string };
  hours: 'business' | 'calendar';
  as_of: string;
}
export interface Figures extends Asked { figures: Figure[] }
export interface Day { start: string; end: string; created: number; solved: number }
export interface Days extends Asked { interval: 'day' | 'week'; days: Day[] }
export interface Arrivals extends Asked { hours_of_week: number[] }
export interface Divided extends Asked {
  by: string;
  parameter: string;
  rows: { value: string; title: string; figures: Record<string, Counted> }[];
}

export const dimensions = ['group', 'agent', 'channel', 'class', 'kind', 'organization', 'tag'] as const;
const filters = ['group_id', 'assignee_id', 'channel', 'priority_class', 'request_kind', 'organization_id', 'tag'] as const;
export type Filter = (typeof filters)[number];
const asked = ['days', 'start', 'end', 'hours', ...filters] as const;

/** The part of an address that says what is counted. */
export function questionOf(query: string): URLSearchParams {
  const words = new URLSearchParams(query), out = new URLSearchParams();
  for (const key of asked) {
    const value = words.get(key);
    if (value) out.set(key, value);
  }
  return out;
}

export function filtersOf(question: URLSearchParams): Filter[] {
  return filters.filter((key) => question.has(key));
}

/** Changes what is asked; null takes a word away. */
export function ask(query: string, changed: Record<string, string | null>): void {
  const words = new URLSearchParams(query);
  for (const [key, value] of Object.entries(changed)) {
    if (value === null || value === '') words.delete(key);
    else words.set(key, value);
  }
  const text = words.toString();
  go(`/reports${text ? `?${text}` : ''}`, 'replace');
}

/** Where the tickets of a number are. The days are named, so that the address means the same tomorrow. */
export function ticketsHref(question: URLSearchParams, answer: Asked, figure: string, more: Record<string, string> = {}): string {
  const words = new URLSearchParams({ figure });
  for (const [key, value] of question) if (key !== 'days') words.set(key, value);
  words.set('start', answer.period.start);
  words.set('end', answer.period.end);
  for (const [key, value] of Object.entries(more)) words.set(key, value);
  return `${basePath}/reports/tickets?${words}`;
}

export const csvHref = (table: string, question: URLSearchParams, more: Record<string, string> = {}): string => `/api/v2/reports/${table}?${new URLSearchParams([...question, ...Object.entries(more), ['format', 'csv']])}`;

export type Read<T> = { phase: 'loading' | 'ready' | 'failed' | 'forbidden'; data: T | null; reason: string; again(): void };

/** Reads a report; the one before stays while the next is on its way. */
export function useReport<T>(path: string): Read<T> {
  const [state, setState] = useState<{ phase: Read<T>['phase']; data: T | null; reason: string }>({ phase: 'loading', data: null, reason: '' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setState((now) => ({ ...now, phase: 'loading', reason: '' }));
    get<{ report: T }>(path, { signal: stop.signal }).then(
      ({ report }) => setState({ phase: 'ready', data: report, reason: '' }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const fault = error instanceof ApiError ? error : null;
        setState({ phase: fault?.status === 403 ? 'forbidden' : 'failed', data: null, reason: fault?.status === 422 ? fault.reason : '' });
      },
    );
    return () => stop.abort();
  }, [path, turn]);
  return { ...state, again: () => setTurn((now) => now + 1) };
}

/** What a change of a figure means: 1 more is good, -1 more is bad, 0 neither. */
const goodWhenMore: Record<string, number> = {
  solved: 1, reply_on_time: 1, solved_on_time: 1, one_touch: 1, satisfied: 1, promises_kept: 1,
  open: -1, first_reply: -1, resolution: -1, reopened: -1, asked_for_above: -1,
};

/** The number that stands for a figure: its share or median where it has one. */
export function mainNumber(one: Counted): number | null {
  if (one.share_percent !== undefined) return one.share_percent;
  if (one.median_minutes !== undefined) return one.median_minutes;
  return one.tickets;
}

export function verdict(figure: Figure): { by: number; word: 'better' | 'worse' | 'other' | 'none' } | null {
  const now = mainNumber(figure), before = mainNumber(figure.before);
  if (now === null || before === null) return null;
  const by = now - before, way = goodWhenMore[figure.name] ?? 0;
  if (by === 0) return { by, word: 'none' };
  if (way === 0) return { by, word: 'other' };
  return { by, word: by * way > 0 ? 'better' : 'worse' };
}
