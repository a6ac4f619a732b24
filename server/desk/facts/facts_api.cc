#include "desk/facts/facts_api.h"

#include "base/text.h"
#include "desk/tickets/visible.h"

namespace sahay::facts {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// A fact is seen by whoever sees its ticket.
void scope_facts(const api::Caller& caller, api::Where& where) {
  if (!caller.sees_all()) tickets::add_of_visible_tickets(caller, where, "t.ticket_id");
}

api::Resource<Fact> describe() {
  using namespace api;
  using F = Fact;
  Resource<F> r;
  r.name = "fact";
  r.plural = "facts";
  r.path = "/facts";
  r.table = "facts";
  r.see = Access::staff;
  r.scope = scope_facts;
  r.filters = {{"kind", "t.kind"}, {"source", "t.source"}, {"result", "t.result"}, {"ticket_id", "t.ticket_id", false}, {"step_id", "t.step_id", false}};
  r.sorts = {{"created_at", {"t.created_at"}}, {"id", {"t.id"}}};
  r.default_sort = {"t.id"};
  r.creates = r.updates = r.deletes = r.many = false;
  r.fields = {
      computed<F>("id", "integer", [](JsonWriter& w, const F& f, const Context&) { w.value(f.id); }),
      reference<F>("ticket_id", &F::ticket_id).read_only(),
      text_field<F>("kind", &F::kind).read_only(),
      nullable_text<F>("label", &F::label).read_only(),
      text_field<F>("text", &F::text).read_only(),
      nullable_text<F>("done_by", &F::done_by).read_only(),
      nullable_text<F>("result", &F::result).read_only(),
      nullable_text<F>("detail", &F::detail).read_only(),
      time_field<F>("happened_at", &F::happened_at).read_only(),
      text_field<F>("source", &F::source).read_only(),
      reference<F>("comment_id", &F::comment_id).read_only(),
      number<F>("begin", &F::begin_at).read_only(),
      number<F>("end", &F::end_at).read_only(),
      computed<F>("ticket_field_id", "integer", [](JsonWriter& w, const F& f, const Context&) { if (f.field_id) w.value(f.field_id); else w.null(); }),
      computed<F>("step_id", "integer", [](JsonWriter& w, const F& f, const Context&) { if (f.step_id) w.value(f.step_id); else w.null(); }),
      reference<F>("made_by", &F::made_by).read_only(),
      time_field<F>("created_at", &F::created_at).read_only(),
      time_field<F>("updated_at", &F::updated_at).read_only(),
      computed<F>("holds", "boolean", [](JsonWriter& w, const F& f, const Context&) { w.value(f.holds()); }),
      time_field<F>("withdrawn_at", &F::withdrawn_at).read_only(),
      reference<F>("withdrawn_by", &F::withdrawn_by).read_only(),
      nullable_text<F>("reason", &F::reason).read_only(),
      reference<F>("from_ticket_id", &F::from_ticket_id).read_only()};
  return r;
}

Reply fact_reply(Context& c, const Fact& fact, int status = 200) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("fact");
  write_fact(w, c, fact);
  w.end_object();
  return status == 201 ? Reply::created(std::move(out), fact_resource().url(c, fact)) : Reply::ok(std::move(out));
}

void write_reproduction(JsonWriter& w, db::Tx& tx, TicketId ticket) {
  const auto block = in_force() ? reproduction_of(tx, ticket) : std::nullopt;
  if (!block) {
    w.null();
    return;
  }
  w.begin_object().field("ticket_id", block->id).field("steps", block->steps).field("environment", block->environment).field("expected", block->expected);
  w.field("actual", block->actual).field("reproduced", block->reproduced).field("build", block->build).field("updated_by", block->updated_by);
  w.field("created_at", block->created_at).field("updated_at", block->updated_at).end_object();
}

void write_all(JsonWriter& w, const Context& c, db::Tx& tx, TicketId ticket, std::size_t& count) {
  const auto rows = in_force() ? of_ticket(tx, ticket) : std::vector<Fact>{};
  count = rows.size();
  w.begin_array();
  for (Fact fact : rows) {
    // Of a merged ticket: it came from there.
    if (fact.ticket_id != ticket) fact.from_ticket_id = fact.ticket_id;
    write_fact(w, c, fact);
  }
  w.end_array();
}

Result<Reply> list_of_ticket(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  std::size_t count = 0;
  w.begin_object().key("facts");
  write_all(w, c, tx, ticket.id, count);
  w.key("reproduction");
  write_reproduction(w, tx, ticket.id);
  w.key("history").begin_array();
  for (const FactChange& change : history(tx, ticket.id)) w.value(change);
  w.end_array().key("next_page").null().key("previous_page").null().field("count", count).end_object();
  return Reply::ok(std::move(out));
}

std::optional<Time> time_at(const JsonObject& in, std::string_view key) {
  const auto text = string_at(in, key);
  return text ? parse_iso8601(*text) : std::nullopt;
}

Result<Reply> create(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("fact"));
  NewFact wanted{.kind = string_at(*in, "kind").value_or("")};
  wanted.text = string_at(*in, "text").value_or("");
  wanted.label = string_at(*in, "label").value_or("");
  wanted.done_by = string_at(*in, "done_by").value_or("");
  wanted.result = string_at(*in, "result").value_or("");
  wanted.detail = string_at(*in, "detail").value_or("");
  if (in->contains("happened_at") && !in->at("happened_at").is_null()) {
    const auto at = time_at(*in, "happened_at");
    if (!at) return invalid("happened_at", "InvalidFormat", "error.field.wrong_type", {{"type", "date-time"}});
    wanted.happened_at = *at;
  }
  wanted.comment = CommentId(integer_at(*in, "comment_id").value_or(0));
  wanted.begin = integer_at(*in, "begin").value_or(0);
  wanted.end = integer_at(*in, "end").value_or(0);
  wanted.words = string_at(*in, "words").value_or("");
  return fact_reply(c, TRY(add(tx, tickets::actor_of(c), ticket.id, std::move(wanted))), 201);
}

Result<Reply> change(Context& c, db::Tx& tx) {
  const Fact fact = TRY(fact_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("fact"));
  Correction wanted;
  // null empties a text, as everywhere.
  const auto text = [&](const char* key) -> std::optional<std::string> {
    const Json* value = sahay::find(*in, key);
    if (!value) return std::nullopt;
    return value->is_null() ? std::string() : string_at(*in, key);
  };
  wanted.kind = text("kind");
  wanted.text = text("text");
  wanted.label = text("label");
  wanted.done_by = text("done_by");
  wanted.result = text("result");
  wanted.detail = text("detail");
  if (in->contains("happened_at")) wanted.happened_at = in->at("happened_at").is_null() ? Time{} : time_at(*in, "happened_at");
  return fact_reply(c, TRY(correct(tx, tickets::actor_of(c), fact.id, wanted)));
}

Result<Reply> reproduce(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("reproduction"));
  Reproduced wanted;
  wanted.steps = string_at(*in, "steps");
  wanted.environment = string_at(*in, "environment");
  wanted.expected = string_at(*in, "expected");
  wanted.actual = string_at(*in, "actual");
  wanted.reproduced = string_at(*in, "reproduced");
  wanted.build = string_at(*in, "build");
  TRY(set_reproduction(tx, tickets::actor_of(c), ticket.id, wanted));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("reproduction");
  write_reproduction(w, tx, ticket.id);
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

const api::Resource<Fact>& fact_resource() {
  static const api::Resource<Fact> resource = describe();
  return resource;
}

void write_fact(JsonWriter& w, const Context& c, const Fact& fact) { fact_resource().write(w, fact, c); }

void add_fact_routes(api::Api& api) {
  // Whoever may write a note for colleagues may say what is known.
  const api::Right writes(Access::staff, "tickets.comment");
  api.read("GET", "/tickets/{id}/facts", Access::staff, list_of_ticket);
  api.write("POST", "/tickets/{id}/facts", writes, create);
  api.write("PUT", "/tickets/{id}/reproduction", writes, reproduce);
  api.write("PUT", "/facts/{id}", writes, change);
  api.write("POST", "/facts/{id}/withdraw", writes, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Fact fact = TRY(fact_resource().find(c, tx, c.id()));
    return fact_reply(c, TRY(withdraw(tx, tickets::actor_of(c), fact.id, string_at(c.body, "reason").value_or(""))));
  });
  api.write("POST", "/facts/{id}/restore", writes, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Fact fact = TRY(fact_resource().find(c, tx, c.id()));
    return fact_reply(c, TRY(restore(tx, tickets::actor_of(c), fact.id)));
  });
  api::add_resource(api, fact_resource());
}

void add_console_part() {
  tickets::console_parts["facts"] = [](Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
    RawJson out{""};
    JsonWriter w(out.text);
    std::size_t count = 0;
    w.begin_object().key("facts");
    write_all(w, c, tx, ticket.id, count);
    w.key("reproduction");
    write_reproduction(w, tx, ticket.id);
    w.end_object();
    return out;
  };
}

}  // namespace sahay::facts
