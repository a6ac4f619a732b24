// Delivery reports (RFC 3464) and complaints: filed on the ticket of the mail that they are about (rules 49, 50).
#include "base/i18n.h"
#include "base/text.h"
#include "desk/channels/delivery.h"
#include "desk/email/brakes.h"
#include "desk/email/intake.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/email/write_mail.h"

namespace sahay::email {
namespace {

using channels::Delivery;
using channels::DeliveryId;

// The delivery that a report is about. Proven: by an address that only the reader's server had, or by the envelope id;
// a Message-ID alone is known to every reader of the mail, and a report that names it may be anybody's.
struct About {
  std::optional<Delivery> delivery;
  bool proven = false;
};

std::optional<Delivery> by_bounce_address(const MailDesk& desk, db::Tx& tx, const std::vector<std::string>& addresses) {
  for (const auto& address : addresses)
    if (const auto plus = parse_plus_address(address); plus && desk.tokens.proves_bounce(*plus))
      if (auto found = channels::find_delivery(tx, DeliveryId(plus->id))) return found;
  return std::nullopt;
}

bool returned_to(const MailDesk& desk, const Prepared& mail, const Delivery& delivery) {
  return std::any_of(mail.returned.begin(), mail.returned.end(), [&](const std::string& address) {
    const auto plus = parse_plus_address(address);
    return plus && plus->id == delivery.ticket_id.value && desk.tokens.proves_reply(*plus, delivery.user_id);
  });
}

About about_what(const MailDesk& desk, db::Tx& tx, const Prepared& mail) {
  std::vector<std::string> addresses = mail.raw.recipients;
  for (const auto* more : {&mail.message.delivered_to, &mail.returned})
    addresses.insert(addresses.end(), more->begin(), more->end());
  if (auto found = by_bounce_address(desk, tx, addresses)) return {std::move(found), true};
  const mail::Bounce& b = mail.message.bounce;
  if (const auto id = desk.tokens.read_envelope_id(b.envid))
    if (auto found = channels::find_delivery(tx, DeliveryId(*id))) return {std::move(found), true};
  const auto own = desk.tokens.read_message_id(b.original_message_id);
  if (!own) return {};
  const auto all = channels::deliveries_of_comment(tx, own->comment);
  for (const auto& delivery : all)
    if (returned_to(desk, mail, delivery)) return {delivery, true};
  for (const auto& delivery : all)
    for (const auto& recipient : b.recipients)
      if (people::address_key(recipient) == people::address_key(delivery.address)) return {delivery, false};
  if (all.size() == 1) return {all.front(), false};
  return {};
}

std::string note_of(const MailDesk& desk, const mail::Bounce& b, const Delivery& delivery) {
  const std::string status = b.status.empty() ? "" : b.status.front();
  const char* key = b.complaint ? "email.note.complaint" : b.delayed ? "email.note.delayed" : "email.note.bounced";
  return i18n::text(desk.settings.language, key,
                    {{"address", delivery.address},
                     {"status", status},
                     {"reason", std::string(text::first(text::repair_utf8(b.diagnostic), 500))}});
}

void record_address(db::Tx& tx, const mail::Bounce& b, const Delivery& delivery) {
  if (b.complaint) return record_failure(tx, delivery.address, Failure::complaint, b.diagnostic);
  if (!b.bounce) return;
  const bool hard =
      std::any_of(b.status.begin(), b.status.end(), [](const std::string& s) { return s.starts_with("5.1."); });
  record_failure(tx, delivery.address, hard ? Failure::hard : Failure::soft, b.diagnostic);
}

}  // namespace

Result<bool> file_report(const MailDesk& desk, db::Tx& tx, const Prepared& mail) {
  const About about = about_what(desk, tx, mail);
  const auto& delivery = about.delivery;
  const auto ticket = delivery ? tickets::find_current(tx, delivery->ticket_id) : std::nullopt;
  if (!ticket) return false;
  if (!about.proven) {
    hold(tx, mail.raw, mail.message, "bounce", ticket->id, desk.settings.held_days);
    return true;
  }
  const mail::Bounce& b = mail.message.bounce;
  if (b.delivered && !b.bounce) {
    tx.execute(sql::raw_mail::set_end, mail.raw.id, "parsed", "delivered", ticket->id, nullptr);
    return true;
  }
  record_address(tx, b, *delivery);
  if (b.bounce && !b.delayed)
    channels::record_delivery(tx, *delivery, "failed", delivery->external_id, text::repair_utf8(b.diagnostic));
  tickets::NewComment note;
  note.is_public = false;
  note.channel = "email";
  note.text = note_of(desk, b, *delivery);
  note.automatic = true;
  note.message_id = mail.message_id;
  note.raw_mail_id = mail.raw.id.value;
  // A closed ticket takes no comment; the delivery's state says it all the same.
  CommentId comment;
  if (ticket->status != "closed") comment = TRY(tickets::receive(tx, {UserId{}, "email"}, ticket->id, std::move(note)))
  .comment_id;
  end_as_comment(tx, mail, ticket->id, comment);
  return true;
}

}  // namespace sahay::email
