// Where somebody is signed in, each place to be ended; and lifting the wait after too many wrong passwords.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { fullTime } from '../../format';
import { say } from '../../state/toasts';
import { t } from '../texts';
import { faultsOf, readRows } from '../machine/store';
import type { Row } from '../machine/types';

interface Session { id: number; kind: string; ip_address: string; user_agent: string; authenticated_at: string }
interface Lockout { locked: boolean; failures: number; until: string | null }

export function SignedIn({ user }: { user: Row['id'] }) {
  const [sessions, setSessions] = useState<Session[] | null>(null);
  const [lockout, setLockout] = useState<Lockout | null>(null);
  const load = () => {
    readRows(`/users/${user}/sessions`, 'sessions').then((rows) => setSessions(rows as unknown as Session[]), () => undefined);
    get<{ lockout: Lockout }>(`/users/${user}/lockout`).then((answer) => setLockout(answer.lockout), () => undefined);
  };
  useEffect(load, [user]);
  const act = (path: string, done: string) => request('DELETE', path).then(() => { say(done); load(); }, (error) => say(faultsOf(error, []).whole));
  if (!sessions) return null;
  return (
    <section class="admin-section" aria-labelledby="signed-in">
      <h2 id="signed-in">{t('arrange.people.signedIn')}</h2>
      {lockout?.locked && (
        <p class="banner bad">{t('arrange.people.locked', { n: lockout.failures, until: fullTime(String(lockout.until)) })}{' '}
          <button type="button" class="button" onClick={() => void act(`/users/${user}/lockout`, t('arrange.people.unlocked'))}>{t('arrange.people.unlock')}</button>
        </p>
      )}
      {sessions.length === 0 && <p class="sm t3">{t('arrange.people.nowhere')}</p>}
      <ul class="admin-rows">
        {sessions.map((each) => (
          <li key={each.id} class="admin-row">
            <span class="grow admin-name"><bdi class="break">{each.user_agent || each.kind}</bdi><span class="sm t3"><bdi>{each.ip_address}</bdi> · {fullTime(each.authenticated_at)}</span></span>
            <button type="button" class="button" aria-label={t('arrange.people.endOf', { where: each.user_agent || each.ip_address })} onClick={() => void act(`/users/${user}/sessions/${each.id}`, t('arrange.people.ended'))}>{t('arrange.apps.end')}</button>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && <div><button type="button" class="button" onClick={() => void act(`/users/${user}/sessions`, t('arrange.people.ended'))}>{t('arrange.people.endAll')}</button></div>}
    </section>
  );
}
