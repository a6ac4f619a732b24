// Resource<T>: the descriptor of one kind of object, and the generic controller made from it: list (both paginations,
// filters, sort, side-loads), show, show_many, count, create, update, delete and their *_many bulk forms, with
// validation and error bodies. T is a described struct whose members are the columns of `table`.
// Rule of use: one function per resource returns the descriptor; app/wiring.cc hands it to add_resource(). Visibility
// is `scope`: a condition that every query takes, so an object hidden from the caller answers like a missing one.
// Threading: immutable after start.
#pragma once

#include <deque>
#include <map>

#include "platform/api/field.h"
#include "platform/api/list_query.h"

namespace sahay::api {

struct Filter {
  std::string parameter;  // query parameter
  std::string column;     // "t.external_id"
  bool is_text = true;
};

template <class T>
struct Resource {
  std::string name, plural;  // "group", "groups"
  std::string path;          // "/groups"
  std::string table;         // "groups"; rows are aliased t
  std::string sequence;      // of new ids; the table's name when empty
  std::vector<Field<T>> fields;
  Right see = Access::staff, change = Access::admin;
  bool audited = false;  // changes are kept in the audit log; always when `change` is for administrators
  std::optional<Right> list_for;                                 // lists and counts, when fewer may have them than one row
  Where base;                                                    // always (e.g. "t.deleted_at is null")
  std::function<void(const Caller&, Where&)> scope;              // what the caller may see
  std::vector<Filter> filters;
  std::function<Result<void>(Context&, db::Tx&, Where&)> more_filters;
  std::map<std::string, Sort> sorts{};                           // sort_by / sort values
  Sort default_sort{};
  // Validates beyond single fields and fills what the caller may leave out. `before` is null on creation.
  std::function<Result<void>(Context&, db::Tx&, const T* before, T& now, const JsonObject& in)> check;
  // After the row is stored.
  std::function<Result<void>(Context&, db::Tx&, const T* before, const T& now, const JsonObject& in)> stored;
  std::function<Result<void>(Context&, db::Tx&, const T&)> remove;  // default: deletes the row
  std::function<Reply(Context&, db::Tx&, const T&)> removed_reply;  // default: 204
  // Top-level lists for include=NAME.
  std::map<std::string, std::function<void(Context&, db::Tx&, const std::vector<T>&, JsonWriter&)>> sideloads{};
  // Keys of each object for include=NAME: given all rows at once, answers what writes those of one row.
  using RowKeys = std::function<void(JsonWriter&, const T&)>;
  std::map<std::string, std::function<RowKeys(Context&, db::Tx&, const std::vector<T>&)>> embeds{};
  bool lists = true, shows = true, creates = true, updates = true, deletes = true, many = true;

  std::string url(const Context& context, const T& object) const {
    return context.url(path + "/" + std::to_string(object.id.value) + ".json");
  }

  // What include= asks to embed into each of these rows.
  std::vector<RowKeys> embedded(Context& context, db::Tx& tx, const std::vector<T>& rows) const {
    std::vector<RowKeys> out;
    for (const auto& [wanted, load] : embeds)
      if (context.includes(wanted))
        if (auto keys = load(context, tx, rows)) out.push_back(std::move(keys));
    return out;
  }

  void write(JsonWriter& writer, const T& object, const Context& context, const std::vector<RowKeys>& more = {}) const {
    writer.begin_object();
    writer.plain_key("url").value(url(context, object));
    for (const Field<T>& field : fields) {
      if (field.staff_sees && !context.caller.staff()) continue;
      writer.plain_key(field.name);
      field.write(writer, object, context);
    }
    for (const RowKeys& keys : more) keys(writer, object);
    writer.end_object();
  }

  Where visible(const Caller& caller) const {
    Where where = base;
    if (scope && scope_in_force(name)) scope(caller, where);
    return where;
  }

  std::vector<T> select(db::Tx& tx, const Where& where, std::string_view tail = "") const {
    const auto params = db::views_of(where.values());
    const auto cursor = tx.run("select t.* from " + table + " t" + where.sql() + std::string(tail), params);
    return db::read_all<T>(*cursor);
  }

  Result<T> find(Context& context, db::Tx& tx, std::int64_t id) const {
    if (id <= 0) return not_found();
    Where where = visible(context.caller);
    where.add("t.id = ?", db::Value(id));
    auto found = select(tx, where);
    if (found.empty()) return not_found();
    return std::move(found.front());
  }

  // Reads `in` over `object`; collects every wrong field.
  Result<void> apply(const Context& context, T& object, const JsonObject& in, bool creating) const {
    Error error{ErrorCode::invalid, "error.invalid"};
    for (const Field<T>& field : fields) {
      const auto* value = in.if_contains(field.name);
      if (field.is_required && (creating ? !value || blank(*value) : value && blank(*value))) {
        error.fields.push_back({field.name, "BlankValue", "error.field.blank", {}});
        continue;
      }
      if (!value || !field.read || (field.admin_writes && !context.caller.admin())) continue;
      if (auto problem = field.read(object, *value)) error.fields.push_back(std::move(*problem));
    }
    if (!error.fields.empty()) return error;
    return {};
  }

  Result<T> create(Context& context, db::Tx& tx, const JsonObject& in) const {
    T object{};
    if constexpr (requires { object.created_at; }) object.created_at = tx.now();
    if constexpr (requires { object.updated_at; }) object.updated_at = tx.now();
    TRY(apply(context, object, in, true));
    if (check) TRY(check(context, tx, nullptr, object, in));
    object.id = decltype(object.id)(tx.new_id(sequence.empty() ? table : sequence));
    insert(tx, object);
    if (stored) TRY(stored(context, tx, nullptr, object, in));
    note(context, tx, "create", nullptr, &object);
    return object;
  }

  Result<T> update(Context& context, db::Tx& tx, std::int64_t id, const JsonObject& in) const {
    const T before = TRY(find(context, tx, id));
    T now = before;
    TRY(apply(context, now, in, false));
    if constexpr (requires { now.updated_at; }) now.updated_at = tx.now();
    if (check) TRY(check(context, tx, &before, now, in));
    save(tx, now);
    if (stored) TRY(stored(context, tx, &before, now, in));
    note(context, tx, "update", &before, &now);
    return now;
  }

  Result<T> erase(Context& context, db::Tx& tx, std::int64_t id) const {
    T object = TRY(find(context, tx, id));
    if (remove) TRY(remove(context, tx, object));
    else tx.execute("delete from " + table + " where id = $1", id);
    note(context, tx, "destroy", &object, nullptr);
    return object;
  }

  void insert(db::Tx& tx, const T& object) const {
    std::string columns, places;
    std::vector<db::Param> params;
    int n = 0;
    std::deque<std::string> texts;
    each_column(object, texts, [&](std::string_view column, const db::Param& value) {
      columns += (n ? "," : "") + std::string(column);
      places += (n ? ",$" : "$") + std::to_string(n + 1);
      params.push_back(value);
      ++n;
    });
    const auto cursor = tx.run("insert into " + table + "(" + columns + ") values (" + places + ")", params);
    while (cursor->next()) {}
  }

  void save(db::Tx& tx, const T& object) const {
    std::string sets;
    std::vector<db::Param> params;
    std::deque<std::string> texts;
    each_column(object, texts, [&](std::string_view column, const db::Param& value) {
      if (column == "id") return;
      params.push_back(value);
      sets += (params.size() > 1 ? "," : "") + std::string(column) + "=$" + std::to_string(params.size());
    });
    params.push_back(object.id.value);
    const auto cursor =
        tx.run("update " + table + " set " + sets + " where id = $" + std::to_string(params.size()), params);
    while (cursor->next()) {}
  }

 private:
  void note(Context& context, db::Tx& tx, const char* action, const T* before, const T* after) const {
    if ((!audited && change.access != Access::admin) || !keep_change) return;
    Change noted{action, name, 0, {}, {}};
    if constexpr (requires(const T& object) { { object.id.value } -> std::convertible_to<std::int64_t>; }) noted.id = (after ? after : before)->id.value;
    for (const auto& [object, text] : {std::pair(before, &noted.before), std::pair(after, &noted.after)}) {
      if (!object) continue;
      JsonWriter writer(*text);
      write(writer, *object, context);
    }
    note_change(context, tx, noted);
  }

  static bool blank(const Json& value) {
    return value.is_null() || (value.is_string() && text::trim({value.get_string().data(), value.get_string().size()}).empty());
  }

  // Gives each column's name and value. Lists are stored as JSON text, which `texts` keeps alive.
  template <class F>
  static void each_column(const T& object, std::deque<std::string>& texts, F&& f) {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    boost::mp11::mp_for_each<Members>([&](auto m) {
      const auto& member = object.*m.pointer;
      if constexpr (requires { db::to_param(member); }) {
        f(std::string_view(m.name), db::to_param(member));
      } else {
        texts.push_back(write_json(member));
        f(std::string_view(m.name), db::Param(std::string_view(texts.back())));
      }
    });
  }
};

}  // namespace sahay::api
