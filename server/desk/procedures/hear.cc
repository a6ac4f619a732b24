// What events of tickets mean for procedures: new and changed tickets get those whose conditions hold; a solved ticket says
// after which step it was solved.
#include <algorithm>

#include "desk/procedures/book.h"
#include "desk/procedures/procedure_sql.h"
#include "desk/procedures/procedure_store.h"
#include "platform/events/facts.h"

namespace sahay::procedures {
namespace q = sql::procedure;
namespace {

struct Stamp {
  std::int64_t newest = 0, count = 0;
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (newest, count))

struct Heard {
  bool may_concern = false;  // something changed that conditions may ask for
  std::string status;        // "" = unchanged
};

Heard heard_in(const events::Event& event) {
  Heard out{event.kind == "ticket.created", ""};
  const auto data = events::facts_of(event);
  const JsonArray* changes = data ? array_at(*data, "changes") : nullptr;
  if (!changes) return out;
  for (const Json& change : *changes) {
    if (!change.is_object()) continue;
    const std::string field = string_at(change.get_object(), "field").value_or("");
    if (field == "status") out.status = string_at(change.get_object(), "to").value_or("");
    if (field != "procedure_step" && field != "procedure_run") out.may_concern = true;
  }
  return out;
}

void note_solution(db::Tx& tx, TicketId ticket, bool solved) {
  for (Run& run : runs_of(tx, ticket)) {
    const std::string step = solved ? tx.scalar<std::string>(q::last_step, run.id).value_or("") : "";
    if (run.state == "cancelled" || run.solved_step == step) continue;
    run.solved_step = step;
    save_run(tx, run);
  }
}

}  // namespace

void Book::changed() {
  const std::lock_guard lock(mutex_);
  list_.reset();
}

Book::List Book::current(db::Tx& tx) {
  const std::lock_guard lock(mutex_);
  // One process serves a SQLite file, and it hears of every change.
  if (list_ && tx.engine() == db::Engine::sqlite) return list_;
  const Stamp stamp = tx.one<Stamp>(q::stamp).value_or(Stamp{});
  std::string now = std::to_string(stamp.newest) + "/" + std::to_string(stamp.count);
  if (list_ && now == stamp_) return list_;
  auto read = std::make_shared<std::vector<Entry>>();
  for (Procedure& procedure : tx.all<Procedure>(q::published)) {
    tickets::Conditions filter = tickets::parse_conditions(procedure.filter.text);
    read->push_back({std::move(procedure), std::move(filter)});
  }
  list_ = std::move(read);
  stamp_ = std::move(now);
  return list_;
}

void Book::attach_by_conditions(db::Tx& tx, const tickets::Actor& system, const tickets::Ticket& ticket, const std::vector<Entry>& entries) {
  if (ticket.status_rank >= tickets::status_rank("solved")) return;
  tickets::Facts facts(tx, ticket);
  std::optional<std::vector<Run>> runs;
  for (const Entry& entry : entries) {
    if (!entry.procedure.active || entry.filter.empty() || !tickets::holds(facts, entry.filter)) continue;
    if (!runs) runs = runs_of(tx, ticket.id);
    // Once: what somebody cancelled does not come back by itself.
    if (std::any_of(runs->begin(), runs->end(), [&](const Run& run) { return run.procedure_id == entry.procedure.id; })) continue;
    (void)attach(tx, system, ticket.id, entry.procedure.id);
  }
}

void Book::hear(db::Tx& tx, const events::Event& event) {
  if ((event.kind != "ticket.created" && event.kind != "ticket.updated") || !in_force()) return;
  const List list = current(tx);
  if (list->empty()) return;
  const Heard heard = heard_in(event);
  if (!heard.status.empty()) note_solution(tx, TicketId(event.subject_id), heard.status == "solved" || heard.status == "closed");
  if (!heard.may_concern || tickets::is_import(event)) return;
  if (const auto ticket = tickets::find(tx, TicketId(event.subject_id)))
    attach_by_conditions(tx, {UserId{}, "system", false, event.id, event.depth + 1}, *ticket, *list);
}

void Book::forget(db::Tx& tx, const events::Event& event) {
  if (event.kind != "ticket.erased") return;
  tx.execute(q::forget_steps, event.subject_id);
  tx.execute(q::forget_runs, event.subject_id);
}

}  // namespace sahay::procedures
