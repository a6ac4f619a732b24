// AccountBook: the mail accounts of the console in memory with their secrets opened: what the watchers, the sender and the
// listener ask without a query. It knows every address of ours, of the configuration too.
// Rule of use: reload() after a change; changed() inside the transaction of a change wakes whoever watch_changes().
// Threading: any thread. login_of() may block for a token of the provider; one caller at a time asks for each account.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "desk/email/account.h"
#include "platform/http/client.h"
#include "platform/mail/pop3_client.h"

namespace sahay::email {

struct OpenAccount {
  MailAccount account;
  AccountSecrets secrets;
  std::string oauth_state = "none";
  Time expires_at;
  bool sealed_shut = false;  // the secrets do not open: another key (a restored backup without it)
};
using OpenAccountPtr = std::shared_ptr<const OpenAccount>;

class AccountBook {
 public:
  // `key_file` "" = a key of this process alone. A key that cannot be read makes every sealed account say so.
  AccountBook(const std::string& key_file, net::GuardOptions guard);

  const files::SealedBox& box() const { return box_; }
  const net::GuardOptions& guard() const { return guard_; }

  void reload(db::Tx& tx);
  void changed(db::Tx& tx);
  void watch_changes(std::function<void()> wake);

  std::vector<OpenAccountPtr> all() const;
  OpenAccountPtr of_inbox(InboxId inbox) const;
  std::vector<std::string> addresses() const;  // lower case, active ones
  bool is_ours(std::string_view address) const;  // with or without a plus part

  // The login of an account, with a fresh token when it needs one. `force`: the one at hand was refused.
  Result<mail::Login> login_of(db::Store& store, InboxId inbox, bool for_sending, bool force = false);
  Result<mail::ImapAccount> imap_of(db::Store& store, InboxId inbox);
  Result<mail::Pop3Account> pop3_of(db::Store& store, InboxId inbox);
  Result<mail::SmtpAccount> smtp_of(db::Store& store, InboxId inbox);
  bool sends_itself(InboxId inbox) const;

  // What of an account means that its watcher has to start anew.
  static std::string fingerprint(const OpenAccount& open);

 private:
  std::mutex& turn_of(InboxId inbox);

  files::SealedBox box_;
  net::GuardOptions guard_;
  mutable std::shared_mutex mutex_;
  std::map<InboxId, OpenAccountPtr> accounts_;
  std::vector<std::string> addresses_;
  std::function<void()> wake_;
  std::mutex turns_mutex_;
  std::map<InboxId, std::unique_ptr<std::mutex>> turns_;
};

// Host and port as the account says, or the usual ones.
mail::Endpoint receiving_endpoint(const MailAccount& account);
mail::Endpoint sending_endpoint(const MailAccount& account);

}  // namespace sahay::email
