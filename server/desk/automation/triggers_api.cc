// Routes of /triggers and /trigger_categories.
#include "desk/automation/revisions.h"
#include "desk/automation/rule_sql.h"
#include "desk/automation/rules_api.h"
#include "platform/api/whole_list.h"

namespace sahay::automation {
namespace {

using api::Access;
using api::Context;
using api::Reply;

api::Field<Trigger> category_field() {
  api::Field<Trigger> field = api::reference<Trigger>("category_id", &Trigger::category_id);
  field.type = "string";
  field.write = [](JsonWriter& w, const Trigger& t, const Context&) {
    if (t.category_id) w.value(std::to_string(t.category_id.value)); else w.null();
  };
  return field;
}

const api::Resource<TriggerCategory>& category_resource() {
  static const api::Resource<TriggerCategory> resource = [] {
    using T = TriggerCategory;
    api::Resource<T> r;
    r.name = "trigger_category";
    r.plural = "trigger_categories";
    r.path = "/trigger_categories";
    r.table = "trigger_categories";
    r.change = api::Right(Access::admin, "rules.manage");
    r.fields = {api::computed<T>("id", "string", [](JsonWriter& w, const T& o, const Context&) { w.value(std::to_string(o.id.value)); }),
                api::text_field<T>("name", &T::name).required().max(255), api::number<T>("position", &T::position),
                api::time_field<T>("created_at", &T::created_at).read_only(), api::time_field<T>("updated_at", &T::updated_at).read_only()};
    r.sorts = {{"position", {"t.position"}}, {"name", {"t.name", false, true}}, {"created_at", {"t.created_at"}}};
    r.default_sort = {"t.position"};
    r.many = false;
    r.check = [](Context&, db::Tx& tx, const T* before, T& now, const JsonObject& in) -> Result<void> {
      if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::rule::last_category_place).value_or(0) + 1;
      return {};
    };
    r.remove = [](Context&, db::Tx& tx, const T& category) -> Result<void> {
      if (tx.scalar<std::int64_t>(sql::rule::triggers_of_category, category.id).value_or(0)) return invalid("base", "InvalidValue", "rules.error.category_in_use");
      tx.execute(std::string("delete from trigger_categories where id = $1"), category.id);
      return {};
    };
    return r;
  }();
  return resource;
}

const api::Resource<Trigger>& trigger_resource() {
  static const api::Resource<Trigger> resource = [] {
    using T = Trigger;
    api::Resource<T> r;
    r.name = "trigger";
    r.plural = "triggers";
    r.path = "/triggers";
    r.table = "triggers";
    r.change = api::Right(Access::admin, "rules.manage");
    r.fields = {api::computed<T>("id", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.id); }),
                api::text_field<T>("title", &T::title).required().max(255),
                title_copy<T>(),
                api::nullable_text<T>("description", &T::description).max(4096),
                api::flag<T>("active", &T::active),
                api::constant<T>("default", "boolean", false),
                api::number<T>("position", &T::position),
                category_field(),
                stored<T>("conditions", "object", &T::conditions),
                stored<T>("actions", "array", &T::actions),
                api::time_field<T>("created_at", &T::created_at).read_only(),
                api::time_field<T>("updated_at", &T::updated_at).read_only()};
    describe_rule(r);
    r.filters = {{"category_id", "t.category_id", false}};
    r.check = [](Context&, db::Tx& tx, const T* before, T& now, const JsonObject& in) -> Result<void> {
      if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::rule::last_trigger_place).value_or(0) + 1;
      if (now.category_id && !tx.one<TriggerCategory>(std::string("select * from trigger_categories where id = $1"), now.category_id))
        return invalid("category_id", "InvalidValue", "rules.error.no_category");
      TRY(take_conditions(tx, before, now, in, tickets::kTriggers));
      if (tickets::parse_conditions(now.conditions.text).empty()) return invalid("conditions", "BlankValue", "rules.error.no_conditions");
      return take_actions(tx, before, now, in, tickets::kTriggers);
    };
    return r;
  }();
  return resource;
}

std::vector<Revision> revisions(Context& c, db::Tx& tx, const Trigger& trigger) {
  std::string text;
  JsonWriter w(text);
  trigger_resource().write(w, trigger, c);
  auto now = parse_json(text);
  return now.ok() ? revisions_of(tx, trigger.id.value, std::move(now->get_object())) : std::vector<Revision>{};
}

void write_revision(JsonWriter& w, const Context& c, const Trigger& trigger, const Revision& revision) {
  w.begin_object().field("id", revision.id).field("author_id", revision.author_id).field("created_at", revision.created_at);
  w.field("url", c.url("/triggers/" + std::to_string(trigger.id.value) + "/revisions/" + std::to_string(revision.id) + ".json"));
  w.field("snapshot", Json(revision.snapshot)).end_object();
}

Result<Reply> list_revisions(Context& c, db::Tx& tx) {
  const Trigger trigger = TRY(trigger_resource().find(c, tx, c.id()));
  const auto all = revisions(c, tx, trigger);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("trigger_revisions").begin_array();
  for (const Revision& revision : all) write_revision(w, c, trigger, revision);
  w.end_array();
  api::end_whole_list(w, c, all.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show_revision(Context& c, db::Tx& tx) {
  const Trigger trigger = TRY(trigger_resource().find(c, tx, c.id()));
  for (const Revision& revision : revisions(c, tx, trigger)) {
    if (revision.id != c.id("revision")) continue;
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("trigger_revision");
    write_revision(w, c, trigger, revision);
    w.end_object();
    return Reply::ok(std::move(out));
  }
  return not_found();
}

}  // namespace

void add_trigger_routes(api::Api& api) {
  api::add_resource(api, category_resource());
  add_rule_routes(api, trigger_resource(), sql::rule::place_trigger);
  api.read("GET", "/triggers/definitions", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(definitions_body(c, tx, tickets::kTriggers, true, true));
  });
  const api::Right manage(Access::admin, "rules.manage");
  api.read("GET", "/triggers/{id}/revisions", manage, list_revisions);
  api.read("GET", "/triggers/{id}/revisions/{revision}", manage, show_revision);
}

}  // namespace sahay::automation
