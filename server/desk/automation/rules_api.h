// Inside automation: its routes.
// Threading: called once at start.
#pragma once

#include "desk/automation/engine.h"
#include "desk/tickets/rule_routes.h"

namespace sahay::automation {

using tickets::add_rule_routes;
using tickets::definitions_body;
using tickets::describe_rule;
using tickets::filter_active;
using tickets::stored;
using tickets::take_actions;
using tickets::take_conditions;
using tickets::title_copy;

void add_trigger_routes(api::Api& api);
void add_automation_routes(api::Api& api);
void add_macro_routes(api::Api& api);
void add_run_routes(api::Api& api);  // traces and dry runs
void add_macro_words_route(api::Api& api);  // what a saved answer says to a customer

}  // namespace sahay::automation
