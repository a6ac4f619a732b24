#include "desk/facts/fact_store.h"

#include <algorithm>

#include "desk/facts/fact_sql.h"
#include "platform/api/rule_switch.h"

namespace sahay::facts {
namespace q = sql::fact;
namespace {

struct Member {
  TicketId id;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id))

}  // namespace

bool in_force() { return api::rule_in_force("A4"); }

void insert(db::Tx& tx, const Fact& f) {
  tx.execute(q::insert, f.id, f.ticket_id, f.kind, f.label, f.text, f.done_by, f.result, f.detail, f.happened_at, f.source, f.comment_id, f.begin_at, f.end_at,
             f.field_id, f.step_id, f.made_by, f.created_at, f.from_ticket_id, f.copy_of);
}

void save(db::Tx& tx, Fact& f) {
  f.updated_at = tx.now();
  tx.execute(q::save, f.id, f.kind, f.label, f.text, f.done_by, f.result, f.detail, f.happened_at, f.updated_at, f.withdrawn_at, f.withdrawn_by, f.reason);
}

void tell(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const Fact* fact, std::string_view what, std::string before, std::string reason) {
  const FactId id = fact ? fact->id : FactId{};
  tx.execute(q::insert_change, tx.new_id("fact_changes"), id, ticket, tx.now(), actor.id, what, before, reason);
  JsonObject data{{"fact_id", id.value}};
  if (fact) data["kind"] = fact->kind;
  events::Event event;
  event.kind = "fact." + std::string(what);
  event.subject_id = ticket.value;
  event.actor_id = actor.id.value;
  event.via = actor.via;
  event.cause_id = actor.cause_id;
  event.depth = actor.depth;
  event.data.text = to_string(Json(std::move(data)));
  events::emit(tx, std::move(event));
}

std::vector<TicketId> family(db::Tx& tx, TicketId ticket) {
  static constexpr int kDeepest = 20;
  std::vector<TicketId> out{ticket};
  // Level by level: most tickets have nothing merged into them, and one look at an index says so.
  std::size_t from = 0;
  for (int depth = 0; depth < kDeepest && from < out.size(); ++depth) {
    std::vector<TicketId> level;
    for (std::size_t i = from; i < out.size(); ++i)
      for (const Member& member : tx.all<Member>(q::merged_into, out[i]))
        if (std::find(out.begin(), out.end(), member.id) == out.end()) level.push_back(member.id);
    std::sort(level.begin(), level.end());
    level.erase(std::unique(level.begin(), level.end()), level.end());
    from = out.size();
    out.insert(out.end(), level.begin(), level.end());
  }
  return out;
}

std::optional<Fact> find_fact(db::Tx& tx, FactId id) { return tx.one<Fact>(q::find, id); }

std::vector<Fact> of_ticket(db::Tx& tx, TicketId ticket) {
  std::vector<Fact> out;
  std::vector<std::int64_t> there;
  for (const TicketId member : family(tx, ticket))
    for (Fact& fact : tx.all<Fact>(q::of_ticket, member)) {
      // A part that was joined again brings its copies of what the ticket has itself.
      if (fact.copy_of && std::find(there.begin(), there.end(), fact.copy_of.value) != there.end()) continue;
      there.push_back(fact.id.value);
      out.push_back(std::move(fact));
    }
  return out;
}

std::vector<FactChange> history(db::Tx& tx, TicketId ticket) {
  std::vector<FactChange> out;
  for (const TicketId member : family(tx, ticket))
    for (FactChange& change : tx.all<FactChange>(q::changes, member)) out.push_back(std::move(change));
  std::sort(out.begin(), out.end(), [](const FactChange& a, const FactChange& b) { return a.id < b.id; });
  return out;
}

std::optional<Reproduction> reproduction_of(db::Tx& tx, TicketId ticket) {
  for (const TicketId member : family(tx, ticket))
    if (auto found = tx.one<Reproduction>(q::reproduction, member)) return found;
  return std::nullopt;
}

}  // namespace sahay::facts
