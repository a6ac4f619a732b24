// Where an article stands, who may read it, what it is found by. Of a saved article each change is saved at once.
import { useEffect, useState } from 'preact/hooks';
import { get } from '@sahay/shared/client';
import { change, changeSettings, textOf, type Editing } from './editing';
import { byPosition, isStaffOnly, locales, overview, sectionsOf, titleOf, type Segment } from './model';
import { t } from './texts';

export function audienceWord(segment: Segment | undefined): string {
  if (!segment) return t('articles.everybody');
  if (segment.built_in) return segment.user_type === 'staff' ? t('articles.staff') : t('articles.signedIn');
  return segment.organization_ids.length === 1 ? t('articles.onlyCompany', { name: segment.name }) : segment.name;
}

export function ArticleSettings({ now, locale, mayEdit }: { now: Editing; locale: string; mayEdit: boolean }) {
  const all = overview.value!;
  const text = textOf(now, locale);
  const [company, setCompany] = useState(false);
  if (locale !== now.source) {
    return !text.read ? null : (
      <div class="article-settings">
        <label class="check"><input type="checkbox" disabled={!mayEdit} checked={text.stillBehind} onChange={(event) => change(locale, { stillBehind: event.currentTarget.checked })} /> {t('articles.stillBehind')}</label>
      </div>
    );
  }
  const others = now.state?.texts.some((each) => each.locale !== now.source) ?? false;
  return (
    <div class="article-settings">
      <label class="setting-field"><span class="xs t3">{t('articles.section')}</span>
        <select class="select" disabled={!mayEdit} value={now.settings.section_id} onChange={(event) => void changeSettings({ section_id: Number(event.currentTarget.value) })}>
          {byPosition(all.categories).map((category) => (
            <optgroup key={category.id} label={titleOf(category)}>
              {sectionsOf(category.id).map((section) => <option key={section.id} value={section.id}>{titleOf(section)}</option>)}
            </optgroup>
          ))}
        </select>
      </label>
      <label class="setting-field"><span class="xs t3">{t('articles.whoReads')}</span>
        <select class="select" disabled={!mayEdit} value={company ? 'company' : String(now.settings.user_segment_id ?? 0)} onChange={(event) => {
          const value = event.currentTarget.value;
          setCompany(value === 'company');
          if (value !== 'company') void changeSettings({ user_segment_id: Number(value) || null, organization_id: undefined });
        }}>
          <option value="0">{t('articles.everybody')}</option>
          {all.segments.map((segment) => <option key={segment.id} value={segment.id}>{audienceWord(segment)}</option>)}
          <option value="company">{t('articles.oneCompany')}</option>
        </select>
      </label>
      {company && <CompanyField onPick={(id) => { setCompany(now.key === 'new'); void changeSettings({ organization_id: id, user_segment_id: undefined as never }); }} />}
      <LabelsField labels={now.settings.label_names} mayEdit={mayEdit} />
      <label class="check"><input type="checkbox" disabled={!mayEdit} checked={now.settings.promoted} onChange={(event) => void changeSettings({ promoted: event.currentTarget.checked })} /> {t('articles.promoted')}</label>
      {others && <label class="check"><input type="checkbox" disabled={!mayEdit} checked={text.minor} onChange={(event) => change(locale, { minor: event.currentTarget.checked })} /> {t('articles.minor')}</label>}
      {now.state && !isStaffOnly(now.state) && locales.length > 0 && (now.state.up + now.state.down > 0) && <span class="sm t3">{t('articles.votes', { up: now.state.up, down: now.state.down })}</span>}
    </div>
  );
}

function LabelsField({ labels, mayEdit }: { labels: string[]; mayEdit: boolean }) {
  const [value, setValue] = useState(labels.join(', '));
  useEffect(() => setValue(labels.join(', ')), [labels.join()]);
  const store = () => {
    const wanted = [...new Set(value.split(',').map((each) => each.trim()).filter(Boolean))];
    if (wanted.join() !== labels.join()) void changeSettings({ label_names: wanted });
  };
  return (
    <label class="setting-field"><span class="xs t3">{t('articles.labels')}</span>
      <input class="input" dir="auto" disabled={!mayEdit} value={value} placeholder={t('articles.labelsHint')} onInput={(event) => setValue(event.currentTarget.value)} onBlur={store} onKeyDown={(event) => { if (event.key === 'Enter' && !event.ctrlKey) store(); }} />
    </label>
  );
}

interface Company { id: number; name: string }

function CompanyField({ onPick }: { onPick(id: number): void }) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Company[]>([]);
  useEffect(() => {
    if (query.trim().length < 2) return setFound([]);
    const abort = new AbortController();
    const timer = setTimeout(() => get<{ organizations: Company[] }>(`/organizations/autocomplete?name=${encodeURIComponent(query.trim())}`, { signal: abort.signal }).then((answer) => setFound(answer.organizations.slice(0, 8)), () => undefined), 200);
    return () => { clearTimeout(timer); abort.abort(); };
  }, [query]);
  return (
    <div class="setting-field company-field">
      <label class="xs t3" for="company-search">{t('articles.company')}</label>
      <input id="company-search" class="input" dir="auto" value={query} placeholder={t('articles.companyHint')} onInput={(event) => setQuery(event.currentTarget.value)} />
      {found.length > 0 && <ul class="company-list">{found.map((each) => <li key={each.id}><button type="button" class="option" onClick={() => { setQuery(each.name); setFound([]); onPick(each.id); }}>{each.name}</button></li>)}</ul>}
    </div>
  );
}
