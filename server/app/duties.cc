#include "app/duties.h"

#include "app/desk_facts.h"
#include "desk/promises/eta.h"
#include "desk/promises/promises_api.h"

namespace sahay::app {

// Promises ask the clocks for working hours and for what tickets took; they do not know each other.
Duties::Duties(const Parts& parts, sla::Clocks& clocks) : parts_(parts) {
  promises::calendar_of = [&clocks](db::Tx& tx, const tickets::Ticket& ticket) { return clocks.calendar_of(tx, ticket); };
  promises::measured_since = [](db::Tx& tx, Time since, int most) {
    std::vector<promises::Measured> out;
    for (sla::Taken& taken : sla::taken_since(tx, since, most)) out.push_back({std::move(taken.priority), std::move(taken.type), taken.first_reply, taken.solution});
    return out;
  };
  promises::desk_zone = desk_facts().time_zone;
  promises::add_console_parts();
  promises::add_promise_rules();
}

void Duties::add_routes() {
  promises::add_duty_routes(parts_.api);
  promises::add_promise_routes(parts_.api);
  promises::add_contact_routes(parts_.api);
  promises::add_cadence_routes(parts_.api);
}

void Duties::add_consumers() { promises::register_conduct(conduct_, parts_.dispatcher, parts_.worker); }

Result<void> Duties::start() {
  return parts_.store.write([this](db::Tx& tx) -> Result<void> {
    conduct_.start(tx);
    return {};
  });
}

}  // namespace sahay::app
