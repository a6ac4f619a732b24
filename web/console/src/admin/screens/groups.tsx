// Team, Groups: who belongs together, and how requests are given out among them.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { say } from '../../state/toasts';
import { me, readStart } from '../../state/session';
import { SignatureForm } from '../../signature/signature_form';
import { t } from '../texts';
import { FieldView } from '../machine/fields';
import { agentOptions, faultsOf, readRows, saveRow } from '../machine/store';
import type { Field, Resource, Row, Values } from '../machine/types';

async function keepMembers(group: Row['id'], wanted: number[]): Promise<void> {
  const now = await readRows(`/groups/${group}/memberships`, 'group_memberships');
  for (const each of now) if (!wanted.includes(each.user_id as number)) await request('DELETE', `/group_memberships/${each.id}`);
  for (const user of wanted) if (!now.some((each) => each.user_id === user)) await request('POST', '/group_memberships', { group_membership: { user_id: user, group_id: group } });
}

export const groups: Resource = {
  path: '/groups', one: 'group', many: 'groups',
  name: (row) => String(row.name),
  detail: (row) => String(row.description ?? ''),
  badges: (row) => (row.default ? [{ text: t('admin.groups.first') }] : []),
  fresh: { name: '', description: '', is_public: true, user_ids: [] },
  sections: () => [{
    title: '',
    fields: [
      { kind: 'text', key: 'name', label: t('admin.name'), required: true },
      { kind: 'text', key: 'description', label: t('admin.description'), hint: t('admin.groups.descriptionHint') },
      { kind: 'many', key: 'user_ids', label: t('admin.groups.members'), options: agentOptions, numeric: true },
      { kind: 'switch', key: 'is_public', label: t('admin.groups.public'), hint: t('admin.groups.publicHint') },
    ],
  }],
  load: async (row) => ({ ...row, user_ids: (await readRows(`/groups/${row.id}/memberships`, 'group_memberships')).map((each) => each.user_id) }),
  save: async (values, row) => {
    const { user_ids: users, ...rest } = values;
    const saved = await saveRow(groups, row?.id ?? null, rest);
    await keepMembers(saved.id, (users as number[] | null) ?? []);
    void readStart();
    return { ...saved, user_ids: users };
  },
  below: ({ row }) => (
    <>
      <Routing group={row.id} />
      <section class="admin-section"><SignatureForm owner="groups" id={row.id} agent={{ name: me.value.name, photo: me.value.photo_url }} /></section>
    </>
  ),
  canRemove: (row) => row.default !== true,
  get words() {
    return { add: t('admin.groups.add'), none: t('admin.groups.none'), noneHint: t('admin.groups.noneHint'), removeHint: t('admin.groups.removeHint') };
  },
};

/** How the group's requests are given out; a resource of its own, saved by its own button. */
function Routing({ group }: { group: Row['id'] }) {
  const [values, setValues] = useState<Values | null>(null);
  const [kept, setKept] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const take = (answer: { routing: Values }) => { setValues(answer.routing); setKept(JSON.stringify(answer.routing)); };
  useEffect(() => { get<{ routing: Values }>(`/groups/${group}/routing`).then(take, () => undefined); }, [group]);
  if (!values) return null;
  const given = (now: Values) => now.method !== 'manual';
  const fields: Field[] = [
    { kind: 'choice', key: 'method', label: t('admin.routing.method'), options: [
      { value: 'manual', label: t('admin.routing.manual') }, { value: 'round_robin', label: t('admin.routing.turn') }, { value: 'load', label: t('admin.routing.load') }] },
    { kind: 'number', key: 'capacity', label: t('admin.routing.capacity'), hint: t('admin.routing.capacityHint'), shown: given },
    { kind: 'switch', key: 'within_hours', label: t('admin.routing.withinHours'), shown: given },
    { kind: 'switch', key: 'keep_owner', label: t('admin.routing.keepOwner'), shown: given },
    { kind: 'number', key: 'release_minutes', label: t('admin.routing.release'), hint: t('admin.routing.releaseHint'), suffix: t('admin.minutes'), shown: given },
  ];
  const save = async () => {
    try {
      const { method, capacity, within_hours, keep_owner, release_minutes } = values;
      take(await request<{ routing: Values }>('PUT', `/groups/${group}/routing`, { routing: { method, capacity: capacity ?? 0, within_hours, keep_owner, release_minutes: release_minutes ?? 0 } }));
      setFaults({});
      say(t('admin.saved'));
    } catch (error) {
      const found = faultsOf(error, fields.map((field) => field.key));
      setFaults(found.fields);
      if (found.whole) say(found.whole);
    }
  };
  return (
    <section class="admin-section" aria-labelledby="routing">
      <h2 id="routing">{t('admin.routing.title')}</h2>
      <p class="sm t2">{t('admin.routing.lead')}</p>
      <div class="form">
        {fields.map((field) => <FieldView key={field.key} field={field} values={values} error={faults[field.key]} set={(key, value) => setValues({ ...values, [key]: value })} />)}
        {JSON.stringify(values) !== kept && <div><button type="button" class="button primary" onClick={() => void save()}>{t('admin.save')}</button></div>}
      </div>
    </section>
  );
}
