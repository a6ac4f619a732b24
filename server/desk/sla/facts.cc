#include "desk/sla/facts.h"

#include <algorithm>

#include "platform/events/facts.h"

namespace sahay::sla {
namespace {

std::int64_t id_in(const JsonObject& change) { return integer_at(change, "to").value_or(0); }

void read_change(const JsonObject& change, Fact& fact) {
  const std::string field = string_at(change, "field").value_or("");
  if (field == "status") fact.status = string_at(change, "to").value_or("");
  else if (field == "priority") fact.priority = string_at(change, "to").value_or("");
  else if (field == "group_id") fact.group = id_in(change);
  else if (field == "assignee_id") fact.assignee = id_in(change);
  else if (field == "requester_id") fact.requester = id_in(change);
  else if (field == "custom_status_id") fact.reason = id_in(change) ? std::to_string(id_in(change)) : "";
}

// Machines speak for nobody; a bot's word is no answer of ours.
Voice voice_of(const JsonObject& data, std::int64_t requester) {
  if (!bool_at(data, "public").value_or(false) || bool_at(data, "automatic").value_or(false)) return Voice::none;
  const std::string role = string_at(data, "author_role").value_or("");
  const std::int64_t author = integer_at(data, "author_id").value_or(0);
  if (role == "bot" || role == "system") return Voice::none;
  if (role == "end-user" || (author && author == requester)) return Voice::customer;
  return Voice::staff;
}

}  // namespace

Fact fact_of(const events::Event& event, const tickets::Ticket& ticket, const State& state) {
  Fact fact;
  fact.created = event.kind == "ticket.created";
  fact.silent = tickets::is_import(event);
  fact.actor = event.actor_id;
  fact.at = event.created_at;
  if (event.kind == "ticket.deleted") fact.deleted = true;
  if (event.kind == "ticket.restored") fact.deleted = false;
  if (const auto read = events::facts_of(event)) {
    const JsonObject& data = *read;
    if (const JsonArray* changes = array_at(data, "changes"))
      for (const Json& change : *changes)
        if (change.is_object()) read_change(change.get_object(), fact);
    fact.any_comment = integer_at(data, "comment_id").has_value();
    if (fact.any_comment) fact.voice = voice_of(data, fact.requester.value_or(state.requester));
    if (fact.silent) fact.at = parse_iso8601(string_at(data, "at").value_or("")).value_or(event.created_at);
  }
  if (fact.created) {
    if (!fact.status) fact.status = "new";
    if (!fact.silent) fact.at = std::min(ticket.received(), event.created_at);
    // Its history has no event for the solution: the row knows when it was.
    else if (*fact.status == "solved" || *fact.status == "closed") fact.solved_at = ticket.solved_at;
  } else {
    fact.at = std::max(fact.at, state.at);
  }
  return fact;
}

}  // namespace sahay::sla
