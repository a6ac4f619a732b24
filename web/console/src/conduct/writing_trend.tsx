// How a group's answers read, week by week: readability, length of sentences, what the rules found. Of groups, never of persons.
import { useEffect, useState } from 'preact/hooks';
import { get } from '@sahay/shared/client';
import { number } from '../format';
import { groups } from '../state/session';
import { t, useTexts } from './texts';

interface Week {
  date: string;
  group_id: number | null;
  answers: number;
  readability: number | null;
  words_per_sentence: number | null;
  findings: Record<string, number>;
  overrides: number;
}

const shown = (value: number | null) => (value === null ? '–' : number(Math.round(value * 10) / 10));
const nameOf = (id: number | null) => groups.value.find((group) => group.id === id)?.name ?? '–';

/** `group` null: all groups that are counted. */
export function WritingTrend({ group }: { group: number | null }) {
  const texts = useTexts();
  const [weeks, setWeeks] = useState<Week[] | null>(null);
  useEffect(() => {
    const of = group === null ? '' : `&group_id=${group}`;
    get<{ plain_language: Week[] }>(`/reports/plain_language?interval=week${of}`).then((read) => setWeeks(read.plain_language.slice().reverse()), () => setWeeks([]));
  }, [group]);
  if (!texts || !weeks) return null;
  return (
    <section class="admin-section writing-trend">
      <h2>{t(group === null ? 'trendAll' : 'trend')}</h2>
      <p class="sm t3">{weeks.length === 0 ? t('trendNone') : t('trendHint')}</p>
      {weeks.length > 0 && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label={t(group === null ? 'trendAll' : 'trend')}>
          <table class="statistics sm">
            <thead><tr>
              <th scope="col">{t('week')}</th>{group === null && <th scope="col">{t('group')}</th>}<th scope="col">{t('answers')}</th><th scope="col">{t('readability')}</th>
              <th scope="col">{t('words')}</th><th scope="col">{t('notes')}</th><th scope="col">{t('overrides')}</th>
            </tr></thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={`${week.date} ${week.group_id}`}>
                  <th scope="row" class="num">{week.date}</th>{group === null && <td dir="auto">{nameOf(week.group_id)}</td>}<td class="num">{number(week.answers)}</td><td class="num">{shown(week.readability)}</td>
                  <td class="num">{shown(week.words_per_sentence)}</td>
                  <td class="num">{shown(week.answers ? Object.values(week.findings).reduce((sum, each) => sum + each, 0) / week.answers : null)}</td>
                  <td class="num">{number(week.overrides)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
