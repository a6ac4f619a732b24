// TicketForm: which fields a kind of ticket has, and the rules between them: a condition shows its child fields while
// the parent field has a value, and may make them mandatory. Staff must fill mandatory fields to solve (or to reach
// the statuses that the condition names), customers to send the request.
// Rule of use: verbs call check_staff_fields with the ticket before and after; nothing else decides what is mandatory.
// Threading: values; functions inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "desk/tickets/ticket.h"
#include "desk/tickets/ticket_field.h"
#include "platform/db/store.h"

namespace sahay::api {
struct Context;
}

namespace sahay::tickets {

struct TicketForm {
  Id<struct TicketFormTag> id;
  std::string name, display_name;
  std::int64_t position = 0;
  bool active = true, is_default = false, end_user_visible = true;
  std::vector<std::int64_t> ticket_field_ids;
  RawJson agent_conditions{"[]"}, end_user_conditions{"[]"};  // the wire's shape, checked by read_conditions
  bool in_all_brands = true;
  std::vector<std::int64_t> restricted_brand_ids;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(TicketForm, (), (id, name, display_name, position, active, is_default, end_user_visible, ticket_field_ids, agent_conditions, end_user_conditions, in_all_brands, restricted_brand_ids, created_at, updated_at))

// The form of tickets without a form, with the system fields; idempotent.
void create_default_form(db::Tx& tx);
std::vector<TicketForm> ticket_forms(db::Tx& tx);
std::optional<TicketForm> find_form(db::Tx& tx, std::int64_t id);
// "ticket_forms":[...] for include=ticket_forms: each once, in order of id.
void write_forms(const api::Context& context, db::Tx& tx, const std::vector<std::int64_t>& ids, JsonWriter& writer);

// [{"parent_field_id","value","child_fields":[{"id","is_required","required_on_statuses"?}]}], checked against the fields
// of the form, as stored. Errors: invalid, naming `key`.
Result<std::string> read_conditions(std::string_view key, const JsonArray& in, const TicketForm& form, const std::vector<TicketField>& fields);

// Fields that are mandatory and empty answer as {"base":[{"description","error":"BlankValue","field_key"}]}.
Result<void> check_staff_fields(db::Tx& tx, const Ticket* before, const Ticket& now);
Result<void> check_customer_fields(db::Tx& tx, const Ticket& now);

}  // namespace sahay::tickets
