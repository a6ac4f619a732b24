// /tickets/{id}/procedure_runs and /procedure_runs: what is done of procedures on tickets.
#include <algorithm>

#include "base/text.h"
#include "desk/procedures/procedure_store.h"
#include "desk/procedures/procedures_api.h"
#include "desk/tickets/visible.h"

namespace sahay::procedures {
namespace {

using api::Access;
using api::Context;
using api::Reply;

i18n::Language language_of_customer(const tickets::Ticket& ticket) { return i18n::language_of(ticket.locale); }

void write_step(JsonWriter& w, const Context& c, const tickets::Ticket& ticket, const Step& step, StepState state, const StepRow* row) {
  const auto language = c.caller.language;
  const auto words = [&](const char* key, const std::string& text) {
    w.key(key);
    if (text.empty()) w.null(); else w.value(text);
  };
  w.begin_object().field("key", step.key).field("type", step.type).field("title", step.title.in(language));
  words("hint", step.hint.in(language));
  // The customer reads it, so it is in their language.
  words("send", step.text.in(language_of_customer(ticket)));
  w.field("mandatory", step.mandatory);
  words("role", step.role);
  words("unit", step.unit);
  w.key("article_id");
  if (step.article_id) w.value(step.article_id); else w.null();
  w.key("options").begin_array();
  for (const Option& option : step.options) w.begin_object().field("key", option.key).field("title", option.title.in(language)).end_object();
  w.end_array();
  words("fact", step.fact_kind);
  w.field("state", name_of(state)).field("may_do", may_do(c.caller, step)).field("may_skip", may_skip(c.caller, step)).key("given");
  if (row) {
    w.begin_object();
    words("answer", row->answer);
    words("text", row->text);
    words("amount", row->amount);
    w.field("attachment_id", row->attachment_id).field("comment_id", row->comment_id).field("done_by", row->done_by).field("done_at", row->done_at);
    words("reason", row->reason);
    w.end_object();
  } else {
    w.null();
  }
  w.end_object();
}

void write_run(JsonWriter& w, const Context& c, db::Tx& tx, const tickets::Ticket& ticket, const Run& run) {
  const auto held = definition_of(tx, run.version_id);
  const Definition& definition = *held;
  const auto rows = steps_of(tx, run.id);
  const auto states = states_of(definition, rows);
  const auto procedure = find_procedure(tx, run.procedure_id);
  int open = 0;
  w.begin_object().field("id", run.id).field("ticket_id", run.ticket_id).field("procedure_id", run.procedure_id).field("version_id", run.version_id);
  w.field("newer_version", procedure && procedure->version_id != run.version_id);
  w.field("title", definition.title.in(c.caller.language)).field("description", definition.description.in(c.caller.language)).field("state", run.state);
  w.field("attached_by", run.attached_by).field("created_at", run.created_at).field("ended_at", run.ended_at).key("reason");
  if (run.reason.empty()) w.null(); else w.value(run.reason);
  w.key("steps").begin_array();
  for (std::size_t i = 0; i < states.size(); ++i) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const StepRow& each) { return each.step_key == definition.steps[i].key; });
    open += states[i] == StepState::open && definition.steps[i].mandatory && run.state == "open";
    write_step(w, c, ticket, definition.steps[i], states[i], row == rows.end() ? nullptr : &*row);
  }
  w.end_array().field("open_mandatory", open).end_object();
}

Reply run_reply(Context& c, db::Tx& tx, const Run& run, int status = 200) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("procedure_run");
  write_run(w, c, tx, tickets::find(tx, run.ticket_id).value_or(tickets::Ticket{}), run);
  w.end_object();
  return status == 201 ? Reply::created(std::move(out), c.url("/procedure_runs/" + std::to_string(run.id.value) + ".json")) : Reply::ok(std::move(out));
}

void write_runs(JsonWriter& w, const Context& c, db::Tx& tx, const tickets::Ticket& ticket, std::size_t& count) {
  const auto runs = in_force() ? runs_of(tx, ticket.id) : std::vector<Run>{};
  count = runs.size();
  w.begin_array();
  for (const Run& run : runs) write_run(w, c, tx, ticket, run);
  w.end_array();
}

Result<Reply> list_of_ticket(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  std::size_t count = 0;
  w.begin_object().key("procedure_runs");
  write_runs(w, c, tx, ticket, count);
  w.key("next_page").null().key("previous_page").null().field("count", count).end_object();
  return Reply::ok(std::move(out));
}

// A run is seen by whoever sees its ticket.
Result<Run> seen(Context& c, db::Tx& tx) {
  const auto run = find_run(tx, RunId(c.id()));
  if (!run) return not_found();
  TRY(tickets::ticket_resource().find(c, tx, run->ticket_id.value));
  return *run;
}

Result<Reply> begin(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("procedure_run"));
  const ProcedureId procedure(integer_at(*in, "procedure_id").value_or(0));
  if (!find_procedure(tx, procedure)) return invalid("procedure_id", "InvalidValue", "procedures.error.no_procedure");
  return run_reply(c, tx, TRY(attach(tx, tickets::actor_of(c), ticket.id, procedure)), 201);
}

struct Named {
  Run run;
  const JsonObject* in = nullptr;
  Step step;
};
Result<Named> named_step(Context& c, db::Tx& tx) {
  Named out;
  out.run = TRY(seen(c, tx));
  out.in = TRY(c.wrapped("step"));
  const auto definition = definition_of(tx, out.run.version_id);
  const Step* step = definition->find(string_at(*out.in, "key").value_or(""));
  if (!step) return invalid("key", "InvalidValue", "procedures.error.no_step");
  out.step = *step;
  return out;
}

Result<Reply> do_one(Context& c, db::Tx& tx) {
  const Named named = TRY(named_step(c, tx));
  if (!may_do(c.caller, named.step)) return forbidden("step.role");
  Doing doing{.step = named.step.key};
  doing.answer = string_at(*named.in, "answer").value_or("");
  doing.text = string_at(*named.in, "text").value_or("");
  const Json* amount = find(*named.in, "amount");
  if (amount && amount->is_string()) doing.amount = std::string_view(amount->get_string());
  else if (amount && amount->is_number()) doing.amount = to_string(*amount);
  doing.attachment = AttachmentId(integer_at(*named.in, "attachment_id").value_or(0));
  doing.comment = CommentId(integer_at(*named.in, "comment_id").value_or(0));
  doing.language = c.caller.language;
  return run_reply(c, tx, TRY(do_step(tx, tickets::actor_of(c), named.run.id, doing)));
}

Result<Reply> skip_one(Context& c, db::Tx& tx) {
  const Named named = TRY(named_step(c, tx));
  if (!may_skip(c.caller, named.step)) return forbidden("procedures.skip");
  return run_reply(c, tx, TRY(skip_step(tx, tickets::actor_of(c), named.run.id, named.step.key, string_at(*named.in, "reason").value_or(""), c.caller.language)));
}

Result<Reply> reopen_one(Context& c, db::Tx& tx) {
  const Named named = TRY(named_step(c, tx));
  if (!may_do(c.caller, named.step)) return forbidden("step.role");
  return run_reply(c, tx, TRY(reopen_step(tx, tickets::actor_of(c), named.run.id, named.step.key, c.caller.language)));
}

// A whole run is left: each of its mandatory steps is one that the caller may skip.
Result<Reply> cancel_run(Context& c, db::Tx& tx) {
  const Run run = TRY(seen(c, tx));
  const auto definition = definition_of(tx, run.version_id);
  const auto states = states_of(*definition, steps_of(tx, run.id));
  for (std::size_t i = 0; i < states.size(); ++i) {
    const bool open = states[i] == StepState::open || states[i] == StepState::later;
    if (open && !may_skip(c.caller, definition->steps[i])) return forbidden("procedures.skip");
  }
  return run_reply(c, tx, TRY(cancel(tx, tickets::actor_of(c), run.id, string_at(c.body, "reason").value_or(""), c.caller.language)));
}

}  // namespace

void add_run_routes(api::Api& api) {
  const api::Right works(Access::staff, "tickets.comment");
  api.read("GET", "/tickets/{id}/procedure_runs", Access::staff, list_of_ticket);
  api.write("POST", "/tickets/{id}/procedure_runs", works, begin);
  api.read("GET", "/procedure_runs/{id}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return run_reply(c, tx, TRY(seen(c, tx))); });
  api.write("POST", "/procedure_runs/{id}/done", works, do_one);
  api.write("POST", "/procedure_runs/{id}/skip", works, skip_one);
  api.write("POST", "/procedure_runs/{id}/reopen", works, reopen_one);
  api.write("POST", "/procedure_runs/{id}/cancel", works, cancel_run);
}

void add_console_part() {
  tickets::console_parts["procedure_runs"] = [](Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
    RawJson out{""};
    JsonWriter w(out.text);
    std::size_t count = 0;
    write_runs(w, c, tx, ticket, count);
    return out;
  };
}

}  // namespace sahay::procedures
