// EmailChannel: comments leave as mails. Each recipient gets a copy with a reply address of their own; all copies of a
// comment share its Message-ID, and In-Reply-To and References lead back through the ticket.
// Threading: any thread.
#pragma once

#include <chrono>
#include <map>
#include <mutex>

#include "desk/channels/channel.h"
#include "desk/channels/notice.h"
#include "desk/email/inbox.h"
#include "desk/email/mail_desk.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/cancel.h"

namespace sahay::email {

class EmailChannel final : public channels::Channel {
 public:
  // `cancel` ends waiting sends at the stop of the program.
  EmailChannel(const MailDesk& desk, const mail::Cancel* cancel) : desk_(desk), client_(cancel) {}

  std::string_view name() const override { return "email"; }
  std::vector<channels::Target> targets(db::Tx& tx, const tickets::Ticket& ticket,
                                        const tickets::Comment& comment) override;
  channels::SendResult send(db::Store& store, const channels::Delivery& delivery) override;
  // Ends the job in the commit that knows the outcome. A run that ended with the program after the relay may have had
  // the mail is not repeated: whoever misses a notice asks for it anew.
  Result<void> send_notice(db::Store& store, const jobs::Job& job, const channels::Notice& notice);

 private:
  bool within_budget(db::Store& store, const channels::Notice& notice);
  channels::SendResult transmit(db::Store& store, InboxId inbox, const mail::SmtpEnvelope& envelope, std::string_view bytes);
  Result<mail::SmtpAccount> relay_for(db::Store& store, InboxId inbox, bool refused) const;
  void tell_health(db::Store& store, InboxId inbox, const Error* error);

  const MailDesk& desk_;
  mail::SmtpClient client_;
  std::mutex told_mutex_;
  std::map<InboxId, std::pair<std::string, std::chrono::steady_clock::time_point>> told_;  // the last health written
};

}  // namespace sahay::email
