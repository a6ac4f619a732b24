// The list of keyboard shortcuts ("?"), made from the same commands the keys run.
import { Dialog } from '@sahay/ui/dialog';
import { writtenKeys } from '@sahay/ui/hotkeys';
import { t } from '../i18n';
import { commands } from './commands';
import { shortcutsOpen } from './open';

export default function Shortcuts() {
  const all = commands().filter((command) => command.keys && command.label && (!command.hidden || command.id === 'palette' || command.id === 'undo'));
  const part = (title: string, groups: string[], extra: [string, string][] = []) => (
    <section>
      <h3 class="strong">{title}</h3>
      <dl class="keys">
        {[...all.filter((command) => groups.includes(command.group)).map((command) => [command.keys!, command.label] as const), ...extra].map(([keys, label]) => (
          <div key={keys}><dt>{label}</dt><dd><kbd>{writtenKeys(keys)}</kbd></dd></div>
        ))}
      </dl>
    </section>
  );
  return (
    <Dialog title={t('shell.shortcuts')} closeLabel={t('ui.close')} class="shortcuts" onClose={() => { shortcutsOpen.value = false; }}>
      <div class="dialog-body columns">
        {part(t('palette.ticket'), ['ticket'], [['/', t('insert.answer')], ['@', t('insert.mention')], ['??', t('insert.article')], ['mod+enter', t('composer.send')], ['mod+shift+enter', t('composer.sendSolve')]])}
        {part(t('palette.list'), ['list'])}
        {part(t('palette.go'), ['go', 'settings'])}
        <p class="sm t3">{t('shell.shortcutsHint')}</p>
      </div>
    </Dialog>
  );
}
