#include "app/casework.h"

#include "desk/facts/facts_api.h"
#include "desk/guided/guided.h"
#include "desk/procedures/procedures_api.h"
#include "desk/wording/wording.h"
#include "platform/api/rule_switch.h"

namespace sahay::app {
namespace {

// The composer guard (C7): what the facts hold, an answer must not ask for again.
std::vector<wording::KnownFact> known_facts(db::Tx& tx, const tickets::Ticket& ticket) {
  std::vector<wording::KnownFact> out;
  if (!api::rule_in_force("C7") || !facts::in_force()) return out;
  for (const facts::Fact& fact : facts::of_ticket(tx, ticket.id)) {
    if (!fact.holds()) continue;
    wording::KnownFact known;
    known.kind = fact.kind;
    known.words = fact.text;
    known.label = fact.label;
    known.fact_id = fact.id.value;
    known.done_by = fact.done_by;
    known.at = fact.happened_at ? fact.happened_at : fact.created_at;
    out.push_back(std::move(known));
  }
  return out;
}

}  // namespace

Casework::Casework(const Parts& parts) : parts_(parts) {
  facts::add_console_part();
  facts::add_to_tickets();
  facts::add_fact_rules();
  wording::known_facts = known_facts;
  procedures::add_console_part();
  scheduled::add_console_parts();
  procedures::add_rule_parts();
  tickets::work_gates.push_back(procedures::gate);
}

void Casework::add_routes() {
  facts::add_fact_routes(parts_.api);
  facts::add_fact_field_routes(parts_.api, fields_);
  procedures::add_procedure_routes(parts_.api, book_);
  procedures::add_run_routes(parts_.api);
  scheduled::add_scheduled_routes(parts_.api);
}

void Casework::add_consumers() {
  parts_.dispatcher.add_durable("facts", {"ticket.erased", "ticket.redacted", "ticket.deleted"}, [](db::Tx& tx, const events::Event& event) {
    if (event.kind != "ticket.redacted") scheduled::hear(tx, event);
    if (event.kind == "ticket.deleted") return;
    facts::Fields::forget(tx, event);
    procedures::Book::forget(tx, event);
    guided::forget(tx, event);
  });
  parts_.worker.handle(facts::kTakeUp, [this](db::Store& store, const jobs::Job& job) { return fields_.take_up(store, job); }, {.concurrency = 1, .lease = std::chrono::minutes(1)});
  parts_.worker.handle(scheduled::kSend, [](db::Store& store, const jobs::Job& job) { return scheduled::ring(store, job); }, {.lease = std::chrono::seconds(20)});
}

}  // namespace sahay::app
