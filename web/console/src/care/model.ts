// Moods as the console reads them: the one of the open ticket comes with it, those of everybody who is not calm are read
// once and after each news, so that lists show them without asking for each row.
import { signal } from '@preact/signals';
import type { Row, TicketScreen } from '@sahay/shared/api';
import { get } from '@sahay/shared/client';
import { t } from '../i18n';

export const moods = ['calm', 'unhappy', 'complaint_open', 'at_risk'] as const;
export type MoodWord = (typeof moods)[number];

export interface MoodOf {
  mood: MoodWord;
  word: string;
  why: string;
  reason: string | null;
  version: number;
  user_id: number | null;
  organization_id: number | null;
  history: { at: string; was: MoodWord; mood: MoodWord; reason: string; actor_id: number | null }[];
}
export interface WithMood {
  mood?: { mood: MoodWord; person: MoodOf; organization: MoodOf | null; withheld: boolean };
}
export const moodOf = (read: TicketScreen) => (read as TicketScreen & WithMood).mood;

export const moodWord = (mood: MoodWord) => ({
  calm: t('care.calm'), unhappy: t('care.unhappy'), complaint_open: t('care.complaint'), at_risk: t('care.risk'),
}[mood]);

/** Who is not calm: "u7" a person, "o3" a company. */
export const uneasy = signal<ReadonlyMap<string, MoodWord>>(new Map());
let timer: ReturnType<typeof setTimeout> | undefined;

export async function readUneasy(): Promise<void> {
  try {
    const read = await get<{ moods: { user_id: number | null; organization_id: number | null; mood: MoodWord }[] }>('/moods?per_page=100&sort_by=updated_at&sort_order=desc');
    uneasy.value = new Map(read.moods.map((each) => [each.user_id ? `u${each.user_id}` : `o${each.organization_id}`, each.mood]));
  } catch {
    // The list stays as it was; the open ticket has its own.
  }
}

export function uneasySoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void readUneasy(), 500);
}

const worse = (a: MoodWord, b: MoodWord) => (moods.indexOf(b) > moods.indexOf(a) ? b : a);
export const moodOfRow = (row: Row): MoodWord =>
  worse(uneasy.value.get(`u${row.requester.id}`) ?? 'calm', row.organization ? uneasy.value.get(`o${row.organization.id}`) ?? 'calm' : 'calm');

/** The person or company whose mood is being changed. */
export interface MoodWish {
  ticket: number;
  path: string;
  name: string;
  now: MoodOf;
}
export const moodOpen = signal<MoodWish | null>(null);

export function changeMood(read: TicketScreen, company = false): void {
  const found = moodOf(read);
  const { ticket, users, organization } = read;
  if (!found) return;
  if (company && organization && found.organization) moodOpen.value = { ticket: ticket.id, path: `/organizations/${organization.id}/mood`, name: organization.name, now: found.organization };
  else moodOpen.value = { ticket: ticket.id, path: `/users/${ticket.requester_id}/mood`, name: users[ticket.requester_id]?.name ?? '', now: found.person };
}
