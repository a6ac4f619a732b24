#include "desk/tickets/request.h"

#include "base/text.h"
#include "desk/tickets/custom_status.h"
#include "desk/tickets/request_sql.h"
#include "desk/tickets/ticket_field.h"

namespace sahay::tickets {
namespace {

constexpr std::int64_t kAnonymousInAnHour = 20;

void write_fields(JsonWriter& w, const Ticket& ticket, const std::set<std::int64_t>& shown) {
  w.begin_array();
  const auto stored = parse_json(ticket.custom_fields.text);
  if (stored.ok() && stored->is_object())
    for (const auto& [key, value] : stored->get_object()) {
      const auto id = text::to_integer(std::string_view(key)).value_or(0);
      if (shown.contains(id)) w.begin_object().field("id", id).field("value", value).end_object();
    }
  w.end_array();
}

template <class V>
void write_or_null(JsonWriter& w, bool there, const V& value) {
  if (there) w.value(value);
  else w.null();
}

}  // namespace

void scope_requests(const api::Caller& caller, api::Where& where) {
  api::Caller customer = caller;
  customer.access = api::Access::customer;
  if (caller.id) scope_tickets(customer, where);
  else where.add("1 = 0");
}

Result<Ticket> find_request(api::Context& c, db::Tx& tx, std::int64_t id) {
  if (id <= 0) return not_found();
  api::Where where;
  where.add("t.deleted_at is null");
  where.add("t.id = ?", db::Value(id));
  scope_requests(c.caller, where);
  auto found = ticket_resource().select(tx, where);
  if (!found.empty()) return std::move(found.front());
  // Staff look over the shoulder of the customer.
  if (c.caller.staff()) return ticket_resource().find(c, tx, id);
  return not_found();
}

RequestWriter::RequestWriter(db::Tx& tx) {
  for (const TicketField& field : ticket_fields(tx))
    if (field.removable && field.active && field.visible_in_portal) shown_fields_.insert(field.id.value);
}

void RequestWriter::write(JsonWriter& w, const api::Context& c, const Ticket& t) const {
  w.begin_object().field("url", c.url("/requests/" + std::to_string(t.id.value) + ".json")).field("id", t.id);
  w.field("status", t.status).field("custom_status_id", shown_status_id(t));
  w.key("priority");
  write_or_null(w, !t.priority.empty(), t.priority);
  w.key("type");
  write_or_null(w, !t.type.empty(), t.type);
  w.field("subject", t.subject).field("description", t.description).field("organization_id", t.organization_id);
  w.key("via").begin_object().field("channel", t.channel).key("source").begin_object();
  w.key("from").begin_object().end_object().key("to").begin_object().end_object().key("rel").null().end_object().end_object();
  w.key("custom_fields");
  write_fields(w, t, shown_fields_);
  w.key("fields");
  write_fields(w, t, shown_fields_);
  w.field("requester_id", t.requester_id).field("collaborator_ids", t.collaborator_ids).field("email_cc_ids", t.email_cc_ids);
  w.field("is_public", t.is_public).field("due_at", t.due_at).field("can_be_solved_by_me", can_solve(c.caller, t));
  w.field("assignee_id", t.assignee_id).field("group_id", t.group_id).key("ticket_form_id");
  write_or_null(w, t.ticket_form_id != 0, t.ticket_form_id);
  w.key("recipient");
  write_or_null(w, !t.recipient.empty(), t.recipient);
  w.key("followup_source_id").null().field("created_at", t.created_at).field("updated_at", t.updated_at).end_object();
}

bool can_solve(const api::Caller& caller, const Ticket& ticket) {
  return caller.id && ticket.requester_id.value == caller.id && ticket.status_rank < status_rank("solved");
}

bool may_ask_anonymously(db::Tx& tx, std::string_view address) {
  return tx.scalar<std::int64_t>(sql::request::count_from, address, tx.now() - std::chrono::hours(1)).value_or(0) < kAnonymousInAnHour;
}

void note_anonymous(db::Tx& tx, TicketId ticket, std::string_view address) {
  tx.execute(sql::request::forget, tx.now() - std::chrono::hours(24));
  tx.execute(sql::request::note, ticket, address, tx.now());
}

}  // namespace sahay::tickets
