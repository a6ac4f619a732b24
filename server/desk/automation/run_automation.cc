// One pass of an automation: the database names tickets, each is asked again and acted on in a small transaction.
#include "desk/automation/automation.h"
#include "desk/automation/rule_sql.h"

namespace sahay::automation {
namespace {

constexpr int kBatch = 20, kMostTickets = 10'000;

struct Key {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Key, (), (id))

std::vector<std::int64_t> candidates(db::Tx& tx, const Rule& rule, std::int64_t after) {
  api::Where where;
  where.add("t.deleted_at is null");
  where.add("t.status_rank < 5");  // closed ones change no more
  where.add("t.id > ?", db::Value(after));
  tickets::add_conditions(where, rule.conditions, {.now = tx.now()});
  const auto params = db::views_of(where.values());
  std::vector<std::int64_t> out;
  for (const Key& key : db::read_all<Key>(*tx.run("select t.id from tickets t" + where.sql() + " order by t.id limit " + std::to_string(kBatch), params))) out.push_back(key.id);
  return out;
}

// Within the hour the same rule does not act on the same ticket again, whatever its conditions say.
bool acted_lately(db::Tx& tx, const Rule& rule, TicketId ticket) {
  const auto last = tx.one<RuleRun>(sql::rule::last_run, ticket, rule.kind, rule.id);
  return last && tx.now() - last->created_at < std::chrono::hours(1);
}

bool act(db::Tx& tx, const Rule& rule, std::int64_t id) {
  auto ticket = tickets::find(tx, TicketId(id));
  if (!ticket || acted_lately(tx, rule, ticket->id)) return false;
  tickets::Facts facts(tx, std::move(*ticket));
  if (!tickets::holds(facts, rule.conditions)) return false;
  tickets::Actor actor;
  actor.via = "rule";
  apply(facts, rule, actor, {});
  return true;
}

}  // namespace

Result<int> run_automation(db::Store& store, const Rule& rule) {
  int acted = 0;
  std::int64_t after = 0;
  for (int looked = 0; looked < kMostTickets;) {
    const auto ids = store.read([&](db::Tx& tx) { return candidates(tx, rule, after); });
    if (ids.empty()) break;
    acted += TRY(store.write([&](db::Tx& tx) -> Result<int> {
      int done = 0;
      for (const auto id : ids) done += act(tx, rule, id);
      return done;
    }));
    after = ids.back();
    looked += int(ids.size());
  }
  return acted;
}

}  // namespace sahay::automation
