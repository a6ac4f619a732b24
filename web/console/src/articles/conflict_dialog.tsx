// Somebody saved while this text was written: theirs and ours line by line, and three ways on. Nothing is lost by any of them
// but the one that says so.
import { Dialog } from '@sahay/ui/dialog';
import { longTime } from '../format';
import { agentById } from '../state/session';
import { Differences } from './differences';
import { htmlLanguage, type Words } from './model';
import { t } from './texts';
import { markdownOf } from './versions_dialog';

export interface ConflictDialogProps { theirs: Words; title: string; markdown: string; onMine(): void; onTheirs(): void; onClose(): void }

export function ConflictDialog({ theirs, title, markdown, onMine, onTheirs, onClose }: ConflictDialogProps) {
  const who = agentById.value.get(theirs.updated_by_id ?? 0)?.name ?? t('articles.somebody');
  return (
    <Dialog title={t('articles.conflict')} closeLabel={t('ui.close')} onClose={onClose}>
      <div class="dialog-body form">
        <p>{t('articles.conflictBy', { who, when: longTime(theirs.updated_at) })}</p>
        {theirs.title !== title && <p class="sm" dir="auto"><del>{theirs.title}</del> → <ins>{title}</ins></p>}
        <Differences before={markdownOf(theirs)} after={markdown} lang={htmlLanguage(theirs.locale)} label={t('articles.conflictLines')} />
        <p class="xs t3">{t('articles.conflictLines')}</p>
        <div class="dialog-buttons conflict-buttons">
          <button type="button" class="button" onClick={onClose}>{t('articles.goOn')}</button>
          <button type="button" class="button danger" onClick={onTheirs}>{t('articles.takeTheirs')}</button>
          <button type="button" class="button primary" onClick={onMine}>{t('articles.keepMine')}</button>
        </div>
      </div>
    </Dialog>
  );
}
