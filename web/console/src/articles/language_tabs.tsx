// The languages of an article with what is missing, draft, behind or unsaved; arrows move between them.
import { languageNames } from '../i18n';
import { isBehind, isDirty, textOf, type Editing } from './editing';
import { htmlLanguage, locales } from './model';
import { t } from './texts';

export function LanguageTabs({ now, locale, onChange }: { now: Editing; locale: string; onChange(locale: string): void }) {
  const word = (each: string) => {
    const text = textOf(now, each);
    if (!text.read) return now.key === 'new' ? '' : t('articles.lacking');
    if (isBehind(now, each)) return t('articles.behind');
    return text.read.draft ? t('articles.draft') : t('articles.live');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const index = (locales.findIndex((each) => each === locale) + by + locales.length) % locales.length;
    onChange(locales[index]!);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div class="language-tabs" role="tablist" aria-label={t('articles.languages')} onKeyDown={onKeyDown}>
      {locales.map((each) => {
        const text = textOf(now, each);
        const own = word(each);
        return (
          <button key={each} type="button" role="tab" aria-selected={each === locale} tabIndex={each === locale ? 0 : -1} class="language-tab" data-tip={`${languageNames[htmlLanguage(each) as 'en']}${own ? `: ${own}` : ''}`} onClick={() => onChange(each)}>
            <span class={`dot ${!text.read ? 'lacking' : isBehind(now, each) ? 'behind' : text.read.draft ? 'draft' : 'live'}`} aria-hidden="true" />
            <span lang={htmlLanguage(each)}>{languageNames[htmlLanguage(each) as 'en']}</span>
            {isDirty(text) && <span aria-hidden="true">*</span>}
            <span class="unseen">{own}{isDirty(text) ? `, ${t('articles.unsaved')}` : ''}{each === now.source ? `, ${t('articles.original')}` : ''}</span>
          </button>
        );
      })}
    </div>
  );
}
