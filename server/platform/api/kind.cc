#include "platform/api/kind.h"

#include <algorithm>

#include "base/text.h"
#include "platform/api/controller.h"
#include "platform/api/picked.h"

namespace sahay::api {

Where Kind::visible(const Caller& caller) const {
  Where where = base;
  if (scope && scope_in_force(name)) scope(caller, where);
  return where;
}

std::string Kind::url_of(const Context& context, std::int64_t id) const {
  return context.url(path + "/" + std::to_string(id) + ".json");
}

std::unique_ptr<db::Cursor> Kind::open(db::Tx& tx, const Where& where, std::string_view tail) const {
  const auto params = db::views_of(where.values());
  return tx.run("select t.* from " + table + " t" + where.sql() + std::string(tail), params);
}

std::unique_ptr<db::Cursor> Kind::open_one(const Context& context, db::Tx& tx, std::int64_t id) const {
  if (id <= 0) return nullptr;
  Where where = visible(context.caller);
  where.add("t.id = ?", db::Value(id));
  return open(tx, where);
}

Result<Where> Kind::asked(Context& context, db::Tx& tx) const {
  Where where = visible(context.caller);
  for (const Filter& filter : filters) {
    const auto value = context.parameter(filter.parameter);
    if (!value || value->empty() || *value == "None") continue;
    if (filter.is_text) where.add(filter.column + " = ?", db::Value(*value));
    else where.add(filter.column + " = ?", db::Value(text::to_integer(*value).value_or(-1)));
  }
  if (more_filters) TRY(more_filters(context, tx, where));
  return where;
}

Result<Kind::Object> Kind::create_object(Context& context, db::Tx& tx, const JsonObject& in) const {
  Object object = blank_object();
  stamp(object.get(), tx.now(), true);
  TRY(apply_object(context, object.get(), in, true));
  TRY(check_object(context, tx, nullptr, object.get(), in));
  set_id(object.get(), tx.new_id(sequence.empty() ? table : sequence));
  insert_object(tx, object.get());
  TRY(stored_object(context, tx, nullptr, object.get(), in));
  note(context, tx, "create", nullptr, object.get());
  return object;
}

Result<Kind::Object> Kind::update_object(Context& context, db::Tx& tx, std::int64_t id, const JsonObject& in) const {
  const Object before = TRY(find_object(context, tx, id));
  Object now = copy_of(before.get());
  TRY(apply_object(context, now.get(), in, false));
  stamp(now.get(), tx.now(), false);
  TRY(check_object(context, tx, before.get(), now.get(), in));
  save_object(tx, now.get());
  TRY(stored_object(context, tx, before.get(), now.get(), in));
  note(context, tx, "update", before.get(), now.get());
  return now;
}

Result<Kind::Object> Kind::erase_object(Context& context, db::Tx& tx, std::int64_t id) const {
  Object object = TRY(find_object(context, tx, id));
  const bool removed = TRY(remove_object(context, tx, object.get()));
  if (!removed) tx.execute("delete from " + table + " where id = $1", id_of(object.get()));
  note(context, tx, "destroy", object.get(), nullptr);
  return object;
}

void Kind::insert_object(db::Tx& tx, const void* object) const {
  Columns columns;
  columns_of(object, columns);
  std::string names, places;
  std::vector<db::Param> params;
  for (const auto& [column, value] : columns.values) {
    params.push_back(value);
    names += (names.empty() ? "" : ",") + std::string(column);
    places += (places.empty() ? "$" : ",$") + std::to_string(params.size());
  }
  const auto cursor = tx.run("insert into " + table + "(" + names + ") values (" + places + ")", params);
  while (cursor->next()) {}
}

void Kind::save_object(db::Tx& tx, const void* object) const {
  Columns columns;
  columns_of(object, columns);
  std::string sets;
  std::vector<db::Param> params;
  for (const auto& [column, value] : columns.values) {
    if (column == "id") continue;
    params.push_back(value);
    sets += (params.size() > 1 ? "," : "") + std::string(column) + "=$" + std::to_string(params.size());
  }
  params.push_back(id_of(object));
  const auto cursor = tx.run("update " + table + " set " + sets + " where id = $" + std::to_string(params.size()), params);
  while (cursor->next()) {}
}

Result<Reply> Kind::list(Context& context, db::Tx& tx, Where where, const Sort& sort, std::string_view key) const {
  const Page page = TRY(page_of(context));
  const ListQuery query{"t.*", table + " t", std::move(where), sort};
  const auto rows = no_rows();
  const PageState state = TRY(run_page(tx, query, page, [&](const db::Cursor& row) { rows->read(row); }));
  std::string out;
  out.reserve(rows->size() * 1200 + 512);
  JsonWriter writer(out);
  writer.begin_object().key(key.empty() ? std::string_view(plural) : key).begin_array();
  write_rows(writer, context, &tx, *rows);
  writer.end_array();
  write_sideloads(writer, context, tx, *rows);
  write_page(writer, context, page, state);
  writer.end_object();
  return Reply::ok(std::move(out));
}

std::string Kind::body(Context& context, db::Tx& tx, const Rows& one) const {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key(name);
  write_rows(writer, context, &tx, one);
  write_sideloads(writer, context, tx, one);
  writer.end_object();
  return out;
}

Reply Kind::together(Context& context, const Rows& rows) const {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key(plural).begin_array();
  write_rows(writer, context, nullptr, rows);
  writer.end_array().key("next_page").null().key("previous_page").null().field("count", rows.size()).end_object();
  return Reply::ok(std::move(out));
}

bool Kind::blank(const Json& value) {
  return value.is_null() || (value.is_string() && text::trim({value.get_string().data(), value.get_string().size()}).empty());
}

void Kind::note(Context& context, db::Tx& tx, const char* action, const void* before, const void* after) const {
  if ((!audited && change.access != Access::admin) || !keep_change) return;
  Change noted{action, name, id_of(after ? after : before), {}, {}};
  for (const auto& [object, text] : {std::pair(before, &noted.before), std::pair(after, &noted.after)}) {
    if (!object) continue;
    JsonWriter writer(*text);
    write_object(writer, object, context);
  }
  note_change(context, tx, noted);
}

namespace {

using Shared = std::shared_ptr<const Kind>;

void add_reads(Api& api, const Shared& kind) {
  const Right list_for = kind->list_for.value_or(kind->see);
  if (kind->lists) {
    api.read("GET", kind->path, list_for, [kind](Context& c, db::Tx& tx) -> Result<Reply> {
      Where where = TRY(kind->asked(c, tx));
      return kind->list(c, tx, std::move(where), sort_of(c, kind->sorts, kind->default_sort), {});
    });
    api.read("GET", kind->path + "/count", list_for, [kind](Context& c, db::Tx& tx) -> Result<Reply> {
      Where where = TRY(kind->asked(c, tx));
      return count_reply(count_rows(tx, {"t.id", kind->table + " t", std::move(where), {}}), c.now);
    });
    api.read("GET", kind->path + "/show_many", list_for, [kind](Context& c, db::Tx& tx) -> Result<Reply> {
      Where where = kind->visible(c.caller);
      const auto externals = texts_parameter(c, "external_ids");
      if (externals.size() > 100) return too_many_values();
      if (externals.empty()) {
        const auto ids = TRY(ids_parameter(c));
        where.add_in("t.id", ids);
      } else {
        const auto keys = kind->keys();
        if (std::none_of(keys.begin(), keys.end(), [](const KeyInfo& key) { return key.name == "external_id"; }))
          return invalid("external_ids", "InvalidValue", "error.field.not_allowed", {{"allowed", "ids"}});
        where.add_in("t.external_id", externals);
      }
      const auto rows = kind->no_rows();
      const auto cursor = kind->open(tx, where, " order by t.id");
      while (cursor->next()) rows->read(*cursor);
      return picked_reply(*kind, c, tx, *rows);
    });
  }
  if (kind->shows)
    api.read("GET", kind->path + "/{id}", kind->see, [kind](Context& c, db::Tx& tx) -> Result<Reply> {
      const Kind::Object object = TRY(kind->find_object(c, tx, c.id()));
      return Reply::ok(kind->body(c, tx, *kind->rows_of(object.get())));
    });
}

void add_writes(Api& api, const Shared& kind) {
  if (kind->creates)
    api.write("POST", kind->path, kind->change, [kind](Context& c, db::Tx& tx) -> Result<Reply> {
      const JsonObject* in = TRY(c.wrapped(kind->name));
      const Kind::Object object = TRY(kind->create_object(c, tx, *in));
      return Reply::created(kind->body(c, tx, *kind->rows_of(object.get())), kind->url_of(c, kind->id_of(object.get())));
    });
  if (kind->updates)
    for (const char* method : {"PUT", "PATCH"})
      api.write(method, kind->path + "/{id}", kind->change, [kind](Context& c, db::Tx& tx) -> Result<Reply> {
        const JsonObject* in = TRY(c.wrapped(kind->name));
        const Kind::Object object = TRY(kind->update_object(c, tx, c.id(), *in));
        return Reply::ok(kind->body(c, tx, *kind->rows_of(object.get())));
      });
  if (kind->deletes)
    api.write("DELETE", kind->path + "/{id}", kind->change, [kind](Context& c, db::Tx& tx) -> Result<Reply> {
      const Kind::Object object = TRY(kind->erase_object(c, tx, c.id()));
      return kind->reply_of_removed(c, tx, object.get());
    });
}

void add_many(Api& api, const Shared& kind) {
  Api* const server = &api;
  const auto result_of = [](const char* action, const char* status, std::int64_t id) {
    return JsonObject{{"id", id}, {"action", action}, {"status", status}, {"success", true}};
  };
  const auto add_route = [&](const char* method, const char* ending, const char* verb) {
    api.write(method, kind->path + ending, kind->change, [kind, server, job = kind->plural + "." + verb](Context& c, db::Tx& tx) -> Result<Reply> {
      JsonArray items = TRY(bulk_items(c, kind->name, kind->plural));
      return server->start_bulk(c, tx, job, std::move(items));
    });
  };
  if (kind->creates) {
    api.add_bulk(kind->plural + ".create", [kind, result_of](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
      const Kind::Object object = TRY(kind->create_object(c, tx, in));
      return result_of("create", "Created", kind->id_of(object.get()));
    });
    add_route("POST", "/create_many", "create");
  }
  if (kind->updates) {
    api.add_bulk(kind->plural + ".update", [kind, result_of](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
      const Kind::Object object = TRY(kind->update_object(c, tx, integer_at(in, "id").value_or(0), in));
      return result_of("update", "Updated", kind->id_of(object.get()));
    });
    add_route("PUT", "/update_many", "update");
  }
  if (kind->deletes) {
    api.add_bulk(kind->plural + ".delete", [kind, result_of](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
      const Kind::Object object = TRY(kind->erase_object(c, tx, integer_at(in, "id").value_or(0)));
      return result_of("delete", "Deleted", kind->id_of(object.get()));
    });
    add_route("DELETE", "/destroy_many", "delete");
  }
}

}  // namespace

void add_kind(Api& api, Shared kind) {
  api.describe(kind->name, kind->keys());
  add_reads(api, kind);
  add_writes(api, kind);
  if (kind->many) add_many(api, kind);
}

}  // namespace sahay::api
