// MailAccount: how mail comes to one address of ours and how it leaves, as set in the console; and its secrets.
// Rule of use: secrets are never written out again; what goes wrong in them is told by health. The address's row in
// `inboxes` has the same life. Accounts of the configuration file are no rows here.
// Threading: values; functions inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "desk/email/inbox.h"
#include "platform/files/sealed_box.h"

namespace sahay::email {

using MailAccountId = Id<struct MailAccountTag>;

struct MailAccount {
  MailAccountId id;
  InboxId inbox_id;
  std::string address, name, group_name;
  bool active = true;
  // How mail comes: imap, pop3, listener (LMTP or SMTP), raw (POST), mailgun, postmark, ses, sendgrid; none.
  std::string receive = "none";
  std::string host;
  std::int64_t port = 0;  // 0 = the usual one
  std::string security = "tls";  // tls, starttls, plain
  std::string user_name;         // "" = the address
  std::string folder = "INBOX";
  bool keep_on_server = true;  // POP3
  bool only_new = false;       // pass over what lay there before
  // How mail leaves: smtp (below), shared (the desk's [smtp]); none.
  std::string send = "shared";
  std::string smtp_host;
  std::int64_t smtp_port = 0;
  std::string smtp_security = "starttls";
  std::string smtp_user;          // "" = as for receiving
  std::string login = "password";  // password, oauth
  std::string provider;            // of oauth: google, microsoft, other
  std::string client_id, authorize_url, token_url, scope;  // URLs and scope of "other"
  std::string topic;                                       // of SES: the ARN of the SNS topic
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(MailAccount, (),
                      (id, inbox_id, address, name, group_name, active, receive, host, port, security, user_name, folder,
                       keep_on_server, only_new, send, smtp_host, smtp_port, smtp_security, smtp_user, login, provider,
                       client_id, authorize_url, token_url, scope, topic, created_at, updated_at))

struct AccountSecrets {
  Secret password, smtp_password;  // smtp_password "" = the same
  Secret hook_key;                 // of raw, mailgun, postmark, sendgrid: token, signing key, password, public key
  Secret client_secret, access_token, refresh_token;
};

// What is stored of the secrets beside their sealed text.
struct StoredSecrets {
  MailAccountId account_id;
  std::string sealed;
  std::string oauth_state = "none";  // none, connected, revoked
  std::string oauth_error;           // in the words of the provider
  Time expires_at;                   // of the access token
  Time updated_at;
};
BOOST_DESCRIBE_STRUCT(StoredSecrets, (), (account_id, sealed, oauth_state, oauth_error, expires_at, updated_at))

std::vector<MailAccount> mail_accounts(db::Tx& tx);  // oldest first
std::optional<MailAccount> find_account(db::Tx& tx, MailAccountId id);
std::optional<MailAccount> account_of_inbox(db::Tx& tx, InboxId inbox);
std::optional<StoredSecrets> find_secrets(db::Tx& tx, MailAccountId id);
void save_secrets(db::Tx& tx, const StoredSecrets& secrets);
void forget_account(db::Tx& tx, const MailAccount& account);  // its inbox retires; mails and tickets stay

std::string seal(const files::SealedBox& box, MailAccountId id, const AccountSecrets& secrets);
Result<AccountSecrets> unseal(const files::SealedBox& box, const StoredSecrets& stored);

// Makes the address an inbox of ours, or finds the one it was before.
InboxId ensure_inbox(db::Tx& tx, std::string_view address, std::string_view name, std::string_view group);

// "Sending works" and "sending failed" for the health of an inbox; written only when the state changes or an hour passed.
struct SendingHealth {
  Time sent_at, failed_at;
  std::string error, detail;
};
BOOST_DESCRIBE_STRUCT(SendingHealth, (), (sent_at, failed_at, error, detail))
SendingHealth sending_health(db::Tx& tx, InboxId inbox);
void record_sending(db::Tx& tx, InboxId inbox, const std::string& error, const std::string& detail);

}  // namespace sahay::email
