// Routes of links between tickets and of merges that can be taken back.
#include "desk/tickets/link.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/undo.h"
#include "platform/api/whole_list.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// A link as one of its tickets sees it, with what a list shows of the other. Others that the caller may not see are
// left out.
bool write_link(JsonWriter& w, Context& c, db::Tx& tx, const Link& link, TicketId seen_from) {
  const TicketId other = link.from_id == seen_from ? link.to_id : link.from_id;
  const auto ticket = ticket_resource().find(c, tx, other.value);
  if (!ticket.ok()) return false;
  w.begin_object().field("id", link.id).field("type", link_word(link, seen_from)).field("ticket_id", other);
  w.key("ticket").begin_object().field("id", other).field("url", ticket_resource().url(c, *ticket)).field("subject", ticket->subject);
  w.field("status", ticket->status).field("assignee_id", ticket->assignee_id).field("group_id", ticket->group_id).end_object();
  w.field("created_by", link.created_by).field("created_at", link.created_at).end_object();
  return true;
}

Result<Reply> list_links(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("links").begin_array();
  std::int64_t count = 0;
  for (const Link& link : links_of(tx, ticket.id)) count += write_link(w, c, tx, link, ticket.id);
  w.end_array().key("next_page").null().key("previous_page").null().field("count", count).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> create_link(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("link"));
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  const auto other = ticket_resource().find(c, tx, integer_at(*in, "ticket_id").value_or(0));
  if (!other.ok()) return invalid("ticket_id", "InvalidValue", "error.field.no_ticket");
  const Link link = TRY(add_link(tx, actor_of(c), ticket.id, string_at(*in, "type").value_or(""), other->id));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("link");
  write_link(w, c, tx, link, ticket.id);
  w.end_object();
  return Reply::created(std::move(out), c.url("/tickets/" + std::to_string(ticket.id.value) + "/links.json"));
}

Result<Reply> delete_link(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  const auto link = find_link(tx, c.id("link"));
  if (!link || (link->from_id != ticket.id && link->to_id != ticket.id)) return not_found();
  remove_link(tx, actor_of(c), *link);
  return Reply::no_content();
}

Result<Reply> list_merges(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("merges").begin_array();
  for (const MergeRecord& merge : merges_into(tx, ticket.id)) {
    w.begin_object().field("id", merge.id).field("target_id", merge.target_id).field("source_id", merge.source_id);
    w.field("comment_ids", merge.comment_ids).field("created_by", merge.created_by).field("created_at", merge.created_at);
    w.field("undone_at", merge.undone_at).field("undone_by", merge.undone_by).end_object();
  }
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

// {"ids":[...]} sources to bring back; none: those of the newest merge.
Result<Reply> take_merge_back(Context& c, db::Tx& tx) {
  const Ticket target = TRY(ticket_resource().find(c, tx, c.id()));
  std::vector<TicketId> sources;
  if (const JsonArray* ids = array_at(c.body, "ids"))
    for (const Json& item : *ids) sources.emplace_back(integer_at(JsonObject{{"id", item}}, "id").value_or(0));
  const auto restored = TRY(unmerge(tx, actor_of(c), target.id, sources));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket");
  ticket_resource().write(w, *find(tx, target.id), c);
  w.key("restored").begin_array();
  for (const Ticket& ticket : restored) ticket_resource().write(w, ticket, c);
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

// Talks with third parties beside a ticket are none of ours yet: clients that list them find none.
Result<Reply> no_side_conversations(Context& c, db::Tx& tx) {
  TRY(ticket_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("side_conversations").begin_array().end_array();
  api::end_whole_list(w, c, 0);
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_link_routes(api::Api& api) {
  api.read("GET", "/tickets/{id}/links", Access::staff, list_links);
  api.write("POST", "/tickets/{id}/links", Access::staff, create_link);
  api.write("DELETE", "/tickets/{id}/links/{link}", Access::staff, delete_link);
  api.read("GET", "/tickets/{id}/merges", Access::staff, list_merges);
  api.write("PUT", "/tickets/{id}/unmerge", Access::staff, take_merge_back);
  api.read("GET", "/tickets/{id}/side_conversations", Access::staff, no_side_conversations);
}

}  // namespace sahay::tickets
