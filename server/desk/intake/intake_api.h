// Routes of intake: a ticket's kind, product and class; criteria, classes, kinds, planned events; the report of overrides.
// Threading: called once at start.
#pragma once

#include "desk/intake/intake.h"
#include "platform/api/controller.h"

namespace sahay::intake {

void add_ticket_parts();  // own keys of tickets, what the console shows
void add_intake_routes(api::Api& api);
void add_criteria_routes(api::Api& api);
void add_planned_event_routes(api::Api& api);
void write_intake(JsonWriter& writer, db::Tx& tx, const tickets::Ticket& ticket, const std::optional<Intake>& intake);

}  // namespace sahay::intake
