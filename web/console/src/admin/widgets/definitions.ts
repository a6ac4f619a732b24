// What rules may ask and do, as the server tells it: one shape for triggers, automations, macros, views and time goals.
import type { Channel } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { useEffect, useState } from 'preact/hooks';
import { channelWord } from '../../words';
import { readRows } from '../machine/store';
import type { Option } from '../machine/types';

export interface Definition {
  subject: string;
  title: string;
  group: string;
  type: string;
  operators: { value: string; title: string; terminal: boolean }[];
  values: Option[];
}
export interface Definitions {
  conditions: Definition[];
  actions: Definition[];
}

interface WireDefinition {
  subject?: string;
  value?: string;
  title: string;
  group: string;
  type?: string;
  operators?: { value: string; title: string; terminal?: boolean }[];
  values?: { value: string; title: string }[] | { type: string; list?: { value: string; title: string }[] };
}

function read(wire: WireDefinition): Definition {
  const listed = Array.isArray(wire.values) ? wire.values : wire.values?.list ?? [];
  return {
    subject: wire.subject ?? wire.value ?? '', title: wire.title, group: wire.group,
    type: wire.type ?? (Array.isArray(wire.values) ? 'list' : wire.values?.type ?? 'text'),
    operators: (wire.operators ?? []).map((each) => ({ value: each.value, title: each.title, terminal: each.terminal === true })),
    values: listed.map((each) => ({ value: String(each.value), label: each.title })),
  };
}

const known = new Map<string, Promise<Definitions>>();

/** Definitions of one kind of rule, read once in the language of the reader's account. */
export function readDefinitions(path: string): Promise<Definitions> {
  let found = known.get(path);
  if (!found) {
    found = get<{ definitions: Record<string, WireDefinition[]> }>(`${path}/definitions`).then(({ definitions }) => ({
      conditions: (definitions.conditions_all ?? definitions.all ?? []).map(read),
      actions: (definitions.actions ?? []).map(read),
    }));
    known.set(path, found);
    found.catch(() => known.delete(path));
  }
  return found;
}

export function useDefinitions(path: string): Definitions | null {
  const [read_, setRead] = useState<Definitions | null>(null);
  useEffect(() => {
    let alive = true;
    readDefinitions(path).then((found) => { if (alive) setRead(found); }, () => { if (alive) setRead({ conditions: [], actions: [] }); });
    return () => { alive = false; };
  }, [path]);
  return read_;
}

const rowsAsOptions = (path: string, many: string) => () =>
  readRows(path, many).then((rows) => rows.map((row) => ({ value: String(row.id), label: String(row.name ?? row.agent_label ?? row.title ?? row.id) })));

const channels: Channel[] = ['email', 'chat', 'web', 'phone', 'api'];

/** Values that are rows of another resource: the list of the server has none of them. */
export const valuesElsewhere: Record<string, () => Promise<Option[]>> = {
  via_id: () => Promise.resolve(channels.map((value) => ({ value, label: channelWord(value) }))),
  organization_id: rowsAsOptions('/organizations', 'organizations'),
  brand_id: rowsAsOptions('/brands', 'brands'),
  ticket_form_id: rowsAsOptions('/ticket_forms', 'ticket_forms'),
  custom_status_id: rowsAsOptions('/custom_statuses', 'custom_statuses'),
  notification_webhook: rowsAsOptions('/webhooks', 'webhooks'),
  ticket_skills: () => readRows('/skills', 'skills').then((rows) => rows.map((row) => ({ value: String(row.name), label: String(row.name) }))),
};
