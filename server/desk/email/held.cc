#include "desk/email/held.h"

#include "base/text.h"
#include "desk/email/held_sql.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/email/threading.h"
#include "desk/people/user.h"
#include "platform/events/events.h"
#include "platform/jobs/jobs.h"

namespace sahay::email {
namespace {

constexpr std::size_t kContent = 65'536;

}  // namespace

Held hold(db::Tx& tx, const RawMail& raw, const mail::Message& message, std::string_view cause, TicketId suggested,
          int days) {
  if (auto there = tx.one<Held>(sql::held::find_by_raw, raw.id)) return *there;
  const auto inbox = find_inbox(tx, raw.inbox_id);
  Held out;
  out.id = HeldId(tx.new_id("suspended_mails"));
  out.raw_mail_id = raw.id;
  out.inbox_id = raw.inbox_id;
  out.cause = cause;
  out.author_name = text::repair_utf8(message.from.name);
  out.author_email = text::repair_utf8(message.from.address.empty() ? raw.sender : message.from.address);
  out.subject = text::repair_utf8(message.subject);
  out.content = text::repair_utf8(std::string_view(message.text).substr(0, kContent));
  out.recipient = inbox ? inbox->address : "";
  out.message_id = bare_id(message.message_id);
  out.ticket_id = suggested;
  out.verdict = raw.verdict;
  out.created_at = out.updated_at = tx.now();
  tx.execute(sql::held::insert, out.id, out.raw_mail_id, out.inbox_id, out.cause, out.author_name, out.author_email,
             out.subject, out.content, out.recipient, out.message_id, out.ticket_id, out.verdict, tx.now());
  tx.execute(sql::raw_mail::set_end, raw.id, "held", out.cause, nullptr, nullptr);
  const std::string key = std::to_string(out.id.value);
  jobs::set(tx, kForgetJob, key, tx.now() + std::chrono::hours(24 * days), key);
  events::Event event;
  event.kind = "mail.held";
  event.subject_id = suggested.value;
  event.via = "email";
  event.data.text = to_string(Json(JsonObject{{"suspended_ticket_id", out.id.value}, {"cause", out.cause}}));
  events::emit(tx, std::move(event));
  return out;
}

std::optional<Held> find_held(db::Tx& tx, HeldId id) { return tx.one<Held>(sql::held::find, id); }

std::vector<Held> suggestions_for(db::Tx& tx, TicketId ticket) { return tx.all<Held>(sql::held::of_ticket, ticket); }

RawJson suggestions_json(db::Tx& tx, TicketId ticket) {
  RawJson out{""};
  JsonWriter w(out.text);
  w.begin_array();
  for (const Held& held : suggestions_for(tx, ticket)) {
    w.begin_object().field("id", held.id).field("cause_key", "email.cause." + held.cause).key("author").begin_object();
    w.field("name", held.author_name).field("email", held.author_email).end_object();
    w.field("subject", held.subject).field("content", text::first(held.content, 2000));
    w.key("verdict");
    if (held.verdict.empty()) w.null(); else w.value(RawJson{held.verdict});
    w.field("raw_url", "/api/v2/suspended_tickets/" + std::to_string(held.id.value) + "/raw")
        .field("created_at", held.created_at)
        .end_object();
  }
  w.end_array();
  return out;
}

void forget(db::Tx& tx, HeldId id) {
  tx.execute(sql::held::remove, id);
  jobs::cancel(tx, kForgetJob, std::to_string(id.value));
}

bool is_allowed_sender(db::Tx& tx, std::string_view address) {
  return tx.scalar<std::int64_t>(sql::held::is_allowed, people::address_key(address)).has_value();
}

void allow_sender(db::Tx& tx, std::string_view address) {
  tx.execute(sql::held::allow, people::address_key(address), tx.now());
}

}  // namespace sahay::email
