// Routes of moods: of a person, an organization and a ticket; who is not calm; figures; settings.
// Threading: called once at start.
#pragma once

#include "desk/care/care.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::care {

const api::Resource<Mood>& mood_resource();
void add_care_routes(api::Api& api);
// Key "mood" of the console's read of a ticket.
void add_console_parts();

}  // namespace sahay::care
