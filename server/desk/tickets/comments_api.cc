// Routes of one ticket's thread: comments, audits, and the read mark of the console.
#include <algorithm>
#include <map>

#include "desk/people/people_api.h"
#include "desk/tickets/ticket_list.h"
#include "desk/tickets/ticket_sql.h"
#include "platform/api/whole_list.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

Result<Reply> list_comments(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  const api::Page page = TRY(api::page_of(c));
  api::ListQuery query{"t.*", "comments t", {}, {"t.id", c.parameter("sort_order").value_or("asc") == "desc" || c.parameter("sort").value_or("").starts_with('-')}};
  query.where.add("t.ticket_id = ?", db::Value(ticket.id.value));
  if (!c.caller.staff()) query.where.add("t.is_public = 1");
  std::vector<Comment> rows;
  std::optional<db::RowReader<Comment>> reader;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) {
    if (!reader) reader.emplace(row);
    rows.push_back(reader->read(row));
  }));
  const auto files = attachments_of_ticket(tx, ticket.id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("comments").begin_array();
  for (const Comment& comment : rows) write_comment_json(w, c, comment, files);
  w.end_array();
  if (c.includes("users")) {
    std::vector<std::int64_t> ids;
    for (const Comment& comment : rows) ids.push_back(comment.author_id.value);
    people::write_users(c, tx, std::move(ids), w);
  }
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> list_audits(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  auto events = history(tx, ticket.id);
  if (c.parameter("sort_order").value_or("asc") == "desc") std::reverse(events.begin(), events.end());
  const auto all = comments(tx, ticket.id);
  const auto files = attachments_of_ticket(tx, ticket.id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("audits").begin_array();
  for (const auto& event : events) write_audit_json(w, c, event, all, files);
  w.end_array();
  if (c.includes("users")) {
    std::vector<std::int64_t> ids;
    for (const auto& event : events) ids.push_back(event.actor_id);
    people::write_users(c, tx, std::move(ids), w);
  }
  if (c.includes("tickets")) write_tickets(c, tx, {ticket.id.value}, w);
  api::end_whole_list(w, c, events.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show_audit(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  const auto event = tx.one<events::Event>(sql::ticket::event, c.id("audit"));
  if (!event || event->subject_id != ticket.id.value || !event->kind.starts_with("ticket.")) return not_found();
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("audit");
  write_audit_json(w, c, *event, comments(tx, ticket.id), attachments_of_ticket(tx, ticket.id));
  w.end_object();
  return Reply::ok(std::move(out));
}

// The thread as a list of events, in the newer words of the field's clients; by cursor, oldest first.
Result<Reply> conversation(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  api::Page page = TRY(api::page_of(c));
  page.by_cursor = true;
  api::ListQuery query{"t.*", "comments t", {}, {"t.id", c.parameter("sort").value_or("").starts_with('-')}};
  query.where.add("t.ticket_id = ?", db::Value(ticket.id.value));
  std::vector<Comment> rows;
  const api::PageState state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) { rows.push_back(db::RowReader<Comment>(row).read(row)); }));
  const auto files = attachments_of_ticket(tx, ticket.id);
  std::vector<std::int64_t> ids;
  for (const Comment& comment : rows) ids.push_back(comment.author_id.value);
  std::map<std::int64_t, people::User> authors;
  for (people::User& user : people::find_users(tx, ids)) authors.emplace(user.id.value, std::move(user));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("events").begin_array();
  for (const Comment& comment : rows) {
    const auto author = authors.find(comment.author_id.value);
    w.begin_object().field("id", std::to_string(comment.id.value)).field("type", "Comment").field("created_at", comment.created_at).field("public", comment.is_public);
    w.key("author").begin_object().field("id", std::to_string(comment.author_id.value)).field("type", comment.author_role == "end-user" ? "end_user" : "agent");
    w.field("display_name", author == authors.end() ? std::string() : author->second.name).end_object();
    w.key("content").begin_object().field("type", "html").field("body", comment.text).field("html_body", comment.html).end_object();
    w.key("attachments").begin_array();
    for (const Attachment& file : files)
      if (file.comment_id == comment.id && !file.deleted) write_attachment_json(w, c, file);
    w.end_array().key("reference").begin_object().field("type", "Audit").field("id", std::to_string(comment.event_id)).end_object().end_object();
  }
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_comment_routes(api::Api& api) {
  api.read("GET", "/tickets/{id}/comments", Access::staff, list_comments);
  api.read("GET", "/tickets/{id}/comments/count", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return api::count_reply(TRY(ticket_resource().find(c, tx, c.id())).comment_count, c.now);
  });
  api.read("GET", "/tickets/{id}/conversation_log", Access::staff, conversation);
  api.read("GET", "/tickets/{id}/audits", Access::staff, list_audits);
  api.read("GET", "/tickets/{id}/audits/count", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return api::count_reply(std::int64_t(history(tx, TRY(ticket_resource().find(c, tx, c.id())).id).size()), c.now);
  });
  api.read("GET", "/tickets/{id}/audits/{audit}", Access::staff, show_audit);
}

}  // namespace sahay::tickets
