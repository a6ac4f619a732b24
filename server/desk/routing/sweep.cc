// The sweep: takes back what absent agents hold, gives out what waits, and sets itself to the next moment at which that
// can change.
#include <algorithm>

#include "base/log.h"
#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"
#include "desk/tickets/why.h"

namespace sahay::routing {
namespace {

constexpr std::int64_t kAtOnce = 50, kLookedAt = 2000;
// A ticket this young that routing has not heard of yet has not been before the rules either: they go first.
constexpr auto kYoung = std::chrono::minutes(1);

struct Waiting {
  TicketId id;
  std::int64_t priority_rank = 0;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (id, priority_rank))

struct TicketRef {
  TicketId id;
};
BOOST_DESCRIBE_STRUCT(TicketRef, (), (id))

// When an absent agent's tickets go back; nothing: never.
std::optional<Time> release_at(const GroupRow& group, const AgentState& state, const Presence& presence) {
  if (state.keep_tickets || presence.there() || !presence.since) return std::nullopt;
  if (presence.word == "leave") return presence.since;
  if (group.release_minutes <= 0) return std::nullopt;
  return presence.since + std::chrono::minutes(group.release_minutes);
}

JsonObject why_released(const people::User& agent, const GroupRow& group, const Presence& presence, const std::string& group_name) {
  JsonArray reasons{JsonObject{{"key", "routing.because." + presence.word}, {"arguments", JsonObject{{"minutes", std::to_string(group.release_minutes)}}}}};
  return {{"key", "routing.why.released"}, {"key_you", "routing.why.released_you"}, {"agent_id", agent.id.value},
          {"arguments", JsonObject{{"name", agent.name}, {"group", group_name}}}, {"reasons", std::move(reasons)}};
}

void earlier(std::optional<Time>& best, Time at) {
  if (at && (!best || at < *best)) best = at;
}

}  // namespace

// One batch; how many went back.
int Desk::release_of_group(db::Tx& tx, const GroupRow& group) {
  int count = 0;
  for (const AgentState& state : tx.all<AgentState>(sql::routing::states_of_group, group.group_id)) {
    const auto agent = people::find_user(tx, state.agent_id);
    if (!agent) continue;
    const Presence presence = presence_of(state, leaves_of(state, people::iana_time_zone(agent->time_zone)), tx.now());
    const auto due = release_at(group, state, presence);
    if (!due || *due > tx.now()) continue;
    const auto name = people::find_group(tx, group.group_id);
    for (const TicketRef& held : tx.all<TicketRef>(sql::routing::held, group.group_id, state.agent_id, kAtOnce)) {
      tickets::Actor actor;
      actor.via = "rule";
      actor.rule = tickets::RuleName{"routing", group.group_id.value, name ? name->name : ""};
      tickets::Change change;
      change.assignee = UserId{};
      change.forced = true;
      const JsonObject why = why_released(*agent, group, presence, name ? name->name : "");
      const auto done = tickets::update_because(tx, actor, held.id, std::move(change), why);
      if (!done.ok()) {
        log::warning("routing", "a ticket could not be taken back", {{"ticket", std::to_string(held.id.value)}, {"why", done.error().key}});
        continue;
      }
      tx.execute(sql::routing::insert_decision, tx.new_id("routing_decisions"), held.id, group.group_id, state.agent_id, "released", to_string(Json(why)), "[]", done->event_id, tx.now());
      ++count;
    }
  }
  return count;
}

// By priority, then age. Who finds nobody tells all that ask for the same: within one pass places only fill up.
void Desk::assign_waiting(db::Store& store) {
  std::set<std::string> hopeless;
  Waiting last{{}, 1000};
  for (std::int64_t looked_at = 0; looked_at < kLookedAt;) {
    const auto batch = store.read([&](db::Tx& tx) { return tx.all<Waiting>(sql::routing::waiting, last.priority_rank, last.id.value, kAtOnce, tx.now() - kYoung); });
    if (batch.empty()) return;
    (void)store.write([&](db::Tx& tx) -> Result<void> {
      for (const Waiting& each : batch) {
        const auto ticket = tickets::find(tx, each.id);
        if (!ticket) continue;
        const Need need = need_of(tx, *ticket);
        const std::string wish = std::to_string(ticket->group_id.value) + "/" + write_json(need.skill_ids) + "/" + need.language;
        if (hopeless.contains(wish)) continue;
        const auto given = assign(tx, *ticket);
        if (!given.ok()) log::warning("routing", "a ticket could not be given out", {{"ticket", std::to_string(each.id.value)}, {"why", given.error().key}});
        else if (!*given) hopeless.insert(wish);
      }
      return {};
    });
    looked_at += std::int64_t(batch.size());
    last = batch.back();
  }
}

std::optional<Time> Desk::next_change(db::Tx& tx) {
  std::optional<Time> next;
  if (tx.scalar<std::int64_t>(sql::routing::somebody_is_new, tx.now() - kYoung)) earlier(next, tx.now() + kYoung);
  const bool waits = tx.scalar<std::int64_t>(sql::routing::somebody_waits).has_value();
  for (const GroupRow& group : tx.all<GroupRow>(sql::routing::routed_groups)) {
    if (waits && group.within_hours) earlier(next, hours(tx, 0, group.group_id).changes_at);
    for (const AgentState& state : tx.all<AgentState>(sql::routing::states_of_group, group.group_id)) {
      const auto agent = people::find_user(tx, state.agent_id);
      if (!agent) continue;
      const Presence presence = presence_of(state, leaves_of(state, people::iana_time_zone(agent->time_zone)), tx.now());
      earlier(next, presence.until);
      if (const auto due = release_at(group, state, presence); due && *due > tx.now()) earlier(next, *due);
      if (waits && group.within_hours && state.schedule_id) earlier(next, hours(tx, state.schedule_id, group.group_id).changes_at);
    }
  }
  return next;
}

Result<void> Desk::sweep(db::Store& store, const jobs::Job& job) {
  store.read([&](db::Tx& tx) { reload(tx); });
  if (in_use_) {
    for (int released = 1; released > 0;) {
      released = 0;
      TRY(store.write([&](db::Tx& tx) -> Result<void> {
        released = 0;
        for (const GroupRow& group : tx.all<GroupRow>(sql::routing::routed_groups)) released += release_of_group(tx, group);
        return {};
      }));
    }
    assign_waiting(store);
  }
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    // Whoever woke us meanwhile is not put off.
    if (!in_use_ || tx.scalar<std::int64_t>(sql::routing::sweep_is_set)) return {};
    if (const auto next = next_change(tx)) jobs::set(tx, kSweep, "all", std::max(*next, tx.now() + std::chrono::seconds(1)), "{}");
    return {};
  });
}

}  // namespace sahay::routing
