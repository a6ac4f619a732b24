// /tickets/{id}/clocks, ticket metrics, and the export of metric events.
#include "desk/sla/clock_sql.h"
#include "desk/sla/clocks.h"
#include "desk/sla/metric_events.h"
#include "desk/sla/state_json.h"
#include "platform/api/controller.h"
#include "platform/api/start_time.h"

namespace sahay::sla {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr int kPageSize = 1000;

std::string base_of(const Context& c) { return c.url("/ticket_metrics/"); }

Result<Reply> metric_reply(Context& c, db::Tx& tx, const tickets::Ticket& ticket) {
  const auto record = tx.one<Record>(sql::clock::find, ticket.id);
  const std::string members = record ? record->measures.text : measures_json(State{}, ticket.created_at, ticket.updated_at);
  std::string out;
  JsonWriter(out).begin_object().field("ticket_metric", RawJson{metric_object(ticket.id.value, base_of(c), members)}).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show_metric(Context& c, db::Tx& tx) { return metric_reply(c, tx, TRY(tickets::ticket_resource().find(c, tx, c.id()))); }

// The tickets that the caller may see, newest first, each with what is kept of it: one query a page.
Result<Reply> list_metrics(Context& c, db::Tx& tx) {
  const api::Page page = TRY(api::page_of(c));
  api::ListQuery query{"m.*", "ticket_metrics m join tickets t on t.id = m.id", tickets::ticket_resource().visible(c.caller), {"t.id", true}};
  const std::string base = base_of(c);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket_metrics").begin_array();
  std::optional<db::RowReader<Record>> reader;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    const Record record = reader->read(row);
    w.value(RawJson{metric_object(record.id.value, base, record.measures.text)});
  }));
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

struct EventRow {
  std::int64_t id = 0, ticket_id = 0;
  Time at;
  RawJson items;
};
BOOST_DESCRIBE_STRUCT(EventRow, (), (id, ticket_id, at, items))

std::int64_t write_items(JsonWriter& w, const EventRow& row) {
  const auto items = parse_json(row.items.text);
  std::int64_t count = 0;
  if (!items.ok() || !items->is_array()) return 0;
  for (const Json& item : items->get_array()) {
    w.begin_object().field("id", row.id * kItemsOfRow + count++).field("ticket_id", row.ticket_id);
    for (const auto& [key, value] : item.get_object()) w.key(std::string_view(key)).value(value);
    w.end_object();
  }
  return count;
}

// Rows of one second stay together (wire rule 14), so the next page starts behind the last.
Result<Reply> export_events(Context& c, db::Tx& tx) {
  const std::int64_t start = TRY(api::start_time(c));
  auto rows = tx.all<EventRow>(sql::clock::events_from, start * 1'000'000, kPageSize);
  const bool end = int(rows.size()) < kPageSize;
  if (!end) {
    const EventRow last = rows.back();
    for (EventRow& row : tx.all<EventRow>(sql::clock::events_of_second, (last.at.seconds() + 1) * 1'000'000, last.at.micros, last.id)) rows.push_back(std::move(row));
  }
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket_metric_events").begin_array();
  std::int64_t count = 0;
  for (const EventRow& row : rows) count += write_items(w, row);
  w.end_array().field("count", count).field("end_of_stream", end);
  const std::int64_t last = rows.empty() ? start : rows.back().at.seconds();
  const std::int64_t next = end ? last : last + 1;
  w.field("end_time", next).field("next_page", api::url_with(c, {{"start_time", std::to_string(next)}})).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_clock_routes(api::Api& api, Clocks& clocks) {
  api.read("GET", "/tickets/{id}/clocks", Access::staff, [&clocks](Context& c, db::Tx& tx) -> Result<Reply> {
    const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
    std::string out;
    JsonWriter(out).begin_object().field("clocks", clocks.clocks_json(c, tx, ticket)).end_object();
    return Reply::ok(std::move(out));
  });
  api.read("GET", "/tickets/{id}/metrics", Access::staff, show_metric);
  api.read("GET", "/ticket_metrics", Access::staff, list_metrics);
  api.read("GET", "/ticket_metrics/{id}", Access::staff, show_metric);
  api.read("GET", "/incremental/ticket_metric_events", Access::admin, export_events);
}

}  // namespace sahay::sla
