// Team, Roles and Skills: what somebody may do, and what they know.
import { get, request } from '@sahay/shared/client';
import { shippedTitle } from '../../shipped';
import { t, textOr } from '../texts';
import { saveRow } from '../machine/store';
import type { Resource, Row } from '../machine/types';

const permissions = [
  'tickets.comment', 'tickets.edit', 'tickets.delete', 'tickets.merge', 'tickets.deleted', 'drafts.override', 'procedures.skip', 'suspended.manage', 'users.manage',
  'organizations.manage', 'staff.manage', 'groups.manage', 'roles.manage', 'fields.manage', 'rules.manage', 'views.manage', 'macros.manage', 'content.manage',
  'channels.manage', 'settings.manage', 'helpcenter.write', 'helpcenter.manage', 'reports.view', 'exports.run', 'audit.view', 'clients.manage',
];

export const roles: Resource = {
  path: '/custom_roles', one: 'custom_role', many: 'custom_roles',
  name: (row) => String(row.name),
  detail: (row) => t('admin.roles.people', { n: Number(row.team_member_count ?? 0) }),
  badges: (row) => (row.system ? [{ text: t('admin.roles.shipped') }] : []),
  fresh: { name: '', description: '', ticket_access: 'all', comment_access: 'public', permissions: ['tickets.comment', 'tickets.edit'] },
  sections: (row) => [
    { title: '', lead: row?.system ? t('admin.roles.shippedLead') : undefined, fields: row?.system ? [] : [
      { kind: 'text', key: 'name', label: t('admin.name'), required: true },
      { kind: 'text', key: 'description', label: t('admin.description') },
      { kind: 'choice', key: 'ticket_access', label: t('admin.roles.reach'), options: (['all', 'group', 'organization', 'own'] as const).map((each) => ({ value: each, label: t(`admin.roles.reach.${each}`) })) },
      { kind: 'choice', key: 'comment_access', label: t('admin.roles.writes'), options: (['public', 'private'] as const).map((each) => ({ value: each, label: t(`admin.roles.writes.${each}`) })) },
      { kind: 'many', key: 'permissions', label: t('admin.roles.may'), options: permissions.map((each) => ({ value: each, label: textOr(`admin.may.${each}`, each) })) },
    ] },
    ...(row ? [{ title: '', fields: [{ kind: 'switch' as const, key: 'second_step', label: t('admin.roles.step'), hint: t('admin.roles.stepHint') }] }] : []),
  ],
  load: async (row) => ({ ...row, second_step: (await get<{ second_step: { required: boolean } }>(`/custom_roles/${row.id}/second_step`)).second_step.required }),
  save: async (values, row): Promise<Row> => {
    const { second_step: step, ...rest } = values;
    const saved = row?.system ? row : await saveRow(roles, row?.id ?? null, rest);
    if (row && step !== row.second_step) await request('PUT', `/custom_roles/${row.id}/second_step`, { second_step: { required: step === true } });
    return { ...saved, second_step: step };
  },
  below: ({ row }) => (row.system
    ? <ul class="plain-list sm">{(row.id === 3 ? permissions : (row.permissions as string[])).map((each) => <li key={each}>{textOr(`admin.may.${each}`, each)}</li>)}</ul>
    : null),
  canRemove: (row) => row.system !== true,
  get words() { return { add: t('admin.roles.add'), none: t('admin.roles.none'), noneHint: t('admin.roles.noneHint'), removeHint: t('admin.roles.removeHint') }; },
};

export const skills: Resource = {
  path: '/skills', one: 'skill', many: 'skills',
  name: (row) => shippedTitle(String(row.name)),
  detail: (row) => String(row.description ?? ''),
  fresh: { name: '', description: '', tags: [] },
  sections: () => [{ title: '', fields: [
    { kind: 'text', key: 'name', label: t('admin.name'), required: true },
    { kind: 'text', key: 'description', label: t('admin.description') },
    { kind: 'tags', key: 'tags', label: t('admin.skills.tags'), hint: t('admin.skills.tagsHint') },
  ] }],
  get words() { return { add: t('admin.skills.add'), none: t('admin.skills.none'), noneHint: t('admin.skills.noneHint') }; },
};
