// Inside sla only: the fold's state and assignments as the text of their columns, and what the API says of measures.
// Rule of use: the form of the state is nobody else's business; it may change with a migration that forgets the rows.
// Threading: values.
#pragma once

#include "desk/sla/clock.h"
#include "desk/sla/rulebook.h"

namespace sahay::sla {

std::string write_state(const State& state);
State parse_state(std::string_view stored);
std::string write_assignments(const std::vector<Assignment>& assignments);
std::vector<Assignment> parse_assignments(std::string_view stored);

// The members of a ticket_metric but url, id and ticket_id, as one JSON object.
std::string measures_json(const State& state, Time created_at, Time updated_at);
// The whole ticket_metric; `base` is the address of all of them, `members` what measures_json wrote.
std::string metric_object(std::int64_t ticket, const std::string& base, std::string_view members);

}  // namespace sahay::sla
