#include "desk/tickets/asked_change.h"

#include "desk/tickets/attachments.h"
#include "desk/tickets/own_keys.h"
#include "desk/tickets/record.h"
#include "desk/tickets/reply_gate.h"
#include "desk/tickets/ticket_sql.h"

namespace sahay::tickets {
namespace {

// Without the right to edit, a word to colleagues is all that an update may carry.
Result<void> only_comments(const JsonObject& in) {
  for (const auto& [key, value] : in)
    if (key != "comment" && key != "safe_update" && key != "updated_stamp" && key != "last_seen_event" && key != "last_seen_event_id" && key != "id") return forbidden(std::string(key));
  return {};
}

Error newer(std::int64_t event) { return {ErrorCode::conflict, "error.newer_comment", {}, {}, {{"newer", std::to_string(event)}}}; }

}  // namespace

Result<Outcome> change_as_asked(api::Context& c, db::Tx& tx, const Ticket& ticket, const JsonObject& in) {
  if (!c.caller.may(api::kChanges)) TRY(only_comments(in));
  Change change = TRY(read_change(c, tx, ticket, in));
  const AfterReply after = TRY(ask_reply_gate(c, tx, ticket, change, in));
  Outcome made = TRY(update_found(tx, actor_of(c), ticket, std::move(change)));
  if (after) after(tx, made);
  if (TRY(take_own_keys(c, tx, made.ticket, in))) made.ticket = *find(tx, made.ticket.id);
  return made;
}

Result<void> check_asked(api::Context& c, db::Tx& tx, const Ticket& ticket, const JsonObject& in) {
  if (!c.caller.may(api::kChanges)) TRY(only_comments(in));
  if (ticket.status == "closed") return invalid("status", "InvalidValue", "error.field.closed");
  Change change = TRY(read_change(c, tx, ticket, in));
  if (change.last_seen_event)
    if (const auto event = tx.scalar<std::int64_t>(sql::ticket::newer_comment, ticket.id, *change.last_seen_event, c.caller.id)) return newer(*event);
  TRY(ask_reply_gate(c, tx, ticket, change, in));
  if (change.comment)
    for (const std::string& token : change.comment->uploads)
      if (attachments_of_upload(tx, token).empty()) return invalid("uploads", "InvalidValue", "error.field.upload_spent");
  Ticket then = ticket;
  ChangeList changes;
  TRY(apply_values(change, then, tx.now()));
  TRY(apply_custom_fields(tx, then, change.custom_fields, changes));
  return check_requirements(tx, actor_of(c), &ticket, then);
}

Result<api::Reply> refuse_stale(api::Context& c, db::Tx& tx, TicketId id, std::int64_t seen, const Error& error) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("error", "UpdateConflict").field("description", i18n::text(c.caller.language, error.key, error.args));
  w.key("newer").begin_array();
  const auto files = attachments_of_ticket(tx, id);
  for (const Comment& comment : comments(tx, id))
    if (comment.event_id > seen) write_comment_json(w, c, comment, files);
  w.end_array().end_object();
  return api::Reply{409, std::move(out)};
}

}  // namespace sahay::tickets
