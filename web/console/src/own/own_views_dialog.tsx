// The views that an agent keeps, to rename, put in order and delete. A name is kept when its field is left or by Enter.
import '../styles/own.css';
import { useRef, useState } from 'preact/hooks';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-preact';
import { Dialog } from '@sahay/ui/dialog';
import { t as consoleText } from '../i18n';
import { ownViewsOpen } from '../shell/open';
import { savedTitle, savedViews, type SavedView } from '../state/saved_views';
import { changeView, deleteView, isOwn, moveView, reasonOf } from './own_views';
import { t } from './texts';

export default function OwnViews() {
  const own = savedViews.value.filter(isOwn);
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const attempt = (run: () => Promise<void>) => { setFault(''); void run().catch((error: unknown) => setFault(reasonOf(error))); };
  const rename = (view: SavedView, field: HTMLInputElement) => {
    const title = field.value.trim();
    if (title === view.title) return;
    if (title === '') { field.value = view.title; return setFault(t('own.noName')); }
    attempt(() => changeView(view, { title }));
  };
  const move = (view: SavedView, step: number, button: HTMLElement) => attempt(async () => {
    const place = own.findIndex((each) => each.id === view.id) + step + 1;
    await moveView(view, step);
    setSaid(t('own.moved', { name: savedTitle(view), n: place }));
    // At the end of the list its button is gone: the other one takes the focus.
    requestAnimationFrame(() => { if (!button.isConnected || (button as HTMLButtonElement).disabled) list.current?.querySelector<HTMLElement>(`[data-view="${view.id}"] button:not(:disabled)`)?.focus(); });
  });
  return (
    <Dialog title={t('own.mine')} closeLabel={consoleText('ui.close')} onClose={() => { ownViewsOpen.value = false; }}>
      <div class="dialog-body">
        {own.length === 0 && <p class="t2">{t('own.none')}</p>}
        <ul role="list" class="own-views" ref={list}>
          {own.map((view, at) => (
            <li key={view.id} data-view={view.id}>
              <input class="input grow" dir="auto" maxLength={255} aria-label={t('own.name')} defaultValue={view.title} key={view.title} onBlur={(event) => rename(view, event.currentTarget)}
                onKeyDown={(event) => { if (event.key === 'Enter' && !event.isComposing) rename(view, event.currentTarget); }} />
              <button type="button" class="icon-button" disabled={at === 0} aria-label={t('own.up', { name: savedTitle(view) })} data-tip={t('own.up', { name: savedTitle(view) })} onClick={(event) => move(view, -1, event.currentTarget)}><ArrowUp class="icon" size={16} aria-hidden="true" /></button>
              <button type="button" class="icon-button" disabled={at === own.length - 1} aria-label={t('own.down', { name: savedTitle(view) })} data-tip={t('own.down', { name: savedTitle(view) })} onClick={(event) => move(view, 1, event.currentTarget)}><ArrowDown class="icon" size={16} aria-hidden="true" /></button>
              <button type="button" class="icon-button" aria-label={t('own.delete', { name: savedTitle(view) })} data-tip={t('own.delete', { name: savedTitle(view) })} onClick={() => attempt(() => deleteView(view))}><Trash2 class="icon" size={16} aria-hidden="true" /></button>
            </li>
          ))}
        </ul>
        {fault && <p class="bad-text sm" role="alert">{fault}</p>}
        <p class="unseen" role="status">{said}</p>
      </div>
    </Dialog>
  );
}
