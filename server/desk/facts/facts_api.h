// Routes: /tickets/{id}/facts, /tickets/{id}/reproduction, /facts, /fact_fields; what the console's read of a ticket carries.
// Threading: called once at start.
#pragma once

#include "desk/facts/fact_field.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::facts {

const api::Resource<Fact>& fact_resource();
void write_fact(JsonWriter& writer, const api::Context& context, const Fact& fact);

void add_fact_routes(api::Api& api);
void add_fact_field_routes(api::Api& api, Fields& fields);
// "facts" in the console's read of a ticket: {"facts":[...],"reproduction":{...}|null}.
void add_console_part();
// What splits and hand-overs take along.
void add_to_tickets();
void add_fact_rules();  // condition "reproduced"

}  // namespace sahay::facts
