// Routes of promises, calls, the triage, ETA, cadences, absences and active time; what the console and lists embed.
// Threading: called once at start.
#pragma once

#include "desk/promises/cadence.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::promises {

const api::Resource<Promise>& promise_resource();
const api::Resource<Cadence>& cadence_resource();
void write_promise(JsonWriter& writer, const api::Context& context, const Promise& promise);

void add_promise_routes(api::Api& api);
void add_duty_routes(api::Api& api);     // who must hear from us today, reports, settings, absences
void add_contact_routes(api::Api& api);  // calls, triage, ETA
void add_cadence_routes(api::Api& api);
// Keys of the console's read of a ticket: promises, calls, eta, triage, active_time.
void add_console_parts();
// Conditions, actions and placeholders of rules.
void add_promise_rules();

}  // namespace sahay::promises
