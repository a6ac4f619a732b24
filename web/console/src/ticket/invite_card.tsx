// An invitation that came by mail: what, when, where and from whom. Answering it is left to a calendar; the event is also in the
// original of the mail.
import { CalendarDays, CalendarX2 } from 'lucide-preact';
import type { MailInvite } from '@sahay/shared/api';
import { language, t } from '../i18n';

export default function InviteCard({ invite }: { invite: MailInvite }) {
  const cancelled = /^cancel$/i.test(invite.method);
  const Icon = cancelled ? CalendarX2 : CalendarDays;
  const rows = [
    [t('invite.starts'), moment(invite.start, invite.start_zone)], [t('invite.ends'), moment(invite.end, invite.end_zone)],
    [t('invite.place'), invite.location], [t('invite.organizer'), invite.organizer],
  ].filter(([, value]) => value);
  return (
    <section class="invite" aria-label={kindWord(invite.method)}>
      <p class="xs t3"><Icon class="icon" size={14} aria-hidden="true" />{kindWord(invite.method)}</p>
      <p class="invite-name" dir="auto">{invite.summary || t('invite.noTitle')}</p>
      <dl class="pairs">{rows.map(([label, value]) => <><dt>{label}</dt><dd dir="auto">{value}</dd></>)}</dl>
    </section>
  );
}

function kindWord(method: string): string {
  switch (method.toLowerCase()) {
    case 'request': return t('invite.request');
    case 'cancel': return t('invite.cancel');
    case 'reply': return t('invite.reply');
    default: return t('invite.other');
  }
}

/** Times in UTC are shown in the reader's zone; others as written, with the zone that the mail names. */
function moment(time?: string, zone?: string): string {
  if (!time) return '';
  const whole = time.length === 10;
  const utc = zone === 'UTC' && !whole;
  const at = new Date(whole ? `${time}T00:00:00Z` : `${time}Z`);
  if (Number.isNaN(at.getTime())) return time;
  const words = new Intl.DateTimeFormat(language.value, {
    dateStyle: 'full', ...(whole ? {} : { timeStyle: 'short' as const }), ...(utc ? {} : { timeZone: 'UTC' }),
  }).format(at);
  return zone && !utc ? `${words} (${zone})` : words;
}
