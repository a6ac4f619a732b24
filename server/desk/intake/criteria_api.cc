// The company's criteria, what each class means here, which form a kind has, and the report of overrides.
#include <algorithm>

#include "base/text.h"
#include "desk/intake/intake_api.h"
#include "desk/intake/intake_sql.h"
#include "desk/tickets/ticket_form.h"

namespace sahay::intake {
namespace {

using api::Access;
using api::Context;
using api::Reply;
namespace q = sql::intake;

Reply criteria_reply(const Criteria& now) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("criteria");
  write_criteria(w, now);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> change_criteria(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("criteria"));
  Criteria now = TRY(read_criteria(*in));
  now.id = tx.new_id("priority_criteria");
  std::string body;
  JsonWriter w(body);
  write_criteria(w, now);
  tx.execute(q::insert_criteria, now.id, body, c.caller.id, tx.now());
  return criteria_reply(now);
}

// What the answers would make of a request, before anything is stored.
Result<Reply> compute(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("classification"));
  const Criteria rules = criteria(tx);
  const JsonObject none;
  const JsonObject* given = object_at(*in, "answers");
  const Answers answers = TRY(read_answers(rules, given ? *given : none));
  const auto asset = clients::find_asset(tx, clients::AssetId(integer_at(*in, "asset_id").value_or(0)));
  const auto entitled = clients::entitlement(tx, asset, OrganizationId(integer_at(*in, "organization_id").value_or(0)));
  const Judgement found = judge(rules, answers, entitled.tier);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("classification").begin_object().key("priority_class");
  if (found.priority_class.empty()) w.null(); else w.value(found.priority_class);
  w.field("points", found.points).field("open", found.open).field("tier", entitled.tier).end_object().end_object();
  return Reply::ok(std::move(out));
}

void write_class(JsonWriter& w, const PriorityClass& one) {
  w.begin_object().field("name", one.name).field("priority", priority_of(one.name)).key("group_id");
  if (one.group_id) w.value(one.group_id); else w.null();
  w.field("notify_user_ids", one.notify_user_ids).end_object();
}

Result<Reply> change_class(Context& c, db::Tx& tx) {
  const std::string name(c.request->path_value("name"));
  if (!is_class(name)) return not_found();
  const JsonObject* in = TRY(c.wrapped("priority_class"));
  const auto all = classes(tx);
  PriorityClass now = *std::find_if(all.begin(), all.end(), [&](const PriorityClass& one) { return one.name == name; });
  if (in->contains("group_id")) now.group_id = GroupId(integer_at(*in, "group_id").value_or(0));
  if (now.group_id && !people::find_group(tx, now.group_id)) return invalid("group_id", "InvalidValue", "error.field.no_group");
  if (const JsonArray* list = array_at(*in, "notify_user_ids")) {
    if (list->size() > 50) return invalid("notify_user_ids", "TooLong", "error.field.too_many_people", {{"max", "50"}});
    now.notify_user_ids.clear();
    for (const Json& item : *list) {
      const auto user = people::find_user(tx, UserId(integer_at(JsonObject{{"id", item}}, "id").value_or(0)));
      if (!user || !user->staff()) return invalid("notify_user_ids", "InvalidValue", "error.field.no_agent");
      now.notify_user_ids.push_back(user->id.value);
    }
  }
  tx.execute(q::put_class, now.name, now.group_id, write_json(now.notify_user_ids), tx.now());
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("priority_class");
  write_class(w, now);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> list_kinds(Context&, db::Tx& tx) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("request_kinds").begin_array();
  for (const std::string_view kind : kKinds) {
    const auto form = tx.scalar<std::int64_t>(q::kind_form, kind);
    w.begin_object().field("kind", kind).key("ticket_form_id");
    if (form && *form) w.value(*form); else w.null();
    w.end_object();
  }
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> change_kind(Context& c, db::Tx& tx) {
  const std::string kind(c.request->path_value("kind"));
  if (!is_kind(kind)) return not_found();
  const JsonObject* in = TRY(c.wrapped("request_kind"));
  const std::int64_t form = integer_at(*in, "ticket_form_id").value_or(0);
  if (form && !tickets::find_form(tx, form)) return invalid("ticket_form_id", "InvalidValue", "error.field.no_form");
  tx.execute(q::put_kind, kind, form ? db::Param(form) : db::Param(nullptr));
  return list_kinds(c, tx);
}

struct Counted {
  std::string computed_class, chosen_class;
  bool overridden = false;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (computed_class, chosen_class, overridden, count))
struct Overrider {
  UserId decided_by;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Overrider, (), (decided_by, count))
struct Reason {
  std::int64_t ticket_id = 0;
  std::string computed_class, chosen_class, reason;
  UserId decided_by;
  Time at;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (ticket_id, computed_class, chosen_class, reason, decided_by, at))

// How often people choose another class than the criteria, and why: many of one kind say that the criteria are wrong.
Result<Reply> report(Context& c, db::Tx& tx) {
  const auto moment = [&](const char* name, Time otherwise) {
    const auto given = c.parameter(name);
    return given ? parse_iso8601(*given).value_or(otherwise) : otherwise;
  };
  const Time from = moment("from", tx.now() - std::chrono::days(28)), to = moment("to", tx.now() + Duration(1));
  std::int64_t all = 0, overridden = 0;
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("priority_report").begin_object().field("from", from).field("to", to).key("rows").begin_array();
  for (const Counted& row : tx.all<Counted>(q::report, from, to)) {
    all += row.count;
    if (row.overridden) overridden += row.count;
    w.begin_object().field("computed_class", row.computed_class).field("chosen_class", row.chosen_class).field("overridden", row.overridden).field("count", row.count).end_object();
  }
  w.end_array().field("decided", all).field("overridden", overridden).field("override_percent", all ? overridden * 100 / all : 0);
  w.key("reasons").begin_array();
  for (const Reason& row : tx.all<Reason>(q::reasons, from, to)) {
    const auto who = people::find_user(tx, row.decided_by);
    w.begin_object().field("ticket_id", row.ticket_id).field("computed_class", row.computed_class).field("chosen_class", row.chosen_class).field("reason", row.reason);
    w.field("by", who ? who->name : "").field("at", row.at).end_object();
  }
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_criteria_routes(api::Api& api) {
  const api::Right anybody(Access::staff, api::kAnyStaff), manage(Access::admin, "rules.manage");
  api.read("GET", "/priority_criteria", anybody, [](Context&, db::Tx& tx) -> Result<Reply> { return criteria_reply(criteria(tx)); });
  api.write("PUT", "/priority_criteria", manage, change_criteria);
  api.read("POST", "/priority_criteria/compute", anybody, compute);
  api.read("GET", "/priority_classes", anybody, [](Context&, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("priority_classes").begin_array();
    for (const PriorityClass& one : classes(tx)) write_class(w, one);
    w.end_array().end_object();
    return Reply::ok(std::move(out));
  });
  api.write("PUT", "/priority_classes/{name}", manage, change_class);
  api.read("GET", "/priority_classes/report", api::Right(Access::staff, "reports.view"), report);
  api.read("GET", "/request_kinds", anybody, list_kinds);
  api.write("PUT", "/request_kinds/{kind}", manage, change_kind);
}

}  // namespace sahay::intake
