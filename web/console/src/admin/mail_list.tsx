// All addresses that mail comes to, with their health; a red one says what to do on this very page.
import { useEffect, useState } from 'preact/hooks';
import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from 'lucide-preact';
import { longTime } from '../format';
import { t } from './texts';
import { basePath } from '../router';
import { Problem, RowBones } from '../shell/states';
import { listAccounts, type Health, type Listing, type Receive, type SideHealth } from './mail_api';

export const receiveWord = (receive: Receive): string => ({
  none: t('mailbox.way.none'), imap: 'IMAP', pop3: 'POP3', listener: t('mailbox.way.listener'), raw: t('mailbox.way.raw'),
  mailgun: 'Mailgun', postmark: 'Postmark', ses: 'Amazon SES', sendgrid: 'SendGrid',
})[receive];

export function StateMark({ state, words }: { state: SideHealth['state']; words?: string }) {
  const Icon = { good: CircleCheck, bad: CircleAlert, new: CircleDashed, off: CircleSlash }[state];
  return <span class={`mail-state ${state}`}><Icon class="icon" size={16} aria-hidden="true" />{words ?? t(`mailbox.state.${state}`)}</span>;
}

/** What is wrong in one direction and what to do about it. */
export function Trouble({ side, title }: { side: SideHealth; title: string }) {
  if (side.state !== 'bad') return null;
  return (
    <div class="banner bad mail-trouble" role="alert">
      <div>
        <p class="strong">{title}: {side.words}</p>
        {side.advice && <p>{side.advice}</p>}
        {side.detail && <p class="xs mono" dir="auto">{side.detail}</p>}
      </div>
    </div>
  );
}

export function HealthLines({ health }: { health: Health }) {
  return (
    <>
      <dl class="pairs mail-health">
        <dt>{t('mailbox.receiving')}</dt>
        <dd>
          <StateMark state={health.receiving.state} />
          {health.receiving.last_mail_at && <span class="t3"> · {t('mailbox.lastMail', { when: longTime(health.receiving.last_mail_at) })}</span>}
          {health.receiving.last_success_at && <span class="t3"> · {t('mailbox.lastLook', { when: longTime(health.receiving.last_success_at) })}</span>}
        </dd>
        <dt>{t('mailbox.sending')}</dt>
        <dd>
          <StateMark state={health.sending.state} />
          {health.sending.last_success_at && <span class="t3"> · {t('mailbox.lastSent', { when: longTime(health.sending.last_success_at) })}</span>}
        </dd>
      </dl>
      <Trouble side={health.receiving} title={t('mailbox.receiving')} />
      <Trouble side={health.sending} title={t('mailbox.sending')} />
    </>
  );
}

export function MailList() {
  const [listing, setListing] = useState<Listing | null>(null);
  const [failed, setFailed] = useState(false);
  const load = () => { listAccounts().then((answer) => { setListing(answer); setFailed(false); }, () => setFailed(true)); };
  useEffect(() => {
    load();
    const timer = setInterval(load, 15_000);
    return () => clearInterval(timer);
  }, []);
  const refused = new URLSearchParams(location.search).get('refused');
  if (failed && !listing) return <Problem title={t('mailbox.failed')} action={t('ui.tryAgain')} onAction={load} />;
  if (!listing) return <RowBones rows={4} />;
  const none = listing.mail_accounts.length + listing.from_file.length === 0;
  return (
    <>
      <div class="mail-head">
        <h1>{t('mailbox.title')}</h1>
        <a class="button primary" href={`${basePath}/admin/mail/new`}>{t('mailbox.add')}</a>
      </div>
      <p class="t2">{t('mailbox.lead')}</p>
      {refused && <p class="banner bad" role="alert">{t('mailbox.refused', { why: refused })}</p>}
      {none && <Problem title={t('mailbox.none')} hint={t('mailbox.noneHint')} />}
      <ul class="mail-cards">
        {listing.mail_accounts.map((account) => (
          <li key={account.id} class="mail-card">
            <div class="mail-head">
              <a class="strong clip" href={`${basePath}/admin/mail/${account.id}`}>{account.address}</a>
              <span class="t3 sm">{receiveWord(account.receive)}{account.host ? ` · ${account.host}` : ''}</span>
            </div>
            <HealthLines health={account.health} />
          </li>
        ))}
        {listing.from_file.map((account) => (
          <li key={account.address} class="mail-card">
            <div class="mail-head">
              <span class="strong clip">{account.address}</span>
              <span class="t3 sm">{receiveWord(account.receive)}{account.host ? ` · ${account.host}` : ''} · {t('mailbox.fromFile')}</span>
            </div>
            <HealthLines health={account.health} />
          </li>
        ))}
      </ul>
    </>
  );
}
