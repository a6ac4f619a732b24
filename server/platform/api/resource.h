// Resource<T>: the descriptor of one kind of object. T is a described struct whose members are the columns of `table`;
// the routes, lists, checks and error bodies are the generic controller's (kind.h).
// Rule of use: one function per resource returns the descriptor; app/wiring.cc hands it to add_resource(). Visibility
// is `scope`: a condition that every query takes, so an object hidden from the caller answers like a missing one.
// Threading: immutable after start.
#pragma once

#include "platform/api/field.h"
#include "platform/api/kind.h"

namespace sahay::api {

template <class T>
struct Resource : Kind {
  std::vector<Field<T>> fields;
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

  std::string url(const Context& context, const T& object) const { return url_of(context, id_of(&object)); }

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

  std::vector<T> select(db::Tx& tx, const Where& where, std::string_view tail = "") const { return db::read_all<T>(*open(tx, where, tail)); }

  Result<T> find(Context& context, db::Tx& tx, std::int64_t id) const {
    const auto cursor = open_one(context, tx, id);
    if (!cursor) return not_found();
    auto found = db::read_one<T>(*cursor);
    if (!found) return not_found();
    return std::move(*found);
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

  Result<T> create(Context& context, db::Tx& tx, const JsonObject& in) const { return taken(create_object(context, tx, in)); }
  Result<T> update(Context& context, db::Tx& tx, std::int64_t id, const JsonObject& in) const { return taken(update_object(context, tx, id, in)); }
  Result<T> erase(Context& context, db::Tx& tx, std::int64_t id) const { return taken(erase_object(context, tx, id)); }
  void insert(db::Tx& tx, const T& object) const { insert_object(tx, &object); }
  void save(db::Tx& tx, const T& object) const { save_object(tx, &object); }

  // Rows of T behind the controller's back: its own, or somebody's vector.
  struct RowsOf final : Rows {
    RowsOf() = default;
    explicit RowsOf(const std::vector<T>& others) : all(&others) {}
    std::size_t size() const override { return all->size(); }
    void read(const db::Cursor& row) override {
      if (!reader) reader.emplace(row);
      own.push_back(reader->read(row));
    }
    std::vector<T> own;
    const std::vector<T>* all = &own;
    std::optional<db::RowReader<T>> reader;
  };

  // Kind
  std::vector<KeyInfo> keys() const override {
    std::vector<KeyInfo> out;
    for (const Field<T>& field : fields) out.push_back({field.name, field.type, field.is_required, !field.read});
    return out;
  }
  std::unique_ptr<Rows> no_rows() const override { return std::make_unique<RowsOf>(); }
  std::unique_ptr<Rows> rows_of(const void* one) const override {
    auto rows = std::make_unique<RowsOf>();
    rows->own.push_back(of(one));
    return rows;
  }
  Object blank_object() const override { return owned(new T{}); }
  Object copy_of(const void* object) const override { return owned(new T(of(object))); }
  Result<Object> find_object(Context& context, db::Tx& tx, std::int64_t id) const override {
    T found = TRY(find(context, tx, id));
    return owned(new T(std::move(found)));
  }
  std::int64_t id_of(const void* object) const override {
    if constexpr (requires(const T& o) { { o.id.value } -> std::convertible_to<std::int64_t>; }) return of(object).id.value;
    else return 0;
  }
  void set_id(void* object, std::int64_t id) const override {
    if constexpr (requires(T& o) { { o.id.value } -> std::convertible_to<std::int64_t>; }) of(object).id = decltype(T::id)(id);
  }
  void stamp(void* object, Time now, bool created) const override {
    if constexpr (requires(T& o) { o.created_at = now; }) if (created) of(object).created_at = now;
    if constexpr (requires(T& o) { o.updated_at = now; }) of(object).updated_at = now;
  }
  void columns_of(const void* object, Columns& out) const override {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    boost::mp11::mp_for_each<Members>([&](auto m) {
      const auto& member = of(object).*m.pointer;
      if constexpr (requires { db::to_param(member); }) {
        out.values.emplace_back(m.name, db::to_param(member));
      } else {
        out.texts.push_back(write_json(member));
        out.values.emplace_back(m.name, db::Param(std::string_view(out.texts.back())));
      }
    });
  }
  void write_object(JsonWriter& writer, const void* object, const Context& context) const override { write(writer, of(object), context); }
  void write_rows(JsonWriter& writer, Context& context, db::Tx* tx, const Rows& rows) const override {
    const auto& all = *static_cast<const RowsOf&>(rows).all;
    std::vector<RowKeys> more;
    if (tx) more = embedded(context, *tx, all);
    for (const T& row : all) write(writer, row, context, more);
  }
  void write_sideloads(JsonWriter& writer, Context& context, db::Tx& tx, const Rows& rows) const override {
    for (const auto& [wanted, load] : sideloads)
      if (context.includes(wanted)) load(context, tx, *static_cast<const RowsOf&>(rows).all, writer);
  }
  Result<void> apply_object(const Context& context, void* object, const JsonObject& in, bool creating) const override { return apply(context, of(object), in, creating); }
  Result<void> check_object(Context& context, db::Tx& tx, const void* before, void* now, const JsonObject& in) const override {
    return check ? check(context, tx, static_cast<const T*>(before), of(now), in) : Result<void>{};
  }
  Result<void> stored_object(Context& context, db::Tx& tx, const void* before, const void* now, const JsonObject& in) const override {
    return stored ? stored(context, tx, static_cast<const T*>(before), of(now), in) : Result<void>{};
  }
  Result<bool> remove_object(Context& context, db::Tx& tx, const void* object) const override {
    if (remove) TRY(remove(context, tx, of(object)));
    return bool(remove);
  }
  Reply reply_of_removed(Context& context, db::Tx& tx, const void* object) const override {
    return removed_reply ? removed_reply(context, tx, of(object)) : Reply::no_content();
  }

 private:
  static const T& of(const void* object) { return *static_cast<const T*>(object); }
  static T& of(void* object) { return *static_cast<T*>(object); }
  static Object owned(T* object) {
    return Object(object, [](void* o) { delete static_cast<T*>(o); });
  }
  static Result<T> taken(Result<Object> object) {
    const Object held = TRY(std::move(object));
    return std::move(of(held.get()));
  }
};

}  // namespace sahay::api
