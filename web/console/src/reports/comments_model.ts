// Comments of ratings as they are asked for and taken away as a file. Pure.

export interface RatingRow { id: number; ticket_id: number; assignee_id: number | null; score: string; stars: number | null; comment: string | null; updated_at: string }

const day = 86_400;

export const commentsAsked = (score: string, days: number, now: number): URLSearchParams => new URLSearchParams({
  score: `${['good', 'bad'].includes(score) ? score : 'received'}_with_comment`, start_time: String(Math.floor(now / 1000) - (days > 0 ? days : 28) * day),
  sort_by: 'updated_at', sort_order: 'desc', per_page: '100',
});

// A cell that begins like a formula is one to a spreadsheet.
const cell = (value: unknown): string => {
  const text = String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
};
const columns = ['ticket_id', 'score', 'stars', 'assignee_id', 'updated_at', 'comment'] as const;

export const csvOf = (rows: readonly RatingRow[]): string => [columns.join(','), ...rows.map((row) => columns.map((key) => cell(row[key])).join(','))].join('\r\n') + '\r\n';
