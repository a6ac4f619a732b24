// Lists: conditions, sort, and both paginations (wire rule 8), as SQL that runs on both engines.
// Inside, cursor pages are keyset pages: no query grows with the page number.
// Rule of use: conditions carry "?" for each value; values never stand in the text.
// Threading: values.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "platform/api/api.h"
#include "platform/db/store.h"

namespace sahay::api {

// A conjunction of conditions with their values.
class Where {
 public:
  template <class... V>
  void add(std::string_view condition, V... values) {
    conditions_.emplace_back(condition);
    (values_.emplace_back(std::move(values)), ...);
  }
  void add_values(std::string_view condition, const std::vector<db::Value>& values);
  // "column in (?,?,...)"; an empty list matches nothing.
  void add_in(std::string_view column, const std::vector<std::int64_t>& ids);
  void add_in(std::string_view column, const std::vector<std::string>& texts);

  // " where a and b" with $n for each "?", or "".
  std::string sql() const;
  const std::vector<db::Value>& values() const { return values_; }
  bool empty() const { return conditions_.empty(); }

 private:
  std::vector<std::string> conditions_;
  std::vector<db::Value> values_;
};

struct Sort {
  std::string expression = "t.id";  // never NULL; integer unless is_text
  bool descending = false;
  bool is_text = false;
  bool operator==(const Sort&) const = default;
};

// What the client asked for.
struct Page {
  bool by_cursor = false;
  int size = 100;
  int number = 1;             // offset pages
  std::string after, before;  // cursors
};
Result<Page> page_of(const Context& context, int largest = 100);

// One page of rows as SQL: "select <columns> from <from> <where> order by ...".
struct ListQuery {
  std::string columns = "t.*";
  std::string from;      // "tickets t"
  Where where;
  Sort sort;
  std::string id = "t.id";  // the tie-breaker
};

// What came with the rows: enough to write links and counts.
struct PageState {
  bool has_more = false;
  bool has_before = false;
  std::int64_t count = 0;           // offset pages only
  std::string first_cursor, last_cursor;
};

// Runs the page; calls row(cursor) for each row in the order to show.
Result<PageState> run_page(db::Tx& tx, const ListQuery& query, const Page& page,
                           const std::function<void(const db::Cursor&)>& row);
// Exact up to kExactCount rows; above that the count is refreshed every two seconds, so that no page of a large list
// pays for counting it.
inline constexpr std::int64_t kExactCount = 1000;
std::int64_t count_rows(db::Tx& tx, const ListQuery& query);

// The keys that follow the list: next_page, previous_page, count; or meta and links.
void write_page(JsonWriter& writer, const Context& context, const Page& page, const PageState& state);
// The URL of this request with some query parameters replaced (an empty value removes one).
std::string url_with(const Context& context, const std::vector<std::pair<std::string, std::string>>& changed);

}  // namespace sahay::api
