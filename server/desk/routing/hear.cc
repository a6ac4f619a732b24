// What routing does when a ticket is made or changed.
#include <algorithm>

#include "base/log.h"
#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"

namespace sahay::routing {
namespace {

// A chain of causes longer than this is not answered (as with rules).
constexpr int kDeepest = 5;

const JsonObject* change_of(const JsonObject& data, std::string_view field) {
  if (const JsonArray* changes = array_at(data, "changes"))
    for (const Json& each : *changes)
      if (each.is_object() && string_at(each.get_object(), "field") == field) return &each.get_object();
  return nullptr;
}

}  // namespace

// From memory, without a look at the database: this runs in the transaction of every change of every ticket.
void Desk::watch_change(db::Tx& tx, const events::Event& event) {
  if (tickets::is_import(event)) return;
  const bool created = event.kind == "ticket.created";
  if ((!created && event.kind != "ticket.updated") || (created && !in_use_)) return;
  const auto names = [&](std::string_view field) { return event.data.text.find(field) != std::string::npos; };
  const bool hand = created || names("\"assignee_id\"") || names("\"group_id\"");
  if (!hand && !(in_use_ && (names("\"status\"") || names("\"speaker\"") || names("\"tags\"")))) return;
  if (!in_use_) {
    const auto data = parse_json(event.data.text);
    if (!data.ok() || !data->is_object() || !hands_over(data->get_object())) return;
  }
  events::Event wanted;
  wanted.kind = kWanted;
  wanted.subject_id = event.subject_id;
  wanted.via = "system";
  wanted.cause_id = event.id;
  wanted.depth = event.depth;
  wanted.data.text = "{}";
  wanted.created_at = event.created_at;
  events::emit(tx, std::move(wanted));
}

void Desk::note_return(db::Tx& tx, const tickets::Ticket& ticket, const events::Event& event, std::int64_t from) {
  tx.execute(sql::routing::insert_decision, tx.new_id("routing_decisions"), ticket.id, ticket.group_id, UserId(from), "returned", "{}", "[]", event.id, event.created_at);
}

// From now on the sweep may give it out.
void Desk::note_waiting(db::Tx& tx, const tickets::Ticket& ticket, const events::Event& event) {
  if (group_row(tx, ticket.group_id).rules().method == Method::manual || tx.one<DecisionRow>(sql::routing::last_decision, ticket.id)) return;
  tx.execute(sql::routing::insert_decision, tx.new_id("routing_decisions"), ticket.id, ticket.group_id, UserId{}, "waiting", "{}", "[]", event.id, event.created_at);
}

void Desk::hear(db::Tx& tx, const events::Event& wanted) {
  const auto found = tx.one<events::Event>(sql::routing::event, wanted.cause_id);
  if (!found) return;
  const events::Event& event = *found;
  const Json parsed = parse_json(event.data.text).value();
  const JsonObject& data = parsed.get_object();
  if (event.kind == "ticket.updated") note_handover(tx, event, data);
  if (!in_use_ || event.depth >= kDeepest) return;
  const auto ticket = tickets::find(tx, TicketId(event.subject_id));
  if (!ticket) return;
  const JsonObject *hand = change_of(data, "assignee_id"), *status = change_of(data, "status");
  const std::int64_t before = hand && event.kind == "ticket.updated" ? integer_at(*hand, "from").value_or(0) : 0;
  if (before && !ticket->assignee_id && !data.contains("why")) note_return(tx, *ticket, event, before);
  if (!ticket->assignee_id) {
    const auto given = assign(tx, *ticket, event.id, event.depth + 1);
    if (!given.ok()) log::warning("routing", "a ticket could not be given out", {{"ticket", std::to_string(ticket->id.value)}, {"why", given.error().key}});
    else if (!*given) note_waiting(tx, *ticket, event);
    // The sweep sets itself to the opening.
    if (given.ok() && !*given && group_row(tx, ticket->group_id).within_hours && !hours(tx, 0, ticket->group_id).open) wake(tx);
  }
  // Somebody has a free place again, or a ticket came back to life in the hands of somebody who is away.
  if ((before || status) && event.kind == "ticket.updated") {
    const bool opened = status && ticket->assignee_id && ticket->status_rank < tickets::status_rank("pending");
    if (opened || tx.scalar<std::int64_t>(sql::routing::somebody_waits)) wake(tx);
  }
}

void wake(db::Tx& tx) { jobs::set(tx, kSweep, "all", tx.now(), "{}"); }

void Desk::reload(db::Tx& tx) { in_use_ = !tx.all<GroupRow>(sql::routing::routed_groups).empty(); }

Result<void> Desk::start(db::Store& store) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    reload(tx);
    if (in_use_) wake(tx);
    jobs::set(tx, kWatch, "hourly", tx.now() + std::chrono::hours(1), "{}");
    return {};
  });
}

}  // namespace sahay::routing
