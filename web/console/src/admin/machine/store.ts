// Reading and writing rows of a resource, whatever its shape; and what is chosen from elsewhere (groups, agents, schedules).
import { ApiError, get, request } from '@sahay/shared/client';
import { t } from '../texts';
import type { Option, Resource, Row, Values } from './types';

const mostPages = 20;

export async function readRows(path: string, many: string, query = ''): Promise<Row[]> {
  const rows: Row[] = [];
  let where: string | null = `${path}?per_page=100${query ? `&${query}` : ''}`;
  for (let page = 0; where && page < mostPages; page += 1) {
    const answer: Values = await get<Values>(where);
    rows.push(...((answer[many] as Row[] | undefined) ?? []));
    const next = answer.next_page as string | null | undefined;
    where = next ? next.slice(next.indexOf('/api/v2') + '/api/v2'.length) : null;
  }
  return rows;
}

export const readRow = (resource: Resource, id: string) =>
  get<Values>(`${resource.path}/${encodeURIComponent(id)}`).then((answer) => answer[resource.one] as Row);

export const saveRow = (resource: Resource, id: Row['id'] | null, body: Values) =>
  request<Values>(id === null ? 'POST' : 'PUT', id === null ? resource.path : `${resource.path}/${id}`, { [resource.one]: body })
    .then((answer) => ((answer ?? {})[resource.one] ?? { id }) as Row);

export const removeRow = (resource: Resource, id: Row['id']) => request('DELETE', `${resource.path}/${id}`);

export const reorderRows = (resource: Resource, ids: Row['id'][]) => request('PUT', `${resource.path}/reorder`, { [`${resource.one}_ids`]: ids });

export interface Faults {
  whole: string;
  fields: Record<string, string>;
  /** The server was not reached: nothing is wrong with what was typed, and it is said beside the button. */
  unsent?: boolean;
}

/** What went wrong, by field where the API names one. Descriptions begin with the name of the field, which the screen has. */
export function faultsOf(error: unknown, known: readonly string[]): Faults {
  const faults: Faults = { whole: '', fields: {} };
  if (!(error instanceof ApiError) || error.status === 0) return { ...faults, whole: t('admin.unreachable'), unsent: true };
  const rest: string[] = [];
  for (const [key, list] of Object.entries((error.body.details as Record<string, { description?: string }[]> | undefined) ?? {})) {
    const said = (Array.isArray(list) ? list : []).map((each) => each.description ?? '').filter(Boolean).join(' ');
    const field = known.find((name) => name === key || key.startsWith(`${name}.`));
    const text = said.startsWith(`${key}: `) ? said.slice(key.length + 2) : said;
    if (field) faults.fields[field] = text;
    else if (said) rest.push(said);
  }
  if (rest.length > 0) faults.whole = rest.join(' ');
  else if (Object.keys(faults.fields).length === 0) faults.whole = error.status === 403 ? t('admin.forbidden') : error.description || error.code;
  return faults;
}

const optionsOf = (path: string, many: string, label: (row: Row) => string, query = '') => (): Promise<Option[]> =>
  readRows(path, many, query).then((rows) => rows.map((row) => ({ value: String(row.id), label: label(row) })));

const nameOf = (row: Row) => String(row.name ?? row.title ?? row.id);
export const groupOptions = optionsOf('/groups', 'groups', nameOf);
export const agentOptions = optionsOf('/users', 'users', nameOf, 'role[]=agent&role[]=admin');
export const roleOptions = optionsOf('/custom_roles', 'custom_roles', nameOf);
export const brandOptions = optionsOf('/brands', 'brands', nameOf);
export const scheduleOptions = optionsOf('/business_hours/schedules', 'schedules', nameOf);
export const fieldOptions = optionsOf('/ticket_fields', 'ticket_fields', nameOf);
