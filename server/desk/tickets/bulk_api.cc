// Bulk routes of tickets, merge, and the bin.
#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/spam.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/reply_gate.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/undo.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

JsonObject done(const char* action, const char* status, TicketId id) {
  return {{"id", id.value}, {"action", action}, {"status", status}, {"success", true}};
}
// With the event that did it, by which the job can be taken back.
JsonObject done(const char* action, const char* status, TicketId id, std::int64_t event_id) {
  JsonObject out = done(action, status, id);
  if (event_id) out["audit_id"] = event_id;
  return out;
}

Result<Ticket> item_ticket(Context& c, db::Tx& tx, const JsonObject& in) {
  return ticket_resource().find(c, tx, integer_at(in, "id").value_or(0));
}

std::vector<TicketId> ids_of(const JsonArray& list) {
  std::vector<TicketId> ids;
  for (const Json& item : list) {
    const JsonObject holder{{"id", item}};
    ids.emplace_back(integer_at(holder, "id").value_or(0));
  }
  return ids;
}

Result<JsonObject> merge_item(Context& c, db::Tx& tx, const JsonObject& in) {
  const Ticket target = TRY(item_ticket(c, tx, in));
  Merge wanted;
  wanted.target = target.id;
  if (const JsonArray* list = array_at(in, "ids")) wanted.sources = ids_of(*list);
  for (const TicketId source : wanted.sources) TRY(ticket_resource().find(c, tx, source.value));
  wanted.target_comment = string_at(in, "target_comment").value_or("");
  wanted.source_comment = string_at(in, "source_comment").value_or("");
  wanted.target_public = bool_at(in, "target_comment_is_public").value_or(false);
  wanted.source_public = bool_at(in, "source_comment_is_public").value_or(false);
  TRY(merge(tx, actor_of(c), wanted));
  JsonObject out = done("merge", "Merged", target.id);
  JsonArray sources;
  for (const TicketId source : wanted.sources) sources.emplace_back(source.value);
  out["source_ids"] = std::move(sources);
  return out;
}

// The bin: deleted tickets, newest first by default.
api::Resource<Ticket> describe_deleted() {
  using namespace api;
  Resource<Ticket> r;
  r.name = "deleted_ticket";
  r.plural = "deleted_tickets";
  r.path = "/deleted_tickets";
  r.table = "tickets";
  r.base.add("t.deleted_at is not null");
  r.scope = scope_tickets;
  r.sorts = {{"id", {"t.id"}}, {"subject", {"t.subject", false, true}}, {"deleted_at", {"t.deleted_at"}}};
  return r;
}

const api::Resource<Ticket>& bin() {
  static const auto resource = describe_deleted();
  return resource;
}

void write_deleted(JsonWriter& w, db::Tx& tx, const Ticket& ticket) {
  const auto actor = people::find_user(tx, ticket.deleted_by);
  w.begin_object().field("id", ticket.id).field("subject", ticket.subject).field("description", ticket.description);
  w.key("actor").begin_object().field("id", ticket.deleted_by).field("name", actor ? actor->name : "").end_object();
  w.field("deleted_at", ticket.deleted_at).field("previous_state", ticket.status).end_object();
}

Result<Reply> list_deleted(Context& c, db::Tx& tx) {
  const api::Page page = TRY(api::page_of(c));
  api::ListQuery query{"t.*", "tickets t", bin().visible(c.caller), api::sort_of(c, bin().sorts, {"t.deleted_at", true})};
  std::vector<Ticket> rows;
  std::optional<db::RowReader<Ticket>> reader;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    rows.push_back(reader->read(row));
  }));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("deleted_tickets").begin_array();
  for (const Ticket& ticket : rows) write_deleted(w, tx, ticket);
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<JsonObject> erase_item(Context& c, db::Tx& tx, const JsonObject& in) {
  const TicketId id(integer_at(in, "id").value_or(0));
  TRY(erase(tx, actor_of(c), id));
  return done("destroy", "Deleted", id);
}

api::Handler start(api::Api& api, std::string action) {
  return [&api, action = std::move(action)](Context& c, db::Tx& tx) -> Result<Reply> {
    return api.start_bulk(c, tx, action, TRY(api::bulk_items(c, "ticket", "tickets")));
  };
}

// --- taking jobs back ---

Result<JsonObject> undo_update(Context& c, db::Tx& tx, const JsonObject& result) {
  const Ticket ticket = TRY(item_ticket(c, tx, result));
  JsonObject out = done("undo", "Undone", ticket.id);
  const auto event = integer_at(result, "audit_id");
  if (!event) return out;  // it changed nothing
  const Reverted reverted = TRY(revert(tx, actor_of(c), ticket.id, *event));
  out["kept"] = JsonArray(reverted.kept.begin(), reverted.kept.end());
  return out;
}

// A made ticket goes to the bin unless a person did something with it since.
Result<JsonObject> undo_create(Context& c, db::Tx& tx, const JsonObject& result) {
  const Ticket ticket = TRY(item_ticket(c, tx, result));
  for (const events::Event& event : history(tx, ticket.id))
    if (event.id > integer_at(result, "audit_id").value_or(0) && event.actor_id && event.via != "rule" && !is_import(event))
      return Error{ErrorCode::conflict, "error.changed_since", {}, {}, {{"ticket", std::to_string(ticket.id.value)}}};
  TRY(remove(tx, actor_of(c), ticket.id));
  return done("undo", "Deleted", ticket.id);
}

Result<JsonObject> undo_delete(Context& c, db::Tx& tx, const JsonObject& result) {
  const Ticket ticket = TRY(bin().find(c, tx, integer_at(result, "id").value_or(0)));
  TRY(restore(tx, actor_of(c), ticket.id));
  return done("undo", "Restored", ticket.id);
}

Result<JsonObject> undo_merge(Context& c, db::Tx& tx, const JsonObject& result) {
  const Ticket target = TRY(item_ticket(c, tx, result));
  const JsonArray* sources = array_at(result, "source_ids");
  TRY(unmerge(tx, actor_of(c), target.id, sources ? ids_of(*sources) : std::vector<TicketId>{}));
  return done("undo", "Unmerged", target.id);
}

// --- spam ---

Result<JsonObject> spam_item(Context& c, db::Tx& tx, const JsonObject& in) {
  const Ticket ticket = TRY(item_ticket(c, tx, in));
  JsonObject out = done("mark_as_spam", "Deleted", ticket.id);
  out["suspended"] = TRY(mark_as_spam(tx, actor_of(c), ticket.id));
  return out;
}

Result<JsonObject> undo_spam(Context& c, db::Tx& tx, const JsonObject& result) {
  const Ticket ticket = TRY(bin().find(c, tx, integer_at(result, "id").value_or(0)));
  TRY(unmark_as_spam(tx, actor_of(c), ticket.id, bool_at(result, "suspended").value_or(false)));
  return done("undo", "Restored", ticket.id);
}

void add_undo_of_jobs(api::Api& api) {
  api.add_undo("tickets.update", undo_update);
  api.add_undo("tickets.create", undo_create);
  api.add_undo("tickets.import", undo_create);
  api.add_undo("tickets.delete", undo_delete);
  api.add_undo("tickets.merge", undo_merge);
  api.add_undo("tickets.spam", undo_spam);
}

}  // namespace

void add_bulk_ticket_routes(api::Api& api) {
  add_undo_of_jobs(api);
  api.add_bulk("tickets.spam", spam_item);
  api.write("PUT", "/tickets/mark_many_as_spam", Access::staff, start(api, "tickets.spam"));
  api.write("PUT", "/tickets/{id}/mark_as_spam", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
    TRY(mark_as_spam(tx, actor_of(c), ticket.id));
    return Reply::ok("{}");
  });
  api.add_bulk("tickets.create", [](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    NewTicket wanted = TRY(read_new_ticket(c, tx, in));
    const Outcome made = TRY(create(tx, actor_of(c), std::move(wanted)));
    return done("create", "Created", made.ticket.id, made.event_id);
  });
  api.add_bulk("tickets.update", [](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    const Ticket ticket = TRY(item_ticket(c, tx, in));
    Change change = TRY(read_change(c, tx, ticket, in));
    const AfterReply after = TRY(ask_reply_gate(c, tx, ticket, change, in));
    const Outcome changed = TRY(update(tx, actor_of(c), ticket.id, std::move(change)));
    if (after) after(tx, changed);
    return done("update", "Updated", ticket.id, changed.event_id);
  });
  api.add_bulk("tickets.delete", [](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    const Ticket ticket = TRY(item_ticket(c, tx, in));
    TRY(remove(tx, actor_of(c), ticket.id));
    return done("delete", "Deleted", ticket.id);
  });
  api.add_bulk("tickets.merge", merge_item);
  api.add_bulk("tickets.erase", erase_item);
  api.write("POST", "/tickets/create_many", Access::staff, start(api, "tickets.create"), {.body_limit = 8 << 20});
  api.write("PUT", "/tickets/update_many", Access::staff, start(api, "tickets.update"), {.body_limit = 8 << 20});
  api.write("DELETE", "/tickets/destroy_many", api::Right(Access::staff, "tickets.delete"), start(api, "tickets.delete"));
  for (const char* method : {"POST", "PUT"})
    api.write(method, "/tickets/{id}/merge", api::Right(Access::staff, "tickets.merge"), [&api](Context& c, db::Tx& tx) -> Result<Reply> {
      const Ticket target = TRY(ticket_resource().find(c, tx, c.id()));
      JsonObject item = c.body;
      item["id"] = target.id.value;
      JsonArray items;
      items.push_back(std::move(item));
      return api.start_bulk(c, tx, "tickets.merge", std::move(items));
    });
  api.read("GET", "/deleted_tickets", api::Right(Access::staff, "tickets.deleted"), list_deleted);
  api.read("GET", "/deleted_tickets/{id}", api::Right(Access::staff, "tickets.deleted"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(bin().find(c, tx, c.id()));
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("deleted_ticket");
    write_deleted(w, tx, ticket);
    w.end_object();
    return Reply::ok(std::move(out));
  });
  api.write("PUT", "/deleted_tickets/restore_many", api::Right(Access::staff, "tickets.deleted"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    for (const std::int64_t id : TRY(api::ids_parameter(c))) {
      const Ticket gone = TRY(bin().find(c, tx, id));
      TRY(restore(tx, actor_of(c), gone.id));
    }
    return Reply::ok("{}");
  });
  api.write("PUT", "/deleted_tickets/{id}/restore", api::Right(Access::staff, "tickets.deleted"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket gone = TRY(bin().find(c, tx, c.id()));
    TRY(restore(tx, actor_of(c), gone.id));
    return Reply::ok("{}");
  });
  api.write("DELETE", "/deleted_tickets/{id}", Access::admin, [&api](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto ticket = find_even_deleted(tx, TicketId(c.id()));
    if (!ticket || !ticket->deleted_at) return not_found();
    JsonArray items;
    items.push_back(JsonObject{{"id", c.id()}});
    return api.start_bulk(c, tx, "tickets.erase", std::move(items));
  });
  api.write("DELETE", "/deleted_tickets/destroy_many", Access::admin, start(api, "tickets.erase"));
}

}  // namespace sahay::tickets
