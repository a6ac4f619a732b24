#include "desk/promises/triage.h"

#include <algorithm>

#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/wording.h"
#include "platform/api/rule_switch.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

// An analysis that was solved within this time was none.
constexpr auto kInstant = std::chrono::minutes(30);

struct Triage {
  std::int64_t id = 0;
  TicketId ticket_id;
  std::string decision;
  std::int64_t target_minutes = 0;
  Time decided_at, ended_at;
};
BOOST_DESCRIBE_STRUCT(Triage, (), (id, ticket_id, decision, target_minutes, decided_at, ended_at))

void end(db::Tx& tx, const Triage& triage, Time at, std::string_view verdict) { tx.execute(q::end_triage, triage.id, at, verdict); }

Result<void> check(const Decision& wanted, const tickets::Ticket& ticket, Time now) {
  if (wanted.decision != "instant" && wanted.decision != "analysis") return invalid("decision", "InvalidValue", "error.field.not_allowed", {{"allowed", "instant, analysis"}});
  if (wanted.decision == "instant" && (wanted.target_minutes < 1 || wanted.target_minutes > 1440))
    return invalid("target_minutes", "InvalidValue", "error.field.not_allowed", {{"allowed", "1-1440"}});
  if (wanted.decision == "analysis" && wanted.checkpoint_at <= now) return invalid("checkpoint_at", "InvalidValue", "promises.error.past");
  if (ticket.status == "solved" || ticket.status == "closed") return Error{ErrorCode::conflict, "promises.error.solved"};
  return {};
}

// Promises that an earlier decision made are replaced by this one's.
void end_earlier(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, std::string_view decision) {
  for (Promise& promise : owed(tx, ticket))
    if (promise.source == "analysis" || (decision == "analysis" && promise.source == "cadence")) settle(tx, actor, promise, "cancelled", "triage");
}

}  // namespace

Result<std::optional<Promise>> decide(db::Tx& tx, const tickets::Actor& actor, TicketId id, Decision wanted) {
  const auto ticket = tickets::find(tx, id);
  if (!ticket || !api::rule_in_force("D5")) return not_found();
  TRY(check(wanted, *ticket, tx.now()));
  if (const auto before = tx.one<Triage>(q::open_triage, id); before) end(tx, *before, tx.now(), before->decision == wanted.decision ? "repeated" : "wrong");
  end_earlier(tx, actor, id, wanted.decision);
  ContactState state = state_of(tx, id);
  state.decision = wanted.decision;
  state.decided_at = tx.now();
  state.decided_by = actor.id;
  state.target_minutes = wanted.decision == "instant" ? wanted.target_minutes : 0;
  save_state(tx, state);
  tx.execute(q::insert_triage, tx.new_id("triages"), id, wanted.decision, state.target_minutes, actor.id, tx.now());
  tickets::Change change;
  if (wanted.decision == "analysis") change.add_tags = {kAnalysisTag};
  else change.remove_tags = {kAnalysisTag};
  if (!ticket->assignee_id && actor.id) change.assignee = actor.id;
  const UserId owner = ticket->assignee_id ? ticket->assignee_id : actor.id;
  NewPromise promise{.due_at = wanted.decision == "instant" ? tx.now() + std::chrono::minutes(wanted.target_minutes) : wanted.checkpoint_at};
  promise.source = "analysis";
  promise.owner = owner;
  promise.visible = wanted.decision == "analysis";
  promise.kind = wanted.decision == "analysis" ? "update" : "answer";
  if (wanted.decision == "analysis" && wanted.tell) {
    tickets::NewComment comment;
    comment.text = wanted.words.empty() ? analysis_words(tx, *ticket, owner, wanted.checkpoint_at) : wanted.words;
    change.comment = std::move(comment);
  }
  const auto changed = TRY(tickets::update(tx, actor, id, std::move(change)));
  promise.comment = changed.comment_id;
  std::optional<Promise> made;
  if (auto done = make(tx, actor, id, std::move(promise)); done.ok()) made = *done;
  events::Event event;
  event.kind = "triage.decided";
  event.subject_id = id.value;
  event.actor_id = actor.id.value;
  event.via = actor.via;
  event.data.text = to_string(Json(JsonObject{{"decision", wanted.decision}, {"target_minutes", state.target_minutes}}));
  events::emit(tx, std::move(event));
  return made;
}

void judge_triage(db::Tx& tx, const tickets::Ticket& ticket, bool our_word, std::string_view new_status, Time at) {
  const bool solved = new_status == "solved" || new_status == "closed";
  if (!our_word && !solved) return;
  const auto triage = tx.one<Triage>(q::open_triage, ticket.id);
  if (!triage || at < triage->decided_at) return;
  if (triage->decision == "instant") end(tx, *triage, at, at <= triage->decided_at + std::chrono::minutes(triage->target_minutes) ? "right" : "wrong");
  else if (solved) end(tx, *triage, at, at <= triage->decided_at + kInstant ? "wrong" : "right");
  if (!solved) return;
  ContactState state = state_of(tx, ticket.id);
  state.decision.clear();
  save_state(tx, state);
  if (std::find(ticket.tags.begin(), ticket.tags.end(), kAnalysisTag) == ticket.tags.end() || ticket.status == "closed") return;
  tickets::Change change;
  change.remove_tags = {kAnalysisTag};
  change.forced = true;
  const auto done = tickets::update(tx, {UserId{}, "system"}, ticket.id, std::move(change));
  (void)done;  // an open child or a missing field holds no tag
}

}  // namespace sahay::promises
