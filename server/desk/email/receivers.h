// Receivers: the watchers of all mailboxes, kept in line with what the configuration file and the console say.
// Rule of use: reconcile() after every reload of the AccountBook; a watcher whose account did not change goes on.
// Threading: one thread (the mailroom's supervisor); the watchers have their own.
#pragma once

#include <atomic>
#include <map>
#include <memory>

#include "desk/email/mail_desk.h"
#include "platform/mail/imap_watcher.h"
#include "platform/mail/pop3_watcher.h"

namespace sahay::email {

class Receivers {
 public:
  Receivers(const MailDesk& desk, db::Store& store) : desk_(desk), store_(store) {}
  ~Receivers() { stop(); }
  Receivers(const Receivers&) = delete;

  void reconcile();
  void stop();

 private:
  struct One {
    std::string fingerprint;
    std::unique_ptr<mail::ImapWatcher> imap;
    std::unique_ptr<mail::Pop3Watcher> pop3;
  };

  // Whether the last login was refused: a token is then renewed before its time.
  using Refused = std::shared_ptr<std::atomic<bool>>;

  One watch_imap(InboxId id, std::function<Result<mail::ImapAccount>()> account, const std::string& folder, mail::FirstStart first,
                 const Refused& refused = {});
  One watch_pop3(InboxId id, const MailAccount& account);
  One watch_account(const OpenAccount& open);
  void tell(InboxId id, const mail::ImapHealth& health, const Refused& refused);
  Result<void> renew_if(const Refused& refused, InboxId id);

  const MailDesk& desk_;
  db::Store& store_;
  std::map<InboxId, One> running_;
};

}  // namespace sahay::email
