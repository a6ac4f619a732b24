// Work, Texts in languages: one text in three languages, put into answers, rules and signatures by its placeholder.
import { request } from '@sahay/shared/client';
import type { Language } from '@sahay/shared/api';
import { languageNames, languages } from '../../i18n';
import { t } from '../texts';
import { readRow, saveRow } from '../machine/store';
import type { Resource, Row, Values } from '../machine/types';
import { CopyBox } from '../widgets/copy_box';

interface Variant { id: number; locale_id: number; content: string; outdated: boolean }

// Numbers of the languages in the API.
const numbers: Record<Language, number> = { en: 1, ru: 27, bn: 1384 };
const languageOf = (id: unknown): Language => languages.find((each) => numbers[each] === Number(id)) ?? 'en';
const variantsOf = (row: Row | null) => ((row?.variants ?? []) as Variant[]);
const wordsIn = (values: Values, language: Language) => String(values[`content_${language}`] ?? '').trim();

/** The variants first that must be there before another goes or becomes the one for all. */
async function save(values: Values, row: Row | null): Promise<Row> {
  const main = languageOf(values.default_locale_id);
  const written = languages.filter((each) => wordsIn(values, each));
  if (!row) return saveRow(texts, null, { name: values.name, default_locale_id: numbers[main], variants: written.map((each) => ({ locale_id: numbers[each], content: wordsIn(values, each), default: each === main })) });
  const path = `/dynamic_content/items/${row.id}`;
  const before = variantsOf(row);
  for (const language of written) {
    const known = before.find((each) => each.locale_id === numbers[language]);
    const variant = { locale_id: numbers[language], content: wordsIn(values, language) };
    if (!known) await request('POST', `${path}/variants`, { variant });
    else if (known.content !== variant.content) await request('PUT', `${path}/variants/${known.id}`, { variant });
  }
  await request('PUT', path, { item: { name: values.name, default_locale_id: numbers[main] } });
  for (const gone of before.filter((each) => !wordsIn(values, languageOf(each.locale_id)))) await request('DELETE', `${path}/variants/${gone.id}`);
  return readRow(texts, String(row.id));
}

/** Each language as a customer reads it: without words of its own it gets the main one. */
function Readings({ values }: { values: Values }) {
  const main = languageOf(values.default_locale_id);
  return (
    <section class="admin-section admin-box" aria-labelledby="readings">
      <h2 id="readings">{t('arrange.now')}</h2>
      <dl class="pairs">
        {languages.map((each) => {
          const own = wordsIn(values, each);
          return (
            <div key={each} class="audit-pair">
              <dt>{languageNames[each]}</dt>
              <dd><span dir="auto" lang={own ? each : main} class="kept-lines">{own || wordsIn(values, main)}</span>{!own && wordsIn(values, main) && <><br /><span class="xs t3">{t('arrange.texts.fallsBack', { language: languageNames[main] })}</span></>}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

export const texts: Resource = {
  path: '/dynamic_content/items', one: 'item', many: 'items',
  name: (row) => String(row.name),
  detail: (row) => String(row.placeholder),
  badges: (row) => [
    ...(row.outdated ? [{ text: t('arrange.texts.behind'), tone: 'bad' as const }] : []),
    ...(variantsOf(row).length < languages.length ? [{ text: t('arrange.texts.some', { n: variantsOf(row).length }) }] : []),
  ],
  fresh: { name: '', default_locale_id: 1, content_en: '', content_bn: '', content_ru: '' },
  sections: (row) => [
    { title: '', fields: [
      { kind: 'text', key: 'name', label: t('admin.name'), hint: row ? undefined : t('arrange.texts.nameHint'), required: true },
      { kind: 'choice', key: 'default_locale_id', label: t('arrange.texts.main'), hint: t('arrange.texts.mainHint'), numeric: true, options: languages.map((each) => ({ value: String(numbers[each]), label: languageNames[each] })) },
    ] },
    { title: t('arrange.texts.words'), fields: languages.map((each) => ({
      kind: 'area' as const, key: `content_${each}`, label: languageNames[each], rows: 3,
      hint: variantsOf(row).some((variant) => variant.locale_id === numbers[each] && variant.outdated) ? t('arrange.texts.behindHint') : undefined,
    })) },
  ],
  read: (row) => ({
    name: row.name, default_locale_id: row.default_locale_id,
    ...Object.fromEntries(languages.map((each) => [`content_${each}`, variantsOf(row).find((variant) => variant.locale_id === numbers[each])?.content ?? ''])),
  }),
  check: (values): Record<string, string> => { const main = languageOf(values.default_locale_id); return wordsIn(values, main) ? {} : { [`content_${main}`]: t('admin.fillIn') }; },
  write: (values) => values,
  save,
  beside: ({ body }) => <Readings values={body()} />,
  below: ({ row }) => <div class="admin-section"><h2>{t('arrange.texts.placeholder')}</h2><p class="sm t2">{t('arrange.texts.placeholderHint')}</p><CopyBox label={t('arrange.texts.placeholder')} text={String(row.placeholder)} /></div>,
  get words() { return { add: t('arrange.texts.add'), none: t('arrange.texts.none'), noneHint: t('arrange.texts.noneHint'), removeHint: t('arrange.texts.removeHint') }; },
};
