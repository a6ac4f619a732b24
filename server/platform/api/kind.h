// Kind: a resource without its type, and all of the generic controller that needs none: list (both paginations,
// filters, sort, side-loads), show, show_many, count, create, update, delete and their *_many bulk forms.
// Rule of use: Resource<T> (resource.h) is what folders write; only it derives from this. What stands here is compiled
// once instead of once for each T.
// Threading: immutable after start.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/api/list_query.h"

namespace sahay::api {

struct Filter {
  std::string parameter;  // query parameter
  std::string column;     // "t.external_id"
  bool is_text = true;
};

class Kind {
 public:
  std::string name, plural;  // "group", "groups"
  std::string path;          // "/groups"
  std::string table;         // "groups"; rows are aliased t
  std::string sequence;      // of new ids; the table's name when empty
  Right see = Access::staff, change = Access::admin;
  bool audited = false;  // changes are kept in the audit log; always when `change` is for administrators
  std::optional<Right> list_for;                     // lists and counts, when fewer may have them than one row
  Where base;                                        // always (e.g. "t.deleted_at is null")
  std::function<void(const Caller&, Where&)> scope;  // what the caller may see
  std::vector<Filter> filters;
  std::function<Result<void>(Context&, db::Tx&, Where&)> more_filters;
  std::map<std::string, Sort> sorts{};               // sort_by / sort values
  Sort default_sort{};
  bool lists = true, shows = true, creates = true, updates = true, deletes = true, many = true;

  virtual ~Kind() = default;

  Where visible(const Caller& caller) const;
  std::string url_of(const Context& context, std::int64_t id) const;
  // Rows as they lie in the table; `tail` follows the conditions (" order by t.id").
  std::unique_ptr<db::Cursor> open(db::Tx& tx, const Where& where, std::string_view tail = "") const;
  // The row with this id, where the caller may see it. Null for an id that can be none.
  std::unique_ptr<db::Cursor> open_one(const Context& context, db::Tx& tx, std::int64_t id) const;
  // What the query parameters of `filters` ask for, within what the caller may see.
  Result<Where> asked(Context& context, db::Tx& tx) const;

  // One object of this kind, and several in order.
  using Object = std::unique_ptr<void, void (*)(void*)>;
  struct Rows {
    virtual ~Rows() = default;
    virtual std::size_t size() const = 0;
    virtual void read(const db::Cursor& row) = 0;
  };

  Result<Object> create_object(Context& context, db::Tx& tx, const JsonObject& in) const;
  Result<Object> update_object(Context& context, db::Tx& tx, std::int64_t id, const JsonObject& in) const;
  Result<Object> erase_object(Context& context, db::Tx& tx, std::int64_t id) const;
  void insert_object(db::Tx& tx, const void* object) const;
  void save_object(db::Tx& tx, const void* object) const;

  // {"plural":[...], side-loads, page keys}
  Result<Reply> list(Context& context, db::Tx& tx, Where where, const Sort& sort, std::string_view key) const;
  // {"name":{...}, side-loads}
  std::string body(Context& context, db::Tx& tx, const Rows& one) const;
  // {"plural":[...]} without side-loads, as one page.
  Reply together(Context& context, const Rows& rows) const;

  // A member's column and value. Lists are stored as JSON text, which `texts` keeps alive.
  struct Columns {
    std::vector<std::pair<std::string_view, db::Param>> values;
    std::deque<std::string> texts;
  };

  // What only the type knows.
  virtual std::vector<KeyInfo> keys() const = 0;
  virtual std::unique_ptr<Rows> no_rows() const = 0;
  virtual std::unique_ptr<Rows> rows_of(const void* one) const = 0;
  virtual Object blank_object() const = 0;
  virtual Object copy_of(const void* object) const = 0;
  virtual Result<Object> find_object(Context& context, db::Tx& tx, std::int64_t id) const = 0;
  virtual std::int64_t id_of(const void* object) const = 0;
  virtual void set_id(void* object, std::int64_t id) const = 0;
  virtual void stamp(void* object, Time now, bool created) const = 0;
  virtual void columns_of(const void* object, Columns& out) const = 0;
  virtual void write_object(JsonWriter& writer, const void* object, const Context& context) const = 0;
  // `tx`: where to load what include= embeds; null = nothing is embedded.
  virtual void write_rows(JsonWriter& writer, Context& context, db::Tx* tx, const Rows& rows) const = 0;
  virtual void write_sideloads(JsonWriter& writer, Context& context, db::Tx& tx, const Rows& rows) const = 0;
  virtual Result<void> apply_object(const Context& context, void* object, const JsonObject& in, bool creating) const = 0;
  virtual Result<void> check_object(Context& context, db::Tx& tx, const void* before, void* now, const JsonObject& in) const = 0;
  virtual Result<void> stored_object(Context& context, db::Tx& tx, const void* before, const void* now, const JsonObject& in) const = 0;
  // Whether the resource removes in its own way.
  virtual Result<bool> remove_object(Context& context, db::Tx& tx, const void* object) const = 0;
  virtual Reply reply_of_removed(Context& context, db::Tx& tx, const void* object) const = 0;

 protected:
  static bool blank(const Json& value);

 private:
  void note(Context& context, db::Tx& tx, const char* action, const void* before, const void* after) const;
};

// Adds the routes of a kind.
void add_kind(Api& api, std::shared_ptr<const Kind> kind);

}  // namespace sahay::api
