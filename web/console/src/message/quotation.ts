// A quotation as markup: who wrote when, the words, and an empty line to go on. Pure.
import type { Language } from '@sahay/shared/api';

export const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Each line of plain words is a paragraph. */
export const paragraphsOf = (words: string) => words.trim().split(/\s*\n\s*/).map((line) => `<p>${escaped(line)}</p>`).join('');

export const quotationOf = (line: string, html: string) => `<p>${escaped(line)}</p><blockquote>${html}</blockquote><p></p>`;

/** Day and time in a language, by a clock where it is known and a real one. */
export function momentIn(language: Language, at: string, timeZone?: string): string {
  const shape: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' };
  try {
    return new Intl.DateTimeFormat(language, { ...shape, timeZone }).format(new Date(at));
  } catch {
    return new Intl.DateTimeFormat(language, shape).format(new Date(at));
  }
}
