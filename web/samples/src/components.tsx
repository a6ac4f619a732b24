// A sample of each component of web/ui, by its name there.
import { useRef, useState } from 'preact/hooks';
import { Avatar } from '@sahay/ui/avatar';
import { Dialog } from '@sahay/ui/dialog';
import { Picker } from '@sahay/ui/picker';
import { PriorityBars } from '@sahay/ui/priority';
import { t } from '../../console/src/i18n';
import { priorities, priorityWord, statuses, statusWord } from '../../console/src/words';
import type { Sample } from './sample';

const people = ['Rina Akter', 'Олег Соколов', 'সারা আহমেদ'];
const photo = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#5b7fb5"/><circle cx="4" cy="3" r="1.6" fill="#fff"/><rect x="1" y="5.4" width="6" height="3" rx="1.5" fill="#fff"/></svg>');

function Avatars() {
  return <>{people.map((name) => (['small', '', 'large'] as const).map((size) => <Avatar key={name + size} name={name} size={size} />))}<Avatar name={people[0]!} photo={photo} size="large" /></>;
}

function Dialogs() {
  const [open, setOpen] = useState('');
  const end = () => setOpen('');
  return (
    <>
      {['whole', 'light'].map((kind) => <button key={kind} type="button" class="button" data-opens={kind} onClick={() => setOpen(kind)}>{`${t('ui.open')}: ${kind}`}</button>)}
      {open && (
        <Dialog title={t('composer.note')} closeLabel={t('ui.close')} light={open === 'light'} headless={open === 'light'} onClose={end}>
          <div class="dialog-body">
            <div class="field"><label for="in-dialog">{t('list.searchHint')}</label><input id="in-dialog" class="input" /></div>
          </div>
          <div class="dialog-foot"><button type="button" class="button" onClick={end}>{t('ui.cancel')}</button><button type="button" class="button primary" onClick={end}>{t('composer.send')}</button></div>
        </Dialog>
      )}
    </>
  );
}

function Pickers() {
  const [open, setOpen] = useState('');
  const [value, setValue] = useState('open');
  const anchor = useRef<HTMLButtonElement>(null);
  const options = statuses.map((status, index) => ({ value: status as string, label: statusWord(status), hint: index === 0 ? t('ui.you') : undefined, takenBy: open === 'list' ? String(index + 1) : undefined }));
  return (
    <span class="group" ref={(element) => { anchor.current = element?.querySelector('button') ?? null; }}>
      {['list', 'combobox', 'empty'].map((kind) => (
        <button key={kind} type="button" class="button" data-opens={kind} aria-haspopup="listbox" aria-expanded={open === kind} onClick={() => setOpen(open === kind ? '' : kind)}>{`${t('ui.choose')}: ${kind}`}</button>
      ))}
      {open && (
        <Picker anchor={anchor.current!} label={t('ui.choose')} searchLabel={open === 'list' ? undefined : t('ui.choose')} emptyLabel={t('ui.nothing')} options={open === 'empty' ? [] : options}
          value={value} onPick={setValue} onClose={() => setOpen('')} />
      )}
    </span>
  );
}

function Priorities() {
  return <>{priorities.map((priority) => <PriorityBars key={priority} priority={priority} word={priorityWord(priority)} showWord />)}{priorities.map((priority) => <PriorityBars key={priority} priority={priority} word={priorityWord(priority)} />)}</>;
}

export const components: Record<string, Sample> = { Avatar: Avatars, Dialog: Dialogs, Picker: Pickers, PriorityBars: Priorities };
