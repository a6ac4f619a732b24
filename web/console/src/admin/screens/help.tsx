// Help centre: who may read, who may write, the topics of the forum.
import { t } from '../texts';
import { groupOptions, readRows } from '../machine/store';
import type { Option, Resource, Row } from '../machine/types';

const organizationOptions = (): Promise<Option[]> => readRows('/organizations', 'organizations').then((rows) => rows.map((row) => ({ value: String(row.id), label: String(row.name) })));
/** The delivered audiences bear English names. */
const segmentName = (row: Row) => (row.built_in ? t(row.user_type === 'staff' ? 'arrange.readers.staff' : 'arrange.readers.signedIn') : String(row.name));
const segmentOptions = (): Promise<Option[]> => readRows('/help_center/user_segments', 'user_segments').then((rows) => rows.map((row) => ({ value: String(row.id), label: segmentName(row) })));
const staffSegmentOptions = (): Promise<Option[]> => readRows('/help_center/user_segments', 'user_segments').then((rows) => rows.filter((row) => row.user_type === 'staff').map((row) => ({ value: String(row.id), label: segmentName(row) })));
const list = (value: unknown) => (Array.isArray(value) ? value : []);

export const readers: Resource = {
  path: '/help_center/user_segments', one: 'user_segment', many: 'user_segments',
  name: segmentName,
  detail: (row) => (row.built_in ? '' : [t(row.user_type === 'staff' ? 'arrange.readers.staff' : 'arrange.readers.signedIn'), list(row.organization_ids).length > 0 ? t('arrange.readers.companies', { n: list(row.organization_ids).length }) : '', [...list(row.tags), ...list(row.or_tags)].join(' ')].filter(Boolean).join(' · ')),
  badges: (row) => (row.built_in ? [{ text: t('arrange.delivered') }] : []),
  fresh: { name: '', user_type: 'signed_in_users', organization_ids: [], tags: [], or_tags: [], group_ids: [] },
  sections: (row) => [
    { title: '', lead: row?.built_in ? t('arrange.builtIn') : undefined, fields: row?.built_in ? [] : [
      { kind: 'text', key: 'name', label: t('admin.name'), required: true },
      { kind: 'choice', key: 'user_type', label: t('arrange.readers.who'), options: [{ value: 'signed_in_users', label: t('arrange.readers.signedIn') }, { value: 'staff', label: t('arrange.readers.staff') }] },
      { kind: 'many', key: 'organization_ids', label: t('arrange.readers.ofCompanies'), hint: t('arrange.readers.noneIsAll'), options: organizationOptions, numeric: true, shown: (values) => values.user_type !== 'staff' },
      { kind: 'many', key: 'group_ids', label: t('arrange.readers.ofGroups'), hint: t('arrange.readers.noneIsAll'), options: groupOptions, numeric: true, shown: (values) => values.user_type === 'staff' },
      { kind: 'tags', key: 'tags', label: t('arrange.readers.allTags'), hint: t('arrange.readers.tagsHint') },
      { kind: 'tags', key: 'or_tags', label: t('arrange.readers.someTags') },
    ] },
  ],
  canRemove: (row) => row.built_in !== true,
  get words() { return { add: t('arrange.readers.add'), none: t('arrange.readers.none'), noneHint: t('arrange.readers.noneHint'), removeHint: t('arrange.readers.removeHint') }; },
};

export const writers: Resource = {
  path: '/guide/permission_groups', one: 'permission_group', many: 'permission_groups',
  name: (row) => (row.built_in ? t('arrange.writers.managers') : String(row.name)),
  badges: (row) => (row.built_in ? [{ text: t('arrange.delivered') }] : []),
  fresh: { name: '', edit: [], publish: [] },
  sections: (row) => [
    { title: '', lead: row?.built_in ? t('arrange.builtIn') : undefined, fields: row?.built_in ? [] : [
      { kind: 'text', key: 'name', label: t('admin.name'), required: true },
      { kind: 'many', key: 'edit', label: t('arrange.writers.edit'), hint: t('arrange.writers.hint'), options: staffSegmentOptions, numeric: true },
      { kind: 'many', key: 'publish', label: t('arrange.writers.publish'), options: staffSegmentOptions, numeric: true },
    ] },
  ],
  canRemove: (row) => row.built_in !== true,
  get words() { return { add: t('arrange.writers.add'), none: t('arrange.writers.none'), noneHint: t('arrange.writers.noneHint') }; },
};

export const topics: Resource = {
  path: '/community/topics', one: 'topic', many: 'topics',
  name: (row) => String(row.name),
  detail: (row) => String(row.description ?? ''),
  fresh: { name: '', description: '', user_segment_id: null, manageable_by: 'managers' },
  sections: () => [{ title: '', fields: [
    { kind: 'text', key: 'name', label: t('admin.name'), required: true },
    { kind: 'area', key: 'description', label: t('admin.description'), rows: 3 },
    { kind: 'choice', key: 'user_segment_id', label: t('arrange.topics.readers'), options: segmentOptions, numeric: true, none: t('arrange.topics.everybody') },
    { kind: 'choice', key: 'manageable_by', label: t('arrange.topics.keepers'), options: [{ value: 'managers', label: t('arrange.topics.managers') }, { value: 'staff', label: t('arrange.topics.staff') }] },
  ] }],
  get words() { return { add: t('arrange.topics.add'), none: t('arrange.topics.none'), noneHint: t('arrange.topics.noneHint'), removeHint: t('arrange.topics.removeHint') }; },
};
