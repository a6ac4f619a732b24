// A category or section: its names in three languages, its place in the order, its end.
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '@sahay/shared/client';
import { Dialog } from '@sahay/ui/dialog';
import { languageNames } from '../i18n';
import { byPosition, htmlLanguage, locales, movePlace, overview, readDescriptions, readOverview, removePlace, savePlace, titleOf, type Place, type PlaceKind } from './model';
import { t } from './texts';

export interface PlaceWanted { kind: PlaceKind; place: Place | null; category: number | null }

export function PlaceDialog({ wanted, onClose }: { wanted: PlaceWanted; onClose(): void }) {
  const { kind, place, category } = wanted;
  const [names, setNames] = useState<Record<string, string>>(Object.fromEntries((place?.texts ?? []).map((each) => [each.locale, each.title])));
  const [descriptions, setDescriptions] = useState<Record<string, string>>({});
  const [kept, setKept] = useState<Record<string, string>>({});
  useEffect(() => {
    if (place) readDescriptions(kind, place.id).then((found) => { setKept(found); setDescriptions(found); }, () => setProblem(t('articles.notSaved')));
  }, []);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const all = overview.value!;
  const peers: Place[] = byPosition(kind === 'category' ? all.categories : all.sections.filter((each) => each.category_id === category));
  const index = peers.findIndex((each) => each.id === place?.id);
  const inside = place && (kind === 'category' ? all.articles.filter((each) => all.sections.some((section) => section.id === each.section_id && section.category_id === place.id)) : all.articles.filter((each) => each.section_id === place.id));
  const run = async (work: () => Promise<unknown>, close = true) => {
    setBusy(true);
    try {
      await work();
      await readOverview();
      if (close) onClose();
    } catch (error) {
      setProblem(error instanceof ApiError && error.reason ? error.reason : t('articles.notSaved'));
    }
    setBusy(false);
  };
  const save = (event: Event) => {
    event.preventDefault();
    if (!locales.some((locale) => names[locale]?.trim())) return setProblem(t('articles.nameMissing'));
    const changed = Object.fromEntries(locales.filter((locale) => (descriptions[locale] ?? '') !== (kept[locale] ?? '')).map((locale) => [locale, descriptions[locale] ?? '']));
    void run(() => savePlace(kind, place?.id ?? null, names, changed, place?.texts ?? [], { category_id: category ?? undefined, position: peers.length ? peers[peers.length - 1]!.position + 1 : 0 }));
  };
  // Every place gets a number of its own: older ones may share one.
  const move = (by: number) => run(async () => {
    const order = [...peers];
    const [own] = order.splice(index, 1);
    order.splice(index + by, 0, own!);
    for (const [position, each] of order.entries()) if (each.position !== position) await movePlace(kind, each.id, position);
  }, false);
  const title = place ? titleOf(place) : kind === 'category' ? t('articles.newCategory') : t('articles.newSection');
  return (
    <Dialog title={title} closeLabel={t('ui.close')} class="narrow" onClose={onClose}>
      <form class="dialog-body form" onSubmit={save}>
        {locales.map((locale, position) => (
          <div class="field" key={locale}>
            <label for={`place-${locale}`}>{t('articles.nameIn', { language: languageNames[htmlLanguage(locale) as 'en'] })}</label>
            <input id={`place-${locale}`} class="input" dir="auto" lang={htmlLanguage(locale)} value={names[locale] ?? ''} autofocus={position === 0} onInput={(event) => setNames({ ...names, [locale]: event.currentTarget.value })} />
          </div>
        ))}
        <details class="place-words" open={Object.values(kept).some(Boolean)}>
          <summary>{t('articles.descriptions')}</summary>
          <p class="sm t3">{t('articles.descriptionsHint')}</p>
          {locales.map((locale) => (
            <div class="field" key={locale}>
              <label for={`place-words-${locale}`}>{t('articles.descriptionIn', { language: languageNames[htmlLanguage(locale) as 'en'] })}</label>
              <textarea id={`place-words-${locale}`} class="input" rows={2} dir="auto" lang={htmlLanguage(locale)} value={descriptions[locale] ?? ''} onInput={(event) => setDescriptions({ ...descriptions, [locale]: event.currentTarget.value })} />
            </div>
          ))}
        </details>
        {problem && <p class="banner bad" role="alert">{problem}</p>}
        <button type="submit" class="button primary" disabled={busy}>{t('articles.save')}</button>
        {place && (
          <div class="dialog-buttons">
            <button type="button" class="button" disabled={busy || index <= 0} onClick={() => void move(-1)}>{t('articles.up')}</button>
            <button type="button" class="button" disabled={busy || index >= peers.length - 1} onClick={() => void move(1)}>{t('articles.down')}</button>
            <span class="grow" />
            <button type="button" class="button danger" disabled={busy} onClick={() => (sure ? void run(() => removePlace(kind, place.id)) : setSure(true))}>
              {sure ? t('articles.removeSure', { n: inside!.length }) : t('articles.remove')}
            </button>
          </div>
        )}
      </form>
    </Dialog>
  );
}
