// CustomStatus: a desk's own name for a status, under one of the six categories (the wire's closed set). The default of
// each category has a fixed id, so that a ticket without an own status needs no look at this table: 0 in the row of a
// ticket stands for the default of its category.
// Threading: values; functions inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "desk/tickets/ticket.h"
#include "platform/db/store.h"

namespace sahay::tickets {

struct CustomStatus {
  Id<struct CustomStatusTag> id;
  std::string status_category;
  std::string agent_label, end_user_label, description, end_user_description;
  bool is_default = false, active = true;
  std::int64_t position = 0;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(CustomStatus, (), (id, status_category, agent_label, end_user_label, description, end_user_description, is_default, active, position, created_at, updated_at))

// The id of the default of a category; a closed ticket keeps that of solved.
std::int64_t default_status_id(std::string_view category);
std::int64_t shown_status_id(const Ticket& ticket);

// The defaults, written once; idempotent.
void create_default_statuses(db::Tx& tx);
std::vector<CustomStatus> custom_statuses(db::Tx& tx);
std::optional<CustomStatus> find_custom_status(db::Tx& tx, std::int64_t id);

// Brings status and own status of a ticket together: an own status that was asked for sets the category, a status that
// was asked for drops an own status of another category. Errors: invalid custom_status_id.
Result<void> settle_status(db::Tx& tx, Ticket& ticket, std::optional<std::int64_t> wanted, bool status_given);

}  // namespace sahay::tickets
