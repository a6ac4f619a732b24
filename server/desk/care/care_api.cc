#include "desk/care/care_api.h"

#include "base/text.h"
#include "desk/care/care_sql.h"
#include "desk/people/people_api.h"
#include "platform/api/controller.h"

namespace sahay::care {
namespace {

namespace q = sql::care;
using api::Access;
using api::Context;
using api::Reply;

// What the program noticed quotes the customer: only for who may read the ticket.
bool may_read(const api::Caller& caller, std::string_view source, TicketId ticket, TicketId visible) {
  return caller.sees_all() || source == "agent" || source == "rule" || !ticket || ticket == visible;
}

api::Resource<Mood> describe() {
  using namespace api;
  Resource<Mood> r;
  r.name = "mood";
  r.plural = "moods";
  r.path = "/moods";
  r.table = "moods";
  r.see = Right(Access::staff, kAnyStaff);
  r.creates = r.updates = r.deletes = r.many = false;
  r.base.add("t.mood <> 'calm'");
  // Who sees the tickets of some companies sees the moods of these.
  r.scope = [](const Caller& caller, Where& where) {
    if (!caller.staff()) return where.add("1 = 0");
    if (caller.admin() || caller.reach != Reach::organization) return;
    std::string condition = "1 = 0";
    std::vector<db::Value> values;
    for (const std::int64_t id : caller.organization_ids) {
      condition += " or t.organization_id = ? or t.user_id in (select user_id from organization_memberships where organization_id = ?)";
      values.emplace_back(id);
      values.emplace_back(id);
    }
    where.add_values(condition, values);
  };
  r.filters = {{"mood", "t.mood"}, {"source", "t.source"}, {"user_id", "t.user_id", false}, {"organization_id", "t.organization_id", false}};
  r.sorts = {{"id", {"t.id"}}, {"since", {"t.since"}}, {"updated_at", {"t.updated_at"}}};
  r.default_sort = {"t.id"};
  r.fields = {computed<Mood>("id", "integer", [](JsonWriter& w, const Mood& x, const Context&) { w.value(x.id); }),
              reference<Mood>("user_id", &Mood::user_id),
              reference<Mood>("organization_id", &Mood::organization_id),
              text_field<Mood>("mood", &Mood::mood),
              number<Mood>("version", &Mood::version),
              text_field<Mood>("source", &Mood::source),
              computed<Mood>("reason", "string", [](JsonWriter& w, const Mood& x, const Context& c) {
                if (x.reason.empty() || !may_read(c.caller, x.source, x.ticket_id, {})) w.null();
                else w.value(x.reason);
              }),
              reference<Mood>("ticket_id", &Mood::ticket_id),
              reference<Mood>("set_by", &Mood::set_by),
              time_field<Mood>("since", &Mood::since),
              time_field<Mood>("updated_at", &Mood::updated_at)};
  return r;
}

void write_change(JsonWriter& w, const api::Caller& caller, const MoodChange& change, TicketId visible) {
  w.begin_object().field("at", change.at).field("was", change.was).field("mood", change.mood).field("version", change.version).field("source", change.source);
  w.field("reason", may_read(caller, change.source, change.ticket_id, visible) ? change.reason : "").key("actor_id");
  if (change.actor_id) w.value(change.actor_id); else w.null();
  w.key("ticket_id");
  if (change.ticket_id) w.value(change.ticket_id); else w.null();
  w.end_object();
}

void write_mood(JsonWriter& w, Context& c, db::Tx& tx, const Subject& subject, const std::optional<Mood>& found, TicketId visible = {}) {
  Mood mood;
  mood.user_id = subject.user;
  mood.organization_id = subject.user ? OrganizationId{} : subject.organization;
  w.begin_object();
  for (const auto& field : mood_resource().fields) {
    w.key(field.name);
    if (field.name != "reason") field.write(w, found ? *found : mood, c);
    else w.value(found && may_read(c.caller, found->source, found->ticket_id, visible) ? found->reason : "");
  }
  w.field("word", i18n::text(c.caller.language, "care.mood." + (found ? found->mood : mood.mood)));
  w.field("why", found && !found->source.empty() ? i18n::text(c.caller.language, "care.source." + found->source) : "").key("history").begin_array();
  if (found)
    for (const MoodChange& change : history_of(tx, *found)) write_change(w, c.caller, change, visible);
  w.end_array().end_object();
}

Reply mood_reply(Context& c, db::Tx& tx, const Subject& subject) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("mood");
  write_mood(w, c, tx, subject, find_mood(tx, subject));
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Subject> person(Context& c, db::Tx& tx) { return Subject{TRY(people::user_resource().find(c, tx, c.id())).id, {}}; }
Result<Subject> company(Context& c, db::Tx& tx) { return Subject{{}, TRY(people::organization_resource().find(c, tx, c.id())).id}; }

Result<Reply> change(Context& c, db::Tx& tx, const Subject& subject) {
  const JsonObject* in = TRY(c.wrapped("mood"));
  NewMood wanted{.mood = string_at(*in, "mood").value_or(""), .reason = string_at(*in, "reason").value_or("")};
  wanted.version = integer_at(*in, "version");
  if (const auto id = integer_at(*in, "ticket_id")) wanted.ticket = TRY(tickets::ticket_resource().find(c, tx, *id)).id;
  TRY(set_mood(tx, tickets::actor_of(c), subject, std::move(wanted)));
  return mood_reply(c, tx, subject);
}

void write_both(JsonWriter& w, Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
  const Subject of_person{ticket.requester_id, {}}, of_company{{}, ticket.organization_id};
  const auto person = find_mood(tx, of_person), company = find_mood(tx, of_company);
  const std::string mood = mood_of(person, company);
  w.begin_object().field("mood", mood).key("person");
  write_mood(w, c, tx, of_person, person, ticket.id);
  w.key("organization");
  if (ticket.organization_id) write_mood(w, c, tx, of_company, company, ticket.id);
  else w.null();
  w.field("withheld", withheld(mood, "sales")).end_object();
}

Result<Reply> of_ticket(Context& c, db::Tx& tx) {
  const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("mood");
  write_both(w, c, tx, ticket);
  w.end_object();
  return Reply::ok(std::move(out));
}

struct Number {
  std::string mood, source, kind;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Number, (), (mood, source, kind, number))

Result<Reply> report(Context& c, db::Tx& tx) {
  if (!c.caller.sees_all()) return forbidden("a report over all customers");
  const auto seconds = [&](const char* name, Time fallback) {
    const auto given = text::to_integer(c.parameter(name).value_or(""));
    return given && *given >= 0 && *given < 100'000'000'000 ? Time::from_seconds(*given) : fallback;
  };
  const Time from = seconds("start_time", c.now - std::chrono::hours(28 * 24)), to = seconds("end_time", c.now);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("mood_report").begin_object().field("from", from).field("to", to).key("now").begin_array();
  for (const Number& row : tx.all<Number>(q::uneasy)) w.begin_object().field("mood", row.mood).field("number", row.number).end_object();
  w.end_array().key("changes").begin_array();
  for (const Number& row : tx.all<Number>(q::changes_between, from, to)) w.begin_object().field("source", row.source).field("mood", row.mood).field("number", row.number).end_object();
  w.end_array().key("withheld").begin_array();
  for (const Number& row : tx.all<Number>(q::withheld_between, from, to)) w.begin_object().field("kind", row.kind).field("number", row.number).end_object();
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

Reply settings_reply(db::Tx& tx) {
  std::string out;
  JsonWriter(out).begin_object().field("care_settings", settings_of(tx)).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> change_settings(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("care_settings"));
  Settings settings = settings_of(tx);
  settings.follow_up_hours = integer_at(*in, "follow_up_hours").value_or(settings.follow_up_hours);
  if (settings.follow_up_hours < 0 || settings.follow_up_hours > 720) return invalid("follow_up_hours", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-720"}});
  settings.watch_words = bool_at(*in, "watch_words").value_or(settings.watch_words);
  if (const JsonArray* list = array_at(*in, "manager_ids")) {
    settings.manager_ids.clear();
    if (list->size() > 20) return invalid("manager_ids", "TooLong", "error.field.too_long", {{"max", "20"}});
    for (const Json& item : *list) {
      const auto user = people::find_user(tx, UserId(integer_at(JsonObject{{"id", item}}, "id").value_or(0)));
      if (!user || !user->staff()) return invalid("manager_ids", "InvalidValue", "error.field.no_agent");
      settings.manager_ids.push_back(user->id.value);
    }
  }
  save_settings(tx, settings);
  return settings_reply(tx);
}

}  // namespace

const api::Resource<Mood>& mood_resource() {
  static const api::Resource<Mood> resource = describe();
  return resource;
}

void add_care_routes(api::Api& api) {
  const api::Right reads(Access::staff, api::kAnyStaff);
  api.read("GET", "/users/{id}/mood", reads, [](Context& c, db::Tx& tx) -> Result<Reply> { return mood_reply(c, tx, TRY(person(c, tx))); });
  api.read("GET", "/organizations/{id}/mood", reads, [](Context& c, db::Tx& tx) -> Result<Reply> { return mood_reply(c, tx, TRY(company(c, tx))); });
  api.write("PUT", "/users/{id}/mood", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return change(c, tx, TRY(person(c, tx))); });
  api.write("PUT", "/organizations/{id}/mood", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return change(c, tx, TRY(company(c, tx))); });
  api.read("GET", "/tickets/{id}/mood", Access::staff, of_ticket);
  api.read("GET", "/moods/report", api::Right(Access::admin, "reports.view"), report);
  api.read("GET", "/moods/settings", reads, [](Context&, db::Tx& tx) -> Result<Reply> { return settings_reply(tx); });
  api.write("PUT", "/moods/settings", api::Right(Access::admin, "rules.manage"), change_settings);
  api::add_resource(api, mood_resource());
}

void add_console_parts() {
  tickets::console_parts["mood"] = [](Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
    std::string out;
    JsonWriter w(out);
    write_both(w, c, tx, ticket);
    return RawJson{std::move(out)};
  };
}

}  // namespace sahay::care
