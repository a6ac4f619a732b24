// Earlier versions of one language: a list, what a version said and how it differs from now, and the way back to it.
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { longTime } from '../format';
import { Differences } from './differences';
import { htmlToMarkdown } from './html_to_markdown';
import { htmlLanguage, readVersion, readVersions, type Version } from './model';
import { t } from './texts';

export const markdownOf = (words: { markdown?: string; body?: string }) => words.markdown || htmlToMarkdown(words.body ?? '');

export interface VersionsDialogProps { article: number; locale: string; now: string; mayEdit: boolean; onTake(version: Version): void; onClose(): void }

export default function VersionsDialog({ article, locale, now, mayEdit, onTake, onClose }: VersionsDialogProps) {
  const [list, setList] = useState<Version[] | 'failed' | null>(null);
  const [open, setOpen] = useState<Version | null>(null);
  useEffect(() => void readVersions(article, locale).then((found) => { setList(found); show(found[0]); }, () => setList('failed')), []);
  const show = (version: Version | undefined) => { if (version) void readVersion(article, locale, version.number).then(setOpen, () => setList('failed')); };
  return (
    <Dialog title={t('articles.versions')} closeLabel={t('ui.close')} class="versions" onClose={onClose}>
      {list === null ? <p class="dialog-body sm t3">{t('articles.loading')}</p> : list === 'failed' ? <p class="dialog-body" role="alert">{t('articles.failed')}</p> : (
        <div class="versions-body">
          <ul class="versions-list" aria-label={t('articles.versions')}>
            {list.map((each, index) => (
              <li key={each.number}>
                <button type="button" class="view" aria-current={open?.number === each.number ? 'true' : undefined} onClick={() => show(each)}>
                  <span class="grow"><span class="strong">{longTime(each.created_at)}</span><br /><span class="xs t3">{each.author_name}{index === 0 ? ` · ${t('articles.newest')}` : ''}</span></span>
                  {each.draft && <span class="chip">{t('articles.draft')}</span>}
                </button>
              </li>
            ))}
          </ul>
          {open && (
            <div class="versions-text">
              <p class="strong" dir="auto" lang={htmlLanguage(locale)}>{open.title}</p>
              <p class="xs t3">{t('articles.sinceVersion')}</p>
              <Differences before={markdownOf(open)} after={now} lang={htmlLanguage(locale)} label={t('articles.sinceVersion')} />
              <details><summary class="sm">{t('articles.wholeText')}</summary><pre class="versions-whole" dir="auto" lang={htmlLanguage(locale)}>{markdownOf(open)}</pre></details>
              {mayEdit && <p><button type="button" class="button primary" onClick={() => onTake(open)}>{t('articles.takeVersion')}</button></p>}
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}
