// Mailroom: everything of e-mail that runs: the LMTP and SMTP listeners, a watcher for each IMAP and POP3 mailbox (by the
// configuration file or the console), the spool of `sahay mail deliver`, the jobs, the channel.
// Rule of use: make it after the store is migrated; register_with() before dispatcher and worker start; store_addresses() before start(), start() last,
// stop() first (nothing is taken in that nobody works off).
// Threading: start/stop from the owner.
#pragma once

#include <memory>

#include "base/clock.h"
#include "desk/channels/channel.h"
#include "desk/email/mail_desk.h"
#include "platform/db/store.h"
#include "platform/jobs/jobs.h"

namespace sahay::email {

class Mailroom {
 public:
  Mailroom(EmailSettings settings, db::Store& store, files::Directory& files);
  ~Mailroom();  // stops
  Mailroom(const Mailroom&) = delete;

  const MailDesk& desk() const;
  // The jobs email.intake, email.forget_held, channels.notice; and the channel itself.
  void register_with(jobs::Worker& worker, channels::Channels& channels);
  // Brings the inboxes of the configuration into the store; before start() and before anything tells people where to write.
  Result<void> store_addresses();
  // Listens and watches. Errors: unavailable (address in use, with detail).
  Result<void> start();
  void stop();
  std::uint16_t lmtp_port() const;  // 0 without a TCP listener

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sahay::email
