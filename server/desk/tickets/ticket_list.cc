#include "desk/tickets/ticket_list.h"

#include <unordered_map>

#include "desk/tickets/kept_rows.h"
#include "platform/db/attached.h"

namespace sahay::tickets {
namespace {

struct Row {
  std::int64_t id = 0, version = 0;
  KeptRows::Text text;
};

// Writes those that are not kept. Id and version were read in the same snapshot.
void write_missing(const api::Context& c, db::Tx& tx, KeptRows& kept, std::int64_t way, std::vector<Row>& rows) {
  std::vector<std::int64_t> missing;
  for (const Row& row : rows)
    if (!row.text) missing.push_back(row.id);
  if (missing.empty()) return;
  api::Where where;
  where.add_in("t.id", missing);
  std::unordered_map<std::int64_t, KeptRows::Text> written;
  std::unordered_map<std::int64_t, std::int64_t> versions;
  for (const Row& row : rows) versions[row.id] = row.version;
  for (const Ticket& ticket : ticket_resource().select(tx, where)) {
    std::string text;
    JsonWriter w(text);
    ticket_resource().write(w, ticket, c);
    written[ticket.id.value] = kept.keep(way, ticket.id.value, versions[ticket.id.value], std::move(text));
  }
  for (Row& row : rows)
    if (!row.text) row.text = written[row.id];
}

}  // namespace

Result<api::Reply> list_tickets(api::Context& c, db::Tx& tx, api::Where where, const api::Sort& sort) {
  const auto kept = db::Attached<KeptRows>::find(tx.origin());
  if (!kept || c.parameter("include")) return list_reply(ticket_resource(), c, tx, std::move(where), sort);
  const api::Page page = TRY(api::page_of(c));
  const std::int64_t way = kept->number_of({c.base_url, c.caller.staff(), own_field_ids ? own_field_ids() : nullptr});
  std::vector<Row> rows;
  rows.reserve(std::size_t(page.size));
  const api::PageState state = TRY(api::run_page(tx, {"t.id, t.version", "tickets t", std::move(where), sort}, page, [&](const db::Cursor& row) {
    rows.push_back({row.integer(0), row.integer(1), kept->find(way, row.integer(0), row.integer(1))});
  }));
  write_missing(c, tx, *kept, way, rows);
  std::size_t size = 1024;
  for (const Row& row : rows) size += row.text ? row.text->size() + 1 : 0;
  std::string out;
  out.reserve(size);
  JsonWriter w(out);
  w.begin_object().plain_key("tickets").begin_array();
  bool first = true;
  for (const Row& row : rows) {
    if (!row.text) continue;
    if (!first) out += ',';
    out += *row.text;
    first = false;
  }
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return api::Reply::ok(std::move(out));
}

void write_tickets(api::Context& c, db::Tx& tx, const std::vector<std::int64_t>& ids, JsonWriter& w) {
  api::Where where = ticket_resource().visible(c.caller);
  where.add_in("t.id", ids);
  w.key("tickets").begin_array();
  for (const Ticket& ticket : ticket_resource().select(tx, where, " order by t.id")) ticket_resource().write(w, ticket, c);
  w.end_array();
}

}  // namespace sahay::tickets
