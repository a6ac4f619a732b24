#include "app/duties.h"

#include <algorithm>

#include "app/desk_facts.h"
#include "desk/intake/intake.h"
#include "desk/promises/eta.h"
#include "desk/promises/promises_api.h"

namespace sahay::app {

// Promises ask the clocks for working hours and for what tickets took; they do not know each other.
Duties::Duties(const Parts& parts, sla::Clocks& clocks) : parts_(parts) {
  promises::calendar_of = [&clocks](db::Tx& tx, const tickets::Ticket& ticket) { return clocks.calendar_of(tx, ticket); };
  promises::measured_since = [](db::Tx& tx, Time since, int most) {
    std::vector<sla::Taken> all = sla::taken_since(tx, since, most);
    if (all.empty()) return std::vector<promises::Measured>{};
    const auto [first, last] = std::ranges::minmax(all, {}, &sla::Taken::ticket);
    const auto classes = intake::classes_between(tx, first.ticket, last.ticket);
    std::vector<promises::Measured> out;
    for (sla::Taken& taken : all) {
      const auto known = classes.find(taken.ticket);
      out.push_back({std::move(taken.priority), std::move(taken.type), known == classes.end() ? std::string{} : known->second, taken.first_reply, taken.solution});
    }
    return out;
  };
  promises::work_class_of = [](db::Tx& tx, const tickets::Ticket& ticket) { return intake::class_of(tx, ticket.id); };
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
