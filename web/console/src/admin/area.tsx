// The administration: a menu by task with one search, beside it the screen. On a phone the menu is a page of its own.
import '../styles/mail.css';
import '../styles/admin.css';
import { useEffect, useState } from 'preact/hooks';
import { matches } from '@sahay/ui/picker';
import { basePath } from '../router';
import { Problem, RowBones } from '../shell/states';
import { isPhone } from '../state/screen';
import { me } from '../state/session';
import { screenGroups, screens, type Screen } from './catalogue';
import { ResourceForm } from './machine/form';
import { ResourceList } from './machine/list';
import type { Resource } from './machine/types';
import { t, useTexts } from './texts';

export default function AdminArea({ screen, item }: { screen: string; item: string | null }) {
  if (!useTexts()) return null;
  if (me.value.role !== 'admin' && screen === '') return <div class="page-body"><Problem title={t('admin.forbidden')} hint={t('admin.forbiddenHint')} /></div>;
  const open = screens.find((each) => each.key === screen);
  const menu = !(isPhone.value && open);
  return (
    <div class="admin">
      {menu && <Menu open={open?.key ?? ''} />}
      {(open || !isPhone.value) && (
        <div class="admin-page" key={`${screen}/${item ?? ''}`}>
          {isPhone.value && <p class="sm admin-back"><a href={`${basePath}/admin`}>{t('admin.title')}</a></p>}
          {open ? <Open screen={open} item={item} /> : screen === '' ? <Start /> : <Problem title={t('shell.missing')} hint={t('shell.missingHint')} />}
        </div>
      )}
    </div>
  );
}

function Open({ screen, item }: { screen: Screen; item: string | null }) {
  const [resource, setResource] = useState<Resource | null>(screen.resource ?? null);
  const [failed, setFailed] = useState(false);
  const load = () => { setFailed(false); screen.load?.().then(setResource, () => setFailed(true)); };
  useEffect(load, [screen.key]);
  if (screen.view) return <>{screen.view(item)}</>;
  if (!resource) return failed ? <Problem title={t('admin.unreachable')} action={t('ui.tryAgain')} onAction={load} /> : <><h1>{t(screen.title)}</h1><RowBones rows={4} /></>;
  if (item === null) return <ResourceList key={screen.key} screen={screen.key} title={t(screen.title)} lead={t(screen.lead)} resource={resource} />;
  return <ResourceForm key={screen.key} screen={screen.key} title={t(screen.title)} resource={resource} item={item} />;
}

function Menu({ open }: { open: string }) {
  const [query, setQuery] = useState('');
  const fits = (screen: Screen) => !query.trim() || matches(`${t(screen.title)} ${t(screen.lead)} ${screen.aliases}`, query);
  const groups = screenGroups.map((group) => ({ ...group, screens: group.screens.filter(fits) })).filter((group) => group.screens.length > 0);
  return (
    <nav class="admin-menu" aria-label={t('admin.title')}>
      {isPhone.value && <h1>{t('admin.title')}</h1>}
      <input class="input" type="search" aria-label={t('admin.searchSettings')} placeholder={t('admin.searchSettings')} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
      {groups.map((group) => (
        <section key={group.title}>
          <h2 class="xs t3">{t(group.title)}</h2>
          {group.screens.map((screen) => <a key={screen.key} class="view" href={`${basePath}/admin/${screen.key}`} aria-current={open === screen.key ? 'page' : undefined}><span class="clip">{t(screen.title)}</span></a>)}
        </section>
      ))}
      {groups.length === 0 && <p class="sm t3">{t('ui.nothing')}</p>}
    </nav>
  );
}

/** What there is, with one sentence each; and the way back into the first set-up. */
function Start() {
  return (
    <>
      <h1>{t('admin.title')}</h1>
      <p class="t2">{t('admin.lead')} <a class="link" href={`${basePath}/welcome`}>{t('admin.again')}</a></p>
      {screenGroups.map((group) => (
        <section key={group.title} class="admin-section">
          <h2>{t(group.title)}</h2>
          <ul class="admin-cards">
            {group.screens.map((screen) => <li key={screen.key}><a href={`${basePath}/admin/${screen.key}`}><span class="strong">{t(screen.title)}</span><span class="sm t3">{t(screen.lead)}</span></a></li>)}
          </ul>
        </section>
      ))}
    </>
  );
}
