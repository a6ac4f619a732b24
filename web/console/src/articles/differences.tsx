// Two texts, line by line: what left is struck through, what came is marked; signs beside the colours for those who see none.
import { diffLines, onlyChanges } from './line_diff';
import { t } from './texts';

export function Differences({ before, after, lang, label }: { before: string; after: string; lang: string; label: string }) {
  const lines = onlyChanges(diffLines(before, after));
  if (lines.every((line) => line === null)) return <p class="sm t3">{t('articles.noDifference')}</p>;
  return (
    <div class="diff" role="group" aria-label={label} lang={lang} tabIndex={0}>
      {lines.map((line, index) => line === null ? <p key={index} class="diff-gap t3" aria-hidden="true">…</p>
        : line.kind === 'same' ? <p key={index} class="t3" dir="auto">{line.text || '\u00a0'}</p>
          : line.kind === 'gone' ? <p key={index} class="gone" dir="auto"><span aria-label={t('articles.gone')}>−</span> <del>{line.text || '\u00a0'}</del></p>
            : <p key={index} class="come" dir="auto"><span aria-label={t('articles.come')}>+</span> <ins>{line.text || '\u00a0'}</ins></p>)}
    </div>
  );
}
