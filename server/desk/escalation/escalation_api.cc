// Routes of hand-overs, owners and asks; what the console reads.
#include "base/text.h"
#include "desk/escalation/escalation_sql.h"
#include "desk/escalation/handover.h"
#include "desk/people/face.h"
#include "desk/tickets/request.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/visible.h"
#include "platform/api/controller.h"

namespace sahay::escalation {
namespace q = sql::escalation;

const api::Resource<Tier>& tier_resource();

namespace {

using api::Access;
using api::Context;
using api::Reply;
using H = Handover;

std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> out;
  if (!text.empty())
    for (const auto word : text::split(text, ' ')) out.emplace_back(word);
  return out;
}

const api::Resource<H>& handover_resource() {
  static const api::Resource<H> resource = [] {
    using namespace api;
    Resource<H> r;
    r.name = "handover";
    r.plural = "handovers";
    r.path = "/handovers";
    r.table = "handovers";
    r.see = Access::staff;
    r.creates = r.updates = r.deletes = r.many = false;
    r.scope = [](const Caller& caller, Where& where) {
      if (!caller.sees_all()) tickets::add_of_visible_tickets(caller, where, "t.ticket_id");
    };
    r.filters = {{"state", "t.state"}, {"level", "t.level"}, {"to_id", "t.to_id", false}, {"owner_id", "t.owner_id", false}, {"ticket_id", "t.ticket_id", false}};
    r.sorts = {{"id", {"t.id"}}, {"created_at", {"t.created_at"}}, {"due_at", {"t.due_at"}}};
    r.default_sort = {"t.id"};
    r.fields = {computed<H>("id", "integer", [](JsonWriter& w, const H& x, const Context&) { w.value(x.id); }),
                reference<H>("ticket_id", &H::ticket_id), reference<H>("tier_id", &H::tier_id), text_field<H>("level", &H::level), reference<H>("from_id", &H::from_id),
                reference<H>("owner_id", &H::owner_id), reference<H>("to_id", &H::to_id), reference<H>("to_group_id", &H::to_group_id), text_field<H>("why", &H::why),
                computed<H>("packet", "object", [](JsonWriter& w, const H& x, const Context&) {
                  w.begin_object().field("problem", x.problem).field("facts", x.facts).field("question", x.question).field("promised", x.promised);
                  w.field("next_contact_at", x.next_contact_at).end_object();
                }),
                flag<H>("may_answer", &H::may_answer), text_field<H>("state", &H::state),
                computed<H>("level_word", "string", [](JsonWriter& w, const H& x, const Context& c) { w.value(level_words(x.level, c.caller.language)); }),
                computed<H>("missing", "array", [](JsonWriter& w, const H& x, const Context&) {
                  w.begin_array();
                  for (const std::string& word : words_in(x.missing)) w.value(word);
                  w.end_array();
                }),
                nullable_text<H>("outcome", &H::outcome), nullable_text<H>("result", &H::result), nullable_text<H>("tell_customer", &H::tell_customer),
                number<H>("seconds", &H::seconds), time_field<H>("due_at", &H::due_at), time_field<H>("created_at", &H::created_at),
                time_field<H>("accepted_at", &H::accepted_at), time_field<H>("ended_at", &H::ended_at), time_field<H>("breached_at", &H::breached_at)};
    return r;
  }();
  return resource;
}

Result<tickets::Ticket> ticket_of(Context& c, db::Tx& tx) { return tickets::ticket_resource().find(c, tx, c.id()); }
Result<H> seen(Context& c, db::Tx& tx) { return handover_resource().find(c, tx, c.id()); }

Reply handover_reply(Context& c, const H& h, int status = 200) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("handover");
  handover_resource().write(w, h, c);
  w.end_object();
  return status == 201 ? Reply::created(std::move(out), handover_resource().url(c, h)) : Reply::ok(std::move(out));
}

void write_ask(JsonWriter& w, const std::optional<Ask>& asked) {
  if (!asked) {
    w.null();
    return;
  }
  w.begin_object().field("id", asked->id).field("ticket_id", asked->ticket_id).field("user_id", asked->user_id).field("reason", asked->reason).field("created_at", asked->created_at);
  w.field("answered_at", asked->answered_at).field("answer", asked->answer).end_object();
}

struct OwnerChange {
  std::int64_t id = 0;
  Time at;
  UserId actor_id, from_id, to_id;
  std::string reason;
  CommentId comment_id;
};
BOOST_DESCRIBE_STRUCT(OwnerChange, (), (id, at, actor_id, from_id, to_id, reason, comment_id))

void write_all(JsonWriter& w, Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
  w.key("handovers").begin_array();
  if (in_use(tx))
    for (const H& h : of_ticket(tx, ticket.id)) handover_resource().write(w, h, c);
  w.end_array().key("asked");
  write_ask(w, open_ask(tx, ticket.id));
  w.field("owner_changes", tx.all<OwnerChange>(q::owner_changes, ticket.id)).key("owner");
  const auto owner = ticket.owner_id ? people::find_user(tx, ticket.owner_id) : std::nullopt;
  if (!owner) {
    w.null();
    return;
  }
  const people::Face face = people::face_of(tx, *owner, c.caller.language);
  w.begin_object().field("id", owner->id).field("name", face.name).field("title", face.title).field("photo_url", face.photo).end_object();
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  std::string out;
  JsonWriter w(out);
  w.begin_object();
  write_all(w, c, tx, ticket);
  w.end_object();
  return Reply::ok(std::move(out));
}

// What can be filled in, and where the ticket may go: each tier with whether its conditions hold now.
Result<Reply> draft(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  const Packet packet = prefilled(tx, ticket, UserId(c.caller.id), c.caller.language);
  const auto running = running_of(tx, ticket.id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("packet").begin_object().field("problem", packet.problem).field("facts", packet.facts).field("question", packet.question).field("promised", packet.promised);
  w.field("next_contact_at", packet.next_contact_at).end_object().key("tiers").begin_array();
  for (const Tier& tier : tiers_of(tx, running && running->from_group_id ? running->from_group_id : ticket.group_id)) {
    w.begin_object().field("id", tier.id).field("level", tier.level).field("level_word", level_words(tier.level, c.caller.language)).field("title", tier.title);
    w.field("target_minutes", tier.target_minutes).field("assignee_id", tier.assignee_id).field("team_id", tier.team_id);
    w.field("open", may_enter(tx, tier, ticket, UserId(c.caller.id))).end_object();
  }
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> create(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  const JsonObject* in = TRY(c.wrapped("handover"));
  NewHandover wanted{.tier = TierId(integer_at(*in, "tier_id").value_or(0)), .to = UserId(integer_at(*in, "to_id").value_or(0))};
  wanted.why = string_at(*in, "why").value_or("other");
  wanted.may_answer = bool_at(*in, "may_answer").value_or(false);
  if (const JsonObject* packet = object_at(*in, "packet")) {
    wanted.packet.problem = string_at(*packet, "problem").value_or("");
    wanted.packet.facts = string_at(*packet, "facts").value_or("");
    wanted.packet.question = string_at(*packet, "question").value_or("");
    wanted.packet.promised = string_at(*packet, "promised").value_or("");
    wanted.packet.next_contact_at = parse_iso8601(string_at(*packet, "next_contact_at").value_or("")).value_or(Time{});
  }
  return handover_reply(c, TRY(hand_over(tx, tickets::actor_of(c), ticket.id, std::move(wanted), c.caller.language)), 201);
}

Result<Reply> refuse(Context& c, db::Tx& tx) {
  const H h = TRY(seen(c, tx));
  const JsonObject* in = TRY(c.wrapped("rejection"));
  std::vector<std::string> missing;
  if (const JsonArray* list = array_at(*in, "missing"))
    for (const Json& item : *list) missing.push_back(tickets::value_text(item));
  return handover_reply(c, TRY(reject(tx, tickets::actor_of(c), h.id, missing, string_at(*in, "reason").value_or(""), c.caller.language)));
}

Result<Reply> bring_back(Context& c, db::Tx& tx) {
  const H h = TRY(seen(c, tx));
  const JsonObject* in = TRY(c.wrapped("return"));
  Return wanted{string_at(*in, "outcome").value_or(""), string_at(*in, "result").value_or(""), string_at(*in, "tell_customer").value_or("")};
  return handover_reply(c, TRY(give_back(tx, tickets::actor_of(c), h.id, std::move(wanted), c.caller.language)));
}

Result<Reply> set_owner(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  const JsonObject* in = TRY(c.wrapped("owner"));
  NewOwner wanted{.to = UserId(integer_at(*in, "owner_id").value_or(0)), .reason = string_at(*in, "reason").value_or(""), .tell = bool_at(*in, "tell").value_or(true)};
  if (!wanted.to) return invalid("owner_id", "BlankValue", "error.field.blank");
  const auto done = TRY(change_owner(tx, tickets::actor_of(c), ticket.id, std::move(wanted)));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket");
  tickets::ticket_resource().write(w, done.ticket, c);
  w.end_object();
  return Reply::ok(std::move(out));
}

Reply ask_reply(const Ask& asked, int status) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("escalation");
  write_ask(w, asked);
  w.end_object();
  Reply reply = Reply::ok(std::move(out));
  reply.status = status;
  return reply;
}

Result<Reply> customer_asks(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::find_request(c, tx, c.id()));
  if (c.caller.staff() && ticket.requester_id.value != c.caller.id && !c.caller.may("tickets.edit")) return forbidden("tickets.edit");
  const JsonObject* in = TRY(c.wrapped("escalation"));
  return ask_reply(TRY(ask(tx, tickets::actor_of(c), ticket.id, string_at(*in, "reason").value_or(""))), 201);
}

Result<Reply> settle(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(ticket_of(c, tx));
  const JsonObject* in = TRY(c.wrapped("escalation"));
  return ask_reply(TRY(settle_ask(tx, tickets::actor_of(c), ticket.id, string_at(*in, "answer").value_or(""))), 200);
}

struct Row {
  std::int64_t made = 0, returned = 0, rejected = 0, passed_on = 0, running = 0, late = 0;
  std::vector<std::int64_t> seconds;
};

// How often, why, how long in working time. Names nobody.
Result<Reply> report(Context& c, db::Tx& tx) {
  if (!c.caller.sees_all()) return forbidden("a report over all tickets");
  const std::string by = c.parameter("by").value_or("level");
  if (by != "level" && by != "why" && by != "group") return invalid("by", "InvalidValue", "error.field.not_allowed", {{"allowed", "level, why, group"}});
  const auto seconds = [&](const char* name, Time fallback) {
    const auto given = text::to_integer(c.parameter(name).value_or(""));
    return given && *given >= 0 && *given < 100'000'000'000 ? Time::from_seconds(*given) : fallback;
  };
  const Time from = seconds("start_time", c.now - std::chrono::hours(28 * 24)), to = seconds("end_time", c.now + std::chrono::seconds(1));
  std::map<std::string, Row> rows;
  for (const H& h : tx.all<H>(q::between, from, to)) {
    Row& row = rows[by == "level" ? h.level : by == "why" ? h.why : std::to_string(h.from_group_id.value)];
    ++row.made;
    row.returned += h.state == "returned";
    row.rejected += h.state == "rejected";
    row.passed_on += h.state == "passed_on";
    row.running += h.running();
    row.late += bool(h.breached_at);
    if (!h.running() && h.state != "rejected") row.seconds.push_back(h.seconds);
  }
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("handover_report").begin_object().field("by", by).field("from", from).field("to", to).field("asked", tx.scalar<std::int64_t>(q::asks_between, from, to).value_or(0));
  w.key("rows").begin_array();
  for (auto& [name, row] : rows) {
    std::sort(row.seconds.begin(), row.seconds.end());
    w.begin_object().field("name", name).field("made", row.made).field("returned", row.returned).field("rejected", row.rejected).field("passed_on", row.passed_on);
    w.field("running", row.running).field("late", row.late).key("median_seconds");
    if (row.seconds.empty()) w.null(); else w.value(row.seconds[(row.seconds.size() - 1) / 2]);
    w.end_object();
  }
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

Reply settings_reply(db::Tx& tx) {
  std::string out;
  JsonWriter(out).begin_object().key("handover_settings").begin_object().field("answer_within_minutes", tx.scalar<std::int64_t>(q::answer_within).value_or(240)).end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> change_settings(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("handover_settings"));
  const std::int64_t minutes = integer_at(*in, "answer_within_minutes").value_or(240);
  if (minutes < 15 || minutes > 10'080) return invalid("answer_within_minutes", "InvalidValue", "error.field.not_allowed", {{"allowed", "15-10080"}});
  tx.execute(q::save_settings, minutes, tx.now());
  return settings_reply(tx);
}

}  // namespace

void add_escalation_routes(api::Api& api) {
  api.read("GET", "/tickets/{id}/handovers", Access::staff, list);
  api.read("GET", "/tickets/{id}/handovers/draft", Access::staff, draft);
  api.write("POST", "/tickets/{id}/handovers", Access::staff, create);
  api.write("PUT", "/tickets/{id}/owner", Access::staff, set_owner);
  api.write("PUT", "/tickets/{id}/escalation", Access::staff, settle);
  api.write("POST", "/requests/{id}/escalation", api::Right(Access::customer, api::kAnyStaff), customer_asks);
  api.read("GET", "/handovers/report", api::Right(Access::admin, "reports.view"), report);
  api.read("GET", "/handovers/settings", api::Right(Access::staff, api::kAnyStaff), [](Context&, db::Tx& tx) -> Result<Reply> { return settings_reply(tx); });
  api.write("PUT", "/handovers/settings", api::Right(Access::admin, "rules.manage"), change_settings);
  api.write("POST", "/handovers/{id}/accept", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return handover_reply(c, TRY(accept(tx, tickets::actor_of(c), TRY(seen(c, tx)).id)));
  });
  api.write("POST", "/handovers/{id}/reject", Access::staff, refuse);
  api.write("POST", "/handovers/{id}/return", Access::staff, bring_back);
  api.write("POST", "/handovers/{id}/allow_answer", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return handover_reply(c, TRY(allow_answer(tx, tickets::actor_of(c), TRY(seen(c, tx)).id, bool_at(c.body, "allowed").value_or(true))));
  });
  api::add_resource(api, handover_resource());
  api::add_resource(api, tier_resource());
}

void add_console_parts() {
  tickets::console_parts["handover"] = [](Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
    std::string out;
    JsonWriter w(out);
    w.begin_object();
    write_all(w, c, tx, ticket);
    w.end_object();
    return RawJson{std::move(out)};
  };
}

}  // namespace sahay::escalation
