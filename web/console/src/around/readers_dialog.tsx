// Who reads a request along: people in copy, who get each answer by mail, and colleagues who follow, who hear of notes too.
// Each change acts at once and can be taken back.
import '../styles/around.css';
import { useEffect, useState } from 'preact/hooks';
import { X } from 'lucide-preact';
import type { User } from '@sahay/shared/api';
import { ApiError, get, newKey, request } from '@sahay/shared/client';
import { Avatar } from '@sahay/ui/avatar';
import { Dialog } from '@sahay/ui/dialog';
import { aroundOpen } from '../shell/open';
import { agentById } from '../state/session';
import { changeTicket, reloadNow, screen } from '../state/ticket';
import { t, useTexts } from './texts';

type Found = Pick<User, 'name' | 'email' | 'role'> & { id: number };

const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;

export default function ReadersDialog() {
  const texts = useTexts();
  const read = screen.value;
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found[]>([]);
  const [problem, setProblem] = useState('');
  const query = typed.trim();
  useEffect(() => {
    setFound([]);
    if (query.length < 2) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      get<{ users: Found[] }>(`/users/search?query=${encodeURIComponent(query)}&per_page=6`, { signal: controller.signal }).then((answer) => setFound(answer.users ?? []), () => undefined);
    }, 150);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [query]);
  if (!texts || !read) return null;
  const { ticket, users } = read;
  const copies = ticket.email_cc_ids ?? [], followers = ticket.follower_ids ?? [];
  const nameOf = (id: number) => users[id]?.name ?? agentById.value.get(id)?.name ?? `№ ${id}`;
  const close = () => { aroundOpen.value = null; };
  const others = found.filter((user) => user.id !== ticket.requester_id && !copies.includes(user.id) && !followers.includes(user.id));

  const add = async (user: Found) => {
    setTyped('');
    setProblem('');
    const staff = user.role !== 'end-user';
    const done = await (staff
      ? changeTicket(ticket.id, { follower_ids: [...followers, user.id] }, t('around.follows', { name: user.name }))
      : changeTicket(ticket.id, { email_cc_ids: [...copies, user.id] }, t('around.copied', { name: user.name })));
    if (done) await reloadNow(ticket.id);
  };
  const addTyped = async () => {
    if (others[0]) return add(others[0]);
    if (!address.test(query)) return setProblem(query ? t('around.noAddress') : '');
    try {
      await request('PUT', `/tickets/${ticket.id}`, { ticket: { email_ccs: [{ user_email: query, action: 'put' }] } }, { idempotencyKey: newKey() });
      setTyped('');
      setProblem('');
      await reloadNow(ticket.id);
    } catch (error) {
      setProblem(error instanceof ApiError && error.status !== 0 ? error.reason : t('ticket.notSaved'));
    }
    return undefined;
  };
  const list = (title: string, hint: string, ids: number[], take: (id: number) => unknown) => (
    <section>
      <h3 class="strong">{title}</h3>
      {ids.length === 0 ? <p class="sm t3">{hint}</p> : (
        <ul class="readers">
          {ids.map((id) => (
            <li key={id} class="reader">
              <Avatar name={nameOf(id)} photo={users[id]?.photo_url} size="small" />
              <span class="grow"><span class="block clip" dir="auto">{nameOf(id)}</span>{users[id]?.email && <span class="block clip xs t3">{users[id]!.email}</span>}</span>
              <button type="button" class="icon-button" aria-label={t('around.remove', { name: nameOf(id) })} onClick={() => void take(id)}><X class="icon" size={16} aria-hidden="true" /></button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
  return (
    <Dialog title={t('around.readers')} closeLabel={t('ui.close')} class="narrow" onClose={close}>
      <form class="dialog-body form" onSubmit={(event) => { event.preventDefault(); void addTyped(); }}>
        <div class="field">
          <label for="reader">{t('around.add')}</label>
          <p class="sm t3" id="reader-hint">{t('around.addHint')}</p>
          <input
            id="reader" class="input" autocomplete="off" dir="auto" aria-describedby="reader-hint" aria-invalid={problem !== ''} aria-errormessage={problem ? 'reader-problem' : undefined}
            value={typed} onInput={(event) => { setTyped(event.currentTarget.value); setProblem(''); }}
          />
          {problem && <p class="sm bad" id="reader-problem" role="alert">{problem}</p>}
        </div>
        {others.length > 0 && (
          <ul class="readers" aria-label={t('around.found')}>
            {others.map((user) => (
              <li key={user.id}>
                <button type="button" class="reader found" onClick={() => void add(user)}>
                  <Avatar name={user.name} size="small" />
                  <span class="grow"><span class="block clip" dir="auto">{user.name}</span><span class="block clip xs t3">{user.email ?? ''}</span></span>
                  <span class="xs t3">{user.role === 'end-user' ? t('around.asCopy') : t('around.asFollower')}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {query && others.length === 0 && address.test(query) && <button type="submit" class="button">{t('around.addThis', { address: query })}</button>}
        {list(t('around.copies'), t('around.noCopies'), copies, (id) => changeTicket(ticket.id, { email_cc_ids: copies.filter((each) => each !== id) }, t('around.noLonger', { name: nameOf(id) })))}
        {list(t('around.followers'), t('around.noFollowers'), followers, (id) => changeTicket(ticket.id, { follower_ids: followers.filter((each) => each !== id) }, t('around.noLonger', { name: nameOf(id) })))}
      </form>
    </Dialog>
  );
}
