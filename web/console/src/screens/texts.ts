// Texts of the pages beside daily work: first set-up, own settings. Loaded with the first of them.
import { t as adminText, useTexts as useAdminTexts } from '../admin/texts';
import type { Messages as AdminMessages } from '../admin/generated/messages';
import type { Messages as ConsoleMessages } from '../generated/messages';
import { lazyTexts } from '../lazy_texts';
import type { Messages } from './generated/messages';

const own = lazyTexts<Messages, AdminMessages & ConsoleMessages>({
  en: () => import('./generated/messages.en'),
  bn: () => import('./generated/messages.bn'),
  ru: () => import('./generated/messages.ru'),
}, adminText as never);

export const t = own.t;
export const useTexts = own.useTexts;

/** For a page that shows parts of the administration too. */
export function useAllTexts(): boolean {
  const admin = useAdminTexts();
  return own.useTexts() && admin;
}
