// Calls, the triage and the expected times of one ticket; what the console's read of a ticket carries of all this.
#include "desk/promises/active_time.h"
#include "desk/promises/call.h"
#include "desk/promises/eta.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/promises_api.h"
#include "desk/promises/triage.h"
#include "desk/promises/when_words.h"
#include "platform/api/time_in.h"

namespace sahay::promises {
namespace {

using api::Access;
using api::Context;
using api::Reply;

void write_expected(JsonWriter& w, const Context& c, std::string_view key, const std::optional<Expected>& expected, const std::string& zone) {
  w.key(key);
  if (!expected) {
    w.null();
    return;
  }
  w.begin_object().field("median_seconds", expected->figure.median).field("p80_seconds", expected->figure.p80).field("sample", expected->figure.sample);
  w.field("basis", expected->basis).field("median_at", expected->median_at).field("p80_at", expected->p80_at);
  w.field("median_words", duration_words(c.caller.language, std::chrono::seconds(expected->figure.median)));
  w.field("p80_words", duration_words(c.caller.language, std::chrono::seconds(expected->figure.p80)));
  w.field("readback", when_words(c.caller.language, expected->p80_at, c.now, zone)).end_object();
}

void write_eta(JsonWriter& w, const Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
  const Eta eta = eta_of(tx, ticket);
  const auto viewer = people::find_user(tx, UserId(c.caller.id));
  const std::string zone = zone_of(viewer ? &*viewer : nullptr);
  w.begin_object();
  write_expected(w, c, "first_answer", eta.first_answer, zone);
  write_expected(w, c, "solution", eta.solution, zone);
  w.field("analysis", eta.analysis).field("least_sample", kLeastSample).end_object();
}

void write_state(JsonWriter& w, db::Tx& tx, TicketId ticket) {
  const auto state = find_state(tx, ticket);
  if (!state) {
    w.null();
    return;
  }
  w.begin_object().field("decision", state->decision).field("decided_at", state->decided_at).field("decided_by", state->decided_by).field("target_minutes", state->target_minutes);
  w.field("attempts", state->attempts).field("closing_stage", state->closing_stage).field("closing_at", state->closing_at).end_object();
}

Result<Reply> show_eta(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("eta");
  write_eta(w, c, tx, ticket);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> list_calls(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const auto calls = calls_of(tx, ticket.id);
  std::string out;
  JsonWriter(out).begin_object().field("calls", calls).key("next_page").null().key("previous_page").null().field("count", calls.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> create_call(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("call"));
  Call call;
  call.direction = string_at(*in, "direction").value_or("outbound");
  call.outcome = string_at(*in, "outcome").value_or("");
  call.phone = string_at(*in, "phone").value_or("");
  call.text = string_at(*in, "text").value_or("");
  call.seconds = integer_at(*in, "seconds").value_or(0);
  call = TRY(log_call(tx, tickets::actor_of(c), ticket.id, std::move(call)));
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("call", call).key("contact");
  write_state(w, tx, ticket.id);
  w.end_object();
  return Reply::created(std::move(out), c.url("/tickets/" + std::to_string(ticket.id.value) + "/calls.json"));
}

Result<Reply> triage(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("triage"));
  Decision wanted;
  wanted.decision = string_at(*in, "decision").value_or("");
  wanted.target_minutes = integer_at(*in, "target_minutes").value_or(15);
  const auto checkpoint = TRY(api::time_in(*in, "checkpoint_at"));
  wanted.checkpoint_at = checkpoint.value_or(Time{});
  wanted.words = string_at(*in, "words").value_or("");
  wanted.tell = bool_at(*in, "tell").value_or(true);
  const auto promise = TRY(decide(tx, tickets::actor_of(c), ticket.id, std::move(wanted)));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("triage");
  write_state(w, tx, ticket.id);
  w.key("promise");
  if (promise) write_promise(w, c, *promise);
  else w.null();
  w.end_object();
  return Reply::ok(std::move(out));
}

RawJson json_of(const std::function<void(JsonWriter&)>& write) {
  RawJson out;
  out.text.clear();
  JsonWriter w(out.text);
  write(w);
  return out;
}

}  // namespace

void add_contact_routes(api::Api& api) {
  api.read("GET", "/tickets/{id}/eta", Access::staff, show_eta);
  api.read("GET", "/tickets/{id}/calls", Access::staff, list_calls);
  api.write("POST", "/tickets/{id}/calls", api::Right(Access::staff, "tickets.comment"), create_call);
  // The customer hears of an analysis.
  api.write("POST", "/tickets/{id}/triage", api::Right(Access::staff, "tickets.comment_public"), triage);
  add_active_time_routes(api);
}

void add_console_parts() {
  tickets::console_parts["promises"] = [](Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
    return json_of([&](JsonWriter& w) {
      w.begin_array();
      for (const Promise& promise : of_ticket(tx, ticket.id)) write_promise(w, c, promise);
      w.end_array();
    });
  };
  tickets::console_parts["eta"] = [](Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
    return json_of([&](JsonWriter& w) { write_eta(w, c, tx, ticket); });
  };
  tickets::console_parts["contact"] = [](Context&, db::Tx& tx, const tickets::Ticket& ticket) {
    return json_of([&](JsonWriter& w) { write_state(w, tx, ticket.id); });
  };
}

}  // namespace sahay::promises
