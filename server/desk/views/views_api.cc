// Routes of /views themselves. What clients send ("output") and what they get ("execution") differ.
#include "desk/tickets/restriction.h"
#include "desk/tickets/rule_routes.h"
#include "desk/views/view_sql.h"
#include "desk/views/views.h"

namespace sahay::views {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr char kShared[] = "views.manage";
constexpr std::size_t kMostColumns = 20;

Error wrong_column(std::string_view name) { return invalid("output", "InvalidValue", "views.error.no_column", {{"name", std::string(name)}}); }

Result<std::string> column_name(db::Tx& tx, const Json& item) {
  const Json& named = item.is_object() && item.get_object().contains("id") ? item.get_object().at("id") : item;
  const std::string name = tickets::value_text(named);
  if (const Column* column = find_column(name)) return column->id;
  if (const auto number = custom_field_of(name))
    for (const auto& field : tickets::ticket_fields(tx))
      if (field.id.value == number && field.removable) return "custom_fields_" + std::to_string(number);
  return wrong_column(name);
}

Result<void> take_output(db::Tx& tx, View& now, const JsonObject& in) {
  const JsonObject* output = object_at(in, "output");
  if (!output) output = object_at(in, "execution");
  if (!output) return {};
  if (const JsonArray* list = array_at(*output, "columns")) {
    if (list->size() > kMostColumns) return invalid("output", "TooLong", "error.field.too_long", {{"max", std::to_string(kMostColumns)}});
    std::vector<std::string> names;
    for (const Json& item : *list) names.push_back(TRY(column_name(tx, item)));
    now.columns.text = write_json(names);
  }
  const auto order = [&](const char* by_key, const char* order_key, std::string& by, std::string& way) -> Result<void> {
    if (const Json* value = find(*output, by_key); value || output->contains(by_key)) by = value && !value->is_null() ? TRY(column_name(tx, *value)) : "";
    const auto wanted = string_at(*output, order_key);
    if (!wanted) return {};
    if (*wanted != "asc" && *wanted != "desc") return invalid("output", "InvalidValue", "error.field.not_allowed", {{"allowed", "asc, desc"}});
    way = *wanted;
    return {};
  };
  TRY(order("group_by", "group_order", now.group_by, now.group_order));
  return order("sort_by", "sort_order", now.sort_by, now.sort_order);
}

api::Field<View> execution_field() {
  // Own fields go by their number here; execute and preview, which read the fields anyway, give their titles.
  return api::computed<View>("execution", "object", [](JsonWriter& w, const View& v, const Context& c) {
    static const std::vector<tickets::TicketField> none;
    write_execution(w, c, {v.columns, v.group_by, v.group_order, v.sort_by, v.sort_order}, none);
  });
}

Result<Reply> compact(Context& c, db::Tx& tx) {
  api::Where where = view_resource().visible(c.caller);
  where.add("t.active = 1");
  return api::objects_reply(view_resource(), c, view_resource().select(tx, where, " order by t.position, t.id limit 32"));
}

}  // namespace

const api::Resource<View>& view_resource() {
  static const api::Resource<View> resource = [] {
    using T = View;
    api::Resource<T> r;
    r.name = "view";
    r.plural = "views";
    r.path = "/views";
    r.table = "views";
    r.change = Access::staff;
    r.audited = true;
    r.scope = [](const api::Caller& caller, api::Where& where) { tickets::scope_by_audience(caller, kShared, where); };
    r.fields = {api::computed<T>("id", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.id); }),
                api::text_field<T>("title", &T::title).required().max(255),
                tickets::title_copy<T>(),
                api::nullable_text<T>("description", &T::description).max(4096),
                api::flag<T>("active", &T::active),
                api::constant<T>("default", "boolean", false),
                api::number<T>("position", &T::position),
                tickets::stored<T>("conditions", "object", &T::conditions),
                execution_field(),
                tickets::stored<T>("restriction", "object", &T::restriction),
                api::constant<T>("watchable", "boolean", true),
                api::time_field<T>("created_at", &T::created_at).read_only(),
                api::time_field<T>("updated_at", &T::updated_at).read_only()};
    tickets::describe_rule(r);
    r.more_filters = [](Context& c, db::Tx& tx, api::Where& where) -> Result<void> {
      TRY(tickets::filter_active<T>(c, tx, where));
      const std::string access = c.parameter("access").value_or("");
      if (access == "personal") where.add("t.audience = ?", db::Value(",u" + std::to_string(c.caller.id) + ","));
      if (access == "shared" || access == "account") where.add("t.audience = '' or t.audience like ',g%'");
      return {};
    };
    r.check = [](Context& c, db::Tx& tx, const T* before, T& now, const JsonObject& in) -> Result<void> {
      if (!before) now.created_by = UserId(c.caller.id);
      if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::view::last_place).value_or(0) + 1;
      TRY(tickets::settle_restriction(c, tx, kShared, before, now, in));
      TRY(tickets::take_conditions(tx, before, now, in, tickets::kViews));
      if (tickets::parse_conditions(now.conditions.text).all.empty() && tickets::parse_conditions(now.conditions.text).any.empty())
        return invalid("conditions", "BlankValue", "rules.error.no_conditions");
      return take_output(tx, now, in);
    };
    r.remove = [](Context& c, db::Tx& tx, const T& view) -> Result<void> {
      if (!c.caller.may(kShared) && !tickets::is_personal_of(view.audience, c.caller.id)) return forbidden("restriction");
      tx.execute(std::string("delete from views where id = $1"), view.id);
      return {};
    };
    return r;
  }();
  return resource;
}

void add_view_routes(api::Api& api) {
  tickets::add_rule_routes(api, view_resource(), sql::view::place);
  api.read("GET", "/views/compact", Access::staff, compact);
  api.read("GET", "/views/shared", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = TRY(api::list_where(view_resource(), c, tx));
    where.add("t.audience = '' or t.audience like ',g%'");
    return list_reply(view_resource(), c, tx, std::move(where), api::sort_of(c, view_resource().sorts, view_resource().default_sort));
  });
  api.read("GET", "/views/definitions", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(tickets::definitions_body(c, tx, tickets::kViews, true, false));
  });
  add_row_routes(api);
}

}  // namespace sahay::views
