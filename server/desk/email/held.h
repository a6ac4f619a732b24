// Held: a mail set aside with its reason, shown as a suspended ticket: an agent releases it into a ticket, allows its
// sender for good, or lets it go. Kept for a number of days; the raw mail stays.
// Threading: inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "desk/email/raw_mail.h"
#include "platform/mail/message.h"

namespace sahay::email {

using HeldId = Id<struct HeldTag>;

inline constexpr char kForgetJob[] = "email.forget_held";

// Causes: unparsable, too_large, unreadable, loop, no_sender, own_address, blocked, flood, forged, stranger (points at
// a ticket of others), agent_unproven, unproven, automatic, bounce, suspended_user.
struct Held {
  HeldId id;
  RawMailId raw_mail_id;
  InboxId inbox_id;
  std::string cause;
  std::string author_name, author_email;
  std::string subject, content;  // content: the first 64 KB of the text
  std::string recipient, message_id;
  TicketId ticket_id;  // the ticket that it may belong to
  std::string verdict;  // about the sender (verdict.h)
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Held, (),
                      (id, raw_mail_id, inbox_id, cause, author_name, author_email, subject, content, recipient,
                       message_id, ticket_id, verdict, created_at, updated_at))

// Sets the mail aside; `message` may be empty when nothing could be read. Ends the raw mail as held.
Held hold(db::Tx& tx, const RawMail& raw, const mail::Message& message, std::string_view cause, TicketId suggested,
          int days);
std::optional<Held> find_held(db::Tx& tx, HeldId id);
// Mails that an agent of this ticket should look at.
std::vector<Held> suggestions_for(db::Tx& tx, TicketId ticket);
// The same as a JSON list for the console: [{"id","cause_key","author","subject","content","raw_url","created_at"}].
RawJson suggestions_json(db::Tx& tx, TicketId ticket);
void forget(db::Tx& tx, HeldId id);

bool is_allowed_sender(db::Tx& tx, std::string_view address);
void allow_sender(db::Tx& tx, std::string_view address);

}  // namespace sahay::email
