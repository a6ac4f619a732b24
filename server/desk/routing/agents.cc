#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"

namespace sahay::routing {
namespace {

constexpr auto kWrittenDownFor = std::chrono::seconds(60);

void tell(db::Tx& tx, UserId agent, std::string_view from, const AgentState& now) {
  events::Event event;
  event.kind = "agent.status";
  event.subject_id = agent.value;
  event.actor_id = agent.value;
  event.via = now.set_by == "console" ? "system" : "api";
  event.data.text = to_string(Json(JsonObject{{"from", from}, {"to", now.status}, {"set_by", now.set_by}}));
  event.created_at = tx.now();
  events::emit(tx, std::move(event));
}

// The console counts where nobody has said otherwise: it brings an agent online, and keeps them so.
bool brings_online(const AgentState& state, Time now) {
  if (state.set_by == "person") return false;
  return state.set_by == "nobody" || presence_of(state, {}, now).word != "online";
}

}  // namespace

AgentState state_of(db::Tx& tx, UserId agent) {
  auto found = tx.one<AgentState>(sql::routing::state, agent);
  if (found) return std::move(*found);
  AgentState fresh;
  fresh.agent_id = agent;
  return fresh;
}

void save_state(db::Tx& tx, AgentState s) {
  s.updated_at = tx.now();
  tx.execute(sql::routing::save_state, s.agent_id, s.status, s.set_by, s.since, s.seen_at, s.capacity, write_json(s.languages), write_json(s.skill_ids), s.schedule_id,
             s.keep_tickets, s.leaves, s.updated_at);
}

Result<AgentState> set_status(db::Tx& tx, UserId agent, std::string_view status) {
  if (status != "online" && status != "away" && status != "offline") return invalid("status", "InvalidValue", "error.field.not_allowed", {{"allowed", "online, away, offline"}});
  AgentState state = state_of(tx, agent);
  const std::string before = presence_of(state, {}, tx.now()).word;
  if (before != status || !state.since) state.since = tx.now();
  state.status = status;
  state.set_by = "person";
  save_state(tx, state);
  if (before != status) tell(tx, agent, before, state);
  wake(tx);
  return state;
}

Presence presence_of(db::Tx& tx, UserId agent) {
  const AgentState state = state_of(tx, agent);
  const auto user = people::find_user(tx, agent);
  return presence_of(state, leaves_of(state, user ? people::iana_time_zone(user->time_zone) : "UTC"), tx.now());
}

std::vector<OnShift> on_shift(db::Tx& tx) {
  std::vector<OnShift> out;
  for (const AgentState& state : tx.all<AgentState>(sql::routing::all_states)) {
    const auto user = people::find_user(tx, state.agent_id);
    if (!user || !user->staff() || !user->active || user->suspended) continue;
    if (!presence_of(state, leaves_of(state, people::iana_time_zone(user->time_zone)), tx.now()).there()) continue;
    const std::int64_t limit = state.capacity > 0 ? state.capacity : tx.scalar<std::int64_t>(sql::routing::limit_of_agent, user->id).value_or(0);
    if (limit > 0 && tx.scalar<std::int64_t>(sql::routing::open_of_agent, user->id).value_or(0) >= limit) continue;
    out.push_back({*user, state.languages});
  }
  return out;
}

bool said_away(db::Tx& tx, UserId agent) {
  const AgentState state = state_of(tx, agent);
  if (state.set_by == "person" && state.status != "online") return true;
  return state.leaves.text.size() > 2 && presence_of(tx, agent).word == "leave";
}

void Desk::console_heard(db::Store& store, UserId agent) {
  const auto state = store.read([&](db::Tx& tx) -> std::optional<AgentState> {
    {
      const std::lock_guard lock(seen_mutex_);
      Time& last = seen_[agent.value];
      if (last && tx.now() - last < kWrittenDownFor && tx.now() >= last) return std::nullopt;
      last = tx.now();
    }
    return state_of(tx, agent);
  });
  // While every group hands out by hand, only who has no state yet gets one.
  if (!state || (state->set_by == "person") || (!in_use_ && state->set_by == "console")) return;
  (void)store.write([&](db::Tx& tx) -> Result<void> {
    AgentState now = state_of(tx, agent);
    if (brings_online(now, tx.now())) {
      const std::string before = presence_of(now, {}, tx.now()).word;
      now.status = "online";
      now.set_by = "console";
      now.since = now.seen_at = tx.now();
      save_state(tx, now);
      tell(tx, agent, before, now);
      if (in_use_) wake(tx);
    } else if (now.set_by == "console") {
      tx.execute(sql::routing::console_seen, agent, tx.now());
    }
    return {};
  });
}

}  // namespace sahay::routing
