// The generic controller: the routes of a Resource<T>. See resource.h for what a descriptor holds.
// Threading: called once at start; the handlers it makes run on several workers.
#pragma once

#include "platform/api/resource.h"

namespace sahay::api {

// Ids of `ids=1,2,3`; errors: too_many_values above 100, invalid when one is no number.
Result<std::vector<std::int64_t>> ids_parameter(const Context& context, std::string_view name = "ids");
std::vector<std::string> texts_parameter(const Context& context, std::string_view name);
// "sort_by"/"sort_order", or "sort=-name": the sort to use.
Sort sort_of(const Context& context, const std::map<std::string, Sort>& sorts, const Sort& fallback);
Reply count_reply(std::int64_t count, Time now);
Error too_many_values();

// {"plural":[...], side-loads, page keys}
template <class T>
Result<Reply> list_reply(const Resource<T>& resource, Context& context, db::Tx& tx, Where where, const Sort& sort,
                         std::string_view key = {}) {
  const Page page = TRY(page_of(context));
  ListQuery query{"t.*", resource.table + " t", std::move(where), sort};
  std::vector<T> rows;
  rows.reserve(std::size_t(std::min(page.size, 100)));
  std::optional<db::RowReader<T>> reader;
  const PageState state = TRY(run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    rows.push_back(reader->read(row));
  }));
  std::string out;
  out.reserve(rows.size() * 1200 + 512);
  JsonWriter writer(out);
  writer.begin_object().key(key.empty() ? std::string_view(resource.plural) : key).begin_array();
  const auto more = resource.embedded(context, tx, rows);
  for (const T& row : rows) resource.write(writer, row, context, more);
  writer.end_array();
  for (const auto& [name, load] : resource.sideloads)
    if (context.includes(name)) load(context, tx, rows, writer);
  write_page(writer, context, page, state);
  writer.end_object();
  return Reply::ok(std::move(out));
}

// {"name":{...}, side-loads}
template <class T>
std::string object_body(const Resource<T>& resource, Context& context, db::Tx& tx, const T& object) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key(resource.name);
  resource.write(writer, object, context, resource.embedded(context, tx, {object}));
  for (const auto& [name, load] : resource.sideloads)
    if (context.includes(name)) load(context, tx, {object}, writer);
  writer.end_object();
  return out;
}

template <class T>
Result<Reply> objects_reply(const Resource<T>& resource, Context& context, const std::vector<T>& rows) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key(resource.plural).begin_array();
  for (const T& row : rows) resource.write(writer, row, context);
  writer.end_array().key("next_page").null().key("previous_page").null().field("count", rows.size()).end_object();
  return Reply::ok(std::move(out));
}

template <class T>
Result<Where> list_where(const Resource<T>& resource, Context& context, db::Tx& tx) {
  Where where = resource.visible(context.caller);
  for (const Filter& filter : resource.filters) {
    const auto value = context.parameter(filter.parameter);
    if (!value || value->empty() || *value == "None") continue;
    if (filter.is_text) where.add(filter.column + " = ?", db::Value(*value));
    else where.add(filter.column + " = ?", db::Value(text::to_integer(*value).value_or(-1)));
  }
  if (resource.more_filters) TRY(resource.more_filters(context, tx, where));
  return where;
}

// Every item of a bulk request as {"id":..., ...}: `?ids=` with one change for all, or a list of objects.
Result<JsonArray> bulk_items(const Context& context, std::string_view name, std::string_view plural);

template <class T>
void add_resource(Api& api, Resource<T> descriptor) {
  const auto r = std::make_shared<const Resource<T>>(std::move(descriptor));
  Api* const server = &api;
  std::vector<KeyInfo> keys;
  for (const Field<T>& field : r->fields) keys.push_back({field.name, field.type, field.is_required, !field.read});
  api.describe(r->name, std::move(keys));
  const Right list_for = r->list_for.value_or(r->see);
  if (r->lists) {
    api.read("GET", r->path, list_for, [r](Context& c, db::Tx& tx) -> Result<Reply> {
      Where where = TRY(list_where(*r, c, tx));
      return list_reply(*r, c, tx, std::move(where), sort_of(c, r->sorts, r->default_sort));
    });
    api.read("GET", r->path + "/count", list_for, [r](Context& c, db::Tx& tx) -> Result<Reply> {
      Where where = TRY(list_where(*r, c, tx));
      return count_reply(count_rows(tx, {"t.id", r->table + " t", std::move(where), {}}), c.now);
    });
    api.read("GET", r->path + "/show_many", list_for, [r](Context& c, db::Tx& tx) -> Result<Reply> {
      Where where = r->visible(c.caller);
      const auto externals = texts_parameter(c, "external_ids");
      if (externals.size() > 100) return too_many_values();
      if constexpr (requires(T object) { object.external_id; }) {
        if (!externals.empty()) where.add_in("t.external_id", externals);
      } else {
        if (!externals.empty()) return invalid("external_ids", "InvalidValue", "error.field.not_allowed", {{"allowed", "ids"}});
      }
      if (externals.empty()) where.add_in("t.id", TRY(ids_parameter(c)));
      return objects_reply(*r, c, r->select(tx, where, " order by t.id"));
    });
  }
  if (r->shows)
    api.read("GET", r->path + "/{id}", r->see, [r](Context& c, db::Tx& tx) -> Result<Reply> {
      const T object = TRY(r->find(c, tx, c.id()));
      return Reply::ok(object_body(*r, c, tx, object));
    });
  if (r->creates)
    api.write("POST", r->path, r->change, [r](Context& c, db::Tx& tx) -> Result<Reply> {
      const JsonObject* in = TRY(c.wrapped(r->name));
      const T object = TRY(r->create(c, tx, *in));
      return Reply::created(object_body(*r, c, tx, object), r->url(c, object));
    });
  if (r->updates)
    for (const char* method : {"PUT", "PATCH"})
      api.write(method, r->path + "/{id}", r->change, [r](Context& c, db::Tx& tx) -> Result<Reply> {
        const JsonObject* in = TRY(c.wrapped(r->name));
        const T object = TRY(r->update(c, tx, c.id(), *in));
        return Reply::ok(object_body(*r, c, tx, object));
      });
  if (r->deletes)
    api.write("DELETE", r->path + "/{id}", r->change, [r](Context& c, db::Tx& tx) -> Result<Reply> {
      const T object = TRY(r->erase(c, tx, c.id()));
      return r->removed_reply ? r->removed_reply(c, tx, object) : Reply::no_content();
    });
  if (!r->many) return;
  const auto result_of = [](const char* action, std::int64_t id) {
    return JsonObject{{"id", id}, {"action", action}, {"status", action == std::string_view("create") ? "Created" : action == std::string_view("delete") ? "Deleted" : "Updated"}, {"success", true}};
  };
  if (r->creates) {
    api.add_bulk(r->plural + ".create", [r, result_of](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
      return result_of("create", TRY(r->create(c, tx, in)).id.value);
    });
    api.write("POST", r->path + "/create_many", r->change, [r, server](Context& c, db::Tx& tx) -> Result<Reply> {
      return server->start_bulk(c, tx, r->plural + ".create", TRY(bulk_items(c, r->name, r->plural)));
    });
  }
  if (r->updates) {
    api.add_bulk(r->plural + ".update", [r, result_of](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
      return result_of("update", TRY(r->update(c, tx, integer_at(in, "id").value_or(0), in)).id.value);
    });
    api.write("PUT", r->path + "/update_many", r->change, [r, server](Context& c, db::Tx& tx) -> Result<Reply> {
      return server->start_bulk(c, tx, r->plural + ".update", TRY(bulk_items(c, r->name, r->plural)));
    });
  }
  if (r->deletes) {
    api.add_bulk(r->plural + ".delete", [r, result_of](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
      return result_of("delete", TRY(r->erase(c, tx, integer_at(in, "id").value_or(0))).id.value);
    });
    api.write("DELETE", r->path + "/destroy_many", r->change, [r, server](Context& c, db::Tx& tx) -> Result<Reply> {
      return server->start_bulk(c, tx, r->plural + ".delete", TRY(bulk_items(c, r->name, r->plural)));
    });
  }
}

}  // namespace sahay::api
