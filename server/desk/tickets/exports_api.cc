// Incremental exports (wire rules 14 and 15): by time with all rows of one second together, and by cursor.
#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/start_time.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr int kPageSize = 1000, kSample = 50;

struct Cursor {
  std::int64_t micros = 0, id = 0;
};

struct BroughtIn {
  std::int64_t id = 0;
  Time imported_at;
};
BOOST_DESCRIBE_STRUCT(BroughtIn, (), (id, imported_at))

// When a row became what it is here. A ticket that was brought in keeps the time of its last change elsewhere, and is
// news all the same.
template <class T>
std::string changed_at(const api::Resource<T>& resource) {
  if (resource.table != "tickets") return "t.updated_at";
  return "(case when t.imported_at > t.updated_at then t.imported_at else t.updated_at end)";
}

template <class T>
Time time_of(const api::Resource<T>& resource, db::Tx& tx, const T& row) {
  if (resource.table != "tickets") return row.updated_at;
  return Time{tx.scalar<std::int64_t>("select " + changed_at(resource) + " from tickets t where t.id = $1", row.id).value_or(row.updated_at.micros)};
}

Result<Cursor> read_cursor(const Context& c) {
  const auto given = c.parameter("cursor");
  if (!given || given->empty()) return Cursor{TRY(api::start_time(c)) * 1'000'000, 0};
  const auto raw = text::from_base64(*given);
  const auto bar = raw ? raw->find("||") : std::string::npos;
  if (bar == std::string::npos) return invalid("cursor", "InvalidValue", "error.field.bad_cursor");
  const auto micros = text::to_integer(std::string_view(*raw).substr(0, bar)), id = text::to_integer(std::string_view(*raw).substr(bar + 2));
  if (!micros || !id) return invalid("cursor", "InvalidValue", "error.field.bad_cursor");
  return Cursor{*micros, *id};
}

int page_size(const Context& c) {
  const auto wanted = text::to_integer(c.parameter("per_page").value_or(""));
  return wanted && *wanted > 0 && *wanted < kPageSize ? int(*wanted) : kPageSize;
}

// Readers of exports go on from the greatest generated_timestamp that they have seen: it is the time by which the rows
// are ordered, also where the ticket's own last change lies years before it came here.
const api::Resource<Ticket>& exported_tickets() {
  static const auto resource = [] {
    auto r = ticket_resource();
    std::erase_if(r.fields, [](const auto& field) { return field.name == "generated_timestamp"; });
    return r;
  }();
  return resource;
}

api::Resource<Ticket>::RowKeys generated_timestamps(db::Tx& tx, const std::vector<Ticket>& rows) {
  std::map<std::int64_t, Time> brought_in;
  if (!rows.empty()) {
    const auto first = time_of(ticket_resource(), tx, rows.front()), last = time_of(ticket_resource(), tx, rows.back());
    const std::string changed = changed_at(ticket_resource());
    const std::string sql = "select t.id, t.imported_at from tickets t where " + changed + " >= $1 and " + changed + " <= $2 and t.imported_at > t.updated_at";
    for (const BroughtIn& one : tx.all<BroughtIn>(sql, first, last)) brought_in[one.id] = one.imported_at;
  }
  return [brought_in = std::move(brought_in)](JsonWriter& w, const Ticket& ticket) {
    const auto found = brought_in.find(ticket.id.value);
    w.field("generated_timestamp", (found == brought_in.end() ? ticket.updated_at : found->second).seconds());
  };
}

template <class T>
void write_rows(const api::Resource<T>& resource, Context& c, db::Tx& tx, const std::vector<T>& rows, JsonWriter& w) {
  w.begin_object().key(resource.plural).begin_array();
  auto more = resource.embedded(c, tx, rows);
  if constexpr (std::is_same_v<T, Ticket>) more.push_back(generated_timestamps(tx, rows));
  for (const T& row : rows) resource.write(w, row, c, more);
  w.end_array();
  for (const auto& [name, load] : resource.sideloads)
    if (c.includes(name)) load(c, tx, rows, w);
}

// Deleted rows belong to an export; the page is whole seconds, so that the next one starts behind the last.
template <class T>
Result<Reply> by_time(const api::Resource<T>& resource, api::Where where, Context& c, db::Tx& tx, int at_most = kPageSize) {
  const std::int64_t start = TRY(api::start_time(c));
  const int size = std::min(page_size(c), at_most);
  const std::string changed = changed_at(resource);
  where.add(changed + " >= ?", db::Value(start * 1'000'000));
  auto rows = resource.select(tx, where, " order by " + changed + ", t.id limit " + std::to_string(size));
  if (int(rows.size()) == size) {
    const Time last = time_of(resource, tx, rows.back());
    api::Where rest = where;
    rest.add(changed + " < ?", db::Value((last.seconds() + 1) * 1'000'000));
    rest.add_values("(" + changed + ", t.id) > (?, ?)", {db::Value(last.micros), db::Value(rows.back().id.value)});
    for (T& row : resource.select(tx, rest, " order by " + changed + ", t.id")) rows.push_back(std::move(row));
  }
  const bool end = int(rows.size()) < size;
  const std::int64_t end_time = rows.empty() ? start : time_of(resource, tx, rows.back()).seconds();
  std::string out;
  JsonWriter w(out);
  write_rows(resource, c, tx, rows, w);
  // A full page moves on by a second: everything of its last second is on it.
  const std::int64_t next = end ? end_time : end_time + 1;
  w.field("count", rows.size()).field("end_of_stream", end);
  w.key("end_time");
  if (rows.empty() && start == 0) w.null(); else w.value(next);
  w.field("next_page", api::url_with(c, {{"start_time", std::to_string(next)}})).end_object();
  return Reply::ok(std::move(out));
}

template <class T>
Result<Reply> by_cursor(const api::Resource<T>& resource, api::Where where, Context& c, db::Tx& tx) {
  const Cursor at = TRY(read_cursor(c));
  const int size = page_size(c);
  const std::string changed = changed_at(resource);
  where.add(changed + " >= ?", db::Value(at.micros));  // what the index can answer
  where.add_values("(" + changed + ", t.id) > (?, ?)", {db::Value(at.micros), db::Value(at.id)});
  if (c.parameter("exclude_deleted").value_or("") == "true" && resource.table == "tickets") where.add("t.deleted_at is null");
  auto rows = resource.select(tx, where, " order by " + changed + ", t.id limit " + std::to_string(size + 1));
  const bool end = int(rows.size()) <= size;
  if (!end) rows.pop_back();
  const std::int64_t micros = rows.empty() ? at.micros : time_of(resource, tx, rows.back()).micros, id = rows.empty() ? at.id : rows.back().id.value;
  const std::string cursor = text::to_base64url(std::to_string(micros) + "||" + std::to_string(id));
  std::string out;
  JsonWriter w(out);
  write_rows(resource, c, tx, rows, w);
  w.field("after_url", api::url_with(c, {{"start_time", ""}, {"cursor", cursor}})).field("after_cursor", cursor);
  w.key("before_url").null().key("before_cursor").null().field("end_of_stream", end).field("count", rows.size()).end_object();
  return Reply::ok(std::move(out));
}

template <class T>
void add_export(api::Api& api, const api::Resource<T>& resource) {
  api.read("GET", "/incremental/" + resource.plural, Access::admin, [&resource](Context& c, db::Tx& tx) { return by_time(resource, {}, c, tx); });
  // For trying a client out: the same, small.
  api.read("GET", "/incremental/" + resource.plural + "/sample", Access::admin, [&resource](Context& c, db::Tx& tx) { return by_time(resource, {}, c, tx, kSample); });
  api.read("GET", "/incremental/" + resource.plural + "/cursor", Access::admin, [&resource](Context& c, db::Tx& tx) { return by_cursor(resource, {}, c, tx); });
}

}  // namespace

void add_export_routes(api::Api& api) {
  add_export(api, exported_tickets());
  add_export(api, people::user_resource());
  add_export(api, people::organization_resource());
}

}  // namespace sahay::tickets
