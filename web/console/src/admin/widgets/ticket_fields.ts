// Fields of requests with the words of the reader, and the answers that each may have.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { priorities, priorityWord, statuses, statusWord } from '../../words';
import { t } from '../texts';
import { readRows } from '../machine/store';
import type { Option, Row } from '../machine/types';
import { fieldTitle } from '../screens/fields';

export interface TicketField { id: number; type: string; title: string; active: boolean; visible: boolean; required: boolean; answers: Option[]; row: Row }

const known = signal<TicketField[] | null>(null);

/** Read anew with each screen that asks; null until they are there. */
export function useTicketFields(): TicketField[] | null {
  useEffect(() => {
    readRows('/ticket_fields', 'ticket_fields').then((rows) => { known.value = rows.map(fieldOf); }, () => { known.value ??= []; });
  }, []);
  return known.value;
}

function fieldOf(row: Row): TicketField {
  const options = (row.custom_field_options as { name: string; value: string }[] | undefined) ?? [];
  return {
    id: Number(row.id), type: String(row.type), title: fieldTitle(row), active: row.active !== false,
    visible: row.removable === false ? row.type === 'subject' || row.type === 'description' : row.visible_in_portal === true && row.editable_in_portal === true,
    required: row.removable === false || row.required_in_portal === true,
    answers: options.map((each) => ({ value: each.value, label: each.name })), row,
  };
}

/** Answers by which a condition may ask; empty: any text. */
export function answersOf(field: TicketField): Option[] {
  switch (field.type) {
    case 'checkbox': return [{ value: 'true', label: t('arrange.forms.ticked') }, { value: 'false', label: t('arrange.forms.notTicked') }];
    case 'tickettype': return (['question', 'incident', 'problem', 'task'] as const).map((each) => ({ value: each, label: t(`arrange.type.${each}`) }));
    case 'priority': return priorities.map((each) => ({ value: each, label: priorityWord(each) }));
    case 'status': return statuses.map((each) => ({ value: each, label: statusWord(each) }));
    default: return field.answers;
  }
}
