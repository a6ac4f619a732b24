#include "desk/tickets/rows_of_batch.h"

#include "desk/tickets/comment_sql.h"
#include "desk/tickets/rows_of_batch_sql.h"
#include "desk/tickets/ticket_sql.h"

namespace sahay::tickets {
namespace {

template <class T>
std::unordered_map<std::int64_t, T> rows_by_id(db::Tx& tx, const db::Query& one, const db::Query& query, const std::set<std::int64_t>& ids) {
  std::unordered_map<std::int64_t, T> out;
  if (ids.empty()) return out;
  if (ids.size() == 1) {  // as most rounds of a quiet desk are: no list to take apart
    if (auto row = tx.one<T>(one, *ids.begin())) out.emplace(*ids.begin(), std::move(*row));
    return out;
  }
  std::string list;
  JsonWriter w(list);
  w.begin_array();
  for (const std::int64_t id : ids) w.value(id);
  w.end_array();
  for (T& row : tx.all<T>(query, list)) {
    const std::int64_t id = row.id.value;
    out.emplace(id, std::move(row));
  }
  return out;
}

}  // namespace

Tickets tickets_of(db::Tx& tx, const std::set<std::int64_t>& ids) {
  return rows_by_id<Ticket>(tx, sql::ticket::find_even_deleted, sql::rows_of_batch::tickets, ids);
}
Comments comments_of(db::Tx& tx, const std::set<std::int64_t>& ids) {
  return rows_by_id<Comment>(tx, sql::comment::find, sql::rows_of_batch::comments, ids);
}

}  // namespace sahay::tickets
