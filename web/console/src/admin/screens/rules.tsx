// Work, Triggers, Automations, Macros, Views: sentences of conditions and actions, with a dry run against real requests.
import { Suspense } from 'preact/compat';
import { useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { basePath, ticketPath } from '../../router';
import { lazyHere } from '../../shell/here';
import { shippedTitle } from '../../shipped';
import { t } from '../texts';
import { faultsOf, groupOptions } from '../machine/store';
import type { Field, OwnFieldProps, Resource, Row, Section, Values } from '../machine/types';
import { ActionRows, ConditionRows } from '../widgets/rule_rows';

const SeenMacro = lazyHere(() => import('../look/seen_macro'), true);

const title = (): Field => ({ kind: 'text', key: 'title', label: t('admin.name'), required: true });
const description = (): Field => ({ kind: 'text', key: 'description', label: t('admin.description') });
const active = (): Field => ({ kind: 'switch', key: 'active', label: t('admin.active') });
const conditions = (path: string): Field => ({ kind: 'own', key: 'conditions', label: t('admin.rule.conditions'), view: (props: OwnFieldProps) => <ConditionRows {...props} path={path} /> });
const actions = (path: string): Field => ({ kind: 'own', key: 'actions', label: t('admin.rule.actions'), view: (props: OwnFieldProps) => <ActionRows {...props} path={path} /> });

interface Tried { ticket_id: number; subject: string; outcome: string; reason: string | null; changes?: unknown[]; effects?: unknown[] }

/** Shows what the rule, as it stands on the screen, would do to requests there are. Nothing is changed. */
function TryOut({ path, one, body }: { path: string; one: string; body(): Values }) {
  const [found, setFound] = useState<{ preview: Tried[]; count: number; looked_at: number } | null>(null);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (busy) return;
    setBusy(true);
    setFault('');
    try {
      const { conditions: when, actions: then } = body();
      setFound(await request('POST', `${path}/preview`, { [one]: { conditions: when, actions: then } }));
    } catch (error) {
      const wrong = faultsOf(error, ['conditions', 'actions']);
      setFound(null);
      setFault(wrong.whole || Object.values(wrong.fields).join(' '));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="admin-section admin-box" aria-labelledby="try-out">
      <div class="admin-head"><h2 id="try-out">{t('admin.try.title')}</h2><button type="button" class="button" aria-disabled={busy} onClick={() => void run()}>{t('admin.try.run')}</button></div>
      <p class="sm t2">{t('admin.try.lead')}</p>
      {fault && <p class="banner bad" role="alert">{fault}</p>}
      <p role="status" class="sm strong">{found ? t('admin.try.found', { n: found.count, all: found.looked_at }) : ''}</p>
      {found && found.preview.length > 0 && (
        <ul class="admin-rows">
          {found.preview.slice(0, 10).map((each) => (
            <li key={each.ticket_id} class="admin-row">
              <a class="grow clip" dir="auto" href={basePath + ticketPath(each.ticket_id, '')}>#{each.ticket_id} {each.subject}</a>
              <span class="xs t3">{each.reason ?? (each.outcome === 'unchanged' ? t('admin.try.same') : t('admin.try.changes'))}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function rules(path: string, one: 'trigger' | 'automation', words: () => Resource['words'], lead: () => string): Resource {
  return {
    path, one, many: `${one}s`, ordered: true, switchable: true,
    name: (row) => String(row.title),
    detail: (row) => shippedTitle(String(row.description ?? '')),
    fresh: { title: '', description: '', active: true, conditions: { all: [], any: [] }, actions: [] },
    sections: (): Section[] => [
      { title: '', fields: [title(), ...(one === 'trigger' ? [description()] : []), active()] },
      { title: t('admin.rule.when'), lead: lead(), fields: [conditions(path)] },
      { title: t('admin.rule.then'), fields: [actions(path)] },
    ],
    beside: ({ body }) => <TryOut path={path} one={one} body={body} />,
    get words() { return words(); },
  };
}

export const triggers = rules('/triggers', 'trigger', () => ({ add: t('admin.triggers.add'), none: t('admin.triggers.none'), noneHint: t('admin.triggers.noneHint') }), () => t('admin.triggers.when'));
export const automations = rules('/automations', 'automation', () => ({ add: t('admin.automations.add'), none: t('admin.automations.none'), noneHint: t('admin.automations.noneHint') }), () => t('admin.automations.when'));

interface Restriction { type: string; id?: number; ids?: number[] }
const audienceOf = (row: Row) => (row.restriction as Restriction | null) ?? null;

/** Whom a macro or a view is for: everybody, some groups, or only oneself. */
const audience = (): Field[] => [
  { kind: 'choice', key: 'for', label: t('admin.for.label'), options: [
    { value: 'all', label: t('admin.for.all') }, { value: 'groups', label: t('admin.for.groups') }, { value: 'me', label: t('admin.for.me') }] },
  { kind: 'many', key: 'group_ids', label: t('admin.for.which'), options: groupOptions, numeric: true, shown: (values) => values.for === 'groups' },
];
const readAudience = (row: Row) => {
  const given = audienceOf(row);
  return { for: given === null ? 'all' : given.type === 'Group' ? 'groups' : 'me', group_ids: given?.ids ?? (given?.type === 'Group' && given.id ? [given.id] : []), user: given?.type === 'User' ? given.id : undefined };
};
async function writeAudience(values: Values): Promise<Restriction | null> {
  if (values.for === 'all') return null;
  if (values.for === 'groups') {
    const ids = (values.group_ids as number[] | null) ?? [];
    return { type: 'Group', id: ids[0], ids };
  }
  const own = values.user as number | undefined ?? (await get<{ user: { id: number } }>('/users/me')).user.id;
  return { type: 'User', id: own };
}

async function saveForAudience(resource: Resource, values: Values, row: Row | null, body: Values): Promise<Row> {
  const restriction = await writeAudience(values);
  const answer = await request<Values>(row ? 'PUT' : 'POST', row ? `${resource.path}/${row.id}` : resource.path, { [resource.one]: { ...body, restriction } });
  return answer[resource.one] as Row;
}

const audienceBadge = (row: Row) => {
  const given = audienceOf(row);
  return given === null ? [] : [{ text: given.type === 'Group' ? t('admin.for.groups') : t('admin.for.me') }];
};

export const macros: Resource = {
  path: '/macros', one: 'macro', many: 'macros', ordered: true, switchable: true,
  name: (row) => String(row.title),
  detail: (row) => shippedTitle(String(row.description ?? '')),
  badges: audienceBadge,
  fresh: { title: '', description: '', active: true, actions: [], for: 'all', group_ids: [] },
  sections: () => [
    { title: '', fields: [title(), description(), ...audience(), active()] },
    { title: t('admin.macros.what'), lead: t('admin.macros.whatLead'), fields: [actions('/macros')] },
  ],
  read: (row) => ({ title: row.title, description: row.description, active: row.active, actions: row.actions ?? [], ...readAudience(row) }),
  beside: ({ body }) => <Suspense fallback={null}><SeenMacro values={body()} /></Suspense>,
  save: (values, row) => saveForAudience(macros, values, row, { title: values.title, description: values.description, active: values.active, actions: values.actions }),
  get words() { return { add: t('admin.macros.add'), none: t('admin.macros.none'), noneHint: t('admin.macros.noneHint') }; },
};

const columns = ['status', 'subject', 'requester', 'assignee', 'priority', 'group', 'deadline', 'created', 'updated'] as const;
interface Execution { sort_by?: string; sort_order?: string; columns?: { id: string }[] }

export const views: Resource = {
  path: '/views', one: 'view', many: 'views', ordered: true, switchable: true,
  name: (row) => String(row.title),
  detail: (row) => String(row.description ?? ''),
  badges: audienceBadge,
  fresh: { title: '', description: '', active: true, conditions: { all: [], any: [] }, sort_by: 'updated', sort_order: 'desc', for: 'all', group_ids: [] },
  sections: () => [
    { title: '', fields: [title(), description(), ...audience(), active()] },
    { title: t('admin.views.which'), fields: [conditions('/views')] },
    { title: t('admin.views.order'), fields: [
      { kind: 'choice', key: 'sort_by', label: t('admin.views.sortBy'), options: columns.map((each) => ({ value: each, label: t(`admin.views.column.${each}`) })) },
      { kind: 'choice', key: 'sort_order', label: t('admin.views.direction'), options: [{ value: 'asc', label: t('admin.views.asc') }, { value: 'desc', label: t('admin.views.desc') }] },
    ] },
  ],
  read: (row) => {
    const execution = (row.execution ?? {}) as Execution;
    return { title: row.title, description: row.description, active: row.active, conditions: row.conditions, sort_by: execution.sort_by ?? 'updated', sort_order: execution.sort_order ?? 'desc', columns: execution.columns?.map((each) => each.id), ...readAudience(row) };
  },
  save: (values, row) => saveForAudience(views, values, row, {
    title: values.title, description: values.description, active: values.active, conditions: values.conditions,
    output: { columns: values.columns ?? ['status', 'subject', 'requester', 'assignee', 'created', 'updated'], sort_by: values.sort_by, sort_order: values.sort_order },
  }),
  get words() { return { add: t('admin.views.add'), none: t('admin.views.none'), noneHint: t('admin.views.noneHint') }; },
};
