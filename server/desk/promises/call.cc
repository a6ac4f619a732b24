#include "desk/promises/call.h"

#include <algorithm>

#include "base/text.h"
#include "desk/promises/active_time.h"
#include "desk/promises/cadence.h"
#include "desk/promises/conduct.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/when_words.h"
#include "desk/promises/wording.h"
#include "platform/api/rule_switch.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

// A customer who cannot be reached has a week to say a word; the last days of it are announced.
constexpr auto kUntilWarning = std::chrono::hours(4 * 24), kUntilClosed = std::chrono::hours(7 * 24);

std::string comment_words(db::Tx& tx, const tickets::Actor& actor, const Call& call) {
  const auto agent = people::find_user(tx, actor.id);
  const auto language = agent ? agent->language() : i18n::Language::en;
  std::string out = i18n::text(language, "promises.call." + call.outcome, {{"phone", call.phone.empty() ? "" : " " + call.phone}});
  if (call.seconds > 0) out += " " + i18n::text(language, "promises.call.length", {{"time", duration_words(language, std::chrono::seconds(call.seconds))}});
  if (!call.text.empty()) out += "\n\n" + call.text;
  return out;
}

Result<void> begin_closing(db::Tx& tx, ContactState& state) {
  state.closing_stage = 0;
  state.closing_at = tx.now() + kUntilClosed;
  save_state(tx, state);
  return step_closing(tx, state.id);
}

Result<void> count_attempt(db::Tx& tx, const tickets::Ticket& ticket) {
  ContactState state = state_of(tx, ticket.id);
  ++state.attempts;
  const auto cadences = active_cadences(tx);
  const Cadence* cadence = cadence_for(tx, ticket, cadences);
  const std::int64_t most = cadence && cadence->attempts > 0 ? cadence->attempts : kUsualAttempts;
  const bool over = state.attempts >= most && state.closing_stage == 0 && api::rule_in_force("A6");
  save_state(tx, state);
  return over ? begin_closing(tx, state) : Result<void>();
}

}  // namespace

std::vector<Call> calls_of(db::Tx& tx, TicketId ticket) { return tx.all<Call>(q::calls_of_ticket, ticket); }

Result<Call> log_call(db::Tx& tx, const tickets::Actor& actor, TicketId id, Call call) {
  const auto found = tickets::find(tx, id);
  if (!found) return not_found();
  if (std::find(std::begin(kOutcomes), std::end(kOutcomes), call.outcome) == std::end(kOutcomes))
    return invalid("outcome", "InvalidValue", "error.field.not_allowed", {{"allowed", "reached, no_answer, voicemail, wrong_number"}});
  if (call.direction != "inbound" && call.direction != "outbound") return invalid("direction", "InvalidValue", "error.field.not_allowed", {{"allowed", "inbound, outbound"}});
  if (call.seconds < 0 || call.seconds > 86'400) return invalid("seconds", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-86400"}});
  call.text = text::repair_utf8(text::first(text::trim(call.text), 10'000));
  call.phone = text::repair_utf8(text::first(text::trim(call.phone), 60));
  tickets::Change change;
  change.comment = tickets::NewComment{.author = actor.id, .is_public = false, .text = comment_words(tx, actor, call), .channel = "phone"};
  const auto written = TRY(tickets::update(tx, actor, id, std::move(change)));
  call.id = decltype(call.id)(tx.new_id("calls"));
  call.ticket_id = id;
  call.agent_id = actor.id;
  call.comment_id = written.comment_id;
  call.created_at = tx.now();
  tx.execute(q::insert_call, call.id, call.ticket_id, call.agent_id, call.direction, call.phone, call.outcome, call.seconds, call.text, call.comment_id, call.created_at);
  if (call.seconds > 0) add_active_time(tx, id, actor.id, "call", call.seconds);
  if (call.outcome == "reached") {
    if (written.ticket.speaker == "bot") TRY(tickets::set_speaker(tx, actor, id, "human"));  // a talk is a word too
    customer_spoke(tx, id, written.event_id);
    for (Promise& promise : owed(tx, id))
      if (keeps({.reached = true}, promise.kind)) settle_by_word(tx, actor, promise, call.comment_id, tx.now());
  } else if (call.direction == "outbound") {
    TRY(count_attempt(tx, written.ticket));
  }
  events::Event event;
  event.kind = "call.logged";
  event.subject_id = id.value;
  event.actor_id = actor.id.value;
  event.via = actor.via;
  event.data.text = to_string(Json(JsonObject{{"call_id", call.id.value}, {"outcome", call.outcome}, {"seconds", call.seconds}}));
  events::emit(tx, std::move(event));
  return call;
}

void customer_spoke(db::Tx& tx, TicketId ticket, std::int64_t event_id) {
  auto state = find_state(tx, ticket);
  if (!state || event_id <= state->since_event_id || (state->attempts == 0 && state->closing_stage == 0)) return;
  state->attempts = state->closing_stage = 0;
  state->closing_at = {};
  save_state(tx, *state);
  jobs::cancel(tx, kClosing, std::to_string(ticket.value));
}

Result<void> step_closing(db::Tx& tx, TicketId id) {
  auto state = find_state(tx, id);
  const auto ticket = tickets::find(tx, id);
  if (!state || !ticket || !state->closing_at || ticket->status == "closed" || ticket->status == "solved") return {};
  const int stage = int(++state->closing_stage);
  const std::string key = std::to_string(id.value);
  const std::string words = closing_words(tx, *ticket, stage, state->closing_at);
  if (stage == 1) jobs::set(tx, kClosing, key, state->closing_at - kUntilClosed + kUntilWarning, key);
  else if (stage == 2) jobs::set(tx, kClosing, key, state->closing_at, key);
  else state->closing_at = {};
  save_state(tx, *state);
  tickets::Change change;
  tickets::NewComment comment;
  comment.author = voice_of_desk(tx, Promise{}, *ticket);
  comment.text = words;
  comment.automatic = true;
  change.comment = std::move(comment);
  change.status = stage < 3 ? "pending" : "solved";
  change.forced = true;
  TRY(tickets::update(tx, {UserId{}, "system"}, id, std::move(change)));
  return {};
}

Result<void> Conduct::close(db::Store& store, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    return step_closing(tx, TicketId(text::to_integer(job.key).value_or(0)));
  });
}

}  // namespace sahay::promises
