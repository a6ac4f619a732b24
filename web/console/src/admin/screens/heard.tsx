// Screens that list what came back: comments of readers below articles, and addresses that refuse our mail.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { fullTime } from '../../format';
import { Problem, RowBones } from '../../shell/states';
import { say } from '../../state/toasts';
import { t, textOr, type PlainKey } from '../texts';
import { faultsOf, readRows } from '../machine/store';
import type { Row } from '../machine/types';

interface Kept<T> { rows: T[] | null; failed: string; load(): void }

function useKept<T>(read: () => Promise<T[]>): Kept<T> {
  const [rows, setRows] = useState<T[] | null>(null);
  const [failed, setFailed] = useState('');
  const load = () => { setFailed(''); read().then(setRows, (error) => setFailed(faultsOf(error, []).whole)); };
  useEffect(load, []);
  return { rows, failed, load };
}

function Head({ screen, kept, none, noneHint }: { screen: string; kept: Kept<unknown>; none: string; noneHint: string }) {
  return (
    <>
      <h1>{t(`arrange.screen.${screen}` as PlainKey)}</h1>
      <p class="t2">{t(`arrange.lead.${screen}` as PlainKey)}</p>
      {kept.failed && <Problem title={kept.failed} action={t('ui.tryAgain')} onAction={kept.load} />}
      {!kept.failed && kept.rows === null && <RowBones rows={4} />}
      {kept.rows?.length === 0 && <Problem title={none} hint={noneHint} />}
    </>
  );
}

const wordsOf = (html: unknown) => new DOMParser().parseFromString(String(html ?? ''), 'text/html').body.textContent ?? '';

export function CommentsScreen() {
  const kept = useKept<Row>(() => get<{ comments: Row[] }>('/help_center/comments?per_page=50').then((answer) => answer.comments));
  const [articles, setArticles] = useState<ReadonlyMap<number, string>>(new Map());
  const [people, setPeople] = useState<ReadonlyMap<number, string>>(new Map());
  useEffect(() => {
    if (!kept.rows?.length) return;
    const ids = (key: string) => [...new Set(kept.rows!.map((each) => String(each[key])))].join(',');
    get<{ articles: { id: number; title: string }[] }>(`/help_center/articles/show_many?ids=${ids('source_id')}`).then((answer) => setArticles(new Map(answer.articles.map((each) => [each.id, each.title]))), () => undefined);
    get<{ users: { id: number; name: string }[] }>(`/users/show_many?ids=${ids('author_id')}`).then((answer) => setPeople(new Map(answer.users.map((each) => [each.id, each.name]))), () => undefined);
  }, [kept.rows]);
  const remove = async (row: Row) => {
    const path = `/help_center/articles/${row.source_id}/comments`;
    try {
      await request('DELETE', `${path}/${row.id}`);
      const again = { body: row.body, author_id: row.author_id, locale: row.locale };
      say(t('arrange.comments.removed'), { label: t('ui.undo'), run: () => void request('POST', path, { comment: again }).then(kept.load, (error) => say(faultsOf(error, []).whole)) });
      kept.load();
    } catch (error) {
      say(faultsOf(error, []).whole);
    }
  };
  return (
    <>
      <Head screen="comments" kept={kept} none={t('arrange.comments.none')} noneHint={t('arrange.comments.noneHint')} />
      <ul class="admin-rows">
        {kept.rows?.map((row) => {
          const name = people.get(Number(row.author_id)) ?? '…';
          return (
            <li key={row.id} class="admin-row">
              <span class="grow admin-name">
                <span dir="auto" class="kept-lines">{wordsOf(row.body)}</span>
                <span class="sm t3"><span dir="auto">{name}</span> · {fullTime(String(row.created_at))} · <a href={String(row.html_url)} target="_blank" rel="noopener" dir="auto">{articles.get(Number(row.source_id)) ?? t('arrange.comments.article')}</a></span>
              </span>
              <button type="button" class="button" aria-label={t('arrange.comments.removeOf', { name })} onClick={() => void remove(row)}>{t('admin.remove')}</button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface Refused { address: string; state: string; suppressed: boolean; soft_failures: number; error: string; updated_at: string }

export function RefusedScreen() {
  const kept = useKept<Refused>(() => readRows('/mail_addresses', 'mail_addresses').then((rows) => rows as unknown as Refused[]));
  const lift = async (address: string) => {
    try {
      await request('DELETE', `/mail_addresses?address=${encodeURIComponent(address)}`);
      say(t('arrange.refused.lifted', { address }));
      kept.load();
    } catch (error) {
      say(faultsOf(error, []).whole);
    }
  };
  return (
    <>
      <Head screen="refused" kept={kept} none={t('arrange.refused.none')} noneHint={t('arrange.refused.noneHint')} />
      <ul class="admin-rows">
        {kept.rows?.map((row) => (
          <li key={row.address} class="admin-row">
            <span class="grow admin-name"><bdi class="strong">{row.address}</bdi><span class="sm t3" dir="auto">{[textOr(`arrange.refused.${row.state}`, row.state), row.error, fullTime(row.updated_at)].filter(Boolean).join(' · ')}</span></span>
            <span class={`chip ${row.suppressed ? 'bad' : 'calm'}`}>{row.suppressed ? t('arrange.refused.stopped') : t('arrange.refused.watched')}</span>
            <button type="button" class="button" aria-label={t('arrange.refused.liftOf', { address: row.address })} onClick={() => void lift(row.address)}>{t('arrange.refused.lift')}</button>
          </li>
        ))}
      </ul>
    </>
  );
}
