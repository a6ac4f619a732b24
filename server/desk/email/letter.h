// Letter: a delivery written out as mail bytes, and the envelope that carries it.
// Threading: write_* inside one Tx (they read; files are read from disk).
#pragma once

#include "desk/channels/delivery.h"
#include "desk/channels/notice.h"
#include "desk/email/inbox.h"
#include "desk/email/mail_desk.h"
#include "desk/tickets/tickets.h"

namespace sahay::email {

struct Letter {
  std::string bytes;
  mail::SmtpEnvelope envelope;
  std::string message_id;  // bare
  InboxId inbox_id;
};

// The comment of a delivery for its recipient. Errors: not_found (ticket, comment or inbox is gone), invalid.
Result<Letter> write_comment_letter(const MailDesk& desk, db::Tx& tx, const channels::Delivery& delivery);
// "Your request has arrived", with nothing in it that the customer wrote: only its number, the desk, and what happens next.
struct Acknowledgement {
  std::string subject, text;
};
Acknowledgement acknowledgement_of(db::Tx& tx, const tickets::Ticket& ticket, i18n::Language language, const std::string& desk);
Result<Letter> write_acknowledgement(const MailDesk& desk, db::Tx& tx, const channels::Delivery& delivery);
// A letter that a sibling writes (desk/channels/own_letter.h), in the thread of its ticket.
Result<Letter> write_own_letter(const MailDesk& desk, db::Tx& tx, const channels::Delivery& delivery);
Result<Letter> write_notice(const MailDesk& desk, db::Tx& tx, const channels::Notice& notice);

// The inbox that speaks for a ticket: the one it came to, else the first.
std::optional<Inbox> inbox_of(db::Tx& tx, const tickets::Ticket& ticket);

}  // namespace sahay::email
