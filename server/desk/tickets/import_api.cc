// Routes of /imports/tickets: tickets with their history, original times and authors kept.
#include "base/text.h"
#include "desk/tickets/import.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kMostComments = 5000;

// A moment of the past under `key`; none when absent. Errors: invalid.
Result<Time> past_time(const JsonObject& in, std::string_view key, Time now) {
  const Json* value = sahay::find(in, key);
  if (!value) return Time{};
  const auto time = value->is_string() ? parse_iso8601(std::string_view(value->get_string())) : std::nullopt;
  if (!time) return invalid(std::string(key), "InvalidFormat", "error.field.wrong_type", {{"type", "date-time"}});
  if (*time > now) return invalid(std::string(key), "InvalidValue", "error.field.future_time");
  return *time;
}

// The Message-ID that the comment had as a mail, without < >.
std::string message_id_of(const JsonObject& comment) {
  const std::string given = string_at(comment, "message_id").value_or("");
  std::string_view id = text::trim(given);
  if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
  return id.size() > 995 || !text::is_valid_utf8(id) ? std::string() : std::string(id);
}

Result<ImportedTicket> read(Context& c, db::Tx& tx, const JsonObject& in) {
  ImportedTicket out;
  const JsonArray* comments = array_at(in, "comments");
  if (comments && comments->size() > kMostComments) return invalid("comments", "TooLong", "error.field.too_many_comments", {{"max", std::to_string(kMostComments)}});
  out.ticket = TRY(read_new_ticket(c, tx, in));
  out.ticket.created_at = TRY(past_time(in, "created_at", tx.now()));
  out.updated_at = TRY(past_time(in, "updated_at", tx.now()));
  out.solved_at = TRY(past_time(in, "solved_at", tx.now()));
  if (out.ticket.comment.text.empty() && out.ticket.comment.html.empty() && (!comments || comments->empty()))
    return invalid("comments", "BlankValue", "error.field.blank");
  // A ticket may bring its first words as `description` or `comment`; the same words come again as its first comment.
  bool has_first = !out.ticket.comment.text.empty() || !out.ticket.comment.html.empty();
  if (has_first && comments && !comments->empty()) has_first = sahay::find(in, "comment") != nullptr;
  if (comments)
    for (const Json& item : *comments) {
      NewComment comment = TRY(read_comment(c, tx, item));
      if (item.is_object()) {
        comment.created_at = TRY(past_time(item.get_object(), "created_at", tx.now()));
        comment.message_id = message_id_of(item.get_object());
      }
      if (!has_first) out.ticket.comment = std::move(comment);
      else out.comments.push_back(std::move(comment));
      has_first = true;
    }
  return out;
}

}  // namespace

Result<Outcome> import_wire_ticket(Context& c, db::Tx& tx, const JsonObject& in) {
  ImportedTicket wanted = TRY(read(c, tx, in));
  return import_ticket(tx, actor_of(c), std::move(wanted));
}

void add_import_routes(api::Api& api) {
  api.write("POST", "/imports/tickets", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("ticket"));
    const Outcome made = TRY(import_wire_ticket(c, tx, *in));
    return Reply::created(object_body(ticket_resource(), c, tx, made.ticket), ticket_resource().url(c, made.ticket));
  }, {.body_limit = 8 << 20});
  api.add_bulk("tickets.import", [](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    const Outcome made = TRY(import_wire_ticket(c, tx, in));
    return JsonObject{{"id", made.ticket.id.value}, {"action", "create"}, {"status", "Created"}, {"success", true}, {"audit_id", made.event_id}};
  });
  api.write("POST", "/imports/tickets/create_many", Access::admin, [&api](Context& c, db::Tx& tx) -> Result<Reply> {
    return api.start_bulk(c, tx, "tickets.import", TRY(api::bulk_items(c, "ticket", "tickets")));
  }, {.body_limit = 8 << 20});
}

}  // namespace sahay::tickets
