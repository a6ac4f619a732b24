// Takes the place of the list's count while tickets are chosen: how many, what can be done to all, and what it would do.
import { useState } from 'preact/hooks';
import { Check, Ellipsis, Merge, Tag, UserPlus, X } from 'lucide-preact';
import type { Priority, Status } from '@sahay/shared/api';
import { Picker } from '@sahay/ui/picker';
import { PriorityBars } from '@sahay/ui/priority';
import { longTime } from '../format';
import { t } from '../i18n';
import { bulkPicker, mergeOpen, openBulkPicker } from '../shell/open';
import { groups } from '../state/session';
import { chooseAll, chooseNone, selection } from '../state/selection';
import { list } from '../state/list';
import { restTimes } from '../ticket/snooze_times';
import { people } from '../ticket/ticket_pickers';
import { priorities, priorityWord, statuses, statusWord } from '../words';
import { keyOf } from '../shell/keys';
import {
  assignChosen, deleteChosen, moveChosen, restChosen, setPriorityOfChosen, setStatusOfChosen, solveChosen, tagChosen, wordsFor,
} from './bulk_actions';

export function BulkBar() {
  const rows = selection.value;
  const [effect, setEffect] = useState('');
  const solving = wordsFor({ status: 'solved' });
  const shows = (words: string) => ({
    title: words, onPointerEnter: () => setEffect(words), onPointerLeave: () => setEffect(''), onFocus: () => setEffect(words), onBlur: () => setEffect(''),
  });
  return (
    <div class="bulk" role="toolbar" aria-label={t('bulk.chosen', { n: rows.length })}>
      <p class="sm num"><b>{t('bulk.chosen', { n: rows.length })}</b>{effect && <span class="t3"> · {effect}</span>}</p>
      <div class="bulk-buttons">
        <button type="button" class="button" aria-keyshortcuts={keyOf('e')} onClick={() => void solveChosen()} {...shows(`${t('ticket.solve')}: ${solving}`)}>
          <Check class="icon" size={16} aria-hidden="true" />{t('ticket.solve')}
        </button>
        <button type="button" class="icon-button" data-bulk="assignee" aria-haspopup="listbox" aria-keyshortcuts={keyOf('a')} aria-label={t('ticket.assign')} data-tip={t('ticket.assign')} data-keys="A" onClick={() => openBulkPicker('assignee')}>
          <UserPlus class="icon" size={18} aria-hidden="true" />
        </button>
        <button type="button" class="icon-button" data-bulk="tag" aria-haspopup="dialog" aria-label={t('context.addTag')} data-tip={t('context.addTag')} onClick={() => openBulkPicker('tag')}>
          <Tag class="icon" size={18} aria-hidden="true" />
        </button>
        <button type="button" class="icon-button" disabled={rows.length < 2} aria-label={t('bulk.merge')} data-tip={t('bulk.merge')} onClick={() => { mergeOpen.value = { rows }; }}>
          <Merge class="icon" size={18} aria-hidden="true" />
        </button>
        <button type="button" class="icon-button" data-bulk="more" aria-haspopup="listbox" aria-label={t('ticket.more')} data-tip={t('ticket.more')} onClick={() => openBulkPicker('more')}>
          <Ellipsis class="icon" size={18} aria-hidden="true" />
        </button>
        <span class="grow" />
        <button type="button" class="icon-button" aria-label={t('bulk.none')} data-tip={t('bulk.none')} data-keys="Esc" onClick={chooseNone}><X class="icon" size={18} aria-hidden="true" /></button>
      </div>
      <BulkPickers />
    </div>
  );
}

function BulkPickers() {
  const open = bulkPicker.value;
  if (!open) return null;
  const common = { anchor: open.anchor, emptyLabel: t('ui.nothing'), onClose: () => { bulkPicker.value = null; } };
  switch (open.name) {
    case 'assignee':
      return (
        <Picker<number | null>
          {...common}
          searchLabel={t('ui.choose')}
          label={t('ticket.assignee')}
          options={people()}
          value={-1}
          onPick={(id) => void assignChosen(id)}
        />
      );
    case 'tag': return <TagField {...common} />;
    case 'status':
      return (
        <Picker<Status | ''>
          {...common}
          label={t('ticket.status')}
          options={statuses.map((value) => ({ value, label: statusWord(value), aliases: value, hint: wordsFor({ status: value }) }))}
          value=""
          onPick={(status) => { if (status) void setStatusOfChosen(status); }}
        />
      );
    case 'priority':
      return (
        <Picker<Priority | ''>
          {...common}
          label={t('ticket.priority')}
          options={priorities.map((value) => ({ value, label: priorityWord(value), aliases: value, icon: <PriorityBars priority={value} word="" />, hint: wordsFor({ priority: value }) }))}
          value=""
          onPick={(priority) => { if (priority) void setPriorityOfChosen(priority); }}
        />
      );
    case 'group':
      return (
        <Picker<number>
          {...common}
          label={t('ticket.group')}
          options={groups.value.map((group) => ({ value: group.id, label: group.name, hint: wordsFor({ group_id: group.id }) }))}
          value={-1}
          onPick={(id) => void moveChosen(id)}
        />
      );
    case 'snooze': {
      const times = restTimes();
      const options = (['later', 'tomorrow', 'monday'] as const).map((value, at) => ({ value, label: t(`snooze.${value}`), aliases: value, hint: longTime(times[value].toISOString()), takenBy: String(at + 1) }));
      return <Picker<keyof typeof times | ''> {...common} label={t('snooze.title')} options={options} value="" onPick={(value) => { if (value) void restChosen(times[value]); }} />;
    }
    default: {
      const after = (name: 'status' | 'priority' | 'group' | 'snooze') => () => requestAnimationFrame(() => openBulkPicker(name));
      const run: Record<string, () => unknown> = {
        status: after('status'), priority: after('priority'), group: after('group'), snooze: after('snooze'), all: chooseAll, delete: deleteChosen,
      };
      return (
        <Picker<string>
          {...common}
          label={t('ticket.more')}
          options={[
            { value: 'status', label: t('command.status') },
            { value: 'priority', label: t('command.priority') },
            { value: 'group', label: t('bulk.group') },
            { value: 'snooze', label: t('ticket.snooze') },
            { value: 'all', label: t('bulk.all', { n: list.value.rows.length }) },
            { value: 'delete', label: t('bulk.delete'), aliases: 'delete trash' },
          ]}
          value=""
          onPick={(value) => void run[value]?.()}
        />
      );
    }
  }
}

function TagField({ anchor, onClose }: { anchor: HTMLElement; onClose(): void }) {
  const [tag, setTag] = useState('');
  const place = anchor.getBoundingClientRect();
  const add = () => {
    const clean = tag.trim().replace(/\s+/g, '_').toLocaleLowerCase();
    onClose();
    anchor.focus();
    if (clean) void tagChosen(clean);
  };
  return (
    <form class="popover tag-field" style={{ left: `${Math.max(8, Math.min(place.left, innerWidth - 250))}px`, top: `${place.bottom + 4}px` }} onSubmit={(event) => { event.preventDefault(); add(); }}>
      <input
        class="input"
        aria-label={t('context.addTag')}
        placeholder={t('context.addTag')}
        value={tag}
        onInput={(event) => setTag(event.currentTarget.value)}
        onBlur={onClose}
        onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onClose(); anchor.focus(); } }}
        ref={(element) => { if (element && !element.dataset.ready) { element.dataset.ready = '1'; element.focus(); } }}
      />
    </form>
  );
}
