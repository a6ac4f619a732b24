// Shapes of /mail_accounts and the calls that the mail pages make.
import { get, request } from '@sahay/shared/client';

export type Receive = 'none' | 'imap' | 'pop3' | 'listener' | 'raw' | 'mailgun' | 'postmark' | 'ses' | 'sendgrid';
export type Security = 'tls' | 'starttls' | 'plain';

export interface SideHealth {
  state: 'good' | 'new' | 'bad' | 'off';
  error: string;
  words: string;
  advice: string;
  detail: string;
  last_success_at: string | null;
  last_mail_at?: string | null;
}

export interface Health { receiving: SideHealth; sending: SideHealth }

export interface MailFields {
  address: string;
  name: string;
  group: string;
  active: boolean;
  receive: Receive;
  host: string;
  port: number;
  security: Security;
  user_name: string;
  folder: string;
  keep_on_server: boolean;
  only_new: boolean;
  send: 'shared' | 'smtp' | 'none';
  smtp_host: string;
  smtp_port: number;
  smtp_security: Security;
  smtp_user: string;
  login: 'password' | 'oauth';
  provider: string | null;
  client_id: string;
  authorize_url: string;
  token_url: string;
  scope: string;
  topic: string;
}

export interface MailAccount extends MailFields {
  id: number;
  inbox_id: number;
  hook_url: string | null;
  has_password: boolean;
  has_smtp_password: boolean;
  has_hook_key: boolean;
  has_client_secret: boolean;
  oauth_state: 'none' | 'connected' | 'revoked';
  oauth_error: string;
  health: Health;
}

export interface FileAccount { address: string; name: string; receive: Receive; host: string; health: Health }
export interface Listing { mail_accounts: MailAccount[]; from_file: FileAccount[]; shared_relay: string; lmtp_listen: string; smtp_listen: string }

export interface CheckStep {
  part: 'receive' | 'send' | 'loop';
  step: string;
  state: 'running' | 'good' | 'bad' | 'skipped';
  words: string;
  advice: string;
  detail: string;
  milliseconds: number;
}
export interface Check { done: boolean; steps: CheckStep[] }

interface Server { host: string; port: number; security: Security | '' }
export interface Proposal { source: string; provider: string; login: 'password' | 'oauth'; imap: Server; pop3: Server; smtp: Server; hint: string }

export type Secrets = Partial<Record<'password' | 'smtp_password' | 'hook_key' | 'client_secret', string>>;

export const emptyFields: MailFields = {
  address: '', name: '', group: '', active: true, receive: 'imap', host: '', port: 0, security: 'tls', user_name: '', folder: 'INBOX',
  keep_on_server: true, only_new: false, send: 'smtp', smtp_host: '', smtp_port: 0, smtp_security: 'tls', smtp_user: '',
  login: 'password', provider: '', client_id: '', authorize_url: '', token_url: '', scope: '', topic: '',
};

export const listAccounts = () => get<Listing>('/mail_accounts');
export const readAccount = (id: number) => get<{ mail_account: MailAccount }>(`/mail_accounts/${id}`).then((answer) => answer.mail_account);
export const saveAccount = (id: number | null, fields: Partial<MailFields> & Secrets) =>
  request<{ mail_account: MailAccount }>(id === null ? 'POST' : 'PUT', id === null ? '/mail_accounts' : `/mail_accounts/${id}`, { mail_account: fields })
    .then((answer) => answer.mail_account);
export const removeAccount = (id: number) => request('DELETE', `/mail_accounts/${id}`);
export const discover = (address: string) => request<{ proposal: Proposal }>('POST', '/mail_accounts/discover', { address }).then((answer) => answer.proposal);
export const startCheck = (id: number) => request<{ check_id: string }>('POST', `/mail_accounts/${id}/check`, {}).then((answer) => answer.check_id);
export const readCheck = (check: string) => get<{ check: Check }>(`/mail_accounts/checks/${encodeURIComponent(check)}`).then((answer) => answer.check);
export const authorize = (id: number) => request<{ authorization_url: string }>('POST', `/mail_accounts/${id}/authorize`, {}).then((answer) => answer.authorization_url);
export const makeToken = (id: number) => request<{ token: string; url: string }>('POST', `/mail_accounts/${id}/token`, {});
