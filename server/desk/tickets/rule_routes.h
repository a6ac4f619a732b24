// The routes that triggers, automations, macros and views have alike (active, search, *_many, reorder)
// and the fields that they share. T has title, active, position, and some of conditions, actions, restriction.
// Threading: called once at start.
#pragma once

#include <algorithm>

#include "desk/tickets/action.h"
#include "desk/tickets/restriction.h"
#include "platform/api/controller.h"
#include "platform/text/words.h"

namespace sahay::tickets {

template <class T>
api::Field<T> title_copy() {
  return api::computed<T>("raw_title", "string", [](JsonWriter& w, const T& o, const api::Context&) { w.value(o.title); });
}

// Documents that check() reads and writes in their stored form.
template <class T>
api::Field<T> stored(std::string name, std::string type, RawJson T::*member) {
  api::Field<T> field = api::document<T>(std::move(name), member, std::move(type));
  field.read = [](T&, const Json&) -> api::Problem { return {}; };
  return field;
}

inline bool has_conditions(const JsonObject& in) { return in.contains("conditions") || in.contains("all") || in.contains("any"); }

template <class T>
Result<void> take_conditions(db::Tx& tx, const T* before, T& now, const JsonObject& in, Use use) {
  if (before && !has_conditions(in)) return {};
  // A list that is left out stays as it was.
  Conditions wanted = TRY(read_conditions(tx, in, use));
  if (before && !in.contains("conditions")) {
    Conditions old = parse_conditions(before->conditions.text);
    if (!in.contains("all")) wanted.all = std::move(old.all);
    if (!in.contains("any")) wanted.any = std::move(old.any);
  }
  now.conditions.text.clear();
  JsonWriter writer(now.conditions.text);
  write_conditions(writer, wanted);
  return {};
}

template <class T>
Result<void> take_actions(db::Tx& tx, const T* before, T& now, const JsonObject& in, Use use) {
  if (before && !in.contains("actions")) return {};
  const auto actions = TRY(read_actions(tx, in, use));
  now.actions.text.clear();
  JsonWriter writer(now.actions.text);
  write_actions(writer, actions);
  return {};
}

// Whole words of the title, at their beginnings.
inline bool title_matches(std::string_view title, std::string_view query) {
  const auto have = text::words_of(title);
  for (const auto& wanted : text::words_of(query))
    if (std::none_of(have.begin(), have.end(), [&](const auto& word) { return word.text.starts_with(wanted.text); })) return false;
  return true;
}

template <class T>
Result<api::Reply> search_reply(const api::Resource<T>& resource, api::Context& c, db::Tx& tx) {
  const std::string query = c.parameter("query").value_or("");
  if (text::trim(query).empty()) return invalid("query", "BlankValue", "error.field.blank");
  api::Where where = TRY(api::list_where(resource, c, tx));
  std::vector<T> rows = resource.select(tx, where, " order by t.position, t.id limit 5000");
  std::erase_if(rows, [&](const T& row) { return !title_matches(row.title, query); });
  if (rows.size() > 1000) rows.resize(1000);
  return api::objects_reply(resource, c, rows);
}

// PUT .../update_many {"triggers":[{"id","position","active"}]}: all of them or none.
template <class T>
Result<api::Reply> update_many(const api::Resource<T>& resource, api::Context& c, db::Tx& tx) {
  const JsonArray* items = array_at(c.body, resource.plural);
  if (!items || items->empty()) return invalid(resource.plural, "BlankValue", "error.field.blank");
  if (items->size() > 1000) return api::too_many_values();
  std::vector<T> rows;
  for (const Json& item : *items) {
    if (!item.is_object()) return invalid(resource.plural, "InvalidFormat", "error.field.wrong_type", {{"type", "object"}});
    rows.push_back(TRY(resource.update(c, tx, integer_at(item.get_object(), "id").value_or(0), item.get_object())));
  }
  return api::objects_reply(resource, c, rows);
}

template <class T>
Result<api::Reply> destroy_many(const api::Resource<T>& resource, api::Context& c, db::Tx& tx) {
  for (const auto id : TRY(api::ids_parameter(c))) TRY(resource.erase(c, tx, id));
  return api::Reply::no_content();
}

// Places of what is everybody's are set by those who may manage it; others order what is their own.
template <class T>
bool may_place(const api::Resource<T>& resource, const api::Caller& caller, const T& row) {
  if constexpr (requires { row.audience; }) return caller.may(resource.plural + ".manage") || is_personal_of(row.audience, caller.id);
  return true;
}

// PUT .../reorder {"trigger_ids":[...]}: these take the first places, in this order.
template <class T>
Result<api::Reply> reorder(const api::Resource<T>& resource, const db::Query& place, api::Context& c, db::Tx& tx) {
  const std::string key = resource.name + "_ids";
  const JsonArray* ids = array_at(c.body, key);
  if (!ids || ids->empty()) return invalid(key, "BlankValue", "error.field.blank");
  if (ids->size() > 1000) return api::too_many_values();
  std::vector<T> rows;
  for (const Json& item : *ids) rows.push_back(TRY(resource.find(c, tx, integer_at(JsonObject{{"id", item}}, "id").value_or(0))));
  for (const T& row : rows)
    if (!may_place(resource, c.caller, row)) return not_found();
  api::Where where = resource.visible(c.caller);
  for (T& other : resource.select(tx, where, " order by t.position, t.id"))
    if (std::none_of(rows.begin(), rows.end(), [&](const T& row) { return row.id == other.id; }) && may_place(resource, c.caller, other)) rows.push_back(std::move(other));
  std::int64_t position = 0;
  for (T& row : rows) {
    row.position = ++position;
    tx.execute(place, row.id, row.position, tx.now());
  }
  return api::objects_reply(resource, c, rows);
}

template <class T>
void add_rule_routes(api::Api& api, const api::Resource<T>& resource, const db::Query& place) {
  const auto* const r = &resource;
  api::add_resource(api, resource);
  api.read("GET", r->path + "/active", r->see, [r](api::Context& c, db::Tx& tx) -> Result<api::Reply> {
    api::Where where = TRY(api::list_where(*r, c, tx));
    where.add("t.active = 1");
    return list_reply(*r, c, tx, std::move(where), api::sort_of(c, r->sorts, r->default_sort));
  });
  api.read("GET", r->path + "/search", r->see, [r](api::Context& c, db::Tx& tx) { return search_reply(*r, c, tx); });
  api.add_bulk(r->plural + ".create", [r](api::Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    const T made = TRY(r->create(c, tx, in));
    return JsonObject{{"id", made.id.value}, {"action", "create"}, {"status", "Created"}, {"success", true}};
  });
  api.write("POST", r->path + "/create_many", r->change, [r, &api](api::Context& c, db::Tx& tx) -> Result<api::Reply> {
    JsonArray items = TRY(api::bulk_items(c, r->name, r->plural));
    return api.start_bulk(c, tx, r->plural + ".create", std::move(items));
  });
  api.write("PUT", r->path + "/update_many", r->change, [r](api::Context& c, db::Tx& tx) { return update_many(*r, c, tx); });
  api.write("DELETE", r->path + "/destroy_many", r->change, [r](api::Context& c, db::Tx& tx) { return destroy_many(*r, c, tx); });
  api.write("PUT", r->path + "/reorder", r->change, [r, &place](api::Context& c, db::Tx& tx) { return reorder(*r, place, c, tx); });
}

template <class T>
Result<void> filter_active(api::Context& c, db::Tx&, api::Where& where) {
  const auto active = c.parameter("active");
  if (active && (*active == "true" || *active == "false")) where.add("t.active = ?", db::Value(std::int64_t(*active == "true")));
  return {};
}

template <class T>
void describe_rule(api::Resource<T>& r) {
  r.sorts = {{"position", {"t.position"}}, {"title", {"t.title", false, true}}, {"alphabetical", {"t.title", false, true}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
  r.default_sort = {"t.position"};
  r.more_filters = filter_active<T>;
  r.many = false;
}

// {"definitions":{"conditions_all":[...],"conditions_any":[...],"actions":[...]}}: what rules of one kind can be made of,
// in the caller's language.
std::string definitions_body(const api::Context& context, db::Tx& tx, Use use, bool conditions, bool actions);

}  // namespace sahay::tickets
