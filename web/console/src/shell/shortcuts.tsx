// The list of keyboard shortcuts ("?"), made from the same commands the keys run. A press on a key cap and then on a key changes it; what
// has that key already is named, and one press sets all usual keys again.
import '../styles/own.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '@sahay/ui/dialog';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { t } from '../i18n';
import { t as messageText } from '../message/texts';
import { choiceOf, type Known } from '../own/key_choice';
import { t as ownText } from '../own/texts';
import { prefs, setPrefs } from '../state/prefs';
import { commands, type Command } from './commands';
import { shortcutsOpen } from './open';

/** Between the two steps of a key such as "g i". */
const pause = 900;

function keep(usual: string, keys: string | null): void {
  const { [usual]: _, ...others } = prefs.value.keys;
  setPrefs({ keys: keys === null ? others : { ...others, [usual]: keys } });
}

export default function Shortcuts() {
  const every = commands();
  const all = every.filter((command) => command.keys && command.label && (!command.hidden || command.id === 'palette' || command.id === 'undo'));
  const known = every.filter((command) => command.keys).map((command): Known => ({ keys: command.keys!, usual: command.usual!, label: command.label }));
  const [waiting, setWaiting] = useState<Command | null>(null);
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const first = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);

  const begin = (command: Command | null) => {
    clearTimeout(timer.current);
    first.current = '';
    setWaiting(command);
    setFault('');
  };
  const take = (event: KeyboardEvent) => {
    if (!waiting) return;
    const choice = choiceOf(event, first.current, waiting.usual!, known);
    if (choice?.kind === 'leave' && event.key === 'Tab') return begin(null);
    event.preventDefault();
    event.stopPropagation();
    if (!choice || event.isComposing) return;
    clearTimeout(timer.current);
    if (choice.kind === 'first') {
      first.current = choice.step;
      timer.current = setTimeout(() => { first.current = ''; }, pause);
      return;
    }
    first.current = '';
    if (choice.kind === 'taken') return setFault(ownText('own.keyTaken', { keys: writtenKeys(choice.keys), name: choice.by }));
    if (choice.kind === 'not') return setFault(ownText('own.keyNot', { keys: writtenKeys(choice.keys) }));
    if (choice.kind !== 'leave') {
      keep(waiting.usual!, choice.kind === 'set' ? choice.keys : null);
      setSaid(ownText('own.keySet', { name: waiting.label, keys: writtenKeys(choice.kind === 'set' ? choice.keys : waiting.usual!) }));
    }
    begin(null);
  };
  const cap = (command: Command) => {
    const keys = writtenKeys(command.keys!), asked = waiting?.id === command.id;
    return (
      <button type="button" class="key-cap" data-command={command.id} data-own={command.keys !== command.usual} aria-pressed={asked} aria-label={asked ? ownText('own.keyPress') : ownText('own.keyChange', { name: command.label, keys })}
        data-tip={ownText('own.keysHint')} onClick={() => begin(asked ? null : command)} onBlur={() => { if (asked) begin(null); }}>
        <kbd>{asked ? ownText('own.keyWaiting') : keys}</kbd>
      </button>
    );
  };
  const part = (title: string, groups: string[], extra: [string, string][] = []) => (
    <section>
      <h3 class="strong">{title}</h3>
      <dl class="keys">
        {all.filter((command) => groups.includes(command.group)).map((command) => <div key={command.id}><dt>{command.label}</dt><dd>{cap(command)}</dd></div>)}
        {extra.map(([keys, label]) => <div key={keys}><dt>{label}</dt><dd><kbd>{writtenKeys(keys)}</kbd></dd></div>)}
      </dl>
    </section>
  );
  return (
    <Dialog title={t('shell.shortcuts')} closeLabel={t('ui.close')} class="shortcuts" onClose={() => { shortcutsOpen.value = false; }}>
      <div class="dialog-body" onKeyDownCapture={take}>
        <div class="keys-head">
          <p class="sm t2 grow">{waiting ? ownText('own.keyPress') : ownText('own.keysHint')}</p>
          {Object.keys(prefs.value.keys).length > 0 && <button type="button" class="button" onClick={() => { setPrefs({ keys: {} }); begin(null); setSaid(ownText('own.keysWereReset')); }}>{ownText('own.keysReset')}</button>}
          <p class="bad-text sm" role="alert">{fault}</p>
          <p class={fault ? 'unseen' : 'sm t2'} role="status">{said}</p>
        </div>
        <div class="columns">
          {part(t('palette.ticket'), ['ticket'], [['/', t('insert.answer')], ['@', t('insert.mention')], ['??', t('insert.article')], [':', messageText('message.emoji')], ['mod+enter', t('composer.send')], ['mod+shift+enter', t('composer.sendSolve')]])}
          {part(t('palette.list'), ['list'])}
          {part(t('palette.go'), ['go', 'settings'])}
        </div>
        <p class="sm t3">{t('shell.shortcutsHint')}</p>
      </div>
    </Dialog>
  );
}
