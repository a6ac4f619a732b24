// Team, People: agents and administrators; inviting, roles, groups, suspending.
import { useEffect, useState } from 'preact/hooks';
import { get, request } from '@sahay/shared/client';
import { languageNames, languages } from '../../i18n';
import { shortTime } from '../../format';
import { shippedTitle } from '../../shipped';
import { me, readStart } from '../../state/session';
import { say } from '../../state/toasts';
import { t } from '../texts';
import { faultsOf, groupOptions, readRows, roleOptions, saveRow } from '../machine/store';
import type { Resource, Row, Values } from '../machine/types';
import { PhotoField } from '../../photo/photo_field';
import { SignedIn } from '../widgets/signed_in';
import { SignInCard } from '../widgets/sign_in_card';
import { newPassword } from '../widgets/password';
import { ZoneField } from '../widgets/week_hours';

const shippedRoles = () => roleOptions().then((roles) => roles.map((role) => ({ ...role, label: shippedTitle(role.label) })));
/** Creates an agent who can sign in at once; the row that is answered has the first password too. */
export async function invite(resource: Resource, values: Values): Promise<Row> {
  const { group_ids: groups, ...rest } = values;
  const row = await saveRow(resource, null, { ...rest, verified: true });
  await joinGroups(row.id, (groups as number[] | null) ?? []);
  const password = newPassword();
  await request('POST', `/users/${row.id}/password`, { password });
  void readStart();
  return { ...row, first_password: password };
}

async function joinGroups(user: Row['id'], wanted: number[]): Promise<void> {
  const now = await readRows(`/users/${user}/group_memberships`, 'group_memberships');
  for (const each of now) if (!wanted.includes(each.group_id as number)) await request('DELETE', `/group_memberships/${each.id}`);
  for (const group of wanted) {
    if (!now.some((each) => each.group_id === group)) await request('POST', '/group_memberships', { group_membership: { user_id: user, group_id: group } });
  }
}

/** The photo of somebody: what the form below does not touch. */
function Photo({ row }: { row: Row }) {
  const [photo, setPhoto] = useState((row.photo_url as string | null | undefined) ?? null);
  return <div class="admin-section"><PhotoField user={row.id} name={String(row.name)} photo={photo} onChange={(now) => { setPhoto(now); void readStart(); }} /></div>;
}

/** For somebody who cannot get in any more. */
function NewPassword({ row }: { row: Row }) {
  const [password, setPassword] = useState('');
  const give = async () => {
    const fresh = newPassword();
    try {
      await request('POST', `/users/${row.id}/password`, { password: fresh });
      setPassword(fresh);
    } catch (error) {
      say(faultsOf(error, []).whole);
    }
  };
  if (password) return <SignInCard name={String(row.name)} email={String(row.email)} password={password} />;
  return <div class="admin-section"><div><button type="button" class="button" onClick={() => void give()}>{t('admin.people.newPassword')}</button></div></div>;
}

/** The second step of somebody else: seen, and removed for whoever lost phone and codes. */
function StepReset({ row }: { row: Row }) {
  const [since, setSince] = useState<string | null | undefined>(undefined);
  const path = `/users/${row.id}/totp`;
  useEffect(() => { get<{ totp: { confirmed_at: string | null } }>(path).then(({ totp }) => setSince(totp.confirmed_at), () => undefined); }, [path]);
  if (since === undefined) return null;
  const remove = () => request('DELETE', path).then(() => { setSince(null); say(t('admin.people.stepGone')); }, (error: unknown) => say(faultsOf(error, []).whole));
  return (
    <div class="admin-section">
      <h2>{t('admin.people.step')}</h2>
      <p class="sm t2">{since ? t('admin.people.stepOn', { date: shortTime(since) }) : t('admin.people.stepOff')}</p>
      {since && <p class="sm t3">{t('admin.people.stepResetHint')}</p>}
      {since && <div><button type="button" class="button" onClick={() => void remove()}>{t('admin.people.stepReset')}</button></div>}
    </div>
  );
}

export const people: Resource = {
  path: '/users', one: 'user', many: 'users', query: 'role[]=agent&role[]=admin',
  name: (row) => String(row.name),
  detail: (row) => String(row.email ?? ''),
  badges: (row) => [
    ...(row.role === 'admin' ? [{ text: t('admin.people.admin') }] : []),
    ...(row.suspended ? [{ text: t('admin.people.suspended'), tone: 'bad' as const }] : []),
  ],
  fresh: { name: '', email: '', custom_role_id: 1, group_ids: [], locale: null, iana_time_zone: '' },
  sections: (row) => [
    {
      title: '',
      fields: [
        { kind: 'text', key: 'name', label: t('admin.people.name'), required: true },
        { kind: 'text', type: 'email', key: 'email', label: t('admin.people.email'), required: true, ltr: true },
        { kind: 'choice', key: 'custom_role_id', label: t('admin.people.role'), hint: t('admin.people.roleHint'), options: shippedRoles, numeric: true },
        { kind: 'many', key: 'group_ids', label: t('admin.people.groups'), hint: t('admin.people.groupsHint'), options: groupOptions, numeric: true },
      ],
    },
    ...(row ? [{
      title: t('admin.people.more'),
      fields: [
        { kind: 'choice' as const, key: 'locale', label: t('admin.people.language'), options: languages.map((each) => ({ value: each, label: languageNames[each] })) },
        { kind: 'own' as const, key: 'time_zone', label: t('admin.hours.zone'), view: ({ id, value, set, error }: { id: string; value: unknown; set(value: unknown): void; error?: string }) => <ZoneField id={id} value={String(value ?? '')} set={set} invalid={error !== undefined} /> },
        ...(row.id === me.value.id ? [] : [{ kind: 'switch' as const, key: 'suspended', label: t('admin.people.suspend'), hint: t('admin.people.suspendHint') }]),
      ],
    }, {
      title: t('admin.people.face'),
      lead: t('admin.people.faceLead'),
      fields: languages.map((each) => ({ kind: 'text' as const, key: `title_${each}`, label: languageNames[each], placeholder: t('admin.people.facePlaceholder') })),
    }] : []),
  ],
  read: (row) => ({
    ...Object.fromEntries(languages.map((each) => [`title_${each}`, (row.titles as Values | undefined)?.[each] ?? ''])),
    name: row.name, email: row.email, custom_role_id: row.custom_role_id ?? 1, group_ids: row.group_ids ?? [],
    locale: String(row.locale ?? 'en').slice(0, 2), time_zone: row.iana_time_zone ?? 'UTC', suspended: row.suspended === true,
  }),
  save: async (values, row) => {
    if (!row) return invite(people, values);
    const { group_ids: groups, ...others } = values;
    const titles = Object.fromEntries(languages.map((each) => [each, String(others[`title_${each}`] ?? '')]));
    const rest = Object.fromEntries(Object.entries(others).filter(([key]) => !key.startsWith('title_')));
    const saved = await saveRow(people, row.id, rest);
    await request('PUT', `/agents/${row.id}/face`, { face: { titles } });
    await joinGroups(row.id, (groups as number[] | null) ?? []);
    void readStart();
    return { ...saved, group_ids: groups, titles };
  },
  load: async (row) => {
    const [groups, { face }] = await Promise.all([readRows(`/users/${row.id}/group_memberships`, 'group_memberships'), get<{ face: { titles: Values; photo_url: string | null } }>(`/agents/${row.id}/face`)]);
    return { ...row, group_ids: groups.map((each) => each.group_id), titles: face.titles, photo_url: face.photo_url };
  },
  below: ({ row }) => <><Photo key={`photo-${row.id}`} row={row} />{row.id !== me.value.id && <><NewPassword key={row.id} row={row} /><StepReset key={`step-${row.id}`} row={row} /></>}<SignedIn key={`signed-in-${row.id}`} user={row.id} /></>,
  made: (row) => <SignInCard name={String(row.name)} email={String(row.email)} password={String(row.first_password ?? '')} />,
  canRemove: (row) => row.id !== me.value.id,
  get words() {
    return { add: t('admin.people.add'), submit: t('admin.people.add'), none: t('admin.people.none'), noneHint: t('admin.people.noneHint'), removeHint: t('admin.people.removeHint') };
  },
};
