// Admin area, E-mail: the list of addresses, or one of them.
import '../styles/mail.css';
import { MailForm } from './mail_form';
import { MailList } from './mail_list';

export default function MailScreen({ account }: { account: number | 'new' | null }) {
  return <div class="page-body narrow">{account === null ? <MailList /> : <MailForm key={String(account)} id={account === 'new' ? null : account} />}</div>;
}
