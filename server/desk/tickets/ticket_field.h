// TicketField: a field of tickets, built in (subject, status, ...) or made by the admin. Values of own fields stand in
// Ticket::custom_fields as {"<field id>": value}.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::tickets {

struct TicketField {
  Id<struct TicketFieldTag> id;
  std::string type;  // text, textarea, checkbox, date, integer, decimal, regexp, partialcreditcard, multiselect, tagger
  std::string title, title_in_portal, description, agent_description;
  std::int64_t position = 0;
  bool active = true, required = false, required_in_portal = false, visible_in_portal = false, editable_in_portal = false;
  bool collapsed_for_agents = false;
  std::string regexp_for_validation, tag;
  bool removable = true;
  RawJson options{"[]"};  // [{"id","name","raw_name","value","default"}] of tagger and multiselect
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(TicketField, (), (id, type, title, title_in_portal, description, agent_description, position, active, required, required_in_portal, visible_in_portal, editable_in_portal, collapsed_for_agents, regexp_for_validation, tag, removable, options, created_at, updated_at))

// The rows of system fields, written once by `sahay init`.
void create_system_fields(db::Tx& tx);
std::vector<TicketField> ticket_fields(db::Tx& tx);

// Checks one value against its field. Gives the value to store, and the tags that it stands for (tagger: its value,
// multiselect: all, checkbox: the field's tag when set). Errors: invalid.
struct FieldValue {
  Json value;
  std::vector<std::string> tags;
};
Result<FieldValue> check_field_value(const TicketField& field, const Json& value);

}  // namespace sahay::tickets
